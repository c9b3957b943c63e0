import type { VolumeSet } from '../read/volume-set.js'
import { mergeRuns, type SortedRuns } from '../sort/merge-runs.js'
import { isStreamName, streamNames } from '../streams.js'
import { EntryCheck } from './entry-check.js'
import type { Looks } from './looks.js'
import type { ProblemList } from './problems.js'
import type { RelationFindings, RelationsJob } from './relations.js'
import { verifyBlobUse } from './verify-blobs.js'
import { verifyStrays } from './verify-strays.js'

/**
 * The look at what records say of each other, which goes on beside the look at the blobs. What it found counts only if
 * everything could be read: until then nothing of it is noted, and the entries that it read were not read.
 */
export class Relations {
  readonly #set: VolumeSet
  readonly #problems: ProblemList
  readonly #entries: EntryCheck
  #found: Promise<RelationFindings> | undefined

  constructor(set: VolumeSet, problems: ProblemList) {
    this.#set = set
    this.#problems = problems
    this.#entries = new EntryCheck(set, problems, () => undefined)
  }

  /** Begins it. */
  begin(looks: Looks, job: Omit<RelationsJob, 'index'>): void {
    // A stream that we don't know may own records of one that we know, and the other way round.
    const knowsAll = this.#set.manifest.streams.every(({ name }) => isStreamName(name))
    const names = [...this.#set.names()].filter((name) => name.startsWith('index/records-')).sort()
    const index = knowsAll ? names : undefined
    this.#found = looks.relate({ ...job, index }, async (name) => {
      const fetched = await this.#entries.fetch(name)
      this.#entries.took(name, fetched.bytes?.length ?? 0)
      return fetched
    })
    // Whoever finishes it sees what goes wrong; nobody does if the look at the blobs ends early.
    this.#found.catch(() => undefined)
  }

  /** Waits for its end and notes what it found; then what needs blobs, and whether strays may stand where they do. */
  async finish(entries: EntryCheck, blobs: readonly SortedRuns[]): Promise<void> {
    const found = await this.#found
    entries.absorb(this.#entries)
    if (found === undefined) return
    this.#problems.take(found.problems)
    verifyBlobUse(mergeRuns(blobs), this.#problems)
    await verifyStrays(
      this.#set,
      found.strays.map(({ stream, id }) => ({ stream: streamNames[stream] ?? 'content', id })),
      this.#problems,
    )
  }
}
