import { type Content, unknownRestriction, type Version } from '@spacecrate/format'
import { takes } from '../../../selection.js'
import type { SourceItem } from '../../../source.js'
import { createdOf, personOf } from '../acts.js'
import { type BackupClass, carriedClass, type Words } from '../backup-class.js'
import { pageFormats, textsOf, textsOfVersion } from '../bodies.js'
import { historicProperties } from '../content-properties.js'
import type { Choice, ChoiceRow } from '../choice.js'
import { findParent } from '../find-parent.js'
import { type HistoryEntry, historyOf } from '../history.js'
import { omit, present, recorded } from '../items.js'
import { notZero, originalOf, statusWords, versionedFields } from '../joined-fields.js'
import type { Fate } from '../ledger.js'
import { linkTo } from '../link-to.js'
import { shutElsewhere } from '../moved-page.js'
import { type ClassFamily, isTaken, viewAt } from '../read-class.js'
import type { PlacedRow, ObjectContext } from '../read-context.js'
import { kept, locks, unknownMeaning, versioned } from '../shared-fields.js'
import { authorOf, statusOf, versionTime } from '../versions.js'
import { integerOf, referenceOf, textOf, verbatimOf, type View } from '../view.js'

const page = carriedClass({
  name: 'Page',
  isContent: true,
  records: [{ mark: 'folder', prefix: 'folder:' }, { prefix: 'page:' }],
  listedAs: ['parent'],
  rows: 'C1 C2 C3 C16 C17 C18 C24 C27 C29 S20',
  why: 'The sub-type live becomes a field of the record; any other one, and what navigationType means, nobody knows',
  fields: {
    carried: `${versioned} ${kept} space parent position isFolder editorVersion owner comments customContent contentPermissionSets children childrens`,
    derived: 'lowerTitle ancestors outgoingLinks referralLinks trackbackLinks',
    excluded: locks,
    verbatim: unknownMeaning,
  },
  join: (object) => ({
    ...versionedFields(object),
    space: referenceOf(object, 'space')?.id,
    parent: referenceOf(object, 'parent')?.id,
    mark: textOf(object, 'isFolder') === 'true' ? 'folder' : undefined,
  }),
  choose: (choice, row) => choice.bySpace(row),
  leftover: { twinOn: shutElsewhere },
})

const post = carriedClass({
  name: 'BlogPost',
  isContent: true,
  records: [{ prefix: 'post:' }],
  rows: 'C1 C2 C3 C15 C16 C17 C18 C24',
  fields: {
    carried: `${versioned} ${kept} space editorVersion owner comments customContent contentPermissionSets`,
    derived: 'lowerTitle outgoingLinks referralLinks trackbackLinks',
    excluded: locks,
    verbatim: unknownMeaning,
  },
  join: (object) => ({ ...versionedFields(object), space: referenceOf(object, 'space')?.id }),
  choose: (choice, row) => (takes(choice.context.selection, 'posts') ? choice.bySpace(row) : 'unselected'),
})

const draft = carriedClass({
  name: 'Draft',
  isContent: true,
  records: [{ mark: 'blogpost ', prefix: 'post:' }, { prefix: 'page:' }],
  rows: 'C18',
  fields: {
    carried: `${versioned} ${kept} pageId draftSpaceKey draftType`,
    derived: 'lowerTitle outgoingLinks',
    excluded: locks,
    verbatim: 'pageVersion',
  },
  join: (object) => ({
    ...versionedFields(object),
    original: notZero(textOf(object, 'pageId')) ?? originalOf(object),
    status: statusWords.indexOf('draft'),
    mark: `${textOf(object, 'draftType') === 'blogpost' ? 'blogpost' : 'page'} ${textOf(object, 'draftSpaceKey') ?? ''}`,
  }),
  choose: (choice, row) => choice.bySpace(row),
})

/** Key of the content properties of the REST API, which are stored as custom content. */
const contentPropertyModule = ':content-property'

