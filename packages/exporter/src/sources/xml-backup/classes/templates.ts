import type { Template, TemplateVersion } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import { createdOf, personOf } from '../acts.js'
import { carriedClass, type ViewOf } from '../backup-class.js'
import { formatOf, pageFormats } from '../bodies.js'
import { item, present, recorded } from '../items.js'
import { hanging } from '../joined-fields.js'
import { type ClassFamily, itemsOfEach } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { acts } from '../shared-fields.js'
import { integerOf, textOf, verbatimOf } from '../view.js'

const template = carriedClass({
  name: 'PageTemplate',
  records: [{ prefix: 'template:' }],
  listedAs: ['owner'],
  rows: 'S13 G5',
  kind: 'templates',
  fields: {
    carried: `${acts} name description content bodyType space version pluginKey moduleKey labellings`,
    excluded: 'hibernateVersion',
    verbatim: 'referencingPluginKey referencingModuleKey',
  },
  join: hanging('space'),
  leftover: { ofSite: 'unowned' },
})

interface TemplateRow extends PlacedRow {
  readonly record: string
  readonly owner: string | null
  readonly owner_n: number | null
  readonly space: string | null
}

const rows = `SELECT t.n, t.at, t.size, t.record, t.owner, t.owner_n, s.record AS space
  FROM object t LEFT JOIN object s ON s.n = t.owner_n
  WHERE t.n > ? AND t.class = 'PageTemplate' AND t.record IS NOT NULL ORDER BY t.n`

/** Templates of spaces that are taken, and, where no space was asked for, those of the site. A backup has one version. */
export const templates: ClassFamily = {
  classes: [template],
  readings: [itemsOfEach({ of: template, rows, isWanted, items: templateItems })],
}

function* templateItems(
  context: ReadContext,
  row: TemplateRow,
  object: ViewOf<typeof template>,
): Generator<SourceItem> {
  const version = Math.max(1, integerOf(object, 'version') ?? 1)
  const [plugin, module] = [textOf(object, 'pluginKey'), textOf(object, 'moduleKey')]
  const name = textOf(object, 'name') ?? ''
  yield recorded(
    context,
    row,
    template.name,
    'templates',
    present<Template>({
      id: row.record,
      space: row.space ?? undefined,
      name,
      description: textOf(object, 'description'),
      blueprint: module === undefined ? plugin : `${plugin ?? ''}:${module}`,
      version,
      created: createdOf(context, object),
      extra: verbatimOf(object, template),
    }),
  )
  const body = {
    format: formatOf(context, textOf(object, 'bodyType') ?? null, pageFormats),
    value: textOf(object, 'content') ?? '',
  }
  yield item(
    'template-versions',
    present<TemplateVersion>({
      id: `version:${row.record}/${version}`,
      of: row.record,
      number: version,
      order: 1,
      author: personOf(context, object, 'lastModifier', 'lastModifierName'),
      at: context.times.instant(textOf(object, 'lastModificationDate')),
      title: name,
      body,
    }),
  )
}

function isWanted(context: ReadContext, row: TemplateRow): boolean {
  if (!context.ledger.isOpen(row.n)) return false
  if (row.owner_n === null) return row.owner === null && context.wholeSite
  return row.space !== null && context.ledger.fate(row.owner_n) === 'recorded'
}
