import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { StreamName, StreamRecords } from '@spacecrate/format'
import type { Grant, Outcome, Step, StepContext } from '../destination.js'
import { nothingAllowed } from '../policies.js'
import { stepOf, stepRecord } from '../record-batches.js'
import type { Observed } from './memory-destination.js'

/** One rule of the contract of a destination, and how to see whether it is kept. */
export interface DestinationCase {
  readonly name: string
  readonly run: (observed: Observed) => Promise<void>
}

const source = 'source-1'
const plan = Buffer.from('some plan')
const planDigest = createHash('sha256').update(plan).digest('hex')

const ann: StreamRecords['people'] = {
  id: 'person:k-ann',
  accountId: 'acc-ann',
  userKey: 'k-ann',
  userName: 'Ann',
  email: 'ann@example.org',
  kind: 'person',
  state: 'active',
}
const space: StreamRecords['spaces'] = { id: 'space:1', key: 'DOC', kind: 'global', status: 'current' }
const page: StreamRecords['content'] = {
  id: 'page:1',
  kind: 'page',
  space: 'space:1',
  title: 'Page',
  status: 'current',
  version: 3,
}

/** Every rule that each destination must keep. The destination is empty but for what it always holds. */
export const destinationCases: readonly DestinationCase[] = [
  {
    name: 'says the same identity whenever it is asked',
    async run({ destination }) {
      const [first, second] = [await destination.describe(), await destination.describe()]
      assert.equal(first.siteId, second.siteId)
      assert.ok(first.siteId.length > 0 && first.supports.size > 0)
    },
  },
  {
    name: 'finds nothing where nothing is, one answer for each question',
    async run({ destination }) {
      const asked = [stepRecord('people', ann), stepRecord('spaces', space), stepRecord('content', page)]
      assert.deepEqual(await destination.find(source, asked), [undefined, undefined, undefined])
      assert.deepEqual(await destination.find(source, []), [])
    },
  },
  {
    name: 'finds what was made, as ours for this source and as the same for another one',
    async run(observed) {
      const person = await make(observed, 'people', ann)
      const [ours] = await observed.destination.find(source, [stepRecord('people', ann)])
      assert.equal(ours?.target, person)
      assert.equal(ours.relation, 'ours')
      assert.equal(ours.named?.userKey, 'k-ann')
      const [other] = await observed.destination.find('source-2', [stepRecord('people', ann)])
      assert.deepEqual([other?.target, other?.relation], [person, 'same'])
    },
  },
  {
    name: 'finds people by each alias, groups by name and spaces by key, whatever the letter case of names',
    async run(observed) {
      const person = await make(observed, 'people', ann)
      const group = await make(observed, 'groups', { id: 'group:Writers', name: 'Writers' })
      const target = await make(observed, 'spaces', space)
      const stranger = { id: 'person:x', kind: 'person', state: 'active' } as const
      const asked = [
        stepRecord('people', { ...stranger, accountId: 'acc-ann' }),
        stepRecord('people', { ...stranger, userKey: 'k-ann' }),
        stepRecord('people', { ...stranger, userName: 'ann' }),
        stepRecord('people', { ...stranger, email: 'ANN@example.org' }),
        stepRecord('people', stranger),
        stepRecord('groups', { id: 'group:x', name: 'writers' }),
        stepRecord('spaces', { ...space, id: 'space:9', key: 'doc' }),
      ]
      const found = await observed.destination.find('source-2', asked)
      const expected = [person, person, person, person, undefined, group, target]
      assert.deepEqual(
        found.map((one) => one?.target),
        expected,
      )
      assert.equal(found[5]?.named?.groupName, 'Writers')
    },
  },
  {
    name: 'tells of many records at once what it made of them, for this source alone',
    async run(observed) {
      const person = await make(observed, 'people', ann)
      const { reader } = observed.destination
      const asked = [...Array.from({ length: 2_000 }, (_, at) => `person:${at}`), ann.id, "person:'\u0000\uD800"]
      assert.deepEqual([...(await reader.made(source, 'people', asked))], [[ann.id, person]])
      assert.deepEqual([...(await reader.made('source-2', 'people', asked))], [])
      assert.deepEqual([...(await reader.made(source, 'people', []))], [])
      const [held, nobody] = await reader.load(source, 'people', [person, 'person:nobody'])
      assert.deepEqual([held?.record.id, held?.madeOf, nobody], [person, ann.id, undefined])
    },
  },
  {
    name: 'tells the current version of a content that it made',
    async run(observed) {
      await makePage(observed)
      const [found] = await observed.destination.find(source, [stepRecord('content', page)])
      assert.equal(found?.version, 3)
    },
  },
  {
    name: 'never gives an id twice',
    async run({ destination }) {
      const asked = Array.from({ length: 50 }, (_, at) => stepRecord('content', { ...page, id: `page:${at}` }))
      const given = [...(await destination.reserve(asked)), ...(await destination.reserve(asked))]
      const ids = given.filter((id) => id !== undefined)
      assert.equal(new Set(ids).size, ids.length)
      assert.equal(given.length, 100)
    },
  },
  {
    name: 'makes a record once, however often it is asked',
    async run(observed) {
      const first = await make(observed, 'people', ann)
      const step = stepOf('people', ann, { ...ann, id: first }, { action: 'create', target: first })
      const [again] = await observed.destination.apply([step], context())
      assert.deepEqual(again, { status: 'matched', target: first, losses: [] })
      assert.equal([...observed.rows()].filter(({ madeOf }) => madeOf === ann.id).length, 1)
    },
  },
  {
    name: 'refuses a space whose key is taken, and goes on with the rest',
    async run(observed) {
      await make(observed, 'spaces', space)
      const rival = { ...space, id: 'space:2' }
      const group = { id: 'group:g', name: 'g' }
      const steps = [await creation(observed, 'spaces', rival), await creation(observed, 'groups', group)]
      const outcomes = await observed.destination.apply(steps, context())
      assert.deepEqual(
        outcomes.map(({ status }) => status),
        ['refused', 'created'],
      )
      assert.equal([...observed.rows()].filter(({ stream }) => stream === 'spaces').length, 1)
    },
  },
  {
    name: 'shuts what is closed to everybody until it is opened',
    async run(observed) {
      const { person, content } = await makePage(observed, { closed: true })
      assert.equal(observed.mayRead(person, content), false)
      assert.equal((await second(observed, 'open', content)).status, 'created')
      assert.equal(observed.mayRead(person, content), true)
      assert.equal((await second(observed, 'open', content)).status, 'matched')
    },
  },
  {
    name: 'opens only what has the restriction that it needs',
    async run(observed) {
      const { person, content } = await makePage(observed, { closed: true })
      assert.equal((await second(observed, 'open', content, { needs: ['read'] })).status, 'refused')
      assert.equal(observed.mayRead(person, content), false)
      const restriction = {
        id: `restriction:${content}/read/${person}`,
        content,
        operation: 'read',
        subject: person,
      } as const
      await make(observed, 'restrictions', restriction)
      assert.equal((await second(observed, 'open', content, { needs: ['update'] })).status, 'refused')
      assert.equal((await second(observed, 'open', content, { needs: ['read'] })).status, 'created')
      assert.equal(observed.mayRead(person, content), true)
    },
  },
  {
    name: 'opens a space only if it has a permission',
    async run(observed) {
      const target = await make(observed, 'spaces', space, { closed: true })
      const step = stepOf('spaces', space, { ...space, id: target }, { action: 'open', target, needs: ['permission'] })
      assert.equal((await apply(observed, step)).status, 'refused')
    },
  },
  {
    name: 'completes what is absent and leaves alone what is there',
    async run(observed) {
      const { content } = await makePage(observed)
      const target = await make(observed, 'spaces', { ...space, id: 'space:5', key: 'FIVE', name: 'Five' })
      const asked = { ...space, id: target, key: 'FIVE', name: 'Other', home: content }
      const step = stepOf('spaces', { ...space, id: 'space:5' }, asked, {
        action: 'complete',
        target,
        fields: ['name', 'home'],
      })
      assert.equal((await apply(observed, step)).status, 'created')
      assert.equal((await apply(observed, step)).status, 'matched')
      const row = [...observed.rows()].find(({ record }) => record.id === target)?.record
      assert.deepEqual([Reflect.get(row ?? {}, 'name'), Reflect.get(row ?? {}, 'home')], ['Five', content])
    },
  },
  {
    name: 'takes the blobs of a batch before its rows, and nothing of a batch whose blob breaks off',
    async run(observed) {
      const { content } = await makePage(observed)
      const attachment = { id: 'attachment:1', container: content, name: 'a', status: 'current', version: 1 } as const
      const target = await make(observed, 'attachments', attachment)
      const version = { id: `version:${target}/1`, of: target, number: 1, order: 1, blob: planDigest }
      const original = { ...version, id: 'version:attachment:1/1', of: 'attachment:1' }
      const step = stepOf('attachment-versions', original, version, { action: 'create' })
      const group = await creation(observed, 'groups', { id: 'group:g', name: 'g' })
      const broken = new Error('broken off')
      const failing = { ...context(), openBlob: () => breakOff(broken) }
      await assert.rejects(observed.destination.apply([group, step], failing), (error) => rootOf(error) === broken)
      assert.deepEqual(
        [...observed.rows()]
          .filter(({ stream }) => stream === 'groups' || stream === 'attachment-versions')
          .map(({ madeOf }) => madeOf)
          .filter((id) => id !== undefined),
        [],
      )
      assert.equal((await apply(observed, step)).status, 'created')
    },
  },
]

function rootOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? rootOf(error.cause) : error
}

async function* breakOff(error: Error): AsyncGenerator<Uint8Array> {
  yield plan.subarray(0, 3)
  throw error
}

function context(): StepContext {
  return { source, archive: 'archive-1', ...nothingAllowed, openBlob: () => [plan] }
}

async function apply({ destination }: Observed, step: Step): Promise<Outcome> {
  const [outcome] = await destination.apply([step], context())
  assert.ok(outcome)
  return outcome
}

async function creation<Name extends StreamName>(
  { destination }: Observed,
  stream: Name,
  record: StreamRecords[Name],
  rest: { readonly closed?: boolean } = {},
): Promise<Step> {
  const derived = ['restrictions', 'space-permissions'].includes(stream)
  const [target] = derived ? [] : await destination.reserve([stepRecord(stream, record)])
  const translated = target === undefined ? record : { ...record, id: target }
  return stepOf(stream, record, translated, { action: 'create', ...(target === undefined ? {} : { target }), ...rest })
}

async function make<Name extends StreamName>(
  observed: Observed,
  stream: Name,
  record: StreamRecords[Name],
  rest: { readonly closed?: boolean } = {},
): Promise<string> {
  const outcome = await apply(observed, await creation(observed, stream, record, rest))
  assert.equal(outcome.status, 'created')
  return outcome.status === 'created' ? outcome.target : ''
}

/** A page in a space that Ann may read. */
async function makePage(
  observed: Observed,
  rest: { readonly closed?: boolean } = {},
): Promise<{ readonly person: string; readonly content: string }> {
  const person = await make(observed, 'people', ann)
  const target = await make(observed, 'spaces', space)
  await make(observed, 'space-permissions', {
    id: `permission:${target}/${person}/read space`,
    space: target,
    subject: { type: 'user', id: person },
    operation: 'read',
    target: 'space',
  })
  return { person, content: await make(observed, 'content', { ...page, space: target }, rest) }
}

async function second(
  observed: Observed,
  action: 'open',
  target: string,
  { needs = [] }: { readonly needs?: readonly Grant[] } = {},
): Promise<Outcome> {
  return apply(observed, stepOf('content', page, { ...page, id: target }, { action, target, needs }))
}