/** The type of what is exported: other families read objects of this class as well. */
type CustomField = Words<
  | typeof versioned
  | typeof kept
  | typeof unknownMeaning
  | 'space containerContent parent pluginModuleKey customContent comments contentPermissionSets children childrens'
>

export const custom: BackupClass<CustomField> = carriedClass({
  name: 'CustomContentEntityObject',
  isContent: true,
  records: [{ prefix: 'custom:' }],
  listedAs: ['owner'],
  rows: 'C14 C21 C23 C24 C29 A1 A2',
  fields: {
    carried: `${versioned} ${kept} space containerContent parent pluginModuleKey customContent comments contentPermissionSets children childrens`,
    derived: 'lowerTitle ancestors outgoingLinks',
    excluded: locks,
    verbatim: `${unknownMeaning} pluginVersion`,
  },
  join: (object) => ({
    ...versionedFields(object),
    space: referenceOf(object, 'space')?.id,
    parent: referenceOf(object, 'parent')?.id,
    owner: referenceOf(object, 'containerContent'),
    mark: textOf(object, 'pluginModuleKey')?.endsWith(contentPropertyModule) === true ? 'property' : undefined,
  }),
  choose: chooseCustom,
})

/** A content of an app goes with what it is on, else with its space. */
function chooseCustom(choice: Choice, row: ChoiceRow, depth: number): Fate {
  const isProperty = row.mark === 'property'
  if (row.owner_n === null) {
    if (isProperty) return choice.omit(row, 'OWNER_MISSING')
    return row.space_n === null ? choice.omit(row, 'APP_DATA') : choice.bySpace(row)
  }
  const owner = choice.fateOfOwner(row.owner_n, depth)
  if (owner === 'none' || owner === 'unselected') return owner
  if (owner === 'omitted') return choice.omit(row, 'OWNER_OMITTED')
  if (isProperty) return takes(choice.context.selection, 'properties') ? 'taken' : 'unselected'
  return choice.bySpace(row)
}

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

const rows = `
  SELECT o.n, o.at, o.size, o.class, o.record, s.record AS space, o.space_n, o.status, o.mark, o.owner_n, o.parent,
    o.parent_n, o.original, o.original_n
  FROM object o JOIN object s ON s.n = o.space_n
  WHERE o.n > ? AND +o.root_n = o.n AND +o.class IN ('Page', 'BlogPost', 'Draft', 'CustomContentEntityObject')
    AND o.mark IS NOT 'property'
  ORDER BY o.n`

/** Pages, posts, folders, drafts and custom content that are taken, each followed by its versions. */
export const contents: ClassFamily = {
  classes: [page, post, draft, custom],
  beside: {
    rows,
    isWanted: isTaken,
    items: (context, row: ContentRow) => readers.get(row.class)?.(context, row) ?? [],
  },
}

/** Fields that not all of the classes have. */
type OwnFields = Partial<
  Record<'subtype' | 'customType' | 'owner' | 'postingDay' | 'editor', string | undefined> & {
    readonly position: number | undefined
  }
>

/** Fields of all of the classes. */
type SharedField = Words<typeof versioned>

const readers: ReadonlyMap<string, (context: ObjectContext, row: ContentRow) => Iterable<SourceItem>> = new Map([
  readerOf(page, (context, object) => ({ ...fieldsOfPost(context, object), position: integerOf(object, 'position') })),
  readerOf(post, (context, object) => ({ ...fieldsOfPost(context, object), postingDay: dayOf(object) })),
  readerOf(draft, () => ({})),
  readerOf(custom, (_, object) => ({ ...subtypeOf(object), customType: textOf(object, 'pluginModuleKey') })),
])

function readerOf<Field extends string>(
  of: BackupClass<Field | SharedField>,
  own: (context: ObjectContext, object: View<Field | SharedField>) => OwnFields,
): [string, (context: ObjectContext, row: ContentRow) => Generator<SourceItem>] {
  function* read(context: ObjectContext, row: ContentRow): Generator<SourceItem> {
    const history = historyOf(context, row.n, row.record)
    const current = history.at(-1)
    if (!current) return
    const object = viewAt(context, row, of)
    yield* shellOf(context, row, of, object, own, current.number)
    for (const entry of history) {
      const version = entry === current ? object : viewAt(context, entry.row, of)
      yield* versionOf(context, row, of, entry, version)
    }
  }
  return [of.name, read]
}

