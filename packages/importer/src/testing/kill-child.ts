import { openArchive } from '@spacecrate/format'
import { openSiteDestination } from '../destinations/site/site-destination.js'
import type { Destination } from '../destination.js'
import { runImport } from '../import/run-import.js'
import { allowSite } from './every-stream.js'
import { watchWrites } from './watch-writes.js'

/**
 * Imports an archive into a site and kills its own process: `node kill-child.js ARCHIVE SITE WORK WHERE N`. `write`: before
 * the statement number N that writes to the site, the journal or the plan. `blob`: in the middle of the chunk number N of
 * files. `millisecond`: N milliseconds after it begins. With `none` it comes to its end and prints how many statements wrote.
 */
const [archivePath = '', siteDir = '', workDir = '', where = 'none', number = '0'] = process.argv.slice(2)
const fatal = Number(number)
let writes = 0
let chunks = 0

const archive = await openArchive(archivePath)
const destination = await openSiteDestination(siteDir)
watchWrites(() => {
  if (writes++ === fatal && where === 'write') kill()
})
if (where === 'millisecond') setTimeout(kill, fatal)
const policies = { allow: allowSite }
await runImport({ archive, destination: countingChunks(destination), workDir, policies })
await destination[Symbol.asyncDispose]()
await archive[Symbol.asyncDispose]()
process.stdout.write(String(writes))

function kill(): never {
  process.kill(process.pid, 'SIGKILL')
  // The signal ends the process before this line, or while it waits here.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)
}

function countingChunks(inner: Destination): Destination {
  return {
    reader: inner.reader,
    addressOf: inner.addressOf.bind(inner),
    describe: (options) => inner.describe(options),
    find: (source, records, options) => inner.find(source, records, options),
    reserve: (records, options) => inner.reserve(records, options),
    apply: (steps, context) =>
      inner.apply(steps, {
        ...context,
        async *openBlob(digest) {
          for await (const chunk of context.openBlob(digest)) {
            if (chunks++ === fatal && where === 'blob') kill()
            yield chunk
          }
        },
      }),
    async [Symbol.asyncDispose]() {},
  }
}
