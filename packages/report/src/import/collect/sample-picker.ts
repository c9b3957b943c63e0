import type { StreamName } from '@spacecrate/format'
import type { StepOutcome } from '@spacecrate/importer'

/** A content to look at, and why this one. */
export interface PickedPage {
  readonly id: string
  readonly because: readonly string[]
}

/** A reason that is known only after an import. */
export const leadsNowhere = 'a link that leads nowhere'

const wanted = 10
const firstSpaces = 4

const most: Partial<Readonly<Record<StreamName, string>>> = {
  versions: 'the most versions',
  comments: 'the most comments',
  attachments: 'the most attachments',
}

interface Running {
  owner: string
  count: number
  best: { readonly owner: string; readonly count: number } | undefined
}

/**
 * Picks contents that are worth a look, while the steps of an import go by: the same ones for the same archive. The records
 * of one owner stand together, so a running count is all it takes to know which has the most.
 */
export class SamplePicker {
  readonly #restricted: string[] = []
  readonly #unresolved: string[] = []
  readonly #posts: string[] = []
  readonly #ofSpace = new Map<string, string>()
  readonly #counts = new Map<StreamName, Running>()

  add({ step, first, outcome, owner, space }: StepOutcome): void {
    if (!first || (outcome !== 'created' && outcome !== 'matched')) return
    const { stream, id } = step
    if (stream === 'content') {
      if (space !== undefined && this.#ofSpace.size < firstSpaces && !this.#ofSpace.has(space)) {
        this.#ofSpace.set(space, id)
      }
      if (id.startsWith('post:') && this.#posts.length === 0) this.#posts.push(id)
    } else if (owner === undefined || !isContent(owner)) {
      return
    } else if (stream === 'restrictions') {
      if (this.#restricted.length < 2 && !this.#restricted.includes(owner)) this.#restricted.push(owner)
    } else if (most[stream] !== undefined) {
      this.#count(stream, owner)
    }
  }

  /** Offers a page with a broken link. */
  addUnresolved(content: string): void {
    if (this.#unresolved.length === 0) this.#unresolved.push(content)
  }

  /** The picks, the most telling first. */
  picks(): PickedPage[] {
    const because = new Map<string, string[]>()
    const pick = (id: string | undefined, reason: string): void => {
      if (id === undefined) return
      const known = because.get(id)
      if (known !== undefined) known.push(reason)
      else if (because.size < wanted) because.set(id, [reason])
    }
    for (const id of this.#restricted) pick(id, 'restricted')
    for (const [stream, reason] of Object.entries(most))
      pick(this.#counts.get(stream as StreamName)?.best?.owner, reason)
    for (const id of this.#unresolved) pick(id, leadsNowhere)
    for (const id of this.#posts) pick(id, 'a post')
    for (const id of this.#ofSpace.values()) pick(id, 'the first of its space')
    return [...because].map(([id, reasons]) => ({ id, because: reasons }))
  }

  #count(stream: StreamName, owner: string): void {
    const running = this.#counts.get(stream) ?? { owner, count: 0, best: undefined }
    this.#counts.set(stream, running)
    running.count = running.owner === owner ? running.count + 1 : 1
    running.owner = owner
    if (running.best === undefined || running.count > running.best.count) {
      running.best = { owner, count: running.count }
    }
  }
}

function isContent(id: string): boolean {
  return /^(?:page|post|folder|whiteboard|database|embed|custom):/.test(id)
}
