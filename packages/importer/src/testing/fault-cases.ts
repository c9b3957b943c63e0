import assert from 'node:assert/strict'
import type { StreamName, StreamRecords } from '@spacecrate/format'
import type { Destination } from '../destination.js'
import { nothingAllowed } from '../policies.js'
import { stepOf, stepRecord } from '../record-batches.js'
import type { DestinationCase } from './destination-cases.js'
import { failingDestination, type FaultPlace, InjectedFault } from './failing-destination.js'
import type { Observed } from './memory-destination.js'

const source = 'source-1'

/** A thing of its own for each round, in a stream that needs no other. */
const things: { readonly [Name in StreamName]?: (round: number) => StreamRecords[Name] } = {
  people: (round) => ({ id: `person:f${round}`, userName: `faultless-${round}`, kind: 'person', state: 'active' }),
  groups: (round) => ({ id: `group:f${round}`, name: `faultless-${round}` }),
  spaces: (round) => ({ id: `space:9${round}`, key: `FAULT${round}`, kind: 'global', status: 'current' }),
}

/** What is made as an import makes it, and once more if a call breaks off: at every call, before it and after it. */
export const faultCases: readonly DestinationCase[] = (['people', 'groups', 'spaces'] as const).flatMap((stream) =>
  (['before', 'after'] as const).map((when) => ({
    name: `makes one of ${stream} once, whichever call breaks off ${when} it was done`,
    run: (observed: Observed) => breakEach(observed, stream, when),
  })),
)

async function breakEach(observed: Observed, stream: StreamName, when: FaultPlace['when']): Promise<void> {
  for (let call = 0; ; call++) {
    const record = recordOf(stream, call)
    const failing = failingDestination(observed.destination, { call, when })
    const isBroken = await makeOnce(failing, stream, record).then(
      () => false,
      (error: unknown) => {
        if (error instanceof InjectedFault) return true
        throw error
      },
    )
    await makeOnce(observed.destination, stream, record)
    const made = await observed.destination.reader.made(source, stream, [record.id])
    assert.equal(made.size, 1)
    let count = 0
    for await (const { madeOf } of observed.destination.reader.list<StreamName>(source, stream)) {
      if (madeOf === record.id) count++
    }
    assert.equal(count, 1)
    if (!isBroken) return
  }
}

function recordOf(stream: StreamName, round: number): StreamRecords[StreamName] {
  const record = things[stream]?.(round)
  assert.ok(record)
  return record
}

/** Asks, reserves and makes: a run that comes after a crash does the same. */
async function makeOnce(
  destination: Destination,
  stream: StreamName,
  record: StreamRecords[StreamName],
): Promise<void> {
  const [found] = await destination.find(source, [stepRecord(stream, record)])
  if (found?.relation === 'ours') return
  assert.equal(found, undefined)
  const [target] = await destination.reserve([stepRecord(stream, record)])
  const translated = target === undefined ? record : Object.assign({}, record, { id: target })
  const act = { action: 'create', ...(target === undefined ? {} : { target }) } as const
  const step = stepOf<StreamName, typeof act>(stream, record, translated, act)
  const context = { source, archive: 'archive-1', ...nothingAllowed, openBlob: () => [] }
  const [outcome] = await destination.apply([step], context)
  assert.equal(outcome?.status, 'created')
}
