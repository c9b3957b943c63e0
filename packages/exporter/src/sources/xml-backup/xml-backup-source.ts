import { dirname, join } from 'node:path'
import { isDiskFull, storageCode, type Database } from '@spacecrate/disk'
import { type Descriptor, entitiesName, urlWithoutSecrets } from '@spacecrate/confluence'
import type { Manifest, SourceAccount } from '@spacecrate/format'
import { type Selection, takes } from '../../selection.js'
import type { Assessment, AssessOptions, CallOptions, OpenSource, Source, SourceItem } from '../../source.js'
import { SourceError } from '../../source-error.js'
import { assessmentOf } from './assessment.js'
import { backupClasses, families } from './backup-classes.js'
import { identityOf, productOf, siteOf, type Traits } from './identity.js'
import { Ledger } from './ledger.js'
import { contextOf, readAll } from './read-all.js'
import { selectSpaces } from './select-spaces.js'
import type { Objects } from './index/objects.js'
import { placedIn } from './csv-tables/placed-item.js'
import { accountsWith, type CountedRows } from './csv-tables/counted-rows.js'
import { finishedPath } from './index/index-file.js'
import { listsOf } from './item-lists.js'
import { omit } from './items.js'
import { descriptorOf } from './parts/descriptor-of-parts.js'
import { openIndex } from './parts/open-index.js'
import { closeParts, type OpenParts, openParts } from './parts/open-parts.js'
import { filesOf, formOf, type Part } from './parts/part.js'
import { ReadingThreads, threadsFor } from './threads/reading-threads.js'
import { untypedBody } from './untyped-bodies.js'
import { chooseZone, type Zone } from './zone.js'

/** Options of `xmlBackup`. */
export interface XmlBackupOptions {
  /**
   * The backup zip, or the folder it was unpacked into. Several, or a folder with several in it, are a set: exports of
   * spaces of one site, read as one source.
   */
  readonly path: string | readonly string[]
  /** Base URLs of the site, which no backup says itself. The first one names the site. */
  readonly sourceUrls?: readonly string[]
  /** Zone of its times, which no backup of Data Center says: an IANA name or a fixed offset. */
  readonly zone?: string
  /** The exports of a set are of one site, though they look like several. @default false */
  readonly oneSite?: boolean
  /** Threads that read objects; 0 for none beside the one that calls. @default as many as are worth it */
  readonly threads?: number
}

/**
 * A native backup as a source, zip or folder: an XML backup, or a space export of Cloud as CSV tables; or a set of them.
 *
 * `assess` reads entities.xml, or the tables, once into an index on disk, which a later run of the same file uses again;
 * `read` then takes every object from its place. Memory stays flat: a byte or two per object, and one object at a time.
 */
export function xmlBackup(options: XmlBackupOptions): OpenSource {
  return async (scratch) => {
    const paths = typeof options.path === 'string' ? [options.path] : options.path
    // Whoever exports from inside an unpacked backup has the work folders of all runs in it.
    const opened = await openParts(paths, [dirname(scratch), ...paths.map((path) => join(path, 'spacecrate-work'))])
    const sourceUrls = options.sourceUrls?.map((url) => urlWithoutSecrets(url).text) ?? []
    return new XmlBackupSource({ ...options, sourceUrls }, scratch, opened)
  }
}

/** What `assess` found out. */
interface Assessed {
  readonly db: Database
  readonly reader: Objects
  readonly selection: Selection
  readonly spaces: ReadonlySet<number>
  readonly traits: Traits
  readonly zone: Zone
  readonly count: number
}

class XmlBackupSource implements Source {
  readonly #options: XmlBackupOptions
  readonly #scratch: string
  readonly #parts: readonly Part[]
  readonly #others: readonly string[]
  readonly #descriptor: Descriptor | undefined
  #assessed: Assessed | undefined
  #accounts: readonly SourceAccount[] | undefined
  #ledger: Ledger | undefined
  /** Started before the look at the backup, so that they are there when it ends. */
  #threads: ReadingThreads | undefined

  constructor(options: XmlBackupOptions, scratch: string, { parts, others }: OpenParts) {
    this.#options = options
    this.#scratch = scratch
    this.#parts = parts
    this.#others = others
    this.#descriptor = descriptorOf(parts)
  }

  async assess(selection: Selection, options: AssessOptions = {}): Promise<Assessment> {
    if (this.#assessed) throw misused('assess is called once')
    const { oneSite = false, threads = threadsFor(bytesOf(this.#parts)) } = this.#options
    if (threads > 0) this.#threads = new ReadingThreads(threads)
    const { db, reader, fingerprint } = await openIndex(this.#scratch, this.#parts, backupClasses, {
      ...options,
      oneSite,
    }).catch((error: unknown) => {
      throw scratchFailed(this.#scratch, error) ?? error
    })
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
        parts: this.#parts,
        others: this.#others,
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
      form: formOf(this.#parts),
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
    const ledger = Ledger.of(count)
    this.#ledger = ledger
    const untyped = untypedBody(this.#descriptor, traits)
    const threads = reader.files === undefined ? undefined : this.#threads
    const index = finishedPath(this.#scratch)
    threads?.begin({ index, files: reader.files ?? [], selection, zone, untyped, ledger: ledger.memory })
    const context = contextOf({
      classes: backupClasses,
      db,
      reader,
      parts: this.#parts,
      files: filesOf(this.#parts),
      descriptor: this.#descriptor,
      identity: this.identity(),
      selection,
      ledger,
      zone,
      product: productOf(this.#descriptor, traits, formOf(this.#parts)),
      untyped,
      done,
    })
    try {
      for (const stretch of readAll(context, families, spaces, threads)) {
        for await (const items of listsOf(stretch)) {
          for (const item of items) {
            options.signal?.throwIfAborted()
            yield placedIn(reader, item)
          }
        }
      }
      const left = (metaOf(db, 'left') ?? []) as readonly CountedRows[]
      const missing = (this.#descriptor?.objectsCount ?? 0) - left.reduce((sum, { met }) => sum + met, count)
      if (missing > 0) {
        const what = `${missing} objects that the descriptor says there are`
        yield omit('OBJECTS_DECLARED', { kind: 'descriptor', what, count: missing })
      }
      const accounts = ledger.accounts(db, metaOf(db, 'counted') as readonly (readonly [string, number])[])
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
    await this.#threads?.[Symbol.asyncDispose]()
    if (assessed) {
      assessed.db.close()
      await assessed.reader[Symbol.asyncDispose]()
    }
    await closeParts(this.#parts)
  }

  #known(): Assessed {
    if (!this.#assessed) throw misused('assess is called first')
    return this.#assessed
  }
}

/** Bytes of the objects of all parts, as far as threads read them. */
function bytesOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { files }) => sum + (files.form === 'csv' ? 0 : (files.size(entitiesName) ?? 0)), 0)
}

function metaOf(db: Database, key: string): unknown {
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
