import {
  type Database,
  fromJsonColumn,
  inTransaction,
  numberAt,
  preparedOnce,
  type Statement,
  textAt,
  toJsonColumn,
  toOptionalJsonColumn,
} from '@spacecrate/disk'
import { isStreamName, type StreamName } from '@spacecrate/format'

/** Something that an import made, and what is to become of it. */
export interface Thing {
  readonly target: string
  readonly stream: StreamName
  readonly record: string
  /** What holds it, by its id at the destination: its parent, or its owner. */
  readonly holder?: string
  /** Of a content: its space, by its id at the destination. */
  readonly space?: string
  /** Mark that it had when it was looked at. */
  readonly mark: string
}

const page = 200

/** What an undo decides, kept on disk since there may be millions. */
export class UndoThings {
  readonly #db: Database
  readonly #prepare: (sql: string) => Statement

  constructor(db: Database) {
    this.#db = db
    this.#prepare = preparedOnce(db)
    db.exec(`
      CREATE TABLE things (
        target TEXT PRIMARY KEY, stream TEXT NOT NULL, record TEXT NOT NULL, holder TEXT, space TEXT, mark TEXT NOT NULL, why TEXT,
        depth INTEGER NOT NULL DEFAULT 0
      ) WITHOUT ROWID;
      CREATE INDEX things_holder ON things (holder);
      CREATE INDEX things_space ON things (space);
    `)
  }

  add(things: readonly Thing[]): void {
    const insert = this.#prepare(
      'INSERT OR REPLACE INTO things (target, stream, record, holder, space, mark) VALUES (?, ?, ?, ?, ?, ?)',
    )
    inTransaction(this.#db, () => {
      for (const { target, stream, record, holder, space, mark } of things) {
        const [inside, around] = [holder, space].map(toOptionalJsonColumn)
        insert.run([toJsonColumn(target), stream, toJsonColumn(record), inside ?? null, around ?? null, mark])
      }
    })
  }

  /** Those of the ids that the import made. */
  among(targets: readonly string[]): ReadonlySet<string> {
    const rows: readonly unknown[] = this.#prepare(
      'SELECT target FROM things WHERE target IN (SELECT value FROM json_each(?))',
    ).all([JSON.stringify(targets.map(toJsonColumn))])
    return new Set(rows.map((row) => fromJsonColumn(textAt(row, 'target') ?? '""')))
  }

  /** Spaces that the import did not make, and that hold contents which it made. */
  *otherSpaces(): Generator<string> {
    const select = this.#prepare(
      `SELECT min(space) AS space FROM things WHERE space > ? AND space NOT IN (SELECT target FROM things)`,
    )
    for (let last: string | undefined = ''; last !== undefined;) {
      last = textAt(select.get([last]), 'space')
      if (last !== undefined) yield fromJsonColumn(last)
    }
  }

  /** Lets something stay; the first reason counts. */
  keep(target: string, why: string): void {
    this.#prepare('UPDATE things SET why = ? WHERE target = ? AND why IS NULL').run([
      toJsonColumn(why),
      toJsonColumn(target),
    ])
  }

  /** Lets everything stay that holds something which stays. */
  keepHolders(): void {
    this.#prepare(
      `WITH RECURSIVE up (id) AS (
           SELECT holder FROM things WHERE why IS NOT NULL AND holder IS NOT NULL
           UNION SELECT t.holder FROM things t JOIN up ON t.target = up.id WHERE t.holder IS NOT NULL
         ) UPDATE things SET why = ? WHERE why IS NULL AND target IN (SELECT id FROM up)`,
    ).run([toJsonColumn('it holds something that stays')])
  }

  /** Says how deep each thing lies, so that a child can go before its parent. */
  findDepths(): void {
    this.#db.exec(`
      CREATE TABLE depths (target TEXT PRIMARY KEY, depth INTEGER NOT NULL) WITHOUT ROWID;
      WITH RECURSIVE down (target, depth) AS (
        SELECT target, 0 FROM things t WHERE NOT EXISTS (SELECT 1 FROM things h WHERE h.target = t.holder)
        UNION ALL SELECT t.target, down.depth + 1 FROM things t JOIN down ON t.holder = down.target
      ) INSERT OR IGNORE INTO depths SELECT target, depth FROM down;
      UPDATE things SET depth = (SELECT depth FROM depths d WHERE d.target = things.target)
        WHERE target IN (SELECT target FROM depths);
      CREATE INDEX things_depth ON things (depth DESC, target);
    `)
  }

  /** Everything that goes, the deepest first, in batches of one stream. */
  *going(): Generator<readonly Thing[]> {
    const select = this.#prepare(
      `SELECT * FROM things WHERE (depth < ?1 OR (depth = ?1 AND target > ?2)) AND why IS NULL
       ORDER BY depth DESC, target LIMIT ${page}`,
    )
    let last: readonly [number, string] = [Number.MAX_SAFE_INTEGER, '']
    for (;;) {
      const rows: readonly unknown[] = select.all([...last])
      yield* byStream(rows.flatMap(readThing))
      const end = rows.at(-1)
      if (end === undefined || rows.length < page) return
      last = [numberAt(end, 'depth'), textAt(end, 'target') ?? '']
    }
  }

  /** Everything, in no order of its own. */
  *all(): Generator<Thing> {
    for (const row of this.#pages('1')) yield* readThing(row)
  }

  /** Everything that stays, with the reason. */
  *staying(): Generator<Thing & { readonly why: string }> {
    for (const row of this.#pages('why IS NOT NULL')) {
      for (const thing of readThing(row)) yield { ...thing, why: fromJsonColumn(textAt(row, 'why') ?? '""') }
    }
  }

  *#pages(where: string): Generator {
    const select = this.#prepare(`SELECT * FROM things WHERE ${where} AND target > ? ORDER BY target LIMIT ${page}`)
    for (let last = ''; ;) {
      const rows: readonly unknown[] = select.all([last])
      yield* rows
      if (rows.length < page) return
      last = textAt(rows.at(-1), 'target') ?? ''
    }
  }

  /** Numbers of a stream: what goes, and what stays. */
  count(stream: StreamName): { readonly goes: number; readonly stays: number } {
    const row: unknown = this.#prepare(
      'SELECT sum(why IS NULL) AS goes, sum(why IS NOT NULL) AS stays FROM things WHERE stream = ?',
    ).get([stream])
    return { goes: numberAt(row, 'goes'), stays: numberAt(row, 'stays') }
  }
}

function readThing(row: unknown): Thing[] {
  const stream = textAt(row, 'stream')
  const holder = textAt(row, 'holder')
  if (stream === undefined || !isStreamName(stream)) return []
  return [
    {
      target: fromJsonColumn(textAt(row, 'target') ?? '""'),
      stream,
      record: fromJsonColumn(textAt(row, 'record') ?? '""'),
      mark: textAt(row, 'mark') ?? '',
      ...(holder === undefined ? {} : { holder: fromJsonColumn(holder) }),
    },
  ]
}

function byStream(things: readonly Thing[]): Thing[][] {
  const groups = new Map<StreamName, Thing[]>()
  for (const thing of things) {
    const group = groups.get(thing.stream)
    if (group === undefined) groups.set(thing.stream, [thing])
    else group.push(thing)
  }
  return [...groups.values()]
}
