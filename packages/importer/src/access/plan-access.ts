import { kindOf } from '../kinds/stream-kinds.js'
import { secondPhaseOf } from '../phases.js'
import { basename } from 'node:path'
import { LineFile } from '@spacecrate/disk'
import { type Archive, streamRules, takesKind } from '@spacecrate/format'
import type { CallOptions, Destination, DestinationDescription, StepRecord } from '../destination.js'
import { isCarried } from '../plan/plan-index.js'
import { type DoneBefore } from '../journal/done-before.js'
import type { PlanIndex } from '../plan/plan-index.js'
import type { Restricted } from '../source-access/restricted.js'
import type { SiteUse } from '../source-access/site-use.js'
import { AccessCollector, type AccessStep } from './access-collector.js'
import type { AccessSummary, PlaceAccess } from '../plan/access-summary.js'
import { AccessTables } from './access-tables.js'
import { AccessExplainer } from './explain-access.js'
import { type ListedPlace, listPlace } from './list-place.js'
import { openWorlds } from './open-worlds.js'
import type { PlannedContent } from './planned-rights.js'
import { isTouched, walkPlaces } from './walk-places.js'

/** What access before and after is reckoned from, and where it is written. */
export interface PlanAccessRequest extends CallOptions {
  readonly archive: Archive
  readonly destination: Destination
  readonly description: DestinationDescription
  readonly index: PlanIndex
  readonly restricted: Restricted
  readonly siteUse: SiteUse
  readonly journal: DoneBefore
  /** Path of access.ndjson. */
  readonly path: string
}

const first = 20

/**
 * Says who will gain, lose and keep access to each space and restricted content that a plan makes. Notes down what decides
 * while the plan is made, and reckons when all of it is decided.
 */
export class PlanAccess implements AsyncDisposable {
  readonly #request: PlanAccessRequest
  readonly #tables: AccessTables
  readonly #collector: AccessCollector
  readonly #lines: LineFile

  constructor(request: PlanAccessRequest) {
    const { index, restricted, siteUse, journal } = request
    this.#request = request
    this.#lines = new LineFile(request.path, { evenEmpty: true })
    this.#tables = new AccessTables(index.db)
    this.#collector = new AccessCollector({
      tables: this.#tables,
      needsOf: restricted.of,
      siteUse,
      closedWhy: (step) => closedWhy(step, restricted),
      isStandIn: (person) => index.find(person)?.standIn !== undefined,
      isToOpen: ({ stream, record }: StepRecord) => !journal.isDone(record.id, secondPhaseOf(stream, 'open') ?? stream),
    })
  }

  /** Notes a batch down. Call it outside of a transaction. */
  look(steps: readonly AccessStep[]): void {
    this.#collector.look(steps)
  }

  /** Writes the file, and sums up. */
  async finish(): Promise<AccessSummary> {
    const sums = { places: 0, keeps: 0, gains: 0, loses: 0 }
    const changed: PlaceAccess[] = []
    const unknownWhy = whyUnknown(this.#request, this.#collector.unclearRole)
    // A plan that makes nothing changes nobody's access.
    if (this.#collector.made > 0) {
      for await (const { line, keeps, gains, loses } of this.#lists()) {
        this.#lines.add(`${JSON.stringify(line)}\n`)
        await this.#lines.flush()
        sums.places++
        sums.keeps += keeps
        sums.gains += gains
        sums.loses += loses
        if (gains + loses > 0 && changed.length < first) changed.push(line)
      }
    }
    await this.#lines.finish()
    return {
      ...sums,
      ...(unknownWhy === undefined ? {} : { unknownWhy }),
      ...(this.#request.siteUse.assumed === undefined ? {} : { assumed: this.#request.siteUse.assumed }),
      first: changed,
      file: basename(this.#request.path),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lines[Symbol.asyncDispose]()
  }

  async *#lists(): AsyncGenerator<ListedPlace> {
    const { index, signal } = this.#request
    const contentOf = (id: string): PlannedContent => {
      const planned = index.find(id)
      if (!isCarried(planned)) return { carried: false }
      const { action, target } = planned
      return { carried: true, ...(action === 'match' && target !== undefined ? { target } : {}) }
    }
    const { worlds, before } = await openWorlds({ ...this.#request, tables: this.#tables, contentOf })
    let strangers: number | undefined
    for await (const at of walkPlaces(worlds)) {
      signal?.throwIfAborted()
      if (!isTouched(at.place, this.#tables)) continue
      const isOpen = at.after.everyone || at.after.anonymous
      if (isOpen) strangers ??= await worlds.people.countStrangers()
      const explainer = await AccessExplainer.open(worlds, before, at)
      yield listPlace(at, worlds.people, explainer, isOpen ? (strangers ?? 0) : 0)
    }
  }
}

/** A content that is shut says in its step why it stays so; a space does if nobody can say what was restricted in it. */
function closedWhy({ item, step }: AccessStep, { unknownWhy, shutWhy }: Restricted): string | undefined {
  if (step.action === 'match') return undefined
  // A space is always shut at first, and opens unless nobody can say who may see what is in it.
  if (kindOf(item.stream).startsClosed === true) return unknownWhy ?? shutWhy(item.record.id)
  return step.closed === true ? step.closedWhy : undefined
}

function whyUnknown({ archive, restricted }: PlanAccessRequest, unclearRole: string | undefined): string | undefined {
  if (restricted.unknownWhy !== undefined) return restricted.unknownWhy
  const { selection, streams } = archive.manifest
  const { kind = '' } = streamRules['space-permissions']
  if (!takesKind(selection, kind)) {
    return `the archive was exported without ${kind}`
  }
  if (unclearRole !== undefined) return `the archive does not say what the role ${unclearRole} lets do`
  const count = (wanted: string): number => streams.find(({ name }) => name === wanted)?.records ?? 0
  return count('groups') > 0 && count('memberships') === 0
    ? 'the archive does not say who was in its groups'
    : undefined
}
