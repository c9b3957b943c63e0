import type { Content, StreamRecords } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import * as fc from 'fast-check'
import type { RecordsByStream } from './build-archive.js'

/** A small world of people, groups, spaces and pages, and what is at the destination already. */
export interface AccessWorld {
  readonly records: RecordsByStream
  /** What stands at the destination before the import, in an order in which it can be inserted. */
  readonly there: readonly StandingRow[]
}

/** One row at the destination. */
export type StandingRow = {
  [Name in keyof StreamRecords]: { readonly stream: Name; readonly record: StreamRecords[Name] }
}[keyof StreamRecords]

const people = 5
const groups = 3
const spaces = 2
const contents = 9
const roles = 2

const person = fc.nat(people - 1).map((n) => `person:p${n}`)
const group = fc.nat(groups - 1).map((n) => `group:g${n}`)
const subject = fc.oneof(person, group)
const states = fc.constantFrom<StreamRecords['people']['state'][]>(
  'active',
  'active',
  'active',
  'inactive',
  'deleted',
  'unknown',
)
const statuses = fc.constantFrom<Content['status'][]>('current', 'current', 'current', 'draft', 'trashed', 'archived')
const few = <Value>(value: fc.Arbitrary<Value>, maxLength: number): fc.Arbitrary<Value[]> =>
  fc.uniqueArray(value, { maxLength, selector: (one) => JSON.stringify(one) })

const classes = fc.constantFrom('everyone', 'anonymous')
const role = fc.nat(roles - 1)
const permission = fc.record({
  space: fc.nat(spaces - 1),
  to: fc.oneof(
    { arbitrary: subject, weight: 5 },
    { arbitrary: role.map((n) => `role:r${n}`), weight: 2 },
    { arbitrary: classes, weight: 1 },
  ),
  operation: fc.constantFrom<('read' | 'administer' | 'create')[]>('read', 'read', 'administer', 'create'),
})
const assignment = fc.record({
  space: fc.nat(spaces - 1),
  to: fc.oneof({ arbitrary: subject, weight: 6 }, { arbitrary: classes, weight: 1 }),
  role,
})
const words = fc.subarray(['administer space', 'create page', 'read page', 'read space'])
const content = fc.record({
  space: fc.nat(spaces - 1),
  parent: fc.option(fc.nat(contents - 1), { nil: undefined }),
  status: statuses,
  creator: person,
  draftOf: fc.option(fc.nat(contents - 1), { nil: undefined }),
})
const restriction = fc.record({
  content: fc.nat(contents - 1),
  operation: fc.constantFrom<('read' | 'update')[]>('read', 'read', 'update'),
  subject,
})

/** Worlds with nested groups, roles, people who have left, drafts, trash, and namesakes at the destination. */
export const accessWorlds: fc.Arbitrary<AccessWorld> = fc
  .record({
    states: fc.array(states, { minLength: people, maxLength: people }),
    memberships: few(fc.record({ group, member: subject }), 8),
    permissions: few(permission, 8),
    roles: fc.array(words, { minLength: roles, maxLength: roles }),
    assignments: few(assignment, 6),
    contents: fc.array(content, { minLength: contents, maxLength: contents }),
    restrictions: few(restriction, 8),
    trashed: fc.boolean(),
    namesakes: few(fc.record({ n: fc.nat(people - 1), state: states }), 2),
    groupsThere: few(fc.nat(groups - 1), 2),
    members: few(fc.record({ group: fc.nat(groups), member: fc.nat(people + 1) }), 6),
    rolesThere: few(fc.record({ n: role, words }), 1),
  })
  .map((parts) => ({ records: recordsOf(parts), there: thereOf(parts) }))

/** Puts rows there that no import made. */
export function insertStanding(store: SiteStore, rows: readonly StandingRow[]): void {
  store.transaction(() => {
    for (const { stream, record } of rows) store.insert(stream, record)
  })
}

interface Parts {
  readonly states: readonly StreamRecords['people']['state'][]
  readonly memberships: readonly { readonly group: string; readonly member: string }[]
  readonly permissions: readonly {
    readonly space: number
    readonly to: string
    readonly operation: 'read' | 'administer' | 'create'
  }[]
  readonly roles: readonly (readonly string[])[]
  readonly assignments: readonly { readonly space: number; readonly to: string; readonly role: number }[]
  readonly contents: readonly {
    readonly space: number
    readonly parent: number | undefined
    readonly status: Content['status']
    readonly creator: string
    readonly draftOf: number | undefined
  }[]
  readonly restrictions: readonly {
    readonly content: number
    readonly operation: 'read' | 'update'
    readonly subject: string
  }[]
  readonly trashed: boolean
  readonly namesakes: readonly { readonly n: number; readonly state: StreamRecords['people']['state'] }[]
  readonly groupsThere: readonly number[]
  readonly members: readonly { readonly group: number; readonly member: number }[]
  readonly rolesThere: readonly { readonly n: number; readonly words: readonly string[] }[]
}

