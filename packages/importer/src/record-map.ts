import { type Archive, type Content, siteId, type StreamName, type StreamRecords } from '@spacecrate/format'
import { translate } from './translate/translate.js'
import type { CallOptions, StepRecord } from './destination.js'
import { ImportError } from './error.js'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type JournalEntry, type JournalLookup, openJournalLookup, planDirOf } from './journal/read-journal.js'
import { stepRecord } from './record-batches.js'
import { PairIndexes } from './references/pair-indexes.js'
import { fieldReferences, hasOwnId } from './structure.js'
import { journalDir } from './work-paths.js'

/** A record as an import wrote it. */
export interface WrittenRecord<Name extends StreamName> {
  /** With ids, keys, titles and references of the destination. */
  readonly record: StreamRecords[Name]
  /** Bytes of those of its bodies that are blobs of their own there and no blobs of the archive, by digest. */
  readonly blobs: ReadonlyMap<string, Buffer>
}

/** Says what an import made of the records of an archive: to compare the archive with an export of the destination. */
export interface RecordMap extends Disposable {
  readonly journal: JournalLookup
  /** Id at the destination of a record with an id of its own. */
  readonly idOf: (id: string) => string | undefined
  /** How the record ended; `undefined` if the journal doesn't know it. */
  readonly entryOf: (stream: StreamName, id: string) => JournalEntry | undefined
  /** True for a record that was matched with something that is not ours. */
  readonly isOfOthers: (id: string) => boolean
  /** True for a person in whose place somebody else stands, or a placeholder. */
  readonly isStandIn: (id: string) => boolean
  /** True for a page or post to which its title leads: another one of that title may come first. */
  readonly isNamed: (content: Content) => boolean
  /**
   * The record as the import wrote it: ids, keys, titles and the references in bodies are those of the destination.
   * `undefined` for a record that it did not write: skipped, refused, failed, or matched with something that was there before.
   */
  readonly mapRecord: <Name extends StreamName>(
    stream: Name,
    record: StreamRecords[Name],
    options?: CallOptions,
  ) => Promise<StreamRecords[Name] | undefined>
  /** Looks up at once what `written` will ask of these records: a call for each costs more than the look-up. */
  readonly prefetch: (items: readonly StepRecord[]) => void
  /** The same with the bytes of bodies, and `entry` known already. */
  readonly written: <Name extends StreamName>(
    stream: Name,
    record: StreamRecords[Name],
    entry: JournalEntry | undefined,
    options?: CallOptions,
  ) => Promise<WrittenRecord<Name> | undefined>
}

/** Which import it is about. */
export interface RecordMapRequest {
  readonly archive: Archive
  /** Work folder of the import. */
  readonly workDir: string
  /** Site id of the destination. */
  readonly destination: string
}

/**
 * Opens the id map of an import, with what is needed to translate records as it did, and as a repair of links did later.
 * Dispose it. Throws `JOURNAL_NOT_FOUND` when this archive was not imported into this destination under this work folder.
 */
export function openRecordMap(request: RecordMapRequest): RecordMap {
  const { archive, workDir, destination } = request
  const { source, archive: identity } = archive.manifest
  const dir = journalDir(workDir, { source: source.siteId, destination })
  if (!existsSync(join(dir, 'journal.sqlite'))) throw notImported(archive, dir)
  const journal = openJournalLookup(dir)
  const { resolve } = journal
  const indexes = new PairIndexes(dir, resolve)
  const own = indexes.of(identity.id, source)
  if (own === undefined) {
    indexes[Symbol.dispose]()
    journal[Symbol.dispose]()
    throw notImported(archive, dir)
  }
  const { index, resolver } = own
  const written: RecordMap['written'] = async (stream, record, entry, options = {}) => {
    const outcome = entry?.outcome
    const planned = hasOwnId(stream) ? index.find(record.id) : undefined
    if ((outcome !== 'created' && outcome !== 'matched') || planned?.relation === 'same') return undefined
    const target = hasOwnId(stream) ? resolve(record.id) : undefined
    const { key, title } = planned?.named ?? {}
    const step = {
      // As it is when all that had to wait is filled in.
      action: 'complete',
      ...(key === undefined ? {} : { key }),
      ...(title === undefined ? {} : { title }),
    } as const
    const context = { archive, index, resolver, resolve }
    const translation = await translate(stepRecord(stream, record), step, target, context, options)
    if (translation.kind !== 'ready') return undefined
    // The pair of stream and record came in as a pair.
    const { translated } = translation.item
    return { record: translated as StreamRecords[typeof stream], blobs: translation.blobs }
  }
  return {
    journal,
    // What belongs to the site belongs to the site of the destination.
    idOf: (id) => (id === siteId ? (index.find(siteId)?.target ?? siteId) : resolve(id)),
    entryOf: (stream, id) => journal.entryOf(id, stream),
    isOfOthers: (id) => index.find(id)?.relation === 'same',
    isStandIn: (id) => index.find(id)?.standIn !== undefined,
    isNamed: ({ id, kind, space, title, postingDay = '' }) => {
      const named =
        kind === 'blogpost'
          ? resolver.post(space, title, postingDay.replaceAll('-', '/'))
          : kind === 'page' && resolver.page(space, title)
      return typeof named === 'object' && named.id === id
    },
    prefetch(items) {
      const ids = items.flatMap(({ stream, record }) => [
        ...(hasOwnId(stream) ? [record.id] : []),
        ...fieldReferences(stream, record).map(({ id }) => id),
      ])
      journal.prefetch(ids)
      index.prefetch(ids)
    },
    written,
    mapRecord: async (stream, record, options = {}) => {
      const entry = journal.entryOf(record.id, stream)
      const isKept = entry?.losses.some(({ code }) => code === 'SETTING_KEPT') === true
      return isKept ? undefined : (await written(stream, record, entry, options))?.record
    },
    [Symbol.dispose]() {
      indexes[Symbol.dispose]()
      journal[Symbol.dispose]()
    },
  }
}

/** Folder of the plan of the last import of an archive, where its reports are as well. Throws `JOURNAL_NOT_FOUND`. */
export function importFolder(request: RecordMapRequest): string {
  const { archive, workDir, destination } = request
  const { source, archive: identity } = archive.manifest
  const dir = journalDir(workDir, { source: source.siteId, destination })
  const folder = planDirOf(dir, identity.id)
  if (folder === undefined || !existsSync(folder)) throw notImported(archive, dir)
  return folder
}

function notImported(archive: Archive, path: string): ImportError<'JOURNAL_NOT_FOUND'> {
  return new ImportError('JOURNAL_NOT_FOUND', `There is no import of ${archive.path} at ${path}`, { path })
}
