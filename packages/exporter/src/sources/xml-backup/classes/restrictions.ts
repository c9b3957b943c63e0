import { createHash } from 'node:crypto'
import type { Database } from '@spacecrate/disk'
import { type Restriction, unknownRestriction } from '@spacecrate/format'
import { takes } from '../../../selection.js'
import type { SourceItem } from '../../../source.js'
import { createdOf, personOf } from '../acts.js'
import { carriedClass } from '../backup-class.js'
import { hanging } from '../joined-fields.js'
import { named } from '../omissions.js'
import { isUsableId } from '../known-people.js'
import { type ClassFamily, hangsOnCarried, type HangingRow, isCarried, recordedOnce, viewAt } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { restrictionSet } from './restriction-set.js'
import { rowsOf } from '../index/rows.js'
import { decodeCell, encodeCell } from '../index/cell.js'
import { omit, present } from '../items.js'
import { elementsOf, textOf } from '../view.js'

const restriction = carriedClass({
  name: 'ContentPermission',
  listedAs: ['owner'],
  rows: 'C5 S16',
  kind: 'restrictions',
  fields: {
    carried: 'type userSubject userName groupName owningSet creator creatorName creationDate',
    derived: 'lastModifier lastModifierName lastModificationDate',
  },
  join: hanging('owningSet'),
  mustAgree: ['type', 'userSubject', 'userName', 'groupName', 'owningSet'],
  leftover: { twinOn },
})

const contentOfGrant = `SELECT o.record FROM object g JOIN object s ON s.n = g.owner_n JOIN object o ON o.n = s.owner_n
  WHERE g.n = ?`

/** What a restriction is on that another one of its id was taken for: nobody can say whom it let in. */
function twinOn(context: ReadContext, twin: PlacedRow, kept: number): string {
  const other = context.query('SELECT n, at, size FROM object WHERE n = ?').get(kept) as PlacedRow
  const types = [twin, other].map((row) => textOf(viewAt(context, row, restriction), 'type')?.toLowerCase())
  const found = context.query(contentOfGrant).get(kept) as { readonly record: string | null } | undefined
  return unknownRestriction(found?.record ?? 'nothing', types.every((type) => type === 'edit') ? 'update' : undefined)
}

type Operation = Restriction['operation']

interface GrantRow extends PlacedRow {
  readonly id: string | null
}

/** What one row of a set says. */
type Grant = { readonly row: GrantRow } & (
  | { readonly subject: string; readonly record: Restriction; readonly lost?: undefined }
  | { readonly lost: Operation | 'everything' }
)

/** A set of restrictions of one content, read. */
interface FoundSet {
  readonly row: HangingRow
  readonly operation: Operation | undefined
  readonly grants: readonly Grant[]
  /** How many it lists that are not there. */
  readonly missing: number
}

/** More than any page lists; a longer set was made to fill memory. */
const grantLimit = 10_000

/** A set may hang on an earlier version: whatever restricts one of them is taken to restrict the content. */
const setsOfBackup = `SELECT s.n, s.at, s.size, o.root_n AS target_n, o.record
  FROM object s JOIN object o ON o.n = s.owner_n
  WHERE s.n > ? AND s.class = 'ContentPermissionSet' AND s.mark IS NULL AND o.root_n IS NOT NULL AND o.record IS NOT NULL
  ORDER BY s.n`

const grantsOfSet = `SELECT n, at, size, id FROM object
  WHERE owner_n = ? AND class = 'ContentPermission' AND mark IS NULL ORDER BY n LIMIT ${grantLimit + 1}`

/** Sets that a content lists, and that are not there or say to be of another one. */
const setsAstray = `SELECT l.rowid AS n, l.child, p.root_n AS target_n, r.record
  FROM listed l JOIN object p ON p.n = l.parent JOIN object r ON r.n = p.root_n
  WHERE l.rowid > ? AND +l.link = 'owner' AND +l.child_class = 'ContentPermissionSet' AND r.record IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM object s JOIN object o ON o.n = s.owner_n
      WHERE s.id = l.child AND s.class = 'ContentPermissionSet' AND o.root_n = p.root_n)
  ORDER BY l.rowid`

/**
 * Restrictions of contents that are taken: what is listed on each, and nothing of what it inherits.
 *
 * A set restricts also where none of its rows is left. So a set without a readable one, a set of an unknown kind, one that
 * is not there, and two of a kind that disagree, are omissions that name the content.
 */
export const restrictions: ClassFamily = {
  classes: [restrictionSet, restriction],
  readings: [readRestrictions],
}

function* readRestrictions(context: ReadContext): Generator<SourceItem> {
  if (!takes(context.selection, 'restrictions')) return
  const { db } = context
  const first = firstSets(db)
  for (const row of rowsOf<HangingRow>(db, setsOfBackup)) {
    if (!hangsOnCarried(context, row)) continue
    const set = readSet(context, row)
    const { operation } = set
    if (operation === undefined) yield* lostSet(context, set, 'its kind is unknown, or it is too long')
    else if (first.agrees(row.target_n, operation, set)) yield* carriedSet(context, set, operation)
    else yield* lostSet(context, set, 'another set of the same kind says otherwise')
  }
  for (const { child, target_n, record } of rowsOf<HangingRow & { readonly child: string }>(db, setsAstray)) {
    if (!isCarried(context, target_n)) continue
    const what = `The restrictions of ${record} in ${named('ContentPermissionSet', decodeCell(child))}`
    const why = 'the backup does not hold them, or they say to be of something else'
    yield omit('RESTRICTION_UNKNOWN', { kind: 'ContentPermissionSet', id: unknownRestriction(record), what, why })
  }
}

