import { type BackupObject, textOf } from '@spacecrate/confluence'
import { type Content, unknownRestriction, type Version } from '@spacecrate/format'
import type { SourceItem } from '../../source.js'
import { pageFormats, textsOf, textsOfVersion } from './bodies.js'
import { historicProperties } from './content-properties.js'
import { extraOf } from './extra.js'
import { findParent } from './find-parent.js'
import { type HistoryEntry, historyOf } from './history.js'
import { linkTo } from './link-to.js'
import { present } from './present.js'
import { createdOf, objectAt, omit, personOf, type PlacedRow, type ReadContext, recorded } from './read-context.js'
import { rowsOf } from './rows.js'
import { integerOf, statusWords } from './staging/stage-rules.js'

interface ContentRow extends PlacedRow {
  readonly class: string
  readonly record: string
  readonly space: string
  readonly space_n: number
  readonly status: number | null
  readonly mark: string | null
  readonly owner_n: number | null
  readonly parent: string | null
  readonly parent_n: number | null
  readonly original: string | null
  readonly original_n: number | null
}

const contents = `
  SELECT o.n, o.at, o.size, o.class, o.record, s.record AS space, o.space_n, o.status, o.mark, o.owner_n, o.parent,
    o.parent_n, o.original, o.original_n
  FROM object o JOIN object s ON s.n = o.space_n
  WHERE o.n > ? AND +o.root_n = o.n AND +o.class IN ('Page', 'BlogPost', 'Draft', 'CustomContentEntityObject')
    AND o.mark IS NOT 'property'
  ORDER BY o.n`

/** Pages, posts, folders, drafts and custom content that are taken, each followed by its versions. */
export function* readContents(context: ReadContext): Generator<SourceItem> {
  for (const row of rowsOf<ContentRow>(context.db, contents)) {
    if (context.ledger.fate(row.n) !== 'taken') continue
    const history = historyOf(context, row.n, row.record)
    const current = history.at(-1)
    if (!current) continue
    const object = objectAt(context, row)
    yield* shellOf(context, row, object, current.number)
    for (const entry of history) yield* versionOf(context, row, entry, entry === current ? object : undefined)
  }
}

function* shellOf(context: ReadContext, row: ContentRow, object: BackupObject, version: number): Generator<SourceItem> {
  const created = createdOf(context, object)
  const isLive = textOf(object, 'entitySubType')?.toLowerCase() === 'live'
  yield recorded(
    context,
    row,
    row.class,
    'content',
    present<Content>({
      id: row.record,
      kind: kindOf(row),
      space: row.space,
      parent: yield* findParent(context, row),
      position: integerOf(object, 'position'),
      title: textOf(object, 'title') ?? '',
      status: statusOf(row.status),
      subtype: isLive ? 'live' : undefined,
      customType: textOf(object, 'pluginModuleKey'),
      created,
      version,
      draftOf: yield* draftOf(context, row),
      owner: personOf(context, object, 'owner', ''),
      postingDay: row.class === 'BlogPost' ? dayOf(object) : undefined,
      editor: textOf(object, 'editorVersion'),
      extra: extraOf(object, isLive ? 'entitySubType' : undefined),
    }),
  )
}

function kindOf(row: ContentRow): Content['kind'] {
  const prefix = row.record.slice(0, row.record.indexOf(':'))
  return prefix === 'post' ? 'blogpost' : prefix === 'folder' ? 'folder' : prefix === 'custom' ? 'custom' : 'page'
}

/** The day as the clock of the source showed it: a post keeps its day, whatever the zone. */
function dayOf(object: BackupObject): string | undefined {
  return /^\s*'?(\d{4}-\d\d-\d\d)[ T]/.exec(textOf(object, 'creationDate') ?? '')?.[1]
}

/** The word of a status in a record. */
export function statusOf(status: number | null): Content['status'] {
  const word = statusWords[status ?? 0]
  return word === undefined || word === 'unknown' ? 'current' : word
}

function* draftOf(context: ReadContext, row: ContentRow): Generator<SourceItem, string | undefined> {
  if (statusWords[row.status ?? 0] !== 'draft' || (row.original === null && row.original_n === null)) return undefined
  const target = row.original_n === null ? undefined : yield* linkTo(context, row.original_n)
  if (target) return target.record
  const what = `What the draft ${row.record} belongs to`
  yield omit('DRAFT_TARGET_MISSING', { kind: row.class, what, id: unknownRestriction(row.record) })
  return undefined
}

function* versionOf(
  context: ReadContext,
  owner: ContentRow,
  entry: HistoryEntry,
  current: BackupObject | undefined,
): Generator<SourceItem> {
  const object = current ?? objectAt(context, entry.row)
  const what = `The text of version ${entry.number} of ${owner.record}`
  const texts = hasText(owner)
    ? yield* textsOfVersion(context, entry.row.n, { kind: owner.class, what, id: entry.id })
    : yield* textsOf(context, entry.row.n, pageFormats)
  const status = statusOf(entry.row.status)
  const extra = current ? undefined : yield* historicProperties(context, entry.row.n, extraOf(object))
  const record = present<Version>({
    id: entry.id,
    of: owner.record,
    number: entry.number,
    order: entry.order,
    author: authorOf(context, object, entry),
    at: context.times.instant(textOf(object, 'lastModificationDate') ?? firstDate(object, entry)),
    message: textOf(object, 'versionComment'),
    title: textOf(object, 'title') ?? '',
    ...texts,
    status: status === statusOf(owner.status) ? undefined : status,
    extra,
  })
  yield recorded(context, entry.row, owner.class, 'versions', record)
}

/** Pages and posts have a text; folders have none, and of the content of apps nobody knows. */
function hasText(row: ContentRow): boolean {
  return /^(page|post):/.test(row.record)
}

/** The author of a version is who changed it last; a first version of old comments names only its creator. */
export function authorOf(context: ReadContext, object: BackupObject, entry: HistoryEntry): string | undefined {
  const modifier = personOf(context, object, 'lastModifier', 'lastModifierName')
  return modifier ?? (entry.order === 1 ? personOf(context, object, 'creator', 'creatorName') : undefined)
}

/** When a first version was made, where it does not say when it was changed. */
export function firstDate(object: BackupObject, entry: HistoryEntry): string | undefined {
  return entry.order === 1 ? textOf(object, 'creationDate') : undefined
}
