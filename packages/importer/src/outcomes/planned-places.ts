import { fromJsonColumn, type Statement, toJsonColumn } from '@spacecrate/disk'
import { siteId, type StreamName, streamRules } from '@spacecrate/format'
import type { PlanIndex } from '../plan/plan-index.js'
import type { PlanStep } from '../plan/plan-step.js'
import { hasOwnId } from '../structure.js'

/** A made id that names its owner ambiguously is not looked at any longer than this. */
const triedOwners = 8
const deepest = 8

/** What the index says of one record, as far as it is asked here. */
interface Place {
  readonly owner: string | undefined
  readonly wasThere: boolean
  readonly standIn: 'placeholder' | 'author' | undefined
}

/**
 * Says where the records of a plan lie, by their ids and the index of the plan alone: no record is read again. `prepare` it
 * for each batch of steps: a call per record costs more than the look-up.
 */
export class PlannedPlaces {
  readonly #among: Statement | undefined
  #known = new Map<string, Place | undefined>()

  constructor(index: PlanIndex | undefined) {
    this.#among = index?.db
      .prepare('SELECT id, owner, relation, stand_in FROM planned WHERE id IN (SELECT value FROM json_each(?))')
      .raw()
  }

  /** Looks up at once what will be asked about these steps: the records, their owners, and what those lie in. */
  prepare(steps: readonly PlanStep[]): void {
    const before = this.#known
    this.#known = new Map()
    let asked = new Set(
      steps.map(({ stream, id }) => (hasOwnId(stream) ? id : (onlyOwner(stream) ?? firstOwnerIn(id)))),
    )
    for (let depth = 0; asked.size > 0 && depth < deepest; depth++) {
      const next = new Set<string | undefined>()
      const unknown: string[] = []
      for (const id of asked) {
        if (id === undefined || this.#known.has(id)) continue
        const place = before.get(id)
        if (place === undefined) unknown.push(id)
        else this.#known.set(id, place)
        if (place?.owner !== undefined) next.add(place.owner)
      }
      this.#load(unknown)
      for (const id of unknown) next.add(this.#known.get(id)?.owner)
      asked = next
    }
  }

  /** Id of the record that owns this one; `undefined` where it has none or the plan doesn't know it. */
  ownerOf(stream: StreamName, id: string): string | undefined {
    return hasOwnId(stream) ? this.#find(id)?.owner : (onlyOwner(stream) ?? this.#ownerIn(id))
  }

  /** Id of the space that this record is or lies in. */
  spaceOf(id: string | undefined): string | undefined {
    let at = id
    for (let depth = 0; at !== undefined && depth < deepest; depth++) {
      if (at.startsWith('space:')) return at
      at = this.#find(at)?.owner
    }
    return undefined
  }

  /** True if the record's counterpart was made by nobody of us. */
  wasThere(id: string): boolean {
    return this.#find(id)?.wasThere === true
  }

  /** Who takes the place of a person without a counterpart. */
  standInOf(id: string): 'placeholder' | 'author' | undefined {
    return this.#find(id)?.standIn
  }

  #find(id: string): Place | undefined {
    if (!this.#known.has(id)) this.#load([id])
    return this.#known.get(id)
  }

  /** `label:page:1/global/x` belongs to `page:1`. An owner's id may itself hold a stroke, so the plan has to know it. */
  #ownerIn(id: string): string | undefined {
    const start = id.indexOf(':') + 1
    for (let tries = 0, end = id.indexOf('/', start); end > 0 && tries < triedOwners; tries++) {
      const owner = id.slice(start, end)
      if (this.#find(owner) !== undefined) return owner
      end = id.indexOf('/', end + 1)
    }
    return undefined
  }

  #load(ids: readonly string[]): void {
    if (ids.length === 0) return
    for (const id of ids) this.#known.set(id, undefined)
    const rows = this.#among?.all([JSON.stringify(ids.map(toJsonColumn))]) as readonly (readonly (string | null)[])[]
    for (const [id, owner, relation, standIn] of rows ?? []) {
      this.#known.set(fromJsonColumn(id ?? '""'), {
        owner: typeof owner === 'string' ? fromJsonColumn(owner) : undefined,
        wasThere: relation === 'same',
        standIn: standIn === 'placeholder' || standIn === 'author' ? standIn : undefined,
      })
    }
  }
}

/** The site, of a kind that never belongs to anything else. */
function onlyOwner(stream: StreamName): string | undefined {
  const { owners } = streamRules[stream]
  return owners.length === 1 && owners[0] === 'site' ? siteId : undefined
}

function firstOwnerIn(id: string): string | undefined {
  const start = id.indexOf(':') + 1
  const end = id.indexOf('/', start)
  return end > 0 ? id.slice(start, end) : undefined
}
