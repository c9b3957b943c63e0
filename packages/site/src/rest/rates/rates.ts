import type { Route } from '@spacecrate/confluence'

/** How much of a rate is left. */
export interface RateState {
  readonly limit: number
  readonly remaining: number
  /** Milliseconds until a request of this kind is taken again; 0 where it is taken now. */
  readonly wait: number
  /** The word of Confluence for which rate it is. */
  readonly reason: string
}

interface Bucket {
  tokens: number
  at: number
}

const mostBuckets = 10_000

/**
 * Counts requests as Confluence Cloud does: one bucket for each operation of the site, of so many a second, half as many for
 * those that change or delete; and for each thing, at most 20 writes in two seconds and 100 in thirty.
 */
export class Rates {
  private readonly perSecond: number
  private readonly now: () => number
  private readonly buckets: Map<string, Bucket> = new Map()

  /** @param now milliseconds of a clock */
  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.perSecond = perSecond
    this.now = now
  }

  /** Takes a request, or says how long it has to wait. */
  take(route: Pick<Route, 'id' | 'method' | 'path'>, path: string): RateState {
    const isChange = route.method === 'PUT' || route.method === 'DELETE'
    const limit = Math.max(1, isChange ? Math.floor(this.perSecond / 2) : this.perSecond)
    const burst = this.drain(route.id, limit, limit, 'confluence-burst-based')
    if (burst.wait > 0 || route.method === 'GET' || !route.path.includes('{')) return burst
    for (const [count, seconds] of writes) {
      const state = this.drain(`${seconds} ${path}`, count, count / seconds, 'confluence-per-resource-on-write')
      if (state.wait > 0) return state
    }
    return burst
  }

  private drain(name: string, size: number, perSecond: number, reason: string): RateState {
    const now = this.now()
    const known = this.buckets.get(name)
    const tokens = known === undefined ? size : Math.min(size, known.tokens + ((now - known.at) / 1000) * perSecond)
    const isTaken = tokens >= 1
    this.buckets.delete(name)
    this.buckets.set(name, { tokens: isTaken ? tokens - 1 : tokens, at: now })
    for (const oldest of this.buckets.keys()) {
      if (this.buckets.size <= mostBuckets) break
      this.buckets.delete(oldest)
    }
    const wait = isTaken ? 0 : ((1 - tokens) / perSecond) * 1000
    return { limit: size, remaining: Math.max(0, Math.floor(tokens - 1)), wait, reason }
  }
}

const writes = [
  [20, 2],
  [100, 30],
] as const

/** The headers with which a request is refused that comes too early. */
export function rateHeaders({ limit, remaining, wait, reason }: RateState): Readonly<Record<string, string>> {
  return {
    'retry-after': String(Math.max(1, Math.ceil(wait / 1000))),
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': new Date(Date.now() + wait).toISOString(),
    'ratelimit-reason': reason,
  }
}
