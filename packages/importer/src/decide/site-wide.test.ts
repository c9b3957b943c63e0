import { siteId } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import type { Loss } from '../destination.js'
import type { ImportPolicies } from '../policies.js'
import type { RecordsByStream } from '../testing/build-archive.js'
import { ImportTrial } from '../testing/import-trial.js'
import type { createMemoryDestination } from '../testing/memory-destination.js'
import { readPlan } from '../plan/plan-file.js'
import { planPaths } from '../work-paths.js'

type Add = ReturnType<typeof createMemoryDestination>['add']

const site: RecordsByStream = { site: [{ id: siteId, product: 'cloud' }] }
const space = { id: 'space:1', key: 'DOC', kind: 'global', status: 'current' } as const
const ann = { id: 'person:ann', userName: 'ann', kind: 'person', state: 'active' } as const
const role = { id: 'role:1', name: 'Reviewer', kind: 'custom', permissions: ['read space', 'create page'] } as const
const withRole: RecordsByStream = {
  ...site,
  people: [ann],
  spaces: [space],
  roles: [{ ...role, permissions: [...role.permissions] }],
  'role-assignments': [
    {
      id: 'role-assignment:space:1/person:ann/role:1',
      space: 'space:1',
      subject: { type: 'user', id: 'person:ann' },
      role: 'role:1',
    },
  ],
}

/** The steps of a plan for a site that holds what `prepare` puts there. */
async function planned(
  records: RecordsByStream,
  prepare: (add: Add) => void = () => undefined,
  policies: Partial<ImportPolicies> = {},
): Promise<
  ReadonlyMap<
    string,
    { readonly action: string; readonly target: string; readonly loss?: Omit<Loss, 'stream' | 'record'> }
  >
> {
  await using trial = await ImportTrial.inMemory()
  prepare((stream, record) => trial.observed.add(stream, record))
  await trial.plan({ records }, { policies })
  const found = new Map<string, { action: string; target: string; loss?: Omit<Loss, 'stream' | 'record'> }>()
  for await (const steps of readPlan(planPaths(trial.planDir).steps)) {
    for (const { id, action, target = '', loss, phase, stream } of steps) {
      if (phase === stream) found.set(id, { action, target, ...(loss === undefined ? {} : { loss }) })
    }
  }
  return found
}

describe('a role that the destination has by name', () => {
  const assignment = 'role-assignment:space:1/person:ann/role:1'

  it.each<[string, readonly string[] | undefined, string | undefined, string, string | undefined, string]>([
    ['the same', ['read space', 'create page'], undefined, 'match', undefined, 'create'],
    ['less', ['read space'], undefined, 'match', 'SETTING_KEPT', 'create'],
    ['more', ['read space', 'create page', 'administer space'], undefined, 'refuse', 'ROLE_GIVES_MORE', 'refuse'],
    ['nobody knows what', undefined, undefined, 'refuse', 'ROLE_GIVES_MORE', 'refuse'],
    ['words of its own', ['read space', 'create page'], 'everything', 'refuse', 'ROLE_GIVES_MORE', 'refuse'],
  ])('and that lets do %s', async (_what, permissions, native, action, code, given) => {
    const steps = await planned(withRole, (add) => {
      const optional = {
        ...(permissions && { permissions: [...permissions] }),
        ...(native !== undefined && { native }),
      }
      add('roles', { id: 'role:900', name: 'Reviewer', kind: 'custom', ...optional })
    })
    const decided = steps.get('role:1')
    expect([decided?.action, decided?.loss?.code]).toEqual([action, code])
    expect(decided?.target).toBe(action === 'match' ? 'role:900' : '')
    expect(steps.get(assignment)?.action).toBe(given)
  })

  it('is made only if that is allowed, and nobody has it otherwise', async () => {
    const without = await planned(withRole)
    expect([without.get('role:1')?.loss?.code, without.get(assignment)?.loss?.code]).toEqual([
      'SITE_PERMISSION_NOT_CARRIED',
      'PERMISSION_SUBJECT_UNMAPPED',
    ])
    const allowed = await planned(withRole, undefined, { allow: ['site-permissions'] })
    expect([allowed.get('role:1')?.action, allowed.get(assignment)?.action]).toEqual(['create', 'create'])
  })
})

describe('what belongs to the site at large', () => {
  const title = (value: string): NonNullable<RecordsByStream['settings']>[number] => ({
    id: `setting:${siteId}/general/title`,
    owner: siteId,
    area: 'general',
    key: 'title',
    value: { format: 'plain', value },
  })

  it('is kept as it is there, and a short difference is told', async () => {
    const steps = await planned({ ...site, settings: [title('Kiln')] }, (add) => add('settings', title('Clay')))
    const step = steps.get(title('').id)
    expect([step?.action, step?.loss?.code]).toEqual(['match', 'SETTING_KEPT'])
    expect(step?.loss?.why).toContain('value ("Kiln" in the archive, "Clay" there)')
  })

  it('is told without its values where they are long', async () => {
    const long = 'x'.repeat(500)
    const steps = await planned({ ...site, settings: [title(long)] }, (add) => add('settings', title('Clay')))
    const why = steps.get(title('').id)?.loss?.why ?? ''
    expect([why.endsWith('different: value'), why.includes('xxx')]).toEqual([true, false])
  })

  it('is for groups of the product never, also if it is allowed', async () => {
    const subject = { type: 'group', id: 'group:admins' } as const
    const records: RecordsByStream = {
      ...site,
      groups: [{ id: 'group:admins', name: 'site-admins' }],
      permissions: [{ id: 'permission:site/group:admins/USE', subject, native: 'USE' }],
      'default-permissions': [
        { id: 'default-permission:group:admins/read space', subject, operation: 'read', target: 'space' },
      ],
    }
    const steps = await planned(
      records,
      (add) => add('groups', { id: 'group:site-admins', name: 'site-admins', system: true }),
      { allow: ['site-permissions'] },
    )
    for (const id of ['permission:site/group:admins/USE', 'default-permission:group:admins/read space']) {
      expect([id, steps.get(id)?.action, steps.get(id)?.loss?.code]).toEqual([
        id,
        'refuse',
        'SITE_PERMISSION_NOT_CARRIED',
      ])
    }
  })

  it('is for a group that only the product of the source had, if it is allowed', async () => {
    const subject = { type: 'group', id: 'group:users' } as const
    const id = 'permission:site/group:users/USE'
    const records: RecordsByStream = {
      ...site,
      groups: [{ id: 'group:users', name: 'users', system: true }],
      permissions: [{ id, subject, native: 'USE' }],
    }
    const steps = await planned(records, undefined, { allow: ['site-permissions'] })
    expect(steps.get(id)?.action).toBe('create')
  })

  it('has its place although the archive has no record of the site', async () => {
    const steps = await planned({ settings: [title('Kiln')] }, undefined, { allow: ['site-settings'] })
    expect(steps.get(title('').id)?.action).toBe('create')
  })
})
