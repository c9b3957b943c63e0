import { type Statement, toJsonColumn } from '@spacecrate/disk'
import { type StreamName, siteId, streamNames, streamRules } from '@spacecrate/format'
import type { CallOptions } from '../destination.js'
import type { StepRow } from '../journal/step-rows.js'
import { findPhase, type PhaseName } from '../phases.js'
import type { ReadStepRecord } from '../record-batches.js'
import { Selector } from '../selection.js'
import { ownerOf } from '../structure.js'
import type { PlanContext } from '../kinds/decision.js'
import { kindOf } from '../kinds/stream-kinds.js'
import { isCarried } from '../plan/plan-index.js'
import { noteNotAdvanced } from './find-advanced.js'

/**
 * Finds what earlier imports made and what is gone from the archive at hand although the thing that it was on is in it: a
 * label that was taken off, a page that was deleted. Kept on disk, and only where another archive was imported before.
 */
export class GoneRecords {
  readonly #context: PlanContext
  readonly #meet: Statement
  readonly #among: Statement

  constructor(context: PlanContext) {
    this.#context = context
    const { db } = context.index
    db.exec('CREATE TEMP TABLE IF NOT EXISTS met (record TEXT PRIMARY KEY) WITHOUT ROWID')
    this.#meet = db.prepare('INSERT OR IGNORE INTO met SELECT value FROM json_each(?)')
    this.#among = db.prepare('SELECT record FROM met WHERE record IN (SELECT value FROM json_each(?))')
  }

  /** Notes that these records are in the archive. */
  meet(batch: readonly ReadStepRecord[]): void {
    this.#meet.run([JSON.stringify(batch.map(({ record }) => toJsonColumn(record.id)))])
  }

  /** Notes a loss for each record that is gone. Asked when every record of the archive was met. */
  async finish(options: CallOptions): Promise<void> {
    for (const rows of this.#context.journal.steps()) {
      options.signal?.throwIfAborted()
      const made = rows.filter(({ phase, outcome }) => outcome === 'created' && isMade(phase))
      if (made.length === 0) continue
      const met: readonly unknown[] = this.#among.all([JSON.stringify(made.map(({ record }) => toJsonColumn(record)))])
      const known = new Set(met.map((row) => String(Reflect.get(Object(row), 'record'))))
      const missing = made.filter(({ record }) => !known.has(toJsonColumn(record)))
      for (const stream of streamNames) {
        const ofStream = missing.filter(({ phase }) => phase === stream)
        if (ofStream.length > 0) await this.#look(stream, ofStream, options)
      }
    }
  }

  async #look(stream: StreamName, rows: readonly StepRow[], options: CallOptions): Promise<void> {
    const { destination, archive, index } = this.#context
    const { reader } = destination
    const { spaces, ...kinds } = archive.manifest.selection
    const source = archive.manifest.source.siteId
    const records = rows.map(({ record }) => record)
    const made = await reader.made(source, stream, records, options)
    const held = await reader.load<StreamName>(source, stream, [...made.values()], options)
    const exported = new Selector(kinds)
    const there = [...made.keys()].flatMap((record, at) => {
      const one = held[at]
      if (one === undefined || exported.whyNot<StreamName>(stream, one.record, false) !== undefined) return []
      return [{ record, owner: ownerOf<StreamName>(stream, one.record) }]
    })
    const owners = await this.#ownersOf(
      stream,
      there.flatMap(({ owner }) => owner ?? []),
      options,
    )
    for (const { record, owner } of there) {
      const isWhole = spaces === undefined
      const onWhat = owner === undefined || owner === siteId ? undefined : owners.get(owner)
      const isIn = owner === undefined || owner === siteId ? isWhole : isCarried(index.find(onWhat ?? ''))
      if (isIn)
        noteNotAdvanced(
          stream,
          record,
          'an earlier import brought it, and this archive does not hold it',
          this.#context,
        )
    }
  }

  /** Archive ids of what these things of the destination were made of. */
  async #ownersOf(
    stream: StreamName,
    targets: readonly string[],
    options: CallOptions,
  ): Promise<ReadonlyMap<string, string>> {
    const { destination, archive } = this.#context
    const wanted = [...new Set(targets)].filter((target) => target !== siteId)
    const found = new Map<string, string>()
    for (const owners of streamRules[stream].owners) {
      const left = wanted.filter((target) => !found.has(target))
      if (left.length === 0) break
      const held = await destination.reader.load<StreamName>(archive.manifest.source.siteId, owners, left, options)
      left.forEach((target, at) => {
        const madeOf = held[at]?.madeOf
        if (madeOf !== undefined) found.set(target, madeOf)
      })
    }
    return found
  }
}

function isMade(name: PhaseName): boolean {
  const phase = findPhase(name)
  return (
    phase?.act === 'create' &&
    kindOf(phase.stream).outlivesSource !== true &&
    streamRules[phase.stream].evidence !== true
  )
}
