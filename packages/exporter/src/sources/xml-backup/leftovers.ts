import type { Omission } from '@spacecrate/format'
import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import type { BackupClass, LeftRow, Role } from './backup-class.js'
import { roleByPackage } from './classes/server.js'
import type { OmissionCode } from '../../omission-codes.js'
import { named } from './omissions.js'
import type { ReadContext } from './read-context.js'
import { rowReading } from './index/rows.js'
import { decodeCell } from './index/cell.js'
import { omit, placeOf } from './items.js'

const all = `SELECT n, at, size, class, id, owner_n, owner, root_n, mark, record FROM object
  WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n`

/** Classes that belong to the site and to no space. */
const roleCodes: Partial<Record<Role, OmissionCode>> = {
  secret: 'SECRET',
  setting: 'SETTING',
  app: 'APP_DATA',
  internal: 'INTERNAL',
  relation: 'RELATION',
}

/**
 * The last look at the file: every object that nothing has explained so far gets its fate here, so that the sums add up
 * by what is in the file and not by what was asked of it.
 */
export function* explainLeftovers(context: ReadContext): Generator<SourceItem | undefined> {
  yield* findings(context)
  /** Texts and properties of what is left out: its own omission names it, so they are only counted. */
  const parts = new Map<string, number>()
  for (const row of openRows(context)) {
    if (row === undefined) {
      yield undefined
      continue
    }
    if (row.mark === 'twin') {
      yield* twin(context, row)
      continue
    }
    const verdict = row.mark === 'broken' ? 'OBJECT_MALFORMED' : judge(context, row)
    const fate = verdict === 'derived' || verdict === 'unselected' ? verdict : 'omitted'
    context.ledger.set(row.n, fate)
    if (fate !== 'omitted' || row.mark === 'broken') continue
    const isPart = verdict === 'OWNER_OMITTED' && context.classes.get(row.class)?.leftover?.isPart === true
    if (isPart) parts.set(row.class, (parts.get(row.class) ?? 0) + 1)
    else yield omissionOf(context, row, verdict as OmissionCode)
  }
  for (const [kind, count] of parts) {
    yield omit('OWNER_OMITTED', { kind, what: `${count} objects of ${kind} whose owners are left out`, count })
  }
}

/** The rows of all objects that are open when their turn comes; after each page `undefined`. */
function* openRows({ db, ledger }: ReadContext): Generator<LeftRow | undefined> {
  const read = rowReading<LeftRow>(db, all)
  for (const page of ledger.openOnes(500)) {
    for (const row of read(JSON.stringify(page))) if (ledger.isOpen(row.n)) yield row
    yield undefined
  }
}

/** What the first pass found wrong, but for objects that the selection leaves out. */
function* findings(context: ReadContext): Generator<SourceItem> {
  const page = context.db.prepare(
    'SELECT rowid AS id, n, omission FROM finding WHERE rowid > ? ORDER BY rowid LIMIT 500',
  )
  for (let after = 0; ;) {
    const rows = page.all(after) as { readonly id: number; readonly n: number | null; readonly omission: string }[]
    for (const { id, n, omission } of rows) {
      after = id
      if (n !== null && isLeftOut(context, n)) continue
      yield { type: 'omission', omission: withThing(context, n, JSON.parse(omission) as Omission) }
    }
    if (rows.length < 500) return
  }
}

/** The omission of what can't be read names what it is on, where its class knows how to tell. */
function withThing(context: ReadContext, n: number | null, omission: Omission): Omission {
  if (n === null || omission.id !== undefined) return omission
  const id = context.classes.get(omission.kind)?.leftover?.brokenOn?.(context, n)
  return id === undefined ? omission : { ...omission, id }
}

/** True if the object, or what it hangs on or is a version of, is outside the selection. */
function isLeftOut(context: ReadContext, n: number, depth = 0): boolean {
  if (context.ledger.fate(n) === 'unselected') return true
  const row = context.query('SELECT owner_n, root_n FROM object WHERE n = ?').get(n) as
    | { readonly owner_n: number | null; readonly root_n: number | null }
    | undefined
  if (!row || depth > 10) return false
  const above = row.root_n !== null && row.root_n !== n ? row.root_n : row.owner_n
  return above !== null && isLeftOut(context, above, depth + 1)
}

