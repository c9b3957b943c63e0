import {
  type BackupObject,
  classOfObject,
  isBackupError,
  ObjectCount,
  objectLimit,
  type ObjectReader,
  parseObject,
  type ScannedObject,
  scanObjects,
  textOf,
} from '@spacecrate/confluence'
import type { AssessOptions } from '../../../source.js'
import { contractOf } from '../contract.js'
import { brokenObject, tooLargeObject, unusableId } from '../omissions.js'
import { cellOf, encodeCell } from './cell.js'
import { FieldCheck } from './field-check.js'
import { noteFindings } from './note-findings.js'
import { linksOf, stageRules } from './stage-rules.js'
import { SiteTraits } from './site-traits.js'
import type { Sqlite } from './staging-file.js'

const batch = 2000
const tellEvery = 8 << 20

/** Puts one row per object into the staging, in one pass and flat memory. Throws `BackupError` where the XML breaks. */
export async function stageObjects(
  db: Sqlite,
  reader: ObjectReader,
  options: AssessOptions & { readonly size: number | undefined },
): Promise<void> {
  const rows = new StageRows(db)
  const traits = new SiteTraits(db)
  let told = 0
  db.exec('BEGIN')
  const call = options.signal ? { signal: options.signal } : {}
  const counts = new ObjectCount()
  const scanned = scanObjects(counting(reader.bytes(call), counts), {
    ...call,
    onRoot: (attributes) => traits.root(attributes),
  })
  for await (const found of scanned) {
    const object = rows.add(found)
    if (object) traits.look(object)
    if (rows.count % batch === 0) db.exec('COMMIT; BEGIN')
    if (found.offset - told < tellEvery) continue
    told = found.offset
    const total = options.size === undefined ? {} : { total: options.size }
    options.onProgress?.({ step: 'scanning', done: told, unit: 'bytes', ...total })
  }
  rows.finish()
  traits.finish()
  const put = db.prepare('INSERT INTO meta VALUES (?, ?)')
  put.run('count', String(rows.count))
  put.run('counted', JSON.stringify([...counts.classes]))
  db.exec('COMMIT')
}

/** The same bytes, counted on their way. */
async function* counting(bytes: AsyncIterable<Uint8Array>, counts: ObjectCount): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    counts.add(chunk)
    yield chunk
  }
}

class StageRows {
  count = 0
  readonly #fields = new FieldCheck()
  readonly #object
  readonly #listed
  readonly #finding
  readonly #space
  readonly #account
  readonly #user
  readonly #group

  constructor(db: Sqlite) {
    this.#object = db.prepare(
      `INSERT INTO object (n, class, id, at, size, owner_class, owner, parent, original, space, status, version, stamp, mark)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    this.#listed = db.prepare('INSERT INTO listed VALUES (?, ?, ?, ?)')
    this.#finding = db.prepare('INSERT INTO finding VALUES (?, ?)')
    this.#space = db.prepare('INSERT INTO space VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    this.#account = db.prepare('INSERT INTO account (n, key, lower, atlassian, bare) VALUES (?, ?, ?, ?, ?)')
    this.#user = db.prepare('INSERT INTO directory_user VALUES (?, ?, ?)')
    this.#group = db.prepare('INSERT INTO directory_group VALUES (?, ?, ?)')
  }

  /** Adds a row; `undefined` for an object that can't be read, which gets a row and a finding all the same. */
  add(found: ScannedObject): BackupObject | undefined {
    const n = ++this.count
    if (found.tooLarge) {
      this.#broken(n, found, undefined, tooLargeObject(found.offset, found.length, objectLimit))
      return undefined
    }
    try {
      const object = parseObject(found.bytes, found.offset)
      if (contractOf(object.class).role === 'record' && !isPlainId(object.id)) {
        this.#broken(n, found, object.class, unusableId(object.class, found.offset))
        return undefined
      }
      this.#insert(n, object)
      return object
    } catch (error) {
      if (!isBackupError(error, 'OBJECT_MALFORMED') && !isBackupError(error, 'OBJECT_TOO_LARGE')) throw error
      const details = isBackupError(error, 'OBJECT_MALFORMED') ? error.details : undefined
      this.#broken(n, found, details?.class, brokenObject(error.message, details?.class, details?.id, found.offset))
      return undefined
    }
  }

  finish(): void {
    for (const omission of this.#fields.omissions()) this.#finding.run(null, JSON.stringify(omission))
  }

  #broken(n: number, found: ScannedObject, className: string | undefined, omission: object): void {
    this.#row(n, className ?? classOfObject(found.bytes) ?? 'unknown', null, found.offset, found.length, 'broken')
    this.#finding.run(n, JSON.stringify(omission))
  }

  #row(n: number, className: string, id: string | null, at: number, size: number, mark: string): void {
    this.#object.run(n, encodeCell(className), id, at, size, null, null, null, null, null, null, null, null, mark)
  }

  #insert(n: number, object: BackupObject): void {
    const fields = stageRules.get(object.class)?.(object) ?? {}
    this.#object.run(
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
    )
    for (const [link, child] of linksOf(object)) {
      this.#listed.run(link, encodeCell(child.class), encodeCell(child.id), n)
    }
    for (const omission of noteFindings(object)) this.#finding.run(n, JSON.stringify(omission))
    this.#fields.look(object)
    this.#directory(n, object)
  }

  /** What has a table of its own, because it is looked up by key or name. */
  #directory(n: number, object: BackupObject): void {
    const name = textOf(object, 'name')
    switch (object.class) {
      case 'Space': {
        const key = textOf(object, 'key')
        if (key === undefined) return
        this.#space.run(
          n,
          encodeCell(key),
          encodeCell(key.toLowerCase()),
          cellOf(name),
          cellOf(textOf(object, 'spaceType')),
          cellOf(textOf(object, 'spaceStatus')),
          cellOf(homeOf(object)),
          cellOf(textOf(object, 'creationDate')),
          cellOf(textOf(object, 'lastModificationDate')),
        )
        return
      }
      case 'ConfluenceUserImpl':
        this.#account.run(
          n,
          cellOf(object.id),
          cellOf(name?.toLowerCase()),
          plainId(textOf(object, 'atlassianAccountId')),
          cellOf((textOf(object, 'atlassianAccountId') ?? object.id)?.replace(/[:-]/g, '').toLowerCase()),
        )
        return
      case 'InternalUser':
      case 'DefaultHibernateUser':
        if (name !== undefined) {
          this.#user.run(n, encodeCell(name.toLowerCase()), textOf(object, 'active') === 'false' ? 0 : 1)
        }
        return
      case 'InternalGroup':
      case 'DefaultHibernateGroup':
        if (name !== undefined) this.#group.run(n, encodeCell(name.toLowerCase()), encodeCell(name))
        return
      default:
    }
  }
}

function homeOf(object: BackupObject): string | undefined {
  const home = object.properties.get('homePage')
  return home?.type === 'reference' ? home.id : undefined
}

/** Ids become part of ids of records, so they are kept plain: those of Confluence are digits, hexadecimal or account ids. */
function isPlainId(id: string | undefined): id is string {
  return id !== undefined && /^[\x21-\x7e]{1,200}$/.test(id) && !id.startsWith('"')
}

function plainId(id: string | undefined): string | null {
  return isPlainId(id) ? id : null
}
