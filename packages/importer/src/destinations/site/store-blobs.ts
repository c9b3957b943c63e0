import { blobsOf, type Bytes } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import type { Step, StepContext } from '../../destination.js'
import { ImportError } from '../../error.js'

/** Brings the blobs of all steps into the site, before the rows that need them. A blob without a row harms nobody. */
export async function storeBlobs(store: SiteStore, steps: readonly Step[], context: StepContext): Promise<void> {
  const wanted = new Set<string>()
  for (const step of steps) {
    if (step.action === 'open' || step.action === 'trash') continue
    for (const digest of blobsOf(step.stream, step.translated)) {
      if (!wanted.has(digest) && !store.hasBlob(digest)) wanted.add(digest)
    }
  }
  if (wanted.size === 0) return
  const options = context.signal === undefined ? {} : { signal: context.signal }
  const stored = await store.storeBlobs(opened(wanted, context), options)
  let at = 0
  for (const digest of wanted) {
    const arrived = stored[at++]?.digest
    if (arrived === digest) continue
    const problem = `the blob ${digest} arrived with the digest ${arrived ?? 'of nothing'}`
    throw new ImportError('DESTINATION_FAILED', `The import cannot go on: ${problem}`, { problem })
  }
}

function* opened(digests: Iterable<string>, context: StepContext): Generator<Bytes> {
  for (const digest of digests) yield context.openBlob(digest)
}
