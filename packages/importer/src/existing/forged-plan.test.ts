import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PlanSummary } from '../plan/plan-summary.js'
import type { ImportPolicies } from '../policies.js'
import type { RecordsByStream } from '../testing/build-archive.js'
import { ImportTrial } from '../testing/import-trial.js'
import { decide } from '../testing/mapping-files.js'
import { planPaths } from '../work-paths.js'

const records: RecordsByStream = {
  people: [{ id: 'person:ivo', userName: 'ivo', kind: 'person', state: 'active' }],
  groups: [
    { id: 'group:confluence-administrators', name: 'confluence-administrators' },
    { id: 'group:gardeners', name: 'gardeners' },
  ],
  memberships: ['confluence-administrators', 'gardeners'].map((name) => ({
    id: `membership:group:${name}/person:ivo`,
    group: `group:${name}`,
    member: 'person:ivo',
  })),
}

/** A space that one person may see. */
const given: RecordsByStream = {
  people: records.people ?? [],
  spaces: [{ id: 'space:1', key: 'GATE', kind: 'global', status: 'current' }],
  'space-permissions': [
    {
      id: 'permission:space:1/person:ivo/read space',
      space: 'space:1',
      subject: { type: 'user', id: 'person:ivo' },
      operation: 'read',
      target: 'space',
    },
  ],
}

let trial: ImportTrial
beforeEach(async () => {
  trial = await ImportTrial.inMemory()
})
afterEach(() => trial[Symbol.asyncDispose]())

function addGroups(...names: readonly string[]): void {
  for (const name of names) trial.observed.add('groups', { id: `group:their-${name}`, name })
}

const members = (): string[] =>
  [...trial.observed.rows()].flatMap(({ stream, record }) => (stream === 'memberships' ? record.id : []))

const allowMembers: Partial<ImportPolicies> = { allow: ['members'] }

/** Edits the lines of a plan and makes its digest again, as somebody would who knows how. */
async function forge(edit: (step: Record<string, unknown>) => void): Promise<void> {
  const { steps, summary } = planPaths(trial.planDir)
  const lines = (await readFile(steps, 'utf8')).trim().split('\n')
  const forged = lines.map((line) => {
    const step = JSON.parse(line) as Record<string, unknown>
    edit(step)
    return JSON.stringify(step)
  })
  const text = `${forged.join('\n')}\n`
  await writeFile(steps, text)
  const plan = JSON.parse(await readFile(summary, 'utf8')) as PlanSummary
  const digest = createHash('sha256').update(text).digest('hex')
  await writeFile(summary, JSON.stringify({ ...plan, digest, files: { ...plan.files, 'plan.ndjson': digest } }))
}

/** What the plan leaves out becomes what it makes. */
function makeAll(step: Record<string, unknown>): void {
  if (step['action'] !== 'refuse' && step['action'] !== 'skip') return
  step['action'] = 'create'
  delete step['loss']
}

describe('a group of administrators', () => {
  it('gets nobody although members are allowed, and the plan says so with its code', async () => {
    addGroups('confluence-administrators', 'gardeners')
    const { plan } = await trial.plan({ records }, { policies: allowMembers })
    expect(plan.losses).toEqual({ MEMBERSHIP_IN_EXISTING_GROUP: 1 })
    expect(plan.changes.first.map(({ id }) => id)).toEqual(['membership:group:gardeners/person:ivo'])
    const { applied } = await trial.apply({ records })
    expect(applied?.losses).toEqual({ MEMBERSHIP_IN_EXISTING_GROUP: 1 })
    expect(members()).toEqual(['membership:group:their-gardeners/person:ivo'])
  })

  it('gets nobody by a group that a mapping file leads to it', async () => {
    addGroups('stewards')
    const subject = { type: 'group', id: 'group:their-stewards' } as const
    trial.observed.add('permissions', { id: 'permission:site/x', subject, native: 'SYSTEMADMINISTRATOR' })
    for (const named of ['stewards', 'group:their-stewards']) {
      await decide(trial.planDir, 'groups', { 'group:gardeners': `match ${named}` })
      const { plan } = await trial.plan({ records }, { policies: allowMembers })
      expect([named, plan.losses]).toEqual([named, { MEMBERSHIP_IN_EXISTING_GROUP: 1 }])
    }
    await trial.apply({ records })
    expect(members()).toEqual(['membership:group:confluence-administrators/person:ivo'])
  })

  it('takes the place of a group whose name only looks like its own', async () => {
    addGroups('confluence-administrators')
    const twin = { id: 'group:twin', name: 'Confluence\u200b-Administrators' }
    const membership = { id: 'membership:group:twin/person:ivo', group: 'group:twin', member: 'person:ivo' }
    const parts = { records: { ...records, groups: [twin], memberships: [membership] } }
    const { applied } = await trial.import({ policies: allowMembers }, parts)
    expect(applied?.losses).toEqual({ MEMBERSHIP_IN_EXISTING_GROUP: 1 })
    expect([...trial.observed.rows()].filter(({ stream }) => stream === 'groups')).toHaveLength(1)
  })
})

describe('a plan that somebody wrote anew', () => {
  it('adds nobody to a group of others if members were not allowed', async () => {
    addGroups('confluence-administrators', 'gardeners')
    await trial.plan({ records })
    await forge(makeAll)
    const { applied } = await trial.apply({ records })
    expect(applied?.losses).toEqual({ MEMBERSHIP_IN_EXISTING_GROUP: 2 })
    expect(members()).toEqual([])
  })

  it('adds nobody to administrators although members are allowed', async () => {
    addGroups('confluence-administrators', 'gardeners')
    await trial.plan({ records }, { policies: allowMembers })
    await forge(makeAll)
    await trial.apply({ records })
    expect(members()).toEqual(['membership:group:their-gardeners/person:ivo'])
  })

  it('gives no rights to who only stands in for somebody', async () => {
    await trial.plan({ records: given }, { policies: { unmappedPeople: 'placeholder' } })
    await forge(makeAll)
    const { applied } = await trial.apply({ records: given })
    expect(applied?.losses).toMatchObject({ STAND_IN_WITHOUT_RIGHTS: 1 })
    expect([...trial.observed.rows()].filter(({ stream }) => stream === 'space-permissions')).toEqual([])
  })

  it('opens no space before its permissions stand', async () => {
    await trial.plan({ records: given }, { policies: { unmappedPeople: 'placeholder' } })
    await forge((step) => {
      delete step['closed']
      if (step['action'] === 'open') delete step['needs']
    })
    await trial.apply({ records: given })
    const [held] = await trial.observed.destination.reader.load('source-1', 'spaces', [trial.idOf('space:1')])
    expect(held?.closed).toBe(true)
  })
})
