import { expect, it } from 'vitest'
import { maxLineBytes } from '../limits.js'
import type { StreamName, StreamRecords } from '../records.js'
import { encodedRecord } from './encoded-record.js'
import { RecordPack, unpackRecords } from './record-pack.js'

type Given = { readonly [Name in StreamName]: readonly [Name, StreamRecords[Name]] }[StreamName]

const label = (id: string, name: string): Given => ['labels', { id, on: 'page:1', prefix: 'global', name }]

const records: readonly Given[] = [
  label('label:1', 'red'),
  label('label:\ud800 é', 'é'.repeat(200_000)),
  [
    'content',
    { id: 'page:2', kind: 'page', space: 'space:1', parent: 'page:1', title: '\0', status: 'current', version: 1 },
  ],
  [
    'attachment-versions',
    { id: 'version:1', of: 'attachment:1', number: 1, order: 1, blob: 'ab'.repeat(32), bytes: 3 },
  ],
]

it('gives back every record as it is encoded alone, and is empty then', () => {
  const pack = new RecordPack()
  for (const [stream, record] of records) pack.add(stream, record)
  expect(pack.count).toBe(records.length)
  const alone = records.map(([stream, record]) => encodedRecord(stream, record as never))
  expect([...unpackRecords(pack.take())]).toEqual(alone)
  expect([pack.count, pack.length, [...unpackRecords(pack.take())]]).toEqual([0, 0, []])
})

it('stays as it is where a record is refused', () => {
  const pack = new RecordPack()
  pack.add('labels', label('label:1', 'red')[1] as never)
  const refuse = (name: unknown): void => pack.add('labels', { ...label('label:2', '')[1], name } as never)
  expect(() => refuse('x'.repeat(maxLineBytes))).toThrow(expect.objectContaining({ code: 'RECORD_TOO_LARGE' }))
  expect(() => refuse(7)).toThrow(expect.objectContaining({ code: 'RECORD_INVALID' }))
  expect([...unpackRecords(pack.take())].map(({ id }) => id)).toEqual(['label:1'])
})
