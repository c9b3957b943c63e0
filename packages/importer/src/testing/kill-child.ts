import { openArchive } from '@spacecrate/format'
import { openSiteDestination } from '../destinations/site/site-destination.js'
import type { Destination } from '../destination.js'
import { runImport } from '../run-import.js'
import { failingDestination } from './failing-destination.js'

/**
 * Imports an archive into a site and kills its own process at one call of the destination:
 * `node kill-child.js ARCHIVE SITE WORK CALL before|after|within`. `within`: in the middle of the first blob of that call.
 */
const [archivePath = '', siteDir = '', workDir = '', call = '0', when = 'before'] = process.argv.slice(2)

const archive = await openArchive(archivePath)
const destination = await openSiteDestination(siteDir)
const place = { call: Number(call), fault: kill }
const mortal =
  when === 'within'
    ? killedWithin(destination, place.call)
    : failingDestination(destination, { ...place, when: when === 'after' ? 'after' : 'before' })
await runImport({ archive, destination: mortal, workDir })
await destination[Symbol.asyncDispose]()
await archive[Symbol.asyncDispose]()

function kill(): never {
  process.kill(process.pid, 'SIGKILL')
  // The signal ends the process before this line, or while it waits here.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)
}

function killedWithin(inner: Destination, which: number): Destination {
  let blobs = 0
  return {
    reader: inner.reader,
    describe: (options) => inner.describe(options),
    find: (source, records, options) => inner.find(source, records, options),
    reserve: (records, options) => inner.reserve(records, options),
    apply: (steps, context) =>
      inner.apply(steps, {
        ...context,
        async *openBlob(digest) {
          for await (const chunk of context.openBlob(digest)) {
            if (blobs++ === which) kill()
            yield chunk
          }
        },
      }),
    async [Symbol.asyncDispose]() {},
  }
}