/** Remembers whom the first set of each content and operation names. Of two that differ nobody can say which counts. */
function firstSets(db: Database): { agrees: (content: number, operation: Operation, set: FoundSet) => boolean } {
  db.exec(`
    CREATE TEMP TABLE IF NOT EXISTS first_set (
      content INTEGER, operation TEXT, subjects TEXT NOT NULL, PRIMARY KEY (content, operation)
    ) WITHOUT ROWID;
    DELETE FROM temp.first_set
  `)
  const note = db.prepare('INSERT OR IGNORE INTO first_set VALUES (?, ?, ?)')
  const find = db.prepare('SELECT subjects FROM first_set WHERE content = ? AND operation = ?')
  return {
    agrees: (content, operation, { grants }) => {
      const subjects = new Set(grants.map((grant) => (grant.lost === undefined ? grant.subject : '')))
      const digest = createHash('sha256')
        .update(JSON.stringify([...subjects].sort()))
        .digest('hex')
      note.run(content, operation, digest)
      return (find.get(content, operation) as { readonly subjects: string }).subjects === digest
    },
  }
}

function* carriedSet(context: ReadContext, set: FoundSet, operation: Operation): Generator<SourceItem> {
  const { row, grants, missing } = set
  const { ledger } = context
  const readable = grants.filter((grant) => grant.lost === undefined)
  if (readable.length === 0) {
    ledger.set(row.n, 'omitted')
    const facts = { kind: 'ContentPermissionSet', what: `The restrictions of ${row.record}`, offset: row.at }
    const why = 'its set holds no row that can be read'
    yield omit('RESTRICTION_UNKNOWN', { ...facts, id: unknownRestriction(row.record, operation), why })
  } else ledger.set(row.n, 'merged')
  for (const grant of grants) {
    if (grant.lost !== undefined) yield* lostGrant(context, set, grant.row, grant.lost)
    else yield* recordedOnce(context, grant.row, restriction, 'restrictions', grant.record)
  }
  if (missing === 0 || readable.length === 0) return
  yield omit('RESTRICTION_UNKNOWN', {
    kind: 'ContentPermission',
    id: unknownRestriction(row.record, operation),
    what: `${missing} of the restrictions of ${row.record}`,
    count: missing,
    offset: row.at,
    why: 'its set lists them, and the backup does not hold them',
  })
}

/** A set of which nobody can say what it restricts: the content stays shut. */
function* lostSet(context: ReadContext, set: FoundSet, why: string): Generator<SourceItem> {
  const { row, grants } = set
  context.ledger.set(row.n, 'omitted')
  const facts = { kind: 'ContentPermissionSet', what: `The restrictions of ${row.record}`, offset: row.at }
  yield omit('RESTRICTION_UNKNOWN', { ...facts, id: unknownRestriction(row.record), why })
  for (const grant of grants) yield* lostGrant(context, set, grant.row, 'everything')
}

function* lostGrant(
  context: ReadContext,
  { row: { record } }: FoundSet,
  row: GrantRow,
  lost: Operation | 'everything',
): Generator<SourceItem> {
  context.ledger.set(row.n, 'omitted')
  const id = unknownRestriction(record, lost === 'everything' ? undefined : lost)
  yield omit('RESTRICTION_UNKNOWN', {
    kind: 'ContentPermission',
    id,
    what: `A restriction of ${record}`,
    offset: row.at,
  })
}

function readSet(context: ReadContext, row: HangingRow): FoundSet {
  const set = viewAt(context, row, restrictionSet)
  const rows = context.query(grantsOfSet).all(row.n) as GrantRow[]
  const types = new Set(rows.map((one) => textOf(viewAt(context, one, restriction), 'type')?.toLowerCase()))
  const type = textOf(set, 'type') ?? (types.size === 1 ? [...types][0] : undefined)
  // Only content has restrictions in the archive: a set on anything else is named, and stays behind.
  const isKnown = rows.length <= grantLimit && /^(page|post|folder|custom):/.test(row.record)
  const operation = isKnown ? operationOf(type) : undefined
  const there = new Set(rows.map(({ id }) => id))
  const listed = elementsOf(set, 'contentPermissions').map(({ id }) => encodeCell(id))
  return {
    row,
    operation,
    grants: rows.map((one) =>
      operation === undefined ? { row: one, lost: 'everything' } : readGrant(context, row, one, operation),
    ),
    missing: new Set(listed.filter((id) => !there.has(id))).size,
  }
}

function readGrant(context: ReadContext, set: HangingRow, row: GrantRow, operation: Operation): Grant {
  const object = viewAt(context, row, restriction)
  const type = textOf(object, 'type')
  if (type !== undefined && operationOf(type) !== operation) return { row, lost: 'everything' }
  const group = textOf(object, 'groupName')
  const subject = personOf(context, object, 'userSubject', 'userName') ?? (group && context.groups.byName(group))
  const id = `restriction:${set.record}/${operation}/${subject}`
  if (!subject || !isUsableId(id)) return { row, lost: operation }
  const created = createdOf(context, object)
  return { row, subject, record: present<Restriction>({ id, content: set.record, operation, subject, created }) }
}

function operationOf(type: string | undefined): Operation | undefined {
  switch (type?.toLowerCase()) {
    case 'view':
      return 'read'
    case 'edit':
      return 'update'
    default:
      return undefined
  }
}
