import { existsSync } from 'node:fs'
import type { Archive, StreamName, StreamRecords } from '@spacecrate/format'
import { translate } from './apply/translate.js'
import type { CallOptions } from './destination.js'
import { ImportError } from './error.js'
import { type JournalEntry, openJournalLookup, planDirOf } from './journal/read-journal.js'
import { PlanIndex } from './plan/plan-index.js'
import { stepRecord } from './record-batches.js'
import { createResolver } from './references/resolver.js'
import { SourceIndex } from './references/source-index.js'
import { hasOwnId } from './structure.js'
import { defaultPlanDir, journalDir, planPaths } from './work-paths.js'

/** Says what an import made of the records of an archive: to compare the archive with an export of the destination. */
export interface RecordMap extends Disposable {
  /** Id at the destination of a record with an id of its own. */
  readonly idOf: (id: string) => string | undefined
  /** How the record ended; `undefined` if the journal doesn't know it. */
  readonly entryOf: (stream: StreamName, id: string) => JournalEntry | undefined
  /**
   * The record as the import wrote it: ids, keys, titles and the references in bodies are those of the destination.
   * `undefined` for a record that it did not write: skipped, refused, failed, or matched with something that was there before.
   */
  readonly mapRecord: <Name extends StreamName>(
    stream: Name,
    record: StreamRecords[Name],
    options?: CallOptions,
  ) => Promise<StreamRecords[Name] | undefined>
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
 * Opens the id map of an import, with what is needed to translate records as it did. Dispose it. Throws `JOURNAL_NOT_FOUND`
 * when this archive was not imported into this destination under this work folder.
 */
export function openRecordMap(request: RecordMapRequest): RecordMap {
  const { archive, workDir, destination } = request
  const { source, archive: identity } = archive.manifest
  const dir = journalDir(workDir, { source: source.siteId, destination })
  const { index: indexPath } = planPaths(planDirOf(dir, identity.id) ?? defaultPlanDir(dir, identity.id))
  if (!existsSync(indexPath)) {
    const path = dir
    throw new ImportError('JOURNAL_NOT_FOUND', `There is no import of ${archive.path} at ${path}`, { path })
  }
  const journal = openJournalLookup(dir)
  const index = new PlanIndex(indexPath)
  const { resolve } = journal
  const resolver = createResolver(index, new SourceIndex(index.db), resolve, source)
  return {
    idOf: resolve,
    entryOf: (stream, id) => journal.entryOf(id, stream),
    async mapRecord(stream, record, options = {}) {
      const outcome = journal.entryOf(record.id, stream)?.outcome
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
      const translation = await translate(
        stepRecord(stream, record),
        step,
        target,
        { archive, index, resolver, resolve },
        options,
      )
      // The pair of stream and record came in as a pair.
      return translation.kind === 'ready' ? (translation.item.translated as StreamRecords[typeof stream]) : undefined
    },
    [Symbol.dispose]() {
      index[Symbol.dispose]()
      journal[Symbol.dispose]()
    },
  }
}
