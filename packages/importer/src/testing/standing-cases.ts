import assert from 'node:assert/strict'
import { siteId, type StreamName, type StreamRecords } from '@spacecrate/format'
import type { Outcome } from '../destination.js'
import { type AllowedChange, allowedChanges } from '../policies.js'
import { stepOf, stepRecord } from '../record-batches.js'
import { hasOwnId } from '../structure.js'
import type { DestinationCase } from './destination-cases.js'
import type { Observed } from './memory-destination.js'

const others = 'source-2'
const ours = 'source-1'
const mia = { id: 'person:mia', userName: 'mia', kind: 'person', state: 'active' } as const
const yard = { id: 'space:7', key: 'YARD', kind: 'global', status: 'current' } as const
const page = { id: 'page:8', kind: 'page', space: 'space:7', title: 'Gate', status: 'current', version: 1 } as const

/** Names that stand for administrators, however they are written. */
const administrators = [
  'confluence-administrators',
  'Confluence-Administrators',
  'ｃonfluence-administrators',
  'confluence\u200b-administrators ',
  'site-admins',
  'administrators',
  'system-administrators',
  'org-admins',
  'jira-administrators',
  'confluence-admins-quarry',
]

/** What a destination refuses within the write, whatever the step says and whatever is allowed. */
export const standingCases: readonly DestinationCase[] = [
  {
    name: 'adds nobody to a group of others unless members are allowed',
    async run(observed) {
      const { person, group } = await partiesIn(observed, 'masons')
      const member = { id: `membership:${group}/${person}`, group, member: person }
      assert.equal(await codeOf(observed, 'memberships', member, []), 'MEMBERSHIP_IN_EXISTING_GROUP')
      assert.equal(await codeOf(observed, 'memberships', member, ['site-settings', 'space-permissions']), refusedMember)
      assert.equal(await codeOf(observed, 'memberships', member, ['members']), 'created')
    },
  },
  ...administrators.map((name) => ({
    name: `adds nobody to ${JSON.stringify(name)}`,
    async run(observed: Observed) {
      const { person, group } = await partiesIn(observed, name)
      const member = { id: `membership:${group}/${person}`, group, member: person }
      assert.equal(await codeOf(observed, 'memberships', member), refusedMember)
      const [found] = await observed.destination.find(ours, [stepRecord('groups', { id: 'group:asked', name })])
      assert.ok(found?.guarded?.includes('has the name of a group of administrators'))
    },
  })),
  {
    name: 'adds nobody to a group that administers the site, lies in one that does, or holds one',
    async run(observed) {
      const { person, group: rulers } = await partiesIn(observed, 'rulers')
      const made: string[] = []
      for (const name of ['inner', 'innermost', 'outer', 'aside']) {
        made.push(await make(observed, 'groups', { id: `group:${name}`, name }))
      }
      const [inner = '', innermost = '', outer = '', aside = ''] = made
      for (const [group, member] of [
        [rulers, inner],
        [inner, innermost],
        [outer, rulers],
      ] as const) {
        await make(observed, 'memberships', { id: `membership:${group}/${member}`, group, member })
      }
      await give(observed, rulers, 'SYSTEMADMINISTRATOR')
      for (const group of [rulers, inner, innermost, outer]) {
        const member = { id: `membership:${group}/${person}`, group, member: person }
        assert.equal(await codeOf(observed, 'memberships', member), refusedMember, group)
      }
      const member = { id: `membership:${aside}/${person}`, group: aside, member: person }
      assert.equal(await codeOf(observed, 'memberships', member), 'created')
    },
  },
  {
    name: 'adds nobody to a group of our own that somebody made administrators',
    async run(observed) {
      const person = await make(observed, 'people', mia, ours)
      const group = await make(observed, 'groups', { id: 'group:crew', name: 'crew' }, ours)
      const member = { id: `membership:${group}/${person}`, group, member: person }
      await give(observed, group, 'ADMINISTRATECONFLUENCE')
      assert.equal(await codeOf(observed, 'memberships', member), refusedMember)
    },
  },
  {
    name: 'makes no group that looks like one of administrators',
    async run(observed) {
      const { group } = await partiesIn(observed, 'confluence-administrators')
      for (const name of ['CONFLUENCE-administrators', 'confluence‐administrators'.replace('‐', '\u200d-')]) {
        const record = { id: 'group:twin', name }
        assert.equal(await codeOf(observed, 'groups', record), 'CONFLICT')
        const [found] = await observed.destination.find(ours, [stepRecord('groups', record)])
        assert.deepEqual([found?.target, found?.relation], [group, 'same'])
      }
    },
  },
  {
    name: 'gives nobody the right to administer, and groups of administrators nothing',
    async run(observed) {
      const { person, group } = await partiesIn(observed, 'org-admins')
      const subjects = [
        [{ type: 'user', id: person }, 'SYSTEMADMINISTRATOR'],
        [{ type: 'user', id: person }, 'ADMINISTRATECONFLUENCE'],
        [{ type: 'group', id: group }, 'USECONFLUENCE'],
      ] as const
      for (const [subject, native] of subjects) {
        const record = { id: `permission:site/${subject.id}/${native}`, subject: { ...subject }, native }
        assert.equal(await codeOf(observed, 'permissions', record), 'SITE_PERMISSION_NOT_CARRIED')
      }
    },
  },
  {
    name: 'gives rights in a space of others only if that is allowed, and never to administer it',
    async run(observed) {
      const { person } = await partiesIn(observed, 'masons')
      const space = await make(observed, 'spaces', yard)
      const subject = { type: 'user', id: person } as const
      const right = (operation: 'read' | 'administer'): StreamRecords['space-permissions'] => ({
        id: `permission:${space}/${person}/${operation} space`,
        space,
        subject,
        operation,
        target: 'space',
      })
      assert.equal(await codeOf(observed, 'space-permissions', right('read'), ['members']), 'EXISTING_NOT_CHANGED')
      assert.equal(await codeOf(observed, 'space-permissions', right('read')), 'created')
      assert.equal(await codeOf(observed, 'space-permissions', right('administer')), 'EXISTING_NOT_CHANGED')
      const role = await make(
        observed,
        'roles',
        { id: 'role:9', name: 'Keeper', permissions: ['administer space'] },
        ours,
      )
      const given = { id: `role-assignment:${space}/${person}/${role}`, space, subject, role }
      assert.equal(await codeOf(observed, 'role-assignments', given), 'EXISTING_NOT_CHANGED')
    },
  },
  {
    name: 'puts content into a space of others only at the place that was decided',
    async run(observed) {
      const space = await make(observed, 'spaces', yard)
      const parent = await make(observed, 'content', { ...page, space })
      const another = await make(observed, 'content', { ...page, id: 'page:9', title: 'Wall', space })
      const child = { ...page, id: 'page:10', title: 'Hinge', space, parent }
      assert.equal(await codeOf(observed, 'content', child), 'EXISTING_NOT_CHANGED')
      const places = new Set([space, parent])
      const elsewhere = { ...child, parent: another }
      assert.equal(await codeOf(observed, 'content', elsewhere, allowedChanges, places), 'EXISTING_NOT_CHANGED')
      assert.equal(await codeOf(observed, 'content', child, [], places), 'created')
      const label = { id: `label:${another}/global/iron`, on: another, name: 'iron', prefix: 'global' } as const
      assert.equal(await codeOf(observed, 'labels', label, allowedChanges, places), 'EXISTING_NOT_CHANGED')
    },
  },
  {
    name: 'changes nothing of the site at large that is not allowed by name',
    async run(observed) {
      const setting = {
        id: `setting:${siteId}/general/motto`,
        owner: siteId,
        area: 'general',
        key: 'motto',
        value: { format: 'plain', value: 'Dig' },
      } as const
      const others = allowedChanges.filter((change) => change !== 'site-settings')
      assert.equal(await codeOf(observed, 'settings', setting, others), 'SITE_SETTING_NOT_ALLOWED')
      assert.equal(await codeOf(observed, 'settings', setting, ['site-settings']), 'created')
    },
  },
]

