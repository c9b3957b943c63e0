import type { Attachment, AttachmentVersion } from '@spacecrate/format'
import { takes } from '../../../selection.js'
import type { SourceItem } from '../../../source.js'
import { createdOf } from '../acts.js'
import type { BesideItem } from '../beside-reading.js'
import { type BackupClass, carriedClass, type ViewOf, type Words } from '../backup-class.js'
import { historicProperties, takeProperties } from '../content-properties.js'
import { type HistoryEntry, historyOf, type HistoryRow } from '../history.js'
import { versionedFields } from '../joined-fields.js'
import { linkTo } from '../link-to.js'
import { type ClassFamily, isTaken, lose, viewAt } from '../read-class.js'
import type { PlacedRow, ObjectContext } from '../read-context.js'
import { kept, locks, unknownMeaning, versioned } from '../shared-fields.js'
import { decodeCell } from '../index/cell.js'
import { omit, present, recorded } from '../items.js'
import type { VersionFile } from '../version-files.js'
import { authorOf, statusOf, versionTime } from '../versions.js'
import { firstReferenceOf, firstTextOf, integerOf, referenceOf, textOf, verbatimOf } from '../view.js'

type AttachmentField = Words<
  | typeof versioned
  | typeof kept
  | typeof unknownMeaning
  | 'containerContent content fileName contentType fileSize comment attachmentVersion comments'
  | 'lowerTitle space'
>

export const attachment: BackupClass<AttachmentField> = carriedClass({
  name: 'Attachment',
  isContent: true,
  records: [{ prefix: 'attachment:' }],
  listedAs: ['owner'],
  rows: 'C8 C9 S4 U4',
  kind: 'attachments',
  fields: {
    carried: `${versioned} ${kept} containerContent content fileName contentType fileSize comment attachmentVersion comments`,
    derived: 'lowerTitle space',
    excluded: locks,
    verbatim: unknownMeaning,
  },
  join: (object) => ({
    ...versionedFields(object),
    space: referenceOf(object, 'space')?.id,
    owner: firstReferenceOf(object, 'containerContent', 'content'),
    version: integerOf(object, 'version') ?? integerOf(object, 'attachmentVersion'),
  }),
  choose(choice, row, depth) {
    const owner = row.owner_n === null ? undefined : choice.rowOf(row.owner_n)
    if (!owner) return choice.omit(row, 'OWNER_MISSING')
    const { selection, wholeSite } = choice.context
    // Files of a profile wait for their person: one of them may be the picture.
    if (owner.class === 'PersonalInformation') return 'none'
    // Files of the whole site are settings, which are read by themselves.
    if (owner.class === 'GlobalDescription') return wholeSite && takes(selection, 'settings') ? 'none' : 'unselected'
    const fate = choice.fateOfOwner(owner.n, depth)
    if (fate === 'omitted') return choice.omit(row, 'OWNER_OMITTED')
    if (fate !== 'taken') return fate
    return takes(selection, 'attachments') ? choice.byStatus(row) : 'unselected'
  },
})

type AttachmentObject = ViewOf<typeof attachment>

interface AttachmentRow extends PlacedRow {
  readonly id: string
  readonly record: string
  readonly status: number | null
  readonly owner: string | null
  readonly owner_n: number
  readonly original: string | null
}

const rows = `SELECT n, at, size, id, record, status, owner, owner_n, original FROM object
  WHERE n > ? AND class = 'Attachment' AND +root_n = n ORDER BY n`

/** What Confluence since 5.7 keeps of a file in properties. */
const typedProperties = [
  'MEDIA_TYPE',
  'FILESIZE',
  'MINOR_EDIT',
  'HIDDEN',
  'FILESTORE_ID',
  'COLLECTION_NAME_TYPE',
] as const

type TypedProperties = Partial<Record<(typeof typedProperties)[number], string>>

interface LoadedVersion {
  readonly entry: HistoryEntry
  readonly object: AttachmentObject
  readonly typed: TypedProperties
}

/** Files that are taken, each followed by its versions with their bytes. */
export const attachments: ClassFamily = {
  classes: [attachment],
  beside: {
    kind: 'attachments',
    rows,
    isWanted: isTaken,
    items: (context, row: AttachmentRow) => attachmentItems(context, row, viewAt(context, row, attachment)),
  },
}

