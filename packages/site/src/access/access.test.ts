import type { SpacePermission, StreamRecords } from '@spacecrate/format'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import { createSite } from '../store/create-site.js'
import type { Provenance, Site, SiteStore } from '../store/site.js'
import { mayReadContent, mayReadSpace } from './access.js'
import { View } from './view.js'

const provenance = (record: string): Provenance => ({ source: 's', record, archive: 'a' })

let site: Site
let store: SiteStore

/** Spaces by who may read them; `open` is for everybody who is logged in. */
const spaces: { readonly [name: string]: readonly (Pick<SpacePermission, 'subject'> & Partial<SpacePermission>)[] } = {
  open: [{ subject: { type: 'everyone' } }, { subject: { type: 'user', id: 'person:boss' }, operation: 'administer' }],
  public: [{ subject: { type: 'anonymous' } }],
  ada: [{ subject: { type: 'user', id: 'person:ada' } }],
  inner: [{ subject: { type: 'group', id: 'group:inner' } }],
  outer: [{ subject: { type: 'group', id: 'group:outer' } }],
  native: [{ native: 'VIEWSPACE', subject: { type: 'user', id: 'person:ada' } }],
  update: [{ subject: { type: 'user', id: 'person:ada' }, operation: 'update', native: 'VIEWSPACE' }],
  pages: [{ subject: { type: 'user', id: 'person:ada' }, target: 'page' }],
  role: [{ subject: { type: 'role', id: 'person:ada' } }, { subject: { type: 'app', id: 'person:ada' } }],
  none: [],
  binned: [{ subject: { type: 'everyone' } }],
  closed: [{ subject: { type: 'anonymous' } }],
  former: [{ subject: { type: 'user', id: 'person:gone' } }, { subject: { type: 'user', id: 'person:off' } }],
  viewers: [],
  'role-for-all': [],
  'role-for-anybody': [],
  'role-of-group': [],
  'role-elsewhere': [{ subject: { type: 'role', id: 'role:editor' } }],
  'permission-of-role': [{ subject: { type: 'role', id: 'role:editor' } }],
  'words-unknown': [],
  'role-former': [],
  'role-binned': [],
  'role-closed': [],
}

/** Who has which role in which space. */
const roles: { readonly [name: string]: readonly (readonly [role: string, subject: SpacePermission['subject']])[] } = {
  viewers: [['viewer', { type: 'user', id: 'person:ada' }]],
  'role-for-all': [['viewer', { type: 'everyone' }]],
  'role-for-anybody': [['viewer', { type: 'anonymous' }]],
  'role-of-group': [['viewer', { type: 'group', id: 'group:outer' }]],
  'permission-of-role': [
    ['editor', { type: 'user', id: 'person:cleo' }],
    ['keeper', { type: 'user', id: 'person:boss' }],
  ],
  'words-unknown': [
    ['odd', { type: 'everyone' }],
    // Nobody has a role through another one.
    ['viewer', { type: 'role', id: 'role:odd' }],
    ['viewer', { type: 'app', id: 'app:x' }],
  ],
  'role-former': [['viewer', { type: 'user', id: 'person:off' }]],
  'role-binned': [['viewer', { type: 'everyone' }]],
  'role-closed': [['viewer', { type: 'anonymous' }]],
}

beforeAll(async () => {
  site = await createSite(await temporaryPath(), { name: 'x' })
  store = site.store
  store.transaction(() => {
    const person = (name: string, state: StreamRecords['people']['state'] = 'active'): string =>
      store.insert('people', { id: `person:${name}`, kind: 'person', state })
    for (const name of ['ada', 'ben', 'cleo', 'boss']) person(name)
    person('gone', 'deleted')
    person('off', 'inactive')
    for (const name of ['inner', 'outer']) store.insert('groups', { id: `group:${name}`, name })
    store.insert('memberships', { id: 'm1', group: 'group:inner', member: 'person:ben' })
    store.insert('memberships', { id: 'm2', group: 'group:outer', member: 'group:inner' })
    const role = (name: string, permissions: string[]): string =>
      store.insert('roles', { id: `role:${name}`, name, permissions })
    role('viewer', ['create comment', 'read space'])
    role('keeper', ['administer space', 'read space'])
    role('editor', ['update page', 'read page'])
    role('odd', ['READ SPACE', 'reads space', 'read space page', ''])
    for (const [name, permissions] of Object.entries(spaces)) {
      const space = `space:${name}`
      const status = name.endsWith('binned') ? 'trashed' : 'current'
      store.insert('spaces', { id: space, key: name, kind: 'global', status }, provenance(space))
      permissions.forEach((permission, index) => {
        const operation = permission.native === undefined ? { operation: 'read' as const } : {}
        store.insert('space-permissions', { id: `${space}/${index}`, space, ...operation, ...permission })
      })
      for (const [role, subject] of roles[name] ?? []) {
        const id = `role-assignment:${space}/${JSON.stringify(subject)}/${role}`
        store.insert('role-assignments', { id, space, subject, role: `role:${role}` })
      }
      page(`${name}-page`, { space })
    }
    for (const space of ['space:closed', 'space:role-closed']) store.close(space, provenance(space))
    tree()
  })
})

