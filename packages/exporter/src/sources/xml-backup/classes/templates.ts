import type { Template, TemplateVersion } from '@spacecrate/format'
import { takes } from '../../../selection.js'
import type { SourceItem } from '../../../source.js'
import { createdOf, personOf } from '../acts.js'
import { carriedClass, type ViewOf } from '../backup-class.js'
import { formatOf, pageFormats } from '../bodies.js'
import { item, omit, placeOf, present, recorded } from '../items.js'
import { originalOf } from '../joined-fields.js'
import { named } from '../omissions.js'
import { type ClassFamily, itemsOfEach, viewAt } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { acts } from '../shared-fields.js'
import { integerOf, referenceOf, textOf, verbatimOf } from '../view.js'

const template = carriedClass({
  name: 'PageTemplate',
  records: [{ prefix: 'template:' }],
  listedAs: ['owner'],
  rows: 'S13 G5',
  kind: 'templates',
  fields: {
    carried: `${acts} name description content bodyType space version pluginKey moduleKey labellings originalVersion originalVersionId`,
    excluded: 'hibernateVersion',
    verbatim: 'referencingPluginKey referencingModuleKey',
  },
  join: (object) => ({
    owner: referenceOf(object, 'space'),
    original: originalOf(object),
    version: integerOf(object, 'version'),
    stamp: textOf(object, 'lastModificationDate'),
  }),
  leftover: { ofSite: 'unowned' },
})

interface TemplateRow extends PlacedRow {
  readonly record: string
  readonly owner: string | null
  readonly owner_n: number | null
  readonly space: string | null
}

/** A version of nothing, with its space. */
interface OrphanRow extends PlacedRow {
  readonly owner: string | null
  readonly owner_n: number | null
}

interface VersionRow extends PlacedRow {
  readonly version: number | null
  readonly stamp: string | null
}

const rows = `SELECT t.n, t.at, t.size, t.record, t.owner, t.owner_n, s.record AS space
  FROM object t LEFT JOIN object s ON s.n = t.owner_n
  WHERE t.n > ? AND t.class = 'PageTemplate' AND t.record IS NOT NULL AND t.original IS NULL ORDER BY t.n`

const earlierOf = `SELECT n, at, size, version, stamp FROM object WHERE class = 'PageTemplate' AND original_n = ?`

const orphans = `SELECT n, at, size, owner, owner_n FROM object
  WHERE n > ? AND class = 'PageTemplate' AND original IS NOT NULL AND original_n IS NULL AND mark IS NULL ORDER BY n`

/**
 * Templates of spaces that are taken, and, where no space was asked for, those of the site, each with the versions that name
 * it. Most backups have one of each; versions that name nothing can't be told from other templates.
 */
export const templates: ClassFamily = {
  classes: [template],
  readings: [
    itemsOfEach({ of: template, rows, isWanted, items: templateItems }),
    itemsOfEach({ of: template, rows: orphans, isWanted: isOfTaken, items: orphanItems }),
  ],
}

function* templateItems(
  context: ReadContext,
  row: TemplateRow,
  object: ViewOf<typeof template>,
): Generator<SourceItem> {
  const versions = numbered(earlierVersions(context, row.n), integerOf(object, 'version'))
  const current = versions.at(-1)?.number ?? 1
  const [plugin, module] = [textOf(object, 'pluginKey'), textOf(object, 'moduleKey')]
  yield recorded(
    context,
    row,
    template.name,
    'templates',
    present<Template>({
      id: row.record,
      space: row.space ?? undefined,
      name: textOf(object, 'name') ?? '',
      description: textOf(object, 'description'),
      blueprint: module === undefined ? plugin : `${plugin ?? ''}:${module}`,
      version: current,
      created: createdOf(context, object),
      extra: verbatimOf(object, template),
    }),
  )
  for (const [index, { row: earlier, number, suffix }] of versions.entries()) {
    const version = earlier === undefined ? object : viewAt(context, earlier, template)
    if (earlier !== undefined) context.ledger.set(earlier.n, 'recorded')
    yield item('template-versions', {
      ...versionOf(context, row.record, version),
      id: `version:${row.record}/${number}${suffix}`,
      number,
      order: index + 1,
    })
  }
}

function versionOf(
  context: ReadContext,
  record: string,
  object: ViewOf<typeof template>,
): Omit<TemplateVersion, 'id' | 'number' | 'order'> {
  return present<Omit<TemplateVersion, 'id' | 'number' | 'order'>>({
    of: record,
    author: personOf(context, object, 'lastModifier', 'lastModifierName'),
    at: context.times.instant(textOf(object, 'lastModificationDate')),
    title: textOf(object, 'name') ?? '',
    body: {
      format: formatOf(context, textOf(object, 'bodyType') ?? null, pageFormats),
      value: textOf(object, 'content') ?? '',
    },
  })
}

/** The earlier versions of a template, oldest first: by their numbers, and where two have one number by their dates. */
function earlierVersions(context: ReadContext, current: number): VersionRow[] {
  const all = (context.query(earlierOf).all(current) as VersionRow[]).filter(({ n }) => context.ledger.isOpen(n))
  if (!takes(context.selection, 'history')) {
    for (const { n } of all) context.ledger.set(n, 'unselected')
    return []
  }
  const numbers = new Set(all.map(({ version }) => version))
  const isClear = numbers.size === all.length && !numbers.has(null)
  const byNumber = (a: VersionRow, b: VersionRow): number => (a.version ?? 0) - (b.version ?? 0) || a.n - b.n
  const byDate = (a: VersionRow, b: VersionRow): number =>
    a.stamp === b.stamp ? 0 : (a.stamp ?? '') < (b.stamp ?? '') ? -1 : 1
  return all.sort((a, b) => (isClear ? byNumber(a, b) : byDate(a, b) || byNumber(a, b)))
}

interface NumberedVersion {
  /** Absent for the current one, which is the last. */
  readonly row?: VersionRow
  readonly number: number
  /** Tells versions of one number apart. */
  readonly suffix: string
}

function numbered(earlier: readonly VersionRow[], current: number | undefined): NumberedVersion[] {
  const used = new Map<number, number>()
  const take = (number: number): Omit<NumberedVersion, 'row'> => {
    const times = (used.get(number) ?? 0) + 1
    used.set(number, times)
    return { number, suffix: times > 1 ? `~${times}` : '' }
  }
  const versions = earlier.map((row) => ({ row, ...take(Math.max(0, row.version ?? 0)) }))
  const highest = versions.reduce((max, { number }) => Math.max(max, number), 0)
  return [...versions, take(Math.max(1, current ?? highest + 1))]
}

function* orphanItems(context: ReadContext, row: OrphanRow): Generator<SourceItem> {
  context.ledger.set(row.n, 'omitted')
  const what = named(template.name, context.read(row).id)
  yield omit('VERSION_ORPHAN', { kind: template.name, what, ...placeOf(context, row) })
}

function isWanted(context: ReadContext, row: TemplateRow): boolean {
  return row.space === null ? row.owner_n === null && isOfTaken(context, row) : isOfTaken(context, row)
}

function isOfTaken(context: ReadContext, row: OrphanRow): boolean {
  if (!context.ledger.isOpen(row.n)) return false
  if (row.owner_n === null) return row.owner === null && context.wholeSite
  return context.ledger.fate(row.owner_n) === 'recorded'
}
