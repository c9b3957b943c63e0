import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role, StreamRecords, Subject } from '@spacecrate/format'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RecordsByStream } from '../testing/build-archive.js'
import { withImport } from '../testing/import-access.js'

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

describe('access by a role', () => {
  it.each<readonly [name: string, records: RecordsByStream, changes: readonly string[]]>([
    [
      'is lost with a role that is not carried',
      { ...base(viewer), 'role-assignments': [give(toAnn, viewer), give(toStaff, viewer)] },
      [
        '- Ann ROLE_NOT_CARRIED they have the role Viewer, which is not carried',
        '- Bob ROLE_NOT_CARRIED they have the role Viewer, which is not carried',
      ],
    ],
    [
      'is lost with a permission of a role that is not carried',
      {
        ...base(editor),
        'role-assignments': [give(toAnn, editor)],
        'space-permissions': [permit({ type: 'role', id: editor.id }), permit(toBob)],
      },
      ['- Ann ROLE_NOT_CARRIED they have the role Editor, which is not carried'],
    ],
    [
      'is none where the role does not let read',
      { ...base(editor), 'role-assignments': [give(toAnn, editor)], 'space-permissions': [permit(toBob)] },
      [],
    ],
  ])('%s', async (_name, records, changes) => {
    await withImport(dir, { records }, ({ places }) => {
      const said = places.flatMap(({ gains, loses }) => [
        ...gains.map(({ name, code, why }) => `+ ${name} ${code} ${why}`),
        ...loses.map(({ name, code, why }) => `- ${name} ${code} ${why}`),
      ])
      expect(said).toEqual(changes)
    })
  })

  it('is not known where the archive does not say what a role lets do', async () => {
    const records = { ...base({ id: 'role:odd', name: 'Odd' }), 'space-permissions': [permit(toAnn)] }
    await withImport(dir, { records }, ({ access }) => {
      expect(access.unknownWhy).toBe('the archive does not say what the role Odd lets do')
    })
  })
})
