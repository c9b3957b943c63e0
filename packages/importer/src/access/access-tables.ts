import {
  type Database,
  fromJsonColumn,
  inTransaction,
  numberAt,
  type Statement,
  textAt,
  toJsonColumn,
  toOptionalJsonColumn,
} from '@spacecrate/disk'

/** A person whose access is looked at: of the archive, or one who is only at the destination. */
export interface AccessPerson {
  /** Archive id; absent for somebody who is only at the destination. */
  readonly id?: string
  /** Id at the destination, if it is known. */
  readonly target?: string
  readonly name: string
  /** The account can be used, at the source and at the destination. */
  readonly before: boolean
  readonly after: boolean
  /** Somebody at the destination stands for them, or will. */
  readonly carried: boolean
}

/** A group of the archive. */
export interface AccessGroup {
  readonly id: string
  /** Id at the destination of a group that is there already. */
  readonly target?: string
  readonly name: string
  readonly carried: boolean
}

/** A role of the archive. */
export interface AccessRole {
  readonly id: string
  /** Id at the destination of a role that is there already. */
  readonly target?: string
  readonly name: string
  /** What it lets do at the source. */
  readonly bits: number
  readonly carried: boolean
}

/** Somebody, or a class of people, who is given something at a place. */
export interface AccessGrant {
  readonly place: string
  /** `role`: whoever has that role at the place. */
  readonly type: 'user' | 'group' | 'everyone' | 'anonymous' | 'role'
  /** Archive id, of a user, group or role. */
  readonly subject: string
  /** The role that is given: the grant lets do what the role does there. Its bits are none of its own. */
  readonly role?: string
  readonly bits: number
  readonly carried: boolean
}

/** What a grant is of; `made`: this import will write it. */
export const grantBits = { read: 1, administer: 2, update: 4, any: 8, made: 16 } as const

/** A space, or a content that has restrictions, or may have. */
export interface AccessPlace {
  readonly seq: number
  readonly id: string
  readonly kind: 'space' | 'content'
  readonly name: string
  readonly status: string
  /** Of a content. */
  readonly space?: string
  /** Of a content: the next place above it in its tree. */
  readonly under?: number
  /** Of a content: what it is in at the destination already, where that is nearer than `under`. */
  readonly base?: string
  readonly creator?: string
  readonly owner?: string
  readonly draftOf?: string
  /** Id at the destination of what is there already. */
  readonly target?: string
  /** Bits of what must be granted before it opens. */
  readonly needs: number
  /** It has yet to be opened. */
  readonly opens: boolean
  /** Why it stays closed for good. */
  readonly closedWhy?: string
  /** Of a space whose content goes under a page that is there: id of that page. */
  readonly placedUnder?: string
}

const schema = `
  CREATE TABLE IF NOT EXISTS access_people (
    n INTEGER PRIMARY KEY, id TEXT UNIQUE, target TEXT, name TEXT NOT NULL, before INTEGER NOT NULL, after INTEGER NOT NULL,
    carried INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS access_people_target ON access_people (target);
  CREATE TABLE IF NOT EXISTS access_groups (
    id TEXT PRIMARY KEY, target TEXT, name TEXT NOT NULL, carried INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS access_groups_target ON access_groups (target);
  CREATE TABLE IF NOT EXISTS access_members (
    member_of TEXT NOT NULL, member TEXT NOT NULL, carried INTEGER NOT NULL, PRIMARY KEY (member_of, member)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS access_grants (
    place TEXT NOT NULL, n INTEGER NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, bits INTEGER NOT NULL,
    carried INTEGER NOT NULL, role TEXT, PRIMARY KEY (place, n)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS access_roles (
    id TEXT PRIMARY KEY, target TEXT, name TEXT NOT NULL, bits INTEGER NOT NULL, carried INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS access_places (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, place TEXT NOT NULL);
`
const tables = {
  access_people: 7,
  access_groups: 4,
  access_members: 3,
  access_grants: 7,
  access_roles: 5,
  access_places: 4,
} as const

/** The rows that gather while records go by. */
export interface AccessRows {
  readonly people: (AccessPerson & { readonly n: number })[]
  readonly groups: AccessGroup[]
  readonly members: { readonly group: string; readonly member: string; readonly carried: boolean }[]
  readonly roles: AccessRole[]
  readonly grants: (AccessGrant & { readonly n: number })[]
  readonly places: AccessPlace[]
}

/** What access is reckoned from, in the database of a plan: people, groups, and who is given what where. */
export class AccessTables {
  readonly db: Database
  readonly #insert: ReadonlyMap<keyof typeof tables, Statement>
  readonly #placesAfter: Statement
  readonly #placeOf: Statement
  readonly #grants: Statement
  readonly #group: Statement
  readonly #role: Statement

