import {
  type BackupObject,
  classOfObject,
  isBackupError,
  objectLimit,
  type ObjectRange,
  parseObject,
  type ScannedObject,
  type TableRow,
} from '@spacecrate/confluence'
import { BulkInsert, type Database } from '@spacecrate/disk'
import type { Omission } from '@spacecrate/format'
import { secretOmission } from '../../../omission.js'
import type { BackupClass } from '../backup-class.js'
import type { ClassTable } from '../class-table.js'
import type { LookedUp } from '../joined-fields.js'
import { brokenObject, brokenRow, changedCharacters, named, tooLargeObject, unusableId } from '../omissions.js'
import { cellOf, encodeCell } from './cell.js'
import { FieldCheck } from './field-check.js'
import { harmlessCells } from './harmless-cells.js'
import { noteFindings } from './note-findings.js'
import { linksOf } from './links-of.js'
import { objectOfRow } from './table-object.js'
import { viewOf } from '../view.js'

const columns = 'n, class, id, at, size, owner_class, owner, parent, original, space, status, version, stamp, mark'

type Cell = string | number | null

/** Rows are inserted so many at a time, and links sooner: one object may list a million. */
const batch = 512
const linkBatch = 10_000

/** Adds rows to an index: one per object of entities.xml, then one per row of the tables beside it. */
export class IndexRows {
  count = 0
  readonly #classes: ClassTable
  readonly #fields: FieldCheck
  readonly #object
  #objects: Cell[][] = []
  readonly #listed
  #links: Cell[][] = []
  readonly #finding
  readonly #space
  readonly #account
  readonly #user
  readonly #group
  readonly #cells
  readonly #kept = new Map<string, ReadonlySet<string>>()

  constructor(db: Database, classes: ClassTable) {
    this.#classes = classes
    this.#fields = new FieldCheck(classes)
    this.#object = new BulkInsert(db, `INTO object (${columns})`, 14)
    this.#listed = new BulkInsert(db, 'INTO listed', 4)
    this.#finding = db.prepare('INSERT INTO finding VALUES (?, ?)')
    this.#space = db.prepare('INSERT INTO space VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    this.#account = db.prepare('INSERT INTO account (n, key, lower, atlassian, bare) VALUES (?, ?, ?, ?, ?)')
    this.#user = db.prepare('INSERT INTO directory_user VALUES (?, ?, ?)')
    this.#group = db.prepare('INSERT INTO directory_group VALUES (?, ?, ?)')
    this.#cells = db.prepare('INSERT INTO table_row VALUES (?, ?, ?)')
  }

  /**
   * Adds a row; `undefined` for an object that can't be read, which gets a row and a finding all the same.
   *
   * @param base where the offsets of its file begin among those of all
   */
  add(found: ScannedObject, base: number): BackupObject | undefined {
    const n = ++this.count
    const at = found.offset + base
    if (found.tooLarge) {
      this.#broken(n, found, at, undefined, tooLargeObject(at, found.length, objectLimit))
      return undefined
    }
    try {
      const parsed = parseObject(found.bytes, found.offset)
      const object = base === 0 ? parsed : { ...parsed, offset: at }
      if (this.#classes.of(object.class).role === 'record' && !isPlainId(object.id) && !object.compositeId) {
        this.#broken(n, found, at, object.class, unusableId(object.class, at))
        return undefined
      }
      this.#insert(n, object)
      return object
    } catch (error) {
      if (!isBackupError(error, 'OBJECT_MALFORMED') && !isBackupError(error, 'OBJECT_TOO_LARGE')) throw error
      const details = isBackupError(error, 'OBJECT_MALFORMED') ? error.details : undefined
      this.#broken(n, found, at, details?.class, brokenObject(error.message, details?.class, details?.id, at))
      return undefined
    }
  }

  /** Adds an object that a row of a CSV export stands for. Its range is where the reader finds it again. */
  addObject(object: BackupObject): number {
    const n = ++this.count
    this.#insert(n, object)
    return n
  }

  /** Adds a row of a CSV export that is no object that can be read, and why. */
  addBroken(className: string, range: ObjectRange, omission: Omission): void {
    const n = ++this.count
    this.#row(n, className, null, range.offset, range.length, 'broken')
    this.#finding.run(n, JSON.stringify(omission))
  }

  /** What was found at an object, or at none. */
  addFinding(n: number | null, omission: Omission): void {
    this.#finding.run(n, JSON.stringify(omission))
  }

