import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role, StreamRecords, Subject } from '@spacecrate/format'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RecordsByStream } from '../testing/build-archive.js'
import type { ImportPolicies } from '../policies.js'
import type { StandingRow } from '../testing/access-world.js'
import { readersAt, withImport } from '../testing/import-access.js'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'role-access-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

const inUse = { kind: 'person', state: 'active' } as const
const toAnn: Subject = { type: 'user', id: 'person:k-ann' }
const toBob: Subject = { type: 'user', id: 'person:k-bob' }
const toStaff: Subject = { type: 'group', id: 'group:staff' }
const viewer = { id: 'role:viewer', name: 'Viewer', permissions: ['read space'] }
const editor = { id: 'role:editor', name: 'Editor', permissions: ['create page'] }

function base(...roles: readonly Role[]): RecordsByStream {
  return {
    people: [
      { id: 'person:k-ann', userKey: 'k-ann', displayName: 'Ann', ...inUse },
      { id: 'person:k-bob', userKey: 'k-bob', displayName: 'Bob', ...inUse },
    ],
    groups: [{ id: 'group:staff', name: 'staff' }],
    memberships: [{ id: 'membership:group:staff/person:k-bob', group: 'group:staff', member: 'person:k-bob' }],
    roles,
    spaces: [{ id: 'space:1', key: 'DOC', kind: 'global', status: 'current' }],
  }
}

function nameOf(subject: Subject): string {
  return 'id' in subject ? subject.id : subject.type
}

function give(subject: Subject, { id: role }: Role): StreamRecords['role-assignments'] {
  return { id: `role-assignment:space:1/${nameOf(subject)}/${role}`, space: 'space:1', subject, role }
}

function permit(subject: Subject): StreamRecords['space-permissions'] {
  return { id: `permission:space:1/${nameOf(subject)}/read space`, space: 'space:1', subject, operation: 'read' }
}

interface Case {
  readonly name: string
  readonly records: RecordsByStream
  readonly changes: readonly string[]
  readonly policies?: Partial<ImportPolicies>
  readonly there?: readonly StandingRow[]
}

describe('access by a role', () => {
  const there = (permissions: readonly string[]): StandingRow[] => [
    { stream: 'roles', record: { id: 'role:700', name: 'Viewer', permissions: [...permissions] } },
  ]
  const allow = { allow: ['site-permissions'] } as const
  const ofViewers = { ...base(viewer), 'role-assignments': [give(toAnn, viewer), give(toStaff, viewer)] }

  it.each<Case>([
    { name: 'is kept where roles are allowed', records: ofViewers, changes: [], policies: allow },
    {
      name: 'is kept by a role that is there and lets do the same',
      records: ofViewers,
      changes: [],
      there: there(['read space']),
    },
    {
      name: 'is lost by a role that is there and lets do less',
      records: ofViewers,
      changes: [
        '- Ann ROLE_DIFFERS they have the role Viewer, which does not let read at the destination',
        '- Bob ROLE_DIFFERS they have the role Viewer, which does not let read at the destination',
      ],
      there: there([]),
    },
    {
      name: 'is kept by a permission for a role that lets do less',
      records: { ...ofViewers, 'space-permissions': [permit({ type: 'role', id: viewer.id })] },
      changes: [],
      there: there([]),
    },
    {
      name: 'is not given by a role that is there and lets do more',
      records: {
        ...base({ ...viewer, permissions: ['create page'] }),
        'role-assignments': [give(toAnn, viewer)],
        'space-permissions': [permit(toBob)],
      },
      changes: [],
      policies: allow,
      there: there(['create page', 'read space']),
    },
    {
      name: 'is lost with a role that is not carried',
      records: ofViewers,
      changes: [
        '- Ann ROLE_NOT_CARRIED they have the role Viewer, which is not carried',
        '- Bob ROLE_NOT_CARRIED they have the role Viewer, which is not carried',
      ],
    },
    {
      name: 'is lost with a permission of a role that is not carried',
      records: {
        ...base(editor),
        'role-assignments': [give(toAnn, editor)],
        'space-permissions': [permit({ type: 'role', id: editor.id }), permit(toBob)],
      },
      changes: ['- Ann ROLE_NOT_CARRIED they have the role Editor, which is not carried'],
    },
    {
      name: 'is none where the role does not let read',
      records: { ...base(editor), 'role-assignments': [give(toAnn, editor)], 'space-permissions': [permit(toBob)] },
      changes: [],
      policies: allow,
    },
    {
      name: 'is lost where the group that has it is another one',
      records: ofViewers,
      changes: ['- Bob MEMBERSHIP_IN_EXISTING_GROUP they are not in the group staff that is at the destination'],
      policies: allow,
      there: [{ stream: 'groups', record: { id: 'group:700', name: 'Staff' } }],
    },
  ])('$name', async ({ records, changes, policies, there: standing = [] }) => {
    await withImport(
      dir,
      { records, there: standing },
      ({ places, site }) => {
        const said = places.flatMap(({ gains, loses }) => [
          ...gains.map(({ name, code, why }) => `+ ${name} ${code} ${why}`),
          ...loses.map(({ name, code, why }) => `- ${name} ${code} ${why}`),
        ])
        expect(said).toEqual(changes)
        const readers = places.flatMap(({ keeps, gains }) => [...keeps, ...gains.map(({ person }) => person)])
        expect(places.flatMap((place) => readersAt(site, place, records))).toEqual(readers)
      },
      policies,
    )
  })

  it('is not known where the archive does not say what a role lets do', async () => {
    const records = { ...base({ id: 'role:odd', name: 'Odd' }), 'space-permissions': [permit(toAnn)] }
    await withImport(dir, { records }, ({ access }) => {
      expect(access.unknownWhy).toBe('the archive does not say what the role Odd lets do')
    })
  })
})