function recordsOf(parts: Parts): RecordsByStream {
  return {
    people: parts.states.map((state, n) => ({ id: `person:p${n}`, userKey: `p${n}`, kind: 'person', state })),
    groups: Array.from({ length: groups }, (_, n) => ({ id: `group:g${n}`, name: `g${n}` })),
    memberships: parts.memberships
      .filter(({ group, member }) => group !== member)
      .map(({ group, member }) => ({ id: `membership:${group}/${member}`, group, member })),
    spaces: Array.from({ length: spaces }, (_, n) => ({
      id: `space:${n + 1}`,
      key: `S${n + 1}`,
      kind: 'global',
      status: n === 1 && parts.trashed ? 'trashed' : 'current',
    })),
    'space-permissions': parts.permissions.map(({ space, to, operation }) => ({
      id: `permission:space:${space + 1}/${to}/${operation} space`,
      space: `space:${space + 1}`,
      subject: subjectOf(to),
      operation,
      target: 'space',
    })),
    roles: parts.roles.map((permissions, n) => ({ id: `role:r${n}`, name: `r${n}`, permissions: [...permissions] })),
    'role-assignments': parts.assignments.map(({ space, to, role: n }) => ({
      id: `role-assignment:space:${space + 1}/${to}/role:r${n}`,
      space: `space:${space + 1}`,
      subject: subjectOf(to),
      role: `role:r${n}`,
    })),
    content: parts.contents.map(({ space, parent, status, creator, draftOf }, n) => {
      const sameSpace = (other: number | undefined): other is number =>
        other !== undefined && other < n && parts.contents[other]?.space === space
      return {
        id: `page:${n + 1}`,
        kind: 'page',
        space: `space:${space + 1}`,
        title: `Page ${n + 1}`,
        status,
        version: 1,
        created: { by: creator },
        ...(sameSpace(parent) ? { parent: `page:${parent + 1}` } : {}),
        ...(status === 'draft' && sameSpace(draftOf) ? { draftOf: `page:${draftOf + 1}` } : {}),
      }
    }),
    restrictions: parts.restrictions.map(({ content: n, operation, subject: who }) => ({
      id: `restriction:page:${n + 1}/${operation}/${who}`,
      content: `page:${n + 1}`,
      operation,
      subject: who,
    })),
  }
}

function subjectOf(to: string): StreamRecords['space-permissions']['subject'] {
  if (to === 'everyone' || to === 'anonymous') return { type: to }
  return { type: to.startsWith('group:') ? 'group' : to.startsWith('role:') ? 'role' : 'user', id: to }
}

/** Numbers over those of the archive are strangers. */
function thereOf(parts: Parts): StandingRow[] {
  const present = new Set(parts.groupsThere)
  const strangers = [people, people + 1].map((n): StandingRow => standingPerson(n, 'active'))
  const namesakes = new Map(parts.namesakes.map(({ n, state }) => [n, state]))
  const known = [...namesakes].map(([n, state]) => standingPerson(n, state))
  const rows: StandingRow[] = [...strangers, ...known]
  for (const n of present) rows.push({ stream: 'groups', record: { id: `group:there-${n}`, name: `G${n}` } })
  rows.push({ stream: 'groups', record: { id: `group:there-${groups}`, name: 'unrelated' } })
  for (const { n, words: permissions } of parts.rolesThere) {
    const record = { id: `role:there-${n}`, name: `r${n}`, permissions: [...permissions] }
    rows.push({ stream: 'roles', record })
  }
  const seen = new Set<string>()
  for (const { group: n, member } of parts.members) {
    const isPerson = member >= people || namesakes.has(member)
    const memberId = isPerson ? `person:there-${member}` : `group:there-${groups}`
    const id = `membership:group:there-${n}/${memberId}`
    if ((n !== groups && !present.has(n)) || memberId === `group:there-${n}` || seen.has(id)) continue
    seen.add(id)
    rows.push({ stream: 'memberships', record: { id, group: `group:there-${n}`, member: memberId } })
  }
  return rows
}

function standingPerson(n: number, state: StreamRecords['people']['state']): StandingRow {
  return { stream: 'people', record: { id: `person:there-${n}`, userKey: `p${n}`, kind: 'person', state } }
}
