// What stands in a site, and who may see it, in ids of the archive: the same however often the import began.
import { createHash } from 'node:crypto'
import { endState, readers, spaceReaders } from '../../packages/importer/dist/testing/end-state.js'
import { observeSite } from '../../packages/importer/dist/testing/observed-site.js'
import { openSite } from '../../packages/site/dist/index.js'

/** A digest of everything that the site holds and of everybody's sight. */
export function stateOf(dir) {
  return observing(dir, (observed) => {
    const all = [endState(observed), readers(observed), spaceReaders(observed)]
    return createHash('sha256').update(JSON.stringify(all)).digest('hex')
  })
}

/** Pairs of a person, or nobody, and a page or space that they may read. */
export function shownBy(dir) {
  return observing(dir, (observed) => [...readers(observed), ...spaceReaders(observed)])
}

async function observing(dir, look) {
  const site = await openSite(dir, { mode: 'read' })
  try {
    return look(observeSite(site))
  } finally {
    await site[Symbol.asyncDispose]()
  }
}
