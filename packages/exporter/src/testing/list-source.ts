import type { SourceAccount } from '@spacecrate/format'
import type { Assessment, OpenSource, SourceItem } from '../source.js'

/** A source that yields a list, for tests of the engine. */
export function listSource(items: readonly SourceItem[], accounts: readonly SourceAccount[] = []): OpenSource {
  return async () => ({
    assess: async (): Promise<Assessment> => ({ spaces: [], limits: [] }),
    identity: () => ({ adapter: 'list', product: 'unknown', siteId: 'list', baseUrls: [] }),
    async *read() {
      yield* items
    },
    accounts: () => accounts,
    async [Symbol.asyncDispose]() {},
  })
}