function* twin(context: ReadContext, row: LeftRow): Generator<SourceItem> {
  const found = context.query('SELECT kept, differs FROM twin WHERE n = ?').get(row.n) as {
    readonly kept: number
    readonly differs: string | null
  }
  if (found.differs === null) {
    context.ledger.set(row.n, 'merged')
    return
  }
  const kept = context.query('SELECT id FROM object WHERE n = ?').get(found.kept) as { readonly id: string | null }
  if (isLeftOut(context, found.kept)) {
    context.ledger.set(row.n, 'unselected')
    return
  }
  context.ledger.set(row.n, 'omitted')
  const what = named(row.class, kept.id === null ? undefined : decodeCell(kept.id))
  const id = context.classes.get(row.class)?.leftover?.twinOn?.(context, row, found.kept)
  // Of several exports of a set somebody may leave one out, if the line says what it contradicts.
  const isOfSet = context.query('SELECT 1 FROM part LIMIT 1 OFFSET 1').get() !== undefined
  const why = isOfSet ? `they differ in ${decodeCell(found.differs)}` : undefined
  yield omit('DUPLICATE_OBJECT', { kind: row.class, what, id, why, ...placeOf(context, row) })
}

/** What becomes of an object that nothing explained: a fate, or the code of its omission. */
function judge(context: ReadContext, row: LeftRow): 'derived' | 'unselected' | OmissionCode {
  const { role, kind, leftover } = classFor(context, row)
  if (role === 'derived') return 'derived'
  if (kind !== undefined && !takes(context.selection, kind)) return 'unselected'
  if (role !== 'record' && role !== 'relation') {
    return belongsToSelection(context, row) ? (roleCodes[role] ?? 'APP_DATA') : 'unselected'
  }
  if (isLeftOut(context, row.n)) return 'unselected'
  if (leftover?.isDerived?.(context, row) === true) return 'derived'
  if (row.owner_n !== null) {
    return (
      roleCodes[role] ?? (isLeftWith(context, row.owner_n) ? 'OWNER_OMITTED' : (leftover?.below ?? 'OWNER_MISSING'))
    )
  }
  // Of a selection of spaces, what names no owner at all is taken to be the site's.
  const isOfSite = leftover?.ofSite === 'always' || (leftover?.ofSite === 'unowned' && row.owner === null)
  return !context.wholeSite && isOfSite ? 'unselected' : (roleCodes[role] ?? leftover?.alone ?? 'OWNER_MISSING')
}

/** What is known of the class; where no table names it, the package of the object may tell whose it is. */
function classFor(context: ReadContext, row: LeftRow): Pick<BackupClass, 'role' | 'kind' | 'leftover'> {
  const name = decodeCell(row.class)
  const of = context.classes.get(name)
  if (of !== undefined || row.n > context.objects) return of ?? context.classes.of(name)
  return { role: roleByPackage(name, context.read(row).package) ?? context.classes.of(name).role }
}

/** True if what something hangs on is left out, or counts as one with another. */
function isLeftWith(context: ReadContext, owner: number): boolean {
  return context.ledger.fate(owner) === 'omitted' || isCopy(context, owner)
}

/** True for a version that counts as one with another. */
function isCopy(context: ReadContext, n: number): boolean {
  if (context.ledger.fate(n) !== 'merged') return false
  const row = context.query('SELECT root_n FROM object WHERE n = ?').get(n) as { readonly root_n: number | null }
  return row.root_n !== null && row.root_n !== n
}

/** What belongs to nothing is the site's, and goes with a selection of everything. */
function belongsToSelection(context: ReadContext, row: LeftRow): boolean {
  return context.wholeSite || (row.owner_n !== null && context.ledger.fate(row.owner_n) === 'recorded')
}

function omissionOf(context: ReadContext, row: LeftRow, code: OmissionCode): SourceItem {
  const name = decodeCell(row.class)
  const what = named(name, row.id === null ? undefined : decodeCell(row.id))
  const id = row.root_n === row.n && row.record !== null && !row.record.startsWith('space:') ? row.record : undefined
  return omit(code, { kind: name, what, id, ...placeOf(context, row) })
}