function* shellOf<Field extends string>(
  context: ObjectContext,
  row: ContentRow,
  of: BackupClass,
  object: View<Field | SharedField>,
  own: (context: ObjectContext, object: View<Field | SharedField>) => OwnFields,
  version: number,
): Generator<SourceItem> {
  const created = createdOf(context, object)
  const parent = yield* findParent(context, row)
  const draftOf = yield* targetOfDraft(context, row)
  const fields = own(context, object)
  const record = present<Content>({
    id: row.record,
    kind: kindOf(row),
    space: row.space,
    parent,
    title: textOf(object, 'title') ?? '',
    status: statusOf(row.status),
    created,
    version,
    draftOf,
    ...fields,
    extra: verbatimOf(object, of, fields.subtype === undefined ? undefined : 'entitySubType'),
  } as Content)
  yield recorded(context, row, of.name, 'content', record)
}

function fieldsOfPost(context: ObjectContext, object: View<'owner' | 'editorVersion' | 'entitySubType'>): OwnFields {
  return {
    ...subtypeOf(object),
    owner: personOf(context, object, 'owner'),
    editor: textOf(object, 'editorVersion'),
  }
}

function subtypeOf(object: View<'entitySubType'>): OwnFields {
  return textOf(object, 'entitySubType')?.toLowerCase() === 'live' ? { subtype: 'live' } : {}
}

function kindOf(row: ContentRow): Content['kind'] {
  const prefix = row.record.slice(0, row.record.indexOf(':'))
  return prefix === 'post' ? 'blogpost' : prefix === 'folder' ? 'folder' : prefix === 'custom' ? 'custom' : 'page'
}

/** The day as the clock of the source showed it: a post keeps its day, whatever the zone. */
function dayOf(object: View<'creationDate'>): string | undefined {
  return /^\s*'?(\d{4}-\d\d-\d\d)[ T]/.exec(textOf(object, 'creationDate') ?? '')?.[1]
}

function* targetOfDraft(context: ObjectContext, row: ContentRow): Generator<SourceItem, string | undefined> {
  if (statusWords[row.status ?? 0] !== 'draft' || (row.original === null && row.original_n === null)) return undefined
  const target = row.original_n === null ? undefined : yield* linkTo(context, row.original_n)
  if (target) return target.record
  const what = `What the draft ${row.record} belongs to`
  yield omit('DRAFT_TARGET_MISSING', { kind: row.class, what, id: unknownRestriction(row.record) })
  return undefined
}

function* versionOf(
  context: ObjectContext,
  owner: ContentRow,
  of: BackupClass,
  entry: HistoryEntry,
  object: View<SharedField>,
): Generator<SourceItem> {
  const what = `The text of version ${entry.number} of ${owner.record}`
  const texts = hasText(owner)
    ? yield* textsOfVersion(context, entry.row.n, { kind: owner.class, what, id: entry.id })
    : yield* textsOf(context, entry.row.n, pageFormats)
  const status = statusOf(entry.row.status)
  const isCurrent = entry.row.n === owner.n
  const extra = isCurrent ? undefined : yield* historicProperties(context, entry.row.n, verbatimOf(object, of))
  const record = present<Version>({
    id: entry.id,
    of: owner.record,
    number: entry.number,
    order: entry.order,
    author: authorOf(context, object, entry),
    at: versionTime(context, object, entry),
    message: textOf(object, 'versionComment'),
    title: textOf(object, 'title') ?? '',
    ...texts,
    status: status === statusOf(owner.status) ? undefined : status,
    extra,
  })
  yield recorded(context, entry.row, of.name, 'versions', record)
}

/** Pages and posts have a text; folders have none, and of the content of apps nobody knows. */
function hasText(row: ContentRow): boolean {
  return /^(page|post):/.test(row.record)
}