  /**
   * Adds a row of a table that the reader knows. Of its cells only those are kept that a record may hold: secrets may
   * stand in all others, and the index outlives a crash.
   */
  addTableRow(row: TableRow, of: BackupClass, file: string): void {
    const n = ++this.count
    const object = objectOfRow(row, of.idColumn)
    const { cells, taken } = harmlessCells(row, this.#keptColumns(of), of.texts)
    this.#cells.run(n, file, JSON.stringify(cells))
    if (row.fault !== undefined) {
      this.#row(n, row.table, null, row.offset, row.length, 'broken')
      this.#finding.run(n, JSON.stringify(brokenRow(row, file)))
      return
    }
    this.#insert(n, object)
    if (taken.size > 0) {
      const line = secretOmission(row.table, taken, named(row.table, object.id), { file, offset: row.offset })
      this.#finding.run(n, JSON.stringify(line))
    }
    if (row.changed === 0) return
    const what = 'characters that are no UTF-8 or that XML forbids, removed or replaced'
    const omission = changedCharacters(row.table, object.id, what, row.changed, { offset: row.offset, file })
    this.#finding.run(n, JSON.stringify(omission))
  }

  #keptColumns({ name, fields }: BackupClass): ReadonlySet<string> {
    let kept = this.#kept.get(name)
    if (!kept) this.#kept.set(name, (kept = new Set([...fields.carried, ...fields.verbatim])))
    return kept
  }

  finish(): void {
    this.#flush()
    for (const omission of this.#fields.omissions()) this.#finding.run(null, JSON.stringify(omission))
  }

  #broken(n: number, found: ScannedObject, at: number, className: string | undefined, omission: object): void {
    this.#row(n, className ?? classOfObject(found.bytes) ?? 'unknown', null, at, found.length, 'broken')
    this.#finding.run(n, JSON.stringify(omission))
  }

  #add(row: Cell[]): void {
    this.#objects.push(row)
    if (this.#objects.length === batch) this.#flush()
  }

  #flush(): void {
    this.#object.run(this.#objects)
    this.#listed.run(this.#links)
    this.#objects = []
    this.#links = []
  }

  #row(n: number, className: string, id: string | null, at: number, size: number, mark: string): void {
    this.#add([n, encodeCell(className), id, at, size, null, null, null, null, null, null, null, null, mark])
  }

  #insert(n: number, object: BackupObject): void {
    const of = this.#classes.of(object.class)
    const view = viewOf<string>(object)
    const fields = of.join?.(view) ?? {}
    this.#add([
      n,
      encodeCell(object.class),
      cellOf(object.id),
      object.offset,
      object.length,
      cellOf(fields.owner?.class),
      cellOf(fields.owner?.id),
      cellOf(fields.parent),
      cellOf(fields.original),
      cellOf(fields.space),
      fields.status ?? null,
      fields.version ?? null,
      cellOf(fields.stamp),
      cellOf(fields.mark),
    ])
    for (const [link, child] of linksOf(object, of)) {
      this.#links.push([link, encodeCell(child.class), encodeCell(child.id), n])
      if (this.#links.length >= linkBatch) this.#flush()
    }
    for (const omission of noteFindings(object)) this.#finding.run(n, JSON.stringify(omission))
    this.#fields.look(object)
    const found = of.lookUp?.(view)
    if (found) this.#lookUp(n, found)
  }

  /** What has a table of its own, because it is looked up by key or name. */
  #lookUp(n: number, found: LookedUp): void {
    switch (found.as) {
      case 'space':
        this.#space.run(
          n,
          encodeCell(found.key),
          encodeCell(found.key.toLowerCase()),
          cellOf(found.name),
          cellOf(found.kind),
          cellOf(found.status),
          cellOf(found.home),
          cellOf(found.created),
          cellOf(found.modified),
          cellOf(found.creator),
        )
        return
      case 'account':
        this.#account.run(
          n,
          cellOf(found.key),
          cellOf(found.name?.toLowerCase()),
          plainId(found.accountId),
          cellOf((found.accountId ?? found.key)?.replace(/[:-]/g, '').toLowerCase()),
        )
        return
      case 'user':
        this.#user.run(n, encodeCell(found.name.toLowerCase()), found.isActive ? 1 : 0)
        return
      case 'group':
        this.#group.run(n, encodeCell(found.name.toLowerCase()), encodeCell(found.name))
        return
      default:
        found satisfies never
    }
  }
}

/** Ids become part of ids of records, so they are kept plain: those of Confluence are digits, hexadecimal or account ids. */
export function isPlainId(id: string | undefined): id is string {
  return id !== undefined && /^[\x21-\x7e]{1,200}$/.test(id) && !id.startsWith('"')
}

function plainId(id: string | undefined): string | null {
  return isPlainId(id) ? id : null
}
