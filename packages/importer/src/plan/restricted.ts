import type { Archive, Omission } from '@spacecrate/format'
import type { CallOptions, Grant } from '../destination.js'
import { numberAt, type Statement, toColumn, type WorkDatabase } from '../database.js'

/** Which contents were restricted at the source. */
export interface Restricted {
  /** The operations that a content restricts, or may have restricted; empty for an open one. */
  readonly of: (content: string) => readonly Exclude<Grant, 'permission'>[]
  /**
   * Why nobody can say which contents were restricted, if so: then no space may be opened, since a page in it might be read
   * by more people than before.
   */
  readonly unknownWhy?: string
}

const operationBits = { read: 1, update: 2 } as const
const rowsPerTransaction = 2_000

/** Reads all restrictions of the archive, and all omissions that tell of one that is missing. */
export async function scanRestrictions(
  archive: Archive,
  db: WorkDatabase,
  options: CallOptions = {},
): Promise<Restricted> {
  db.exec('CREATE TABLE IF NOT EXISTS restricted (content TEXT PRIMARY KEY, operations INTEGER NOT NULL) WITHOUT ROWID')
  const add = db.prepare(
    'INSERT INTO restricted VALUES (?, ?) ON CONFLICT (content) DO UPDATE SET operations = operations | excluded.operations',
  )
  let rows = 0
  const note = (content: string, operations: number): void => {
    if (rows++ % rowsPerTransaction === 0) db.exec(db.inTransaction ? 'COMMIT; BEGIN' : 'BEGIN')
    add.run([toColumn(content), operations])
  }
  for await (const { record } of archive.records('restrictions', options)) {
    note(record.content, operationBits[record.operation])
  }
  let unknownWhy = unselected(archive)
  for await (const omission of archive.omissions()) {
    if (!tellsOfRestrictions(omission)) continue
    const content = restrictedContent(omission.id)
    if (content === undefined) {
      unknownWhy ??= `the export left out restrictions without saying of which page (${omission.code}: ${omission.what})`
    } else note(content, operationBits.read)
    options.signal?.throwIfAborted()
  }
  if (db.inTransaction) db.exec('COMMIT')
  const find = db.prepare('SELECT operations FROM restricted WHERE content = ?')
  return { of: (content) => readOperations(find, content), ...(unknownWhy === undefined ? {} : { unknownWhy }) }
}

function readOperations(find: Statement, content: string): readonly ('read' | 'update')[] {
  const operations = numberAt(find.get([toColumn(content)]), 'operations')
  return (['read', 'update'] as const).filter((operation) => (operations & operationBits[operation]) !== 0)
}

function unselected({ manifest }: Archive): string | undefined {
  const { kinds, skipKinds } = manifest.selection
  return (kinds?.includes('restrictions') ?? true) && !(skipKinds?.includes('restrictions') ?? false)
    ? undefined
    : 'the archive was exported without restrictions'
}

/**
 * By kind of record, or by the class of a native backup. One whose owner the source itself doesn't have protects nothing
 * that is in the archive.
 */
function tellsOfRestrictions({ code, kind, id }: Omission): boolean {
  if (code === 'OWNER_MISSING' && id === undefined) return false
  return /^(?:restrictions?|ContentPermission(?:Set)?)$/.test(kind) || (id?.startsWith('restriction:') ?? false)
}

const contentKinds = '(?:page|post|folder|whiteboard|database|embed|custom)'
const ofRestriction = new RegExp(`^restriction:(${contentKinds}:[^/]+)/(?:read|update)(?:/|$)`)
const ofContent = new RegExp(`^${contentKinds}:[^/]+$`)

function restrictedContent(id: string | undefined): string | undefined {
  if (id === undefined) return undefined
  return ofRestriction.exec(id)?.[1] ?? (ofContent.test(id) ? id : undefined)
}
