import type { StreamName } from '@spacecrate/format'
import type { Destination } from '../destination.js'
import { destinationCases, type DestinationCase } from './destination-cases.js'
import { faultCases } from './fault-cases.js'
import { createMemoryDestination, type Observed } from './memory-destination.js'
import { siteWideCases } from './site-wide-cases.js'
import { standingCases } from './standing-cases.js'
import { undoingCases } from './undoing-cases.js'

/** Every rule that a destination which holds all streams must keep. */
export const everyCase: readonly DestinationCase[] = [
  ...destinationCases,
  ...undoingCases,
  ...siteWideCases,
  ...standingCases,
  ...faultCases,
]

/**
 * The rules that a destination must keep which supports these streams. A rule that needs others says nothing of it: what a
 * rule needs is what it asks of a destination that holds everything.
 */
export async function destinationSuite(supports: ReadonlySet<StreamName>): Promise<readonly DestinationCase[]> {
  const cases: DestinationCase[] = []
  for (const one of everyCase) {
    const asked = await streamsAskedBy(one)
    if ([...asked].every((stream) => supports.has(stream))) cases.push(one)
  }
  return cases
}

async function streamsAskedBy({ run }: DestinationCase): Promise<ReadonlySet<StreamName>> {
  const asked = new Set<StreamName>()
  const observed = createMemoryDestination()
  await run(listening(observed, asked))
  return asked
}

function listening(observed: Observed, asked: Set<StreamName>): Observed {
  const { destination: inner } = observed
  const { reader } = inner
  const note = (items: readonly { readonly stream: StreamName }[]): void => {
    for (const { stream } of items) asked.add(stream)
  }
  const destination: Destination = {
    addressOf: inner.addressOf.bind(inner),
    describe: (options) => inner.describe(options),
    async find(source, records, options) {
      note(records)
      return inner.find(source, records, options)
    },
    async reserve(records, options) {
      note(records)
      return inner.reserve(records, options)
    },
    async apply(steps, context) {
      note(steps)
      return inner.apply(steps, context)
    },
    reader: {
      ...reader,
      async load(source, stream, ids, options) {
        asked.add(stream)
        return reader.load(source, stream, ids, options)
      },
      list(source, stream, owner, options) {
        asked.add(stream)
        return reader.list(source, stream, owner, options)
      },
      async made(source, stream, records, options) {
        asked.add(stream)
        return reader.made(source, stream, records, options)
      },
    },
    async [Symbol.asyncDispose]() {},
  }
  return {
    ...observed,
    destination,
    add(stream, record) {
      asked.add(stream)
      observed.add(stream, record)
    },
    edit(stream, id, fields) {
      asked.add(stream)
      observed.edit(stream, id, fields)
    },
  }
}
