import type { StreamName } from '@spacecrate/format'
import type { PlanIndex } from '../plan/plan-index.js'
import { hasOwnId } from '../structure.js'

/** A made id that names its owner ambiguously is not looked at any longer than this. */
const triedOwners = 8
const deepest = 8

/**
 * Says where the records of a plan lie, by their ids and the index of the plan alone: no record is read again. Asked in the
 * order of a plan, in which the records of one owner stand together.
 */
export class PlannedPlaces {
  readonly #index: PlanIndex | undefined
  #last: { readonly owner: string; readonly space: string | undefined } | undefined
  #lastMade: { readonly prefix: string; readonly owner: string } | undefined

  constructor(index: PlanIndex | undefined) {
    this.#index = index
  }

  /** Id of the record that owns this one; `undefined` where it has none or the plan doesn't know it. */
  ownerOf(stream: StreamName, id: string): string | undefined {
    return hasOwnId(stream) ? this.#index?.find(id)?.owner : this.#ownerIn(id)
  }

  /** Id of the space that this record is or lies in. */
  spaceOf(id: string | undefined): string | undefined {
    if (id === undefined) return undefined
    if (this.#last?.owner !== id) this.#last = { owner: id, space: this.#findSpace(id) }
    return this.#last.space
  }

  /** True if the record's counterpart was made by nobody of us. */
  wasThere(id: string): boolean {
    return this.#index?.find(id)?.relation === 'same'
  }

  /** Who takes the place of a person without a counterpart. */
  standInOf(id: string): 'placeholder' | 'author' | undefined {
    return this.#index?.find(id)?.standIn
  }

  #findSpace(id: string): string | undefined {
    let at: string | undefined = id
    for (let depth = 0; at !== undefined && depth < deepest; depth++) {
      if (at.startsWith('space:')) return at
      at = this.#index?.find(at)?.owner
    }
    return undefined
  }

  /** `label:page:1/global/x` belongs to `page:1`. An owner's id may itself hold a stroke, so the plan has to know it. */
  #ownerIn(id: string): string | undefined {
    const last = this.#lastMade
    if (last !== undefined && id.startsWith(last.prefix)) return last.owner
    const start = id.indexOf(':') + 1
    for (let tries = 0, end = id.indexOf('/', start); end > 0 && tries < triedOwners; tries++) {
      const owner = id.slice(start, end)
      if (this.#index?.find(owner) !== undefined) {
        this.#lastMade = { prefix: id.slice(0, end + 1), owner }
        return owner
      }
      end = id.indexOf('/', end + 1)
    }
    return undefined
  }
}
