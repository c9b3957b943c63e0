import { type Database, fromJsonColumn, numberAt, type Statement, textAt, toJsonColumn } from '@spacecrate/disk'
import { type Archive, type Omission, takesKind, unknownAccessOf } from '@spacecrate/format'
import type { CallOptions, Grant } from '../destination.js'

/**
 * What was restricted at the source, and of what nobody can say it: the one place that decides what stays shut because
 * something about who may see it is missing or unreadable. `unknownAccessOf` has the rule in words.
 */
export interface Restricted {
  /** The operations that a content restricts, or may have restricted; empty for an open one. */
  readonly of: (content: string) => readonly Exclude<Grant, 'permission'>[]
  /** Why this one content, comment, attachment or space stays shut for good, if it does. */
  readonly shutWhy: (thing: string) => string | undefined
  /** Why the permissions of a space are not all in the archive, if so: one that has none is then not private by intent. */
  readonly lostPermissionWhy: (space: string) => string | undefined
  /**
   * Why nobody can say of what something is missing, if so: then no space may be opened, since a page in it might be read
   * by more people than before.
   */
  readonly unknownWhy?: string
}

const operationBits = { read: 1, update: 2 } as const
const rowsPerTransaction = 2_000

/** Reads all restrictions of the archive, and all omissions that tell of who may see something. */
export async function scanRestrictions(archive: Archive, db: Database, options: CallOptions = {}): Promise<Restricted> {
  const tables = new UnknownTables(db)
  for await (const { record } of archive.records('restrictions', options)) {
    tables.noteOperation(record.content, record.operation)
  }
  let unknownWhy = unselected(archive)
  for await (const omission of archive.omissions()) {
    const why = `the export could not say who may see it (${omission.code}: ${omission.what})`
    let isNamed = false
    for (const { thing, lost } of unknownAccessOf(omission.id ?? '')) {
      isNamed = true
      if (lost === 'read' || lost === 'update') tables.noteOperation(thing, lost)
      else tables.noteUnknown(thing, lost, why)
    }
    if (!isNamed && isOnNobodyKnowsWhat(omission)) {
      unknownWhy ??= `the export left out restrictions without saying of which page (${omission.code}: ${omission.what})`
    }
    options.signal?.throwIfAborted()
  }
  tables.commit()
  return {
    of: (content) => tables.operationsOf(content),
    shutWhy: (thing) => tables.whyUnknown(thing, 'everything'),
    lostPermissionWhy: (space) => tables.whyUnknown(space, 'permission'),
    ...(unknownWhy === undefined ? {} : { unknownWhy }),
  }
}

class UnknownTables {
  readonly #db: Database
  readonly #addOperation: Statement
  readonly #addUnknown: Statement
  readonly #operations: Statement
  readonly #unknown: Statement
  #rows = 0
  /** Most archives leave a table empty, and then nothing has to be asked. */
  #holds = { operations: false, unknown: false }

  constructor(db: Database) {
    db.exec(`
      CREATE TABLE IF NOT EXISTS restricted (content TEXT PRIMARY KEY, operations INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS unknown_access (
        thing TEXT NOT NULL, lost TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (thing, lost)
      ) WITHOUT ROWID
    `)
    this.#db = db
    this.#addOperation = db.prepare(
      'INSERT INTO restricted VALUES (?, ?) ON CONFLICT (content) DO UPDATE SET operations = operations | excluded.operations',
    )
    this.#addUnknown = db.prepare('INSERT OR IGNORE INTO unknown_access VALUES (?, ?, ?)')
    this.#operations = db.prepare('SELECT operations FROM restricted WHERE content = ?')
    this.#unknown = db.prepare('SELECT why FROM unknown_access WHERE thing = ? AND lost = ?')
  }

  noteOperation(content: string, operation: 'read' | 'update'): void {
    this.#begin()
    this.#holds.operations = true
    this.#addOperation.run([toJsonColumn(content), operationBits[operation]])
  }

  noteUnknown(thing: string, lost: 'everything' | 'permission', why: string): void {
    this.#begin()
    this.#holds.unknown = true
    this.#addUnknown.run([toJsonColumn(thing), lost, toJsonColumn(why)])
  }

  commit(): void {
    if (this.#db.inTransaction) this.#db.exec('COMMIT')
  }

  operationsOf(content: string): readonly ('read' | 'update')[] {
    if (!this.#holds.operations) return []
    const operations = numberAt(this.#operations.get([toJsonColumn(content)]), 'operations')
    return (['read', 'update'] as const).filter((operation) => (operations & operationBits[operation]) !== 0)
  }

  whyUnknown(thing: string, lost: 'everything' | 'permission'): string | undefined {
    if (!this.#holds.unknown) return undefined
    const why = textAt(this.#unknown.get([toJsonColumn(thing), lost]), 'why')
    return why === undefined ? undefined : fromJsonColumn(why)
  }

  #begin(): void {
    if (this.#rows++ % rowsPerTransaction === 0) this.#db.exec(this.#db.inTransaction ? 'COMMIT; BEGIN' : 'BEGIN')
  }
}

function unselected({ manifest }: Archive): string | undefined {
  return takesKind(manifest.selection, 'restrictions') ? undefined : 'the archive was exported without restrictions'
}

/**
 * True where restrictions are missing and no id says on what. One whose owner is not in the archive protects nothing that
 * is; a single row of a set (the class `ContentPermission`) only let somebody in, and a set that lost all of its rows has
 * a line of its own.
 */
function isOnNobodyKnowsWhat({ code, kind, id }: Omission): boolean {
  if (id === undefined && (code === 'OWNER_MISSING' || code === 'OWNER_OMITTED')) return false
  if (kind === 'ContentPermission') return code === 'RESTRICTION_UNKNOWN'
  return /^(?:restrictions?|ContentPermissionSet)$/.test(kind)
}