  constructor(db: Database) {
    db.exec(schema)
    this.db = db
    this.#insert = new Map(
      Object.entries(tables).map(([table, width]) => {
        const columns = Array.from({ length: width }, (_, at) => `value ->> ${at}`).join(', ')
        return [
          table as keyof typeof tables,
          db.prepare(`INSERT OR IGNORE INTO ${table} SELECT ${columns} FROM json_each(?)`),
        ]
      }),
    )
    this.#placesAfter = db.prepare('SELECT place FROM access_places WHERE kind = ? AND seq > ? ORDER BY seq LIMIT 500')
    this.#placeOf = db.prepare('SELECT place FROM access_places WHERE id = ?')
    this.#grants = db.prepare('SELECT type, subject, bits, carried, role FROM access_grants WHERE place = ?')
    this.#group = db.prepare('SELECT target, name, carried FROM access_groups WHERE id = ?')
    this.#role = db.prepare('SELECT target, name, bits, carried FROM access_roles WHERE id = ?')
  }

  add({ people, groups, members, roles, grants, places }: AccessRows): void {
    inTransaction(this.db, () => {
      this.#put(
        'access_people',
        people.map((one) => [
          one.n,
          toOptionalJsonColumn(one.id),
          toOptionalJsonColumn(one.target),
          toJsonColumn(one.name),
          Number(one.before),
          Number(one.after),
          Number(one.carried),
        ]),
      )
      this.#put(
        'access_groups',
        groups.map((one) => [
          toJsonColumn(one.id),
          toOptionalJsonColumn(one.target),
          toJsonColumn(one.name),
          Number(one.carried),
        ]),
      )
      this.#put(
        'access_members',
        members.map((one) => [toJsonColumn(one.group), toJsonColumn(one.member), Number(one.carried)]),
      )
      this.#put(
        'access_grants',
        grants.map((one) => [
          toJsonColumn(one.place),
          one.n,
          one.type,
          toJsonColumn(one.subject),
          one.bits,
          Number(one.carried),
          toOptionalJsonColumn(one.role),
        ]),
      )
      this.#put(
        'access_roles',
        roles.map((one) => [
          toJsonColumn(one.id),
          toOptionalJsonColumn(one.target),
          toJsonColumn(one.name),
          one.bits,
          Number(one.carried),
        ]),
      )
      this.#put(
        'access_places',
        places.map((one) => [one.seq, toJsonColumn(one.id), one.kind, JSON.stringify(one)]),
      )
    })
  }

  /** Places in the order of the archive, lazily. */
  *places(kind: AccessPlace['kind']): Generator<AccessPlace> {
    for (let last = 0; ;) {
      const rows: readonly unknown[] = this.#placesAfter.all([kind, last])
      if (rows.length === 0) return
      for (const row of rows) {
        const place = readPlace(row)
        last = place.seq
        yield place
      }
    }
  }

  placeOf(id: string): AccessPlace | undefined {
    const row: unknown = this.#placeOf.get([toJsonColumn(id)])
    return row === undefined ? undefined : readPlace(row)
  }

  grantsAt(place: string): AccessGrant[] {
    const rows: readonly unknown[] = this.#grants.all([toJsonColumn(place)])
    return rows.map((row) => {
      const role = textAt(row, 'role')
      return {
        place,
        type: (textAt(row, 'type') ?? 'user') as AccessGrant['type'],
        subject: fromJsonColumn(textAt(row, 'subject') ?? '""'),
        bits: numberAt(row, 'bits'),
        carried: numberAt(row, 'carried') === 1,
        ...(role === undefined ? {} : { role: fromJsonColumn(role) }),
      }
    })
  }

  groupOf(id: string): AccessGroup | undefined {
    const row: unknown = this.#group.get([toJsonColumn(id)])
    if (row === undefined) return undefined
    const target = textAt(row, 'target')
    return {
      id,
      name: fromJsonColumn(textAt(row, 'name') ?? '""'),
      carried: numberAt(row, 'carried') === 1,
      ...(target === undefined ? {} : { target: fromJsonColumn(target) }),
    }
  }

  roleOf(id: string): AccessRole | undefined {
    const row: unknown = this.#role.get([toJsonColumn(id)])
    if (row === undefined) return undefined
    const target = textAt(row, 'target')
    return {
      id,
      name: fromJsonColumn(textAt(row, 'name') ?? '""'),
      bits: numberAt(row, 'bits'),
      carried: numberAt(row, 'carried') === 1,
      ...(target === undefined ? {} : { target: fromJsonColumn(target) }),
    }
  }

  #put(table: keyof typeof tables, rows: readonly (readonly unknown[])[]): void {
    if (rows.length > 0) this.#insert.get(table)?.run([JSON.stringify(rows)])
  }
}

/** Our own row. */
function readPlace(row: unknown): AccessPlace {
  return JSON.parse(textAt(row, 'place') ?? 'null') as AccessPlace
}
