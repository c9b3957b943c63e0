import { kindOf } from '../kinds/stream-kinds.js'
import { phases, secondPhaseOf } from '../phases.js'
import { valueAt } from '../structure.js'
import type { Archive, StreamName } from '@spacecrate/format'
import type { CallOptions, DestinationReader } from '../destination.js'
import type { JournalLookup } from '../journal/read-journal.js'
import { recordBatches, type ReadStepRecord } from '../record-batches.js'
import type { AccessStep } from './access-collector.js'

/** Where to read how records ended. */
export interface JournalStepsRequest extends CallOptions {
  readonly archive: Archive
  readonly journal: Pick<JournalLookup, 'resolve' | 'entryOf'>
  readonly reader: DestinationReader
}

/** What decides of access, in the order in which the collector takes it. */
const streams: readonly StreamName[] = phases.flatMap(({ stream, act }) =>
  act === 'create' && kindOf(stream).access !== undefined ? [stream] : [],
)

/**
 * The steps of an import that is done, as its journal tells them: what it carried is made, and what stood there before is
 * matched with that, however often it was imported.
 */
export async function* journalSteps(request: JournalStepsRequest): AsyncGenerator<readonly AccessStep[]> {
  const { archive, reader, journal } = request
  const source = archive.manifest.source.siteId
  const roots = new PlacedRoots(request)
  for (const stream of streams) {
    const { access } = kindOf(stream)
    for await (const batch of recordBatches(archive, stream, request)) {
      const targets = batch.map(({ record }) => journal.resolve(record.id))
      const held =
        access?.standsAlone === true
          ? await reader.load(
              source,
              stream,
              targets.map((target) => target ?? ''),
              request,
            )
          : []
      const steps: AccessStep[] = []
      for (const [at, item] of batch.entries()) {
        const isOurs = held[at]?.madeOf === item.record.id
        const taken = stepOf(item, isOurs && access?.isAlwaysMatched !== true ? undefined : targets[at], journal)
        steps.push(await roots.place(taken, targets[at]))
      }
      yield steps
    }
  }
}

function stepOf(item: ReadStepRecord, target: string | undefined, journal: JournalStepsRequest['journal']): AccessStep {
  const { stream, record } = item
  const outcome = journal.entryOf(record.id, stream)?.outcome
  if (outcome !== 'created' && outcome !== 'matched') return { item, step: { action: 'skip' } }
  if (kindOf(stream).access?.standsAlone === true && target !== undefined)
    return { item, step: { action: 'match', target } }
  const phase = secondPhaseOf(stream, 'open')
  const opening = phase === undefined ? undefined : journal.entryOf(record.id, phase)
  if (opening?.outcome !== 'refused') return { item, step: { action: 'create' } }
  const closedWhy = opening.losses[0]?.why ?? opening.reason?.what ?? 'it was not opened'
  return { item, step: { action: 'create', closed: true, closedWhy } }
}

/** Finds out under which page the content of a space went that was there before. */
class PlacedRoots {
  readonly #request: JournalStepsRequest
  #space: { readonly id: string; readonly isOurs: boolean } | undefined

  constructor(request: JournalStepsRequest) {
    this.#request = request
  }

  async place(taken: AccessStep, target: string | undefined): Promise<AccessStep> {
    const { item, step } = taken
    const { isRoot, undo } = kindOf(item.stream)
    const space = isRoot === undefined ? undefined : undo?.space?.(item.record)
    if (space === undefined || target === undefined || valueAt(item.record, 'parent') !== undefined) return taken
    if (this.#space?.id !== space) this.#space = { id: space, isOurs: await this.#isOurs(space) }
    if (this.#space.isOurs) return taken
    const { reader, archive } = this.#request
    const [held] = await reader.load(archive.manifest.source.siteId, 'content', [target], this.#request)
    const under = held?.record.parent
    return under === undefined ? taken : { item, step: { ...step, under } }
  }

  async #isOurs(space: string): Promise<boolean> {
    const { reader, archive, journal } = this.#request
    const target = journal.resolve(space)
    if (target === undefined) return true
    const [held] = await reader.load(archive.manifest.source.siteId, 'spaces', [target], this.#request)
    return held === undefined || held.madeOf === space
  }
}
