import { streamPartName } from '../container/entry-names.js'
import type { VolumeSet } from '../read/volume-set.js'
import type { StreamName } from '../records.js'
import { isStreamName } from '../streams.js'
import type { EntryCheck } from './entry-check.js'
import type { Looks } from './looks.js'
import { type PartEnds, partEnds } from './part-check.js'
import type { PartFindings } from './part-look.js'
import type { VerifyProblem } from './problems.js'

/** Parts that are read or waiting, beside those that are looked at. */
const spareParts = 2

/** A part of a stream that was looked at, or why it could not be read. */
export interface LookedPart {
  readonly entry: string
  readonly problem?: VerifyProblem
  readonly ends?: PartEnds
  readonly found?: PartFindings
}

/** Where parts come from and who looks at them. */
interface PartSources {
  readonly set: VolumeSet
  readonly entries: EntryCheck
  readonly looks: Looks
}

/** The parts of all streams that we know, in order; the next ones are read and looked at while one is waited for. */
export class PartsAhead {
  readonly #sources: PartSources
  readonly #parts: Iterator<{ readonly stream: StreamName; readonly part: number }, void>
  readonly #looking: Promise<LookedPart>[] = []

  constructor(sources: PartSources) {
    this.#sources = sources
    this.#parts = partsOf(sources.set)
  }

  /** The next part. */
  async next(): Promise<LookedPart> {
    while (this.#looking.length < this.#sources.looks.width + spareParts) {
      const next = this.#parts.next()
      if (next.done === true) break
      const looking = this.#look(next.value.stream, next.value.part)
      // Whoever awaits it sees what goes wrong; nobody does if the look ends early.
      looking.catch(() => undefined)
      this.#looking.push(looking)
    }
    const first = this.#looking.shift()
    if (first === undefined) throw new Error('There are no more parts')
    const looked = await first
    this.#sources.entries.took(looked.entry, looked.ends?.bytes ?? 0)
    return looked
  }

  async #look(stream: StreamName, part: number): Promise<LookedPart> {
    const { entries, looks } = this.#sources
    const entry = streamPartName(stream, part)
    const { bytes, problem } = await entries.fetch(entry)
    if (problem !== undefined) return { entry, problem }
    const ends = partEnds(bytes)
    return { entry, ends, found: await looks.look({ stream, part, entry, bytes }) }
  }
}

/** How many parts of a stream there are in a row, up to those that the manifest names. */
export function countParts(set: VolumeSet, stream: string, parts: number): number {
  let there = 0
  while (there < parts && set.find(streamPartName(stream, there + 1)) !== undefined) there += 1
  return there
}

function* partsOf(set: VolumeSet): Generator<{ readonly stream: StreamName; readonly part: number }, void> {
  for (const { name, parts } of set.manifest.streams) {
    if (!isStreamName(name)) continue
    const there = countParts(set, name, parts)
    for (let part = 1; part <= there; part += 1) yield { stream: name, part }
  }
}
