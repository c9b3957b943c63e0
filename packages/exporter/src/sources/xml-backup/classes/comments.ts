import type { Anchor, Comment, CommentVersion, Resolution } from '@spacecrate/format'
import { takes } from '../../../selection.js'
import type { SourceItem } from '../../../source.js'
import { createdOf } from '../acts.js'
import { carriedClass, type ViewOf } from '../backup-class.js'
import { textsOfVersion } from '../bodies.js'
import { historicProperties, takeProperties } from '../content-properties.js'
import { isCutOff } from '../find-parent.js'
import { historyOf } from '../history.js'
import { omit, present, recorded } from '../items.js'
import { versionedFields } from '../joined-fields.js'
import { linkTo, type LinkTarget } from '../link-to.js'
import { type ClassFamily, isTaken, lose, viewAt } from '../read-class.js'
import type { PlacedRow, ObjectContext } from '../read-context.js'
import { kept, locks, unknownMeaning, versioned } from '../shared-fields.js'
import { authorOf, statusOf, versionTime } from '../versions.js'
import { firstReferenceOf, referenceOf, textOf, verbatimOf } from '../view.js'

const comment = carriedClass({
  name: 'Comment',
  isContent: true,
  records: [{ prefix: 'comment:' }],
  listedAs: ['owner', 'parent'],
  rows: 'C6 C7',
  kind: 'comments',
  fields: {
    carried: `${versioned} ${kept} containerContent owner parent children childrens`,
    derived: 'lowerTitle ancestors outgoingLinks space',
    excluded: locks,
    verbatim: unknownMeaning,
  },
  join: (object) => ({
    ...versionedFields(object),
    space: referenceOf(object, 'space')?.id,
    parent: referenceOf(object, 'parent')?.id,
    owner: firstReferenceOf(object, 'containerContent', 'owner'),
  }),
  choose(choice, row, depth) {
    if (!takes(choice.context.selection, 'comments')) return 'unselected'
    const owner = row.owner_n ?? row.parent_n
    if (owner === null) return choice.omit(row, 'OWNER_MISSING')
    const fate = choice.fateOf(owner, depth)
    if (fate === 'omitted') return choice.omit(row, 'OWNER_OMITTED')
    return fate === 'taken' ? choice.byStatus(row) : fate
  },
})

interface CommentRow extends PlacedRow {
  readonly record: string
  readonly status: number | null
  readonly owner_n: number | null
  readonly parent: string | null
  readonly parent_n: number | null
}

const rows = `SELECT n, at, size, record, status, owner_n, parent, parent_n FROM object
  WHERE n > ? AND class = 'Comment' AND +root_n = n ORDER BY n`

/** What Confluence keeps of an inline or file comment in properties. `inline-comment` and `actualCommentType` say its kind. */
const typedProperties = [
  'inline-comment',
  'actualCommentType',
  'inline-marker-ref',
  'inline-original-selection',
  'inline-match-index',
  'inline-match-count',
  'ANCHOR',
  'status',
  'status-lastmoddate',
  'status-lastmodifier',
] as const

type TypedProperties = Partial<Record<(typeof typedProperties)[number], string>>

/** What a comment is on: the content, and the file where it is on a file. */
interface Place {
  readonly content: LinkTarget
  readonly attachment?: LinkTarget
}

/** Comments that are taken, each followed by its versions. */
export const comments: ClassFamily = {
  classes: [comment],
  beside: {
    rows,
    isWanted: isTaken,
    items: (context, row: CommentRow) => commentItems(context, row, viewAt(context, row, comment)),
  },
}

function* commentItems(context: ObjectContext, row: CommentRow, object: ViewOf<typeof comment>): Generator<SourceItem> {
  const place = yield* placeOf(context, row)
  if (place) yield* commentOf(context, row, object, place)
  else yield lose(context, row, comment, { lost: 'OWNER_MISSING', what: row.record, id: row.record })
}

