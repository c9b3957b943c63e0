import { textOf } from '@spacecrate/confluence'
import type { Template, TemplateVersion } from '@spacecrate/format'
import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { formatOf, pageFormats } from './bodies.js'
import { extraOf } from './extra.js'
import { present } from './present.js'
import { createdOf, item, objectAt, personOf, type PlacedRow, type ReadContext, recorded } from './read-context.js'
import { rowsOf } from './rows.js'
import { integerOf } from './staging/stage-rules.js'

interface TemplateRow extends PlacedRow {
  readonly record: string
  readonly owner: string | null
  readonly owner_n: number | null
  readonly space: string | null
}

const templates = `SELECT t.n, t.at, t.size, t.record, t.owner, t.owner_n, s.record AS space
  FROM object t LEFT JOIN object s ON s.n = t.owner_n
  WHERE t.n > ? AND t.class = 'PageTemplate' AND t.record IS NOT NULL ORDER BY t.n`

/** Templates of spaces that are taken, and, where no space was asked for, those of the site. A backup has one version. */
export function* readTemplates(context: ReadContext): Generator<SourceItem> {
  if (!takes(context.selection, 'templates')) return
  for (const row of rowsOf<TemplateRow>(context.db, templates)) {
    if (!context.ledger.isOpen(row.n) || !isWanted(context, row)) continue
    const object = objectAt(context, row)
    const version = Math.max(1, integerOf(object, 'version') ?? 1)
    const [plugin, module] = [textOf(object, 'pluginKey'), textOf(object, 'moduleKey')]
    const name = textOf(object, 'name') ?? ''
    yield recorded(
      context,
      row,
      'PageTemplate',
      'templates',
      present<Template>({
        id: row.record,
        space: row.space ?? undefined,
        name,
        description: textOf(object, 'description'),
        blueprint: module === undefined ? plugin : `${plugin ?? ''}:${module}`,
        version,
        created: createdOf(context, object),
        extra: extraOf(object),
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
}

function isWanted(context: ReadContext, row: TemplateRow): boolean {
  if (row.owner_n === null) return row.owner === null && context.wholeSite
  return row.space !== null && context.ledger.fate(row.owner_n) === 'recorded'
}
