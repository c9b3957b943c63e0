import { expect, it } from 'vitest'
import { type EncodedRecord, encodedRecord } from './encoded-record.js'
import { RecordPack, unpackRecords } from './record-pack.js'

const label = (id: string): EncodedRecord =>
  encodedRecord('labels', { id, on: 'page:1', prefix: 'global', name: 'red' })

it('gives back every record as it was put in, and is empty then', () => {
  const records: EncodedRecord[] = [
    { ...label('label:1'), blobs: ['ab'.repeat(32), 'cd'.repeat(32)] },
    { ...label(`label:\ud800 ${'é'.repeat(400_000)}`.slice(0, 500)), parent: Buffer.from('page:\0'), owner: undefined },
    { ...label('label:3'), line: Buffer.alloc(700_000, 'x') },
  ]
  const pack = new RecordPack()
  for (const record of records) pack.add(record)
  expect(pack.count).toBe(3)
  expect([...unpackRecords(pack.take())]).toEqual(records)
  expect([pack.count, pack.length, [...unpackRecords(pack.take())]]).toEqual([0, 0, []])
})