afterAll(async () => site[Symbol.asyncDispose]())

function page(name: string, rest: Partial<StreamRecords['content']> = {}): void {
  const id = `page:${name}`
  store.insert(
    'content',
    { id, kind: 'page', space: 'space:open', title: name, status: 'current', version: 1, ...rest },
    provenance(id),
  )
}

function restrict(name: string, operation: 'read' | 'update', subject: string): void {
  const content = `page:${name}`
  store.insert('restrictions', { id: `${content}/${operation}/${subject}`, content, operation, subject })
}

function tree(): void {
  page('plain')
  page('ada-only')
  restrict('ada-only', 'read', 'person:ada')
  page('below-ada', { parent: 'page:ada-only' })
  page('deep-below-ada', { parent: 'page:below-ada' })
  page('ben-below-ada', { parent: 'page:ada-only' })
  restrict('ben-below-ada', 'read', 'person:ben')
  page('both', { parent: 'page:ada-only' })
  restrict('both', 'read', 'group:outer')
  restrict('both', 'read', 'person:ada')
  page('group')
  restrict('group', 'read', 'group:outer')
  page('nobody')
  restrict('nobody', 'read', 'person:gone')
  page('update')
  restrict('update', 'update', 'person:ada')
  page('shut')
  store.close('page:shut', provenance('page:shut'))
  page('below-shut', { parent: 'page:shut' })
  page('draft', { status: 'draft', created: { by: 'person:ada' }, owner: 'person:ben' })
  page('orphan-draft', { status: 'draft' })
  page('draft-of-nobody', { status: 'draft', created: { by: 'person:cleo' }, draftOf: 'page:nobody' })
  page('trashed', { status: 'trashed' })
  page('archived', { status: 'archived' })
}

const visitors = [
  'person:site-administrator',
  'person:ada',
  'person:ben',
  'person:cleo',
  'person:boss',
  'person:gone',
  'person:off',
  'person:unknown',
  'anonymous',
]
const logged = ['person:ada', 'person:ben', 'person:cleo', 'person:boss']
const everybody = visitors.slice(1)

describe(mayReadSpace, () => {
  it.each<[string, readonly string[]]>([
    ['open', logged],
    ['public', everybody],
    ['ada', ['person:ada']],
    ['inner', ['person:ben']],
    ['outer', ['person:ben']],
    ['native', ['person:ada']],
    ['update', []],
    ['pages', []],
    ['role', []],
    ['none', []],
    ['binned', []],
    ['closed', []],
    ['former', []],
    ['viewers', ['person:ada']],
    ['role-for-all', logged],
    ['role-for-anybody', everybody],
    ['role-of-group', ['person:ben']],
    ['role-elsewhere', []],
    ['permission-of-role', ['person:cleo', 'person:boss']],
    ['words-unknown', []],
    ['role-former', []],
    ['role-binned', []],
    ['role-closed', []],
  ])('lets into %s beside the administrator: %j', (name, readers) => {
    const may = visitors.filter((visitor) => mayReadSpace(store, visitor, `space:${name}`))
    expect(may).toEqual(['person:site-administrator', ...readers])
    const pages = visitors.filter((visitor) => mayReadContent(store, visitor, `page:${name}-page`))
    expect(pages).toEqual(['person:site-administrator', ...readers])
  })

  it('lets nobody into a space that is not there', () => {
    expect(visitors.filter((visitor) => mayReadSpace(store, visitor, 'space:gone'))).toEqual([])
    expect(visitors.filter((visitor) => mayReadContent(store, visitor, 'page:gone'))).toEqual([])
  })
})

