import { existsSync } from 'node:fs'
import type { SourceIdentity } from '@spacecrate/format'
import { planDirs } from '../journal/read-journal.js'
import { PlanIndex } from '../plan/plan-index.js'
import { planPaths } from '../work-paths.js'
import { firstResolver } from './first-resolver.js'
import { createResolver, type Resolver } from './resolver.js'
import { SourceIndex } from './source-index.js'

/** What the plan of one archive knows, and a resolver that asks the plans of the other archives as well. */
export interface ArchiveIndex {
  readonly index: PlanIndex
  readonly resolver: Resolver
}

/** The indexes of all plans that were applied from one source into one destination. Dispose it. */
export class PairIndexes implements Disposable {
  readonly #indexes: readonly { readonly archive: string; readonly index: PlanIndex; readonly sources: SourceIndex }[]
  readonly #resolve: (id: string) => string | undefined

  /**
   * @param dir folder of the journal
   * @param resolve id at the destination, by the journal
   */
  constructor(dir: string, resolve: (id: string) => string | undefined) {
    this.#resolve = resolve
    this.#indexes = planDirs(dir)
      .map(({ archive, planDir }) => ({ archive, path: planPaths(planDir).index }))
      .filter(({ path }) => existsSync(path))
      .map(({ archive, path }) => {
        const index = new PlanIndex(path)
        return { archive, index, sources: new SourceIndex(index.db) }
      })
  }

  /** The newest plan of this archive; `undefined` if it has none, or its folder is gone. */
  of(archive: string, source: Pick<SourceIdentity, 'baseUrls'>): ArchiveIndex | undefined {
    const own = this.#indexes.find((one) => one.archive === archive)
    if (own === undefined) return undefined
    const resolverOf = ({ index, sources }: typeof own): Resolver =>
      createResolver(index, sources, this.#resolve, source)
    const others = this.#indexes.filter((one) => one !== own).map(resolverOf)
    return { index: own.index, resolver: firstResolver(resolverOf(own), others) }
  }

  [Symbol.dispose](): void {
    for (const { index } of this.#indexes) index[Symbol.dispose]()
  }
}
