import { blobsOf } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import type { Step, StepContext } from '../../destination.js'
import { ImportError } from '../../error.js'

/** Files of a site are synced one by one, which is waiting and no work. */
const atOnce = 4

/** Brings the blobs of all steps into the site, before the rows that need them. A blob without a row harms nobody. */
export async function storeBlobs(store: SiteStore, steps: readonly Step[], context: StepContext): Promise<void> {
  const wanted = new Set<string>()
  for (const step of steps) {
    if (step.action === 'open' || step.action === 'trash') continue
    for (const digest of blobsOf(step.stream, step.translated)) if (!store.hasBlob(digest)) wanted.add(digest)
  }
  const waiting = wanted.values()
  const options = context.signal === undefined ? {} : { signal: context.signal }
  await Promise.all(Array.from({ length: Math.min(atOnce, wanted.size) }, storeNext))

  async function storeNext(): Promise<void> {
    for (const digest of waiting) {
      const stored = await store.storeBlob(context.openBlob(digest), options)
      if (stored.digest === digest) continue
      const problem = `the blob ${digest} arrived with the digest ${stored.digest}`
      throw new ImportError('DESTINATION_FAILED', `The import cannot go on: ${problem}`, { problem })
    }
  }
}
