import { createHash } from 'node:crypto'
import type { Archive, Content, StreamName, StreamRecords } from '@spacecrate/format'
import type { CallOptions, Destination } from '../destination.js'
import type { ReadStepRecord } from '../record-batches.js'
import type { SampledContent } from './check-summary.js'

interface Candidate {
  readonly id: string
  readonly weight: number
}

/** The best few of many, by weight and then by digest of the id, so that the same archive gives the same sample. */
class Best {
  readonly #limit: number
  #list: (Candidate & { readonly digest: string })[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  offer(id: string, weight: number): void {
    const last = this.#list.at(-1)
    if (this.#list.length === this.#limit && last !== undefined && weight < last.weight) return
    if (this.#list.some((one) => one.id === id)) return
    this.#list.push({ id, weight, digest: createHash('sha256').update(id).digest('hex') })
    this.#list.sort((one, other) => other.weight - one.weight || (one.digest < other.digest ? -1 : 1))
    this.#list = this.#list.slice(0, this.#limit)
  }

  get ids(): readonly string[] {
    return this.#list.map(({ id }) => id)
  }
}

type Look<Name extends StreamName> = (record: StreamRecords[Name]) => void
type Looks = { readonly [Name in StreamName]?: Look<Name> }

function lookOf<Name extends StreamName>(looks: Looks, stream: Name): Look<Name> | undefined {
  return looks[stream]
}

const perReason = 4

/** Chooses contents for people to look at: of every kind, restricted ones, with many versions, with many links. */
export class ContentSample {
  readonly #size: number
  readonly #kinds = new Map<string, Best>()
  readonly #restricted = new Best(perReason)
  readonly #versions = new Best(perReason)
  readonly #links = new Best(perReason)
  readonly #any: Best

  /** @param size how many contents at most */
  constructor(size: number) {
    this.#size = size
    this.#any = new Best(size)
  }

  /** Looks at a record that is at the destination. */
  look({ stream, record }: ReadStepRecord): void {
    lookOf<StreamName>(this.#looks, stream)?.(record)
  }

  /** What makes a content worth a look, by the kind of the record that tells it. */
  readonly #looks: Looks = {
    content: (record) => {
      const kind = record.status === 'current' ? record.kind : `${record.status} ${record.kind}`
      const best = this.#kinds.get(kind) ?? new Best(1)
      this.#kinds.set(kind, best)
      best.offer(record.id, 0)
      if (record.status === 'current') this.#any.offer(record.id, 0)
      if (record.version > 1) this.#versions.offer(record.id, record.version)
    },
    restrictions: ({ content }) => this.#restricted.offer(content, 0),
    versions: ({ of, body }) => {
      const links = body !== undefined && 'value' in body ? countLinks(body.value) : 0
      if (links > 0) this.#links.offer(of, links)
    },
  }

  /** The sample, with addresses on both sides. */
  async choose(
    archive: Archive,
    destination: Destination,
    resolve: (id: string) => string | undefined,
    options: CallOptions = {},
  ): Promise<SampledContent[]> {
    const { siteId, baseUrls } = archive.manifest.source
    const chosen = new Map<string, SampledContent>()
    for (const { why, id } of this.#wishes()) {
      const target = chosen.size >= this.#size || chosen.has(id) ? undefined : resolve(id)
      if (target === undefined) continue
      const content = (await archive.find('content', id))?.record
      const [held] = await destination.reader.load(siteId, 'content', [target], options)
      if (content === undefined || held === undefined) continue
      const oldUrl = oldUrlOf(content, baseUrls[0])
      const newPath = destination.addressOf('content', held.record)
      chosen.set(id, {
        why,
        record: id,
        target,
        title: content.title,
        ...(oldUrl === undefined ? {} : { oldUrl }),
        ...(newPath === undefined ? {} : { newPath }),
      })
    }
    return [...chosen.values()]
  }

  *#wishes(): Generator<{ readonly why: string; readonly id: string }> {
    for (let at = 0; at < perReason; at++) {
      const picks = [
        ['restricted', this.#restricted],
        ['many versions', this.#versions],
        ['many links', this.#links],
      ] as const
      for (const [why, best] of picks) {
        const id = best.ids[at]
        if (id !== undefined) yield { why, id }
      }
    }
    for (const kind of [...this.#kinds.keys()].sort()) {
      for (const id of this.#kinds.get(kind)?.ids ?? []) yield { why: kind, id }
    }
    for (const id of this.#any.ids) yield { why: 'by chance', id }
  }
}

function countLinks(text: string): number {
  let count = 0
  for (let at = text.indexOf('<ri:'); at !== -1; at = text.indexOf('<ri:', at + 4)) count++
  return count
}

function oldUrlOf({ id }: Content, baseUrl: string | undefined): string | undefined {
  const digits = /^\w+:(\d+)$/.exec(id)?.[1]
  if (baseUrl === undefined || digits === undefined) return undefined
  return `${baseUrl.replace(/\/+$/, '')}/pages/viewpage.action?pageId=${digits}`
}