function* attachmentItems(context: ObjectContext, row: AttachmentRow, object: AttachmentObject): Generator<BesideItem> {
  const container = yield* linkTo(context, row.owner_n)
  if (!container) {
    yield lose(context, row, attachment, { lost: 'OWNER_MISSING', what: row.record, id: row.record })
    return
  }
  if (row.original !== null) {
    const what = `The current object ${decodeCell(row.original)} of ${row.record}`
    yield omit('CURRENT_MISSING', { kind: 'Attachment', what })
  }
  yield* attachmentOf(context, row, object, container.record)
}

function* attachmentOf(
  context: ObjectContext,
  row: AttachmentRow,
  now: AttachmentObject,
  container: string,
): Generator<BesideItem> {
  const history = historyOf(context, row.n, row.record)
  const versions = history.map((entry) => {
    const object = entry.row.n === row.n ? now : viewAt(context, entry.row, attachment)
    return { entry, object, typed: takeProperties(context, entry.row.n, typedProperties) }
  })
  const current = versions.at(-1)
  const first = versions[0]
  if (!current || !first) return
  const name = nameOf(current.object)
  const collection = current.typed.COLLECTION_NAME_TYPE
  const extra = {
    ...verbatimOf(current.object, attachment),
    ...(collection !== undefined && { COLLECTION_NAME_TYPE: collection }),
  }
  yield recorded(
    context,
    row,
    'Attachment',
    'attachments',
    present<Attachment>({
      id: row.record,
      container,
      name,
      mediaType: mediaTypeOf(current),
      fileId: current.typed.FILESTORE_ID,
      status: statusOf(row.status),
      hidden: current.typed.HIDDEN === '1' ? true : undefined,
      version: current.entry.number,
      created: createdOf(context, first.object),
      extra: Object.keys(extra).length === 0 ? undefined : extra,
    }),
  )
  const files: VersionFile[] = []
  for (const version of versions) files.push(yield* versionOf(context, row, name, version))
  yield { type: 'version-files', versions: files }
}

function* versionOf(
  context: ObjectContext,
  owner: AttachmentRow,
  name: string,
  { entry, object, typed }: LoadedVersion,
): Generator<SourceItem, VersionFile> {
  const isCurrent = entry.row.n === owner.n
  const extra = isCurrent ? undefined : yield* historicProperties(context, entry.row.n, verbatimOf(object, attachment))
  const bytes = bytesOf({ object, typed })
  const record = present<AttachmentVersion>({
    id: entry.id,
    of: owner.record,
    number: entry.number,
    order: entry.order,
    author: authorOf(context, object, entry),
    at: versionTime(context, object, entry),
    message: firstTextOf(object, 'versionComment', 'comment'),
    minor: typed.MINOR_EDIT === '1' ? true : undefined,
    name: nameOf(object) === name ? undefined : nameOf(object),
    mediaType: mediaTypeOf({ object, typed }),
    bytes,
    extra,
  })
  const { n, at, size } = entry.row
  return {
    row: { n, at, size },
    record,
    what: `Version ${entry.number} of the file ${JSON.stringify(name)}`,
    place: {
      containers: containersOf(context, [owner, entry.row]),
      attachment: decodeCell(owner.original ?? owner.id),
      own: object.id ?? '',
      version: entry.row.version ?? entry.number,
      bytes,
      fileId: typed.FILESTORE_ID,
    },
  }
}

/** Ids under which the bytes may lie: of the current container, then of the one that the version itself names. */
function containersOf(
  context: ObjectContext,
  objects: readonly Pick<HistoryRow, 'n' | 'owner' | 'owner_n'>[],
): string[] {
  const inOrder = [...objects].sort((a, b) => a.n - b.n)
  const ids = inOrder.flatMap(({ owner, owner_n }) => {
    const current = owner_n === null ? null : (context.near.target(owner_n)?.id ?? null)
    return [current, owner]
  })
  return [...new Set(ids)].filter((id) => id !== null).map(decodeCell)
}

function bytesOf({ object, typed }: Omit<LoadedVersion, 'entry'>): number | undefined {
  const said = typed.FILESIZE ?? textOf(object, 'fileSize')
  return said !== undefined && /^\d{1,15}$/.test(said) ? Number(said) : undefined
}

function nameOf(object: AttachmentObject): string {
  return firstTextOf(object, 'title', 'fileName') ?? ''
}

function mediaTypeOf({ object, typed }: Omit<LoadedVersion, 'entry'>): string | undefined {
  return typed.MEDIA_TYPE ?? textOf(object, 'contentType')
}
