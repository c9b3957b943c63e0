import assert from 'node:assert/strict'
import { siteId, type StreamName, type StreamRecords } from '@spacecrate/format'
import type { Outcome, Step, StepContext } from '../destination.js'
import { allowedChanges } from '../policies.js'
import { stepOf, stepRecord } from '../record-batches.js'
import { hasOwnId } from '../structure.js'
import type { DestinationCase } from './destination-cases.js'
import type { Observed } from './memory-destination.js'

const contextOf = (source = 'source-1'): StepContext => ({
  source,
  archive: 'archive-1',
  allow: allowedChanges,
  places: new Set(),
  openBlob: () => [],
})
const role: StreamRecords['roles'] = { id: 'role:1', name: 'Reviewer', permissions: ['read space'] }
const setting: StreamRecords['settings'] = {
  id: `setting:${siteId}/general/title`,
  owner: siteId,
  area: 'general',
  key: 'title',
  value: { format: 'plain', value: 'Kiln' },
}

/** Rules for what belongs to the site at large, for a destination that is empty. */
export const siteWideCases: readonly DestinationCase[] = [
  {
    name: 'says what stands for the site itself',
    async run({ destination }) {
      const [found] = await destination.find('source-1', [stepRecord('site', { id: siteId, product: 'cloud' })])
      assert.equal(found?.relation, 'same')
      assert.ok((found?.target ?? '').startsWith('site:'))
    },
  },
  {
    name: 'finds again by its text what has an id of its own, each of many at once',
    async run(observed) {
      const target = await make(observed, 'roles', role, 'source-2')
      const asked = [
        { ...role, id: 'role:7' },
        { ...role, id: 'role:8', name: 'Other' },
        { ...role, id: 'role:9' },
      ]
      const found = await observed.destination.find(
        'source-1',
        asked.map((one) => stepRecord('roles', one)),
      )
      assert.deepEqual(
        found.map((one) => one && [one.target, one.relation]),
        [[target, 'same'], undefined, [target, 'same']],
      )
    },
  },
  {
    name: 'refuses a thing of a name that came since the plan was made, but for those of one source',
    async run(observed) {
      await make(observed, 'roles', role, 'source-2')
      const rival = await apply(observed, await creation(observed, 'roles', { ...role, id: 'role:7' }), 'source-1')
      assert.equal(rival.status === 'refused' && rival.loss.code, 'CONFLICT')
      const twin = await apply(observed, await creation(observed, 'roles', { ...role, id: 'role:2' }), 'source-2')
      assert.equal(twin.status, 'created')
    },
  },
  {
    name: 'matches what says the same under a made id, and refuses what says something else',
    async run(observed) {
      await make(observed, 'settings', setting, 'source-2')
      const step = await creation(observed, 'settings', setting)
      assert.equal((await apply(observed, step, 'source-1')).status, 'matched')
      const other = { ...setting, value: { format: 'plain', value: 'Clay' } } as const
      const refused = await apply(observed, await creation(observed, 'settings', other), 'source-1')
      assert.equal(refused.status === 'refused' && refused.loss.code, 'CONFLICT')
      const [held] = await observed.destination.reader.load('source-2', 'settings', [setting.id])
      assert.deepEqual([held?.record, held?.madeOf], [setting, setting.id])
    },
  },
  {
    name: 'opens a space in which somebody has a role, and no permission',
    async run(observed) {
      const space = { id: 'space:1', key: 'DOC', kind: 'global', status: 'current' } as const
      const person = { id: 'person:1', userName: 'ann', kind: 'person', state: 'active' } as const
      const subject = await make(observed, 'people', person)
      const given = await make(observed, 'roles', role)
      const made = await apply(observed, await creation(observed, 'spaces', space, { closed: true }))
      const target = made.status === 'created' ? made.target : ''
      const open = stepOf('spaces', space, { ...space, id: target }, { action: 'open', target, needs: ['permission'] })
      assert.equal((await apply(observed, open)).status, 'refused')
      const id = `role-assignment:${target}/${subject}/${given}`
      await make(observed, 'role-assignments', {
        id,
        space: target,
        subject: { type: 'user', id: subject },
        role: given,
      })
      assert.equal((await apply(observed, open)).status, 'created')
    },
  },
  {
    name: 'takes out what has no trash and holds nothing, so that it can be made again',
    async run(observed) {
      const { reader } = observed.destination
      await make(observed, 'settings', setting)
      const [before] = await reader.load('source-1', 'settings', [setting.id])
      const trash = stepOf('settings', setting, setting, {
        action: 'trash',
        target: setting.id,
        expected: before?.written ?? '',
      })
      assert.equal((await apply(observed, { ...trash, expected: 'another' })).status, 'refused')
      assert.equal((await apply(observed, trash)).status, 'created')
      assert.deepEqual(await reader.load('source-1', 'settings', [setting.id]), [undefined])
      assert.deepEqual(await observed.destination.find('source-1', [stepRecord('settings', setting)]), [undefined])
      assert.equal((await reader.counts('source-1')).get('settings') ?? 0, 0)
      await make(observed, 'settings', setting)
      const [after] = await reader.load('source-1', 'settings', [setting.id])
      assert.deepEqual(after?.record, setting)
    },
  },
]

async function creation<Name extends StreamName>(
  { destination }: Observed,
  stream: Name,
  record: StreamRecords[Name],
  rest: { readonly closed?: boolean } = {},
): Promise<Step> {
  const [target] = hasOwnId(stream) ? await destination.reserve([stepRecord(stream, record)]) : []
  const translated = target === undefined ? record : { ...record, id: target }
  return stepOf(stream, record, translated, { action: 'create', ...(target === undefined ? {} : { target }), ...rest })
}

async function make<Name extends StreamName>(
  observed: Observed,
  stream: Name,
  record: StreamRecords[Name],
  source = 'source-1',
): Promise<string> {
  const outcome = await apply(observed, await creation(observed, stream, record), source)
  assert.equal(outcome.status, 'created')
  return outcome.status === 'created' ? outcome.target : ''
}

async function apply({ destination }: Observed, step: Step, source = 'source-1'): Promise<Outcome> {
  const [outcome] = await destination.apply([step], contextOf(source))
  assert.ok(outcome)
  return outcome
}
