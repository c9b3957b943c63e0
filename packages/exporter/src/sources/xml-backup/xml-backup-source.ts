import { readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { isDiskFull, storageCode } from '@spacecrate/disk'
import {
  type BackupFiles,
  type Descriptor,
  isBackupError,
  openBackup,
  openObjectReader,
  readDescriptor,
  urlWithoutSecrets,
} from '@spacecrate/confluence'
import type { Manifest, SourceAccount } from '@spacecrate/format'
import { type Selection, takes } from '../../selection.js'
import type { Assessment, AssessOptions, CallOptions, OpenSource, Source, SourceItem } from '../../source.js'
import { SourceError } from '../../source-error.js'
import { assessmentOf } from './assessment.js'
import { backupClasses, families } from './backup-classes.js'
import { identityOf, productOf, siteOf, type Traits } from './identity.js'
import { Ledger } from './ledger.js'
import { contextOf, readAll } from './read-all.js'
import { breathEvery } from './read-context.js'
import { selectSpaces } from './select-spaces.js'
import { fingerprintOf } from './index/fingerprint.js'
import { joinObjects } from './index/join-objects.js'
import { fillIndex } from './index/fill-index.js'
import { makeIndex, openFinished, type Sqlite } from './index/index-file.js'
import type { Objects } from './index/objects.js'
import { placedIn } from './csv-tables/placed-item.js'
import { accountsWith, type CountedRows } from './csv-tables/counted-rows.js'
import { openCsvIndex } from './csv-tables/open-csv-index.js'
import { omit } from './items.js'
import { untypedBody } from './untyped-bodies.js'
import { chooseZone, type Zone } from './zone.js'

/** Options of `xmlBackup`. */
export interface XmlBackupOptions {
  /** The backup zip, or the folder it was unpacked into. */
  readonly path: string
  /** Base URLs of the site, which no backup says itself. The first one names the site. */
  readonly sourceUrls?: readonly string[]
  /** Zone of its times, which no backup of Data Center says: an IANA name or a fixed offset. */
  readonly zone?: string
}

/**
 * A native backup as a source, zip or folder: an XML backup, or a space export of Cloud as CSV tables.
 *
 * `assess` reads entities.xml, or the tables, once into an index on disk, which a later run of the same file uses again; `read` then
 * takes every object from its place. Memory stays flat: a byte or two per object, and one object at a time.
 */
export function xmlBackup(options: XmlBackupOptions): OpenSource {
  return async (scratch) => {
    // Whoever exports from inside an unpacked backup has the work folders of all runs in it.
    const own = [dirname(scratch), join(options.path, 'spacecrate-work')]
    const files = await readable(options.path, () => openBackup(options.path, own))
    try {
      const descriptor = await readable(options.path, () => readDescriptor(files))
      const sourceUrls = options.sourceUrls?.map((url) => urlWithoutSecrets(url).text) ?? []
      return new XmlBackupSource({ ...options, sourceUrls }, scratch, files, descriptor)
    } catch (error) {
      await files[Symbol.asyncDispose]()
      throw error
    }
  }
}

/** What `assess` found out. */
interface Assessed {
  readonly db: Sqlite
  readonly reader: Objects
  readonly selection: Selection
  readonly spaces: ReadonlySet<number>
  readonly traits: Traits
  readonly zone: Zone
  readonly count: number
}

interface Indexed {
  readonly db: Sqlite
  readonly reader: Objects
  readonly fingerprint: string
}

class XmlBackupSource implements Source {
  readonly #options: XmlBackupOptions
  readonly #scratch: string
  readonly #files: BackupFiles
  readonly #descriptor: Descriptor | undefined
  #assessed: Assessed | undefined
  #accounts: readonly SourceAccount[] | undefined
  #ledger: Ledger | undefined

  constructor(options: XmlBackupOptions, scratch: string, files: BackupFiles, descriptor: Descriptor | undefined) {
    this.#options = options
    this.#scratch = scratch
    this.#files = files
    this.#descriptor = descriptor
  }

  async assess(selection: Selection, options: AssessOptions = {}): Promise<Assessment> {
    if (this.#assessed) throw misused('assess is called once')
    const { db, reader, fingerprint } = await readable(this.#options.path, () => this.#openIndex(options)).catch(
      (error: unknown) => {
        throw scratchFailed(this.#scratch, error) ?? error
      },
    )
    try {
      const selected = selectSpaces(db, selection)
      const traits = metaOf(db, 'traits') as Traits
      const { zone, note } = chooseZone(this.#options.zone, this.#descriptor, db)
      const count = Number(metaOf(db, 'count'))
      const objects = Number(metaOf(db, 'objects'))
      const datetime = metaOf(db, 'datetime') as string | undefined
      this.#assessed = { db, reader, selection, spaces: selected.rows, traits, zone, count }
      const descriptor = this.#descriptor
      const site = siteOf(db, descriptor, this.#options.sourceUrls ?? [])
      const facts = {
        db,
        files: this.#files,
        descriptor,
        traits,
        zone,
        note,
        site,
        count,
        objects,
        selected,
        datetime,
        fingerprint,
      }
      return assessmentOf(facts)
    } catch (error) {
      db.close()
      await reader[Symbol.asyncDispose]()
      throw error
    }
  }

  identity(): Manifest['source'] {
    const { db, traits, zone } = this.#known()
    return identityOf({
      db,
      form: this.#files.form,
      descriptor: this.#descriptor,
      traits,
      zone,
      sourceUrls: this.#options.sourceUrls ?? [],
    })
  }

  async *read(
    selection: Selection,
    done: (id: string) => boolean,
    options: CallOptions = {},
  ): AsyncGenerator<SourceItem> {
    const { db, reader, spaces, traits, zone, count } = this.#known()
    const ledger = new Ledger(count)
    this.#ledger = ledger
    const context = contextOf({
      classes: backupClasses,
      db,
      reader,
      files: this.#files,
      descriptor: this.#descriptor,
      identity: this.identity(),
      selection,
      ledger,
      zone,
      product: productOf(this.#descriptor, traits, this.#files.form),
      untyped: untypedBody(this.#descriptor, traits),
      done,
    })
    const items = readAll(context, families, spaces)
    try {
      let since = 0
      for (const item of items) {
        if (item === undefined || ++since === breathEvery) {
          since = 0
          await setImmediate()
        }
        options.signal?.throwIfAborted()
        if (item) yield placedIn(reader, item)
      }
      const missing = (this.#descriptor?.objectsCount ?? 0) - count
      if (missing > 0) {
        const what = `${missing} objects that the descriptor says there are`
        yield omit('OBJECTS_DECLARED', { kind: 'descriptor', what, count: missing })
      }
      const accounts = ledger.accounts(db, metaOf(db, 'counted') as readonly (readonly [string, number])[])
      const left = metaOf(db, 'left') as readonly CountedRows[] | undefined
      this.#accounts = accountsWith(accounts, left, context.wholeSite && takes(selection, 'app-data'))
    } catch (error) {
      throw scratchFailed(this.#scratch, error) ?? error
    }
  }

  explained(): number {
    return this.#ledger?.explained ?? 0
  }

  accounts(): readonly SourceAccount[] {
    if (!this.#accounts) throw misused('accounts is called after read came to its end')
    return this.#accounts
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const assessed = this.#assessed
    this.#assessed = undefined
    if (assessed) {
      assessed.db.close()
      await assessed.reader[Symbol.asyncDispose]()
    }
    await this.#files[Symbol.asyncDispose]()
  }

  #known(): Assessed {
    if (!this.#assessed) throw misused('assess is called first')
    return this.#assessed
  }

  async #openIndex(options: AssessOptions): Promise<Indexed> {
    await removeLeftovers(this.#scratch)
    if (this.#files.form === 'csv') return openCsvIndex(this.#scratch, this.#files, backupClasses, options)
    options.onProgress?.({ step: 'unpacking', done: 0, unit: 'bytes' })
    const signal = options.signal ? { signal: options.signal } : {}
    const reader = await openObjectReader(this.#files, { scratch: this.#scratch, ...signal })
    try {
      const origin = this.#files.container === 'zip' ? this.#options.path : reader.path
      const fingerprint = await fingerprintOf(origin, this.#files)
      const db =
        openFinished(this.#scratch, fingerprint) ??
        (await makeIndex(
          this.#scratch,
          fingerprint,
          (fresh) => fillIndex(fresh, reader, this.#files, backupClasses, options),
          (fresh) => joinObjects(fresh, reader, backupClasses, options),
        ))
      return { db, reader, fingerprint }
    } catch (error) {
      await reader[Symbol.asyncDispose]()
      throw error
    }
  }
}

/** Copies of entities.xml that a run left behind when it broke off. */
async function removeLeftovers(scratch: string): Promise<void> {
  for (const name of await readdir(scratch)) {
    if (name.startsWith('entities-')) await rm(join(scratch, name), { recursive: true, force: true })
  }
}

function metaOf(db: Sqlite, key: string): unknown {
  const row = db.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { readonly value: string } | undefined
  return row && (JSON.parse(row.value) as unknown)
}

function misused(rule: string): SourceError<'SOURCE_MISUSED'> {
  return new SourceError('SOURCE_MISUSED', `The methods of a source have an order: ${rule}`, { rule })
}

/** The error for a scratch folder that is full or fails; `undefined` for any other. */
function scratchFailed(path: string, error: unknown): SourceError<'SCRATCH_FAILED'> | undefined {
  const fails = isDiskFull(error) || /^SQLITE_(?:IOERR|CANTOPEN|CORRUPT|NOTADB)$/.test(storageCode(error) ?? '')
  if (!(error instanceof Error) || !fails) return undefined
  const message = `The scratch folder ${path} fails (${error.message}); free disk space and run the command again`
  return new SourceError('SCRATCH_FAILED', message, { path, problem: error.message }, { cause: error })
}

/** Does something with the backup; a `BackupError` becomes a `SourceError` with the same message and that as its cause. */
async function readable<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!isBackupError(error)) throw error
    throw new SourceError('BACKUP_UNREADABLE', error.message, { path, code: error.code }, { cause: error })
  }
}