const refusedMember = 'MEMBERSHIP_IN_EXISTING_GROUP'

async function partiesIn(
  observed: Observed,
  name: string,
): Promise<{ readonly person: string; readonly group: string }> {
  const person = await make(observed, 'people', mia, ours)
  return { person, group: await make(observed, 'groups', { id: 'group:before', name }) }
}

/** Something that was there before: somebody else's import made it. */
async function make<Name extends StreamName>(
  observed: Observed,
  stream: Name,
  record: StreamRecords[Name],
  source = others,
): Promise<string> {
  const outcome = await write(observed, stream, record, source, allowedChanges, new Set())
  assert.equal(outcome.status, 'created')
  return outcome.status === 'created' ? outcome.target : ''
}

/** A permission on the whole site, as somebody of the destination would give it. */
async function give(observed: Observed, group: string, native: string): Promise<void> {
  const subject = { type: 'group', id: group } as const
  observed.add('permissions', { id: `permission:site/${group}/${native}`, subject, native })
}

async function codeOf<Name extends StreamName>(
  observed: Observed,
  stream: Name,
  record: StreamRecords[Name],
  allow: readonly AllowedChange[] = allowedChanges,
  places: ReadonlySet<string> = new Set(),
): Promise<string> {
  const outcome = await write(observed, stream, record, ours, allow, places)
  return outcome.status === 'refused' ? outcome.loss.code : outcome.status
}

async function write<Name extends StreamName>(
  { destination }: Observed,
  stream: Name,
  record: StreamRecords[Name],
  source: string,
  allow: readonly AllowedChange[],
  places: ReadonlySet<string>,
): Promise<Outcome> {
  const [target] = hasOwnId(stream) ? await destination.reserve([stepRecord(stream, record)]) : []
  const translated = target === undefined ? record : { ...record, id: target }
  const step = stepOf(stream, record, translated, { action: 'create', ...(target === undefined ? {} : { target }) })
  const context = { source, archive: 'archive-1', allow, places, openBlob: () => [] }
  const [outcome] = await destination.apply([step], context)
  assert.ok(outcome)
  return outcome
}