describe(mayReadContent, () => {
  it.each<[string, readonly string[]]>([
    ['plain', logged],
    ['ada-only', ['person:ada']],
    ['below-ada', ['person:ada']],
    ['deep-below-ada', ['person:ada']],
    ['ben-below-ada', []],
    ['both', ['person:ada']],
    ['group', ['person:ben']],
    ['nobody', []],
    ['update', logged],
    ['shut', []],
    ['below-shut', []],
    ['draft', ['person:ada', 'person:ben']],
    ['orphan-draft', []],
    ['draft-of-nobody', []],
    ['trashed', ['person:boss']],
    ['archived', logged],
  ])('lets read %s beside the administrator: %j', (name, readers) => {
    const may = visitors.filter((visitor) => mayReadContent(store, visitor, `page:${name}`))
    expect(may).toEqual(['person:site-administrator', ...readers])
  })

  it('says the same to one visitor who asks for everything in any order', () => {
    const ids = [...store.list('content')].map(({ id }) => id)
    for (const visitor of visitors) {
      const alone = ids.map((id) => mayReadContent(store, visitor, id))
      const forwards = new View(store, visitor)
      const backwards = new View(store, visitor)
      expect(ids.map((id) => forwards.mayReadContent(id))).toEqual(alone)
      expect([...ids].reverse().map((id) => backwards.mayReadContent(id))).toEqual(alone.reverse())
    }
  })

  it('opens what was closed only when it is opened', () => {
    page('later')
    store.close('page:later', provenance('page:later'))
    expect(mayReadContent(store, 'person:ada', 'page:later')).toBe(false)
    restrict('later', 'read', 'person:ben')
    store.open('page:later', provenance('page:later'))
    expect([
      mayReadContent(store, 'person:ada', 'page:later'),
      mayReadContent(store, 'person:ben', 'page:later'),
    ]).toEqual([false, true])
  })

  it('opens the trash to those who both read and administer a space', () => {
    store.insert('space-permissions', {
      id: 'p-boss-native',
      space: 'space:open',
      subject: { type: 'user', id: 'person:cleo' },
      native: 'SETSPACEPERMISSIONS',
    })
    const may = visitors.filter((visitor) => mayReadContent(store, visitor, 'page:trashed'))
    expect(may).toEqual(['person:site-administrator', 'person:cleo', 'person:boss'])
  })
})

describe(View, () => {
  it('lets those administer a space who have a role that does, and those whose role is permitted to', () => {
    const seers = (space: string): string[] => everybody.filter((v) => new View(store, v).mayAdminister(space))
    expect([seers('space:permission-of-role'), seers('space:role-for-all')]).toEqual([['person:boss'], []])
    store.insert('space-permissions', {
      id: 'p-editor',
      space: 'space:permission-of-role',
      subject: { type: 'role', id: 'role:editor' },
      operation: 'administer',
    })
    expect(seers('space:permission-of-role')).toEqual(['person:cleo', 'person:boss'])
  })

  it('lets see files, comments and templates as what they hang on, and by their own state', () => {
    const kept = { status: 'current', version: 1 } as const
    store.insert('comments', { ...kept, id: 'comment:1', content: 'page:ada-only', kind: 'footer' })
    store.insert('comments', {
      ...kept,
      id: 'comment:2',
      content: 'page:plain',
      kind: 'footer',
      status: 'draft',
      created: { by: 'person:ben' },
    })
    store.insert('comments', { ...kept, id: 'comment:3', content: 'page:plain', kind: 'footer', status: 'trashed' })
    store.insert('attachments', { ...kept, id: 'attachment:1', container: 'page:ada-only', name: 'x' })
    store.insert('attachments', { ...kept, id: 'attachment:2', container: 'comment:1', name: 'x' })
    store.insert('attachments', { ...kept, id: 'attachment:3', container: 'space:ada', name: 'x' })
    store.insert('attachments', { ...kept, id: 'attachment:4', container: 'page:plain', name: 'x', status: 'trashed' })
    store.insert('attachments', { ...kept, id: 'attachment:5', container: 'comment:gone', name: 'x' })
    store.insert('templates', { id: 'template:1', space: 'space:ada', name: 'x', version: 1 })
    store.insert('templates', { id: 'template:2', name: 'x', version: 1 })
    const seers = (look: (view: View) => boolean): string[] =>
      visitors.filter((v) => v !== 'person:site-administrator' && look(new View(store, v)))
    const ada = ['person:ada']
    expect(seers((v) => v.mayReadComment('comment:1'))).toEqual(ada)
    expect(seers((v) => v.mayReadComment('comment:2'))).toEqual(['person:ben'])
    expect(seers((v) => v.mayReadComment('comment:3'))).toEqual(['person:cleo', 'person:boss'])
    expect(seers((v) => v.mayReadAttachment('attachment:1'))).toEqual(ada)
    expect(seers((v) => v.mayReadAttachment('attachment:2'))).toEqual(ada)
    expect(seers((v) => v.mayReadAttachment('attachment:3'))).toEqual(ada)
    expect(seers((v) => v.mayReadAttachment('attachment:4'))).toEqual(['person:cleo', 'person:boss'])
    expect(seers((v) => v.mayReadAttachment('attachment:5'))).toEqual([])
    expect(seers((v) => v.mayReadTemplate('template:1'))).toEqual(ada)
    expect(seers((v) => v.mayReadTemplate('template:2'))).toEqual(logged)
  })
})
