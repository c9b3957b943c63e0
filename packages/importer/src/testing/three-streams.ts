import { createHash } from 'node:crypto'
import type { StreamName } from '@spacecrate/format'
import type { Destination, Held, Naming, Outcome, Step } from '../destination.js'
import { type Connection, type HeldStream, tableDestination } from '../destinations/table-destination.js'

/** What stands there, and of which source it was made. */
export type Row = Held & { readonly stream: StreamName; readonly source?: string }

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .trim()
    .toLowerCase()
const markOf = (record: object): string => createHash('sha256').update(JSON.stringify(record)).digest('hex')
const refused = ({ stream, record }: Step, why: string): Outcome => ({
  status: 'refused',
  loss: { code: 'CONFLICT', stream, record: record.id, what: `A record of ${stream}`, why },
})

/** One stream, whose records are found again by any of some texts: fields by how bodies call them. */
function hold<Name extends StreamName>(rows: Map<string, Row>, stream: Name, texts: Naming): HeldStream<Name> {
  const own = (): Row[] => [...rows.values()].filter((row) => row.stream === stream)
  const namesOf = (record: object): Naming =>
    Object.fromEntries(
      Object.entries(texts).flatMap(([name, field]) => {
        const text: unknown = Reflect.get(record, field)
        return typeof text === 'string' ? [[name, text]] : []
      }),
    )
  const alike = (record: object): Row | undefined =>
    own().find((row) => {
      const names = namesOf(row.record)
      return Object.entries(namesOf(record)).some(
        ([name, text]) => plain(Reflect.get(names, name) ?? '') === plain(text),
      )
    })
  const ours = (source: string, id: string): Row | undefined =>
    own().find((row) => row.source === source && row.madeOf === id)
  const seen = (source: string, { madeOf, archive, ...row }: Row): Held<Name> =>
    Object.assign(row, row.source === source ? { madeOf, archive } : {}) as unknown as Held<Name>
  return {
    find: async (source, records) =>
      records.map(({ record }) => {
        const row = ours(source, record.id) ?? alike(record)
        const relation = row?.source === source && row.madeOf === record.id ? 'ours' : 'same'
        return row && { target: row.record.id, relation, named: namesOf(row.record) }
      }),
    async create({ record: { id }, translated: record, closed = false }, { source, archive }) {
      const target = ours(source, id)?.record.id
      if (target !== undefined) return { status: 'matched', target, losses: [] }
      if (alike(record) !== undefined) return refused({ stream, record } as Step, 'another one is there')
      const shut = closed ? { closed: true as const } : {}
      rows.set(record.id, { stream, record, written: markOf(record), madeOf: id, archive, source, ...shut })
      return { status: 'created', target: record.id, losses: [], written: markOf(record) }
    },
    // Nobody has a permission here, so nothing opens, and nothing else changes what stands there.
    settle: async (step) => refused(step, 'nobody may read it'),
    load: async (source, ids) => ids.map((id) => rows.get(id)).map((row) => row && seen(source, row)),
    async *list(source) {
      for (const row of own()) yield seen(source, row)
    },
  }
}

/** A made-up destination, in memory: it holds people, groups and spaces. */
export function threeStreams(rows: Map<string, Row>): Destination {
  const limits = { titleLength: 255, uniqueTitles: true, batch: 50, concurrency: 1 }
  const facts = { siteId: 'three', name: 'Three', product: 'test', actingAs: 'person:me', limits }
  const connection: Connection = {
    describe: async () => ({ ...facts, urls: { style: 'embedded' } }),
    openBlob: (digest) => Promise.reject(new Error(`There is no blob ${digest}`)) as never,
    async [Symbol.asyncDispose]() {},
  }
  const aliases = { accountId: 'accountId', userKey: 'userKey', userName: 'userName', email: 'email' }
  const people = hold(rows, 'people', aliases)
  const groups = hold(rows, 'groups', { groupName: 'name' })
  return tableDestination(connection, { people, groups, spaces: hold(rows, 'spaces', { key: 'key' }) })
}