function* commentOf(
  context: ObjectContext,
  row: CommentRow,
  object: ViewOf<typeof comment>,
  place: Place,
): Generator<SourceItem> {
  const history = historyOf(context, row.n, row.record)
  const typed = takeProperties(context, row.n, typedProperties)
  yield recorded(
    context,
    row,
    'Comment',
    'comments',
    present<Comment>({
      id: row.record,
      content: place.content.record,
      parent: yield* parentOf(context, row, place),
      kind: kindOf(typed, place),
      attachment: place.attachment?.record,
      anchor: anchorOf(typed),
      resolution: resolutionOf(context, typed),
      status: statusOf(row.status),
      created: createdOf(context, object),
      version: history.at(-1)?.number ?? 1,
      extra: verbatimOf(object, comment),
    }),
  )
  for (const entry of history) {
    const version = entry.row.n === row.n ? object : viewAt(context, entry.row, comment)
    const what = `The text of version ${entry.number} of ${row.record}`
    const texts = yield* textsOfVersion(context, entry.row.n, { kind: 'Comment', what, id: entry.id })
    const record = present<CommentVersion>({
      id: entry.id,
      of: row.record,
      number: entry.number,
      order: entry.order,
      author: authorOf(context, version, entry),
      at: versionTime(context, version, entry),
      message: textOf(version, 'versionComment'),
      ...texts,
      extra:
        version === object ? undefined : yield* historicProperties(context, entry.row.n, verbatimOf(version, comment)),
    })
    yield recorded(context, entry.row, 'Comment', 'comment-versions', record)
  }
}

/** A comment on a file belongs to the content that the file is on; a reply without a container is where its parent is. */
function* placeOf(context: ObjectContext, row: CommentRow): Generator<SourceItem, Place | undefined> {
  let next: number | null = row.owner_n ?? row.parent_n
  let attachment: LinkTarget | undefined
  for (let depth = 0; next !== null && depth < 20; depth++) {
    const target: LinkTarget | undefined = yield* linkTo(context, next)
    if (!target) return undefined
    if (target.class === 'Attachment') attachment ??= target
    else if (target.class !== 'Comment') return placeOn(target, attachment)
    next = target.owner_n ?? (target.class === 'Comment' ? target.parent_n : null)
  }
  return undefined
}

function placeOn(content: LinkTarget, attachment: LinkTarget | undefined): Place | undefined {
  if (!/^(page|post|folder|custom):/.test(content.record)) return undefined
  return attachment ? { content, attachment } : { content }
}

function* parentOf(context: ObjectContext, row: CommentRow, place: Place): Generator<SourceItem, string | undefined> {
  if (isCutOff(context, row.n)) return undefined
  if (row.parent_n === null) {
    if (row.parent !== null) yield omit('PARENT_MISSING', { kind: 'Comment', what: `What ${row.record} answers` })
    return undefined
  }
  const target = yield* linkTo(context, row.parent_n)
  const holder =
    target?.class === 'Comment' ? yield* placeOf(context, { ...row, owner_n: target.n, parent_n: null }) : undefined
  if (target && holder?.content.n === place.content.n) return target.record
  yield omit('PARENT_ELSEWHERE', { kind: 'Comment', what: `What ${row.record} answers` })
  return undefined
}

function kindOf(typed: TypedProperties, place: Place): Comment['kind'] {
  if (place.attachment) return 'file'
  return typed['inline-comment'] === 'true' || typed.actualCommentType === 'inline' ? 'inline' : 'footer'
}

function anchorOf(typed: TypedProperties): Anchor | undefined {
  const anchor = present<Anchor>({
    ref: typed['inline-marker-ref'],
    selection: typed['inline-original-selection'],
    matchIndex: countOf(typed['inline-match-index']),
    matchCount: countOf(typed['inline-match-count']),
    place: typed.ANCHOR,
  })
  return Object.keys(anchor).length === 0 ? undefined : anchor
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function resolutionOf(context: ObjectContext, typed: TypedProperties): Resolution | undefined {
  const { status } = typed
  if (status !== 'open' && status !== 'reopened' && status !== 'resolved' && status !== 'dangling') return undefined
  return present<Resolution>({
    state: status,
    by: context.people.byKey(typed['status-lastmodifier']),
    at: context.times.epoch(typed['status-lastmoddate']),
  })
}
