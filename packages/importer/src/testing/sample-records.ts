import type { Content, Version } from '@spacecrate/format'
import type { ArchiveParts, RecordsByStream } from './build-archive.js'

const at = { at: '2030-05-06T07:08:09.000Z' }

/** A page of the sample. */
export function page(id: string, title: string, rest: Partial<Content> = {}): Content {
  return {
    id,
    kind: 'page',
    space: 'space:1',
    title,
    status: 'current',
    version: 1,
    created: { by: 'person:k-ann', at },
    ...rest,
  }
}

/** The only version of a page, in storage format. */
export function text(of: string, value: string, rest: Partial<Version> = {}): Version {
  return {
    id: `version:${of}/1`,
    of,
    number: 1,
    order: 1,
    author: 'person:k-ann',
    at,
    body: { format: 'storage', value },
    ...rest,
  }
}

/** One body with every kind of reference. */
export const linkedBody: string = [
  '<p><ac:link><ri:page ri:content-title="Plans" /></ac:link>',
  '<ac:link><ri:page ri:space-key="OPS" ri:content-title="Runbook" /></ac:link>',
  '<ac:link><ri:page ri:content-title="Nowhere" /></ac:link>',
  '<ac:link><ri:content-entity ri:content-id="12" /></ac:link>',
  '<ac:link><ri:user ri:userkey="k-bob" /></ac:link>',
  '<ac:link><ri:space ri:space-key="OPS"/></ac:link>',
  '<ac:image><ri:attachment ri:filename="plan.png" /></ac:image>',
  '<a href="https://elsewhere.example/">x</a> <a href="/display/DOC/Plans">y</a></p>',
].join('')

/** Two spaces, four pages, everything that can hang on them. */
export const sampleRecords: RecordsByStream = {
  site: [{ id: 'site:source', product: 'data-center', name: 'Source' }],
  people: [
    {
      id: 'person:k-ann',
      userKey: 'k-ann',
      userName: 'ann',
      email: 'ann@example.org',
      kind: 'person',
      state: 'active',
    },
    {
      id: 'person:k-bob',
      userKey: 'k-bob',
      userName: 'bob',
      kind: 'person',
      state: 'active',
      created: { by: 'person:k-ann', at },
    },
    { id: 'person:k-eve', userKey: 'k-eve', userName: 'eve', kind: 'person', state: 'active' },
  ],
  groups: [
    { id: 'group:writers', name: 'writers' },
    { id: 'group:readers', name: 'readers' },
  ],
  memberships: [
    { id: 'membership:group:writers/person:k-ann', group: 'group:writers', member: 'person:k-ann' },
    { id: 'membership:group:readers/person:k-eve', group: 'group:readers', member: 'person:k-eve' },
    { id: 'membership:group:readers/group:writers', group: 'group:readers', member: 'group:writers' },
  ],
  spaces: [
    {
      id: 'space:1',
      key: 'DOC',
      name: 'Documents',
      kind: 'global',
      status: 'current',
      home: 'page:10',
      logo: 'attachment:51',
      description: { format: 'storage', value: '<ri:page ri:space-key="DOC" ri:content-title="Plans"/>' },
      created: { by: 'person:k-ann', at },
    },
    { id: 'space:2', key: 'OPS', name: 'Operations', kind: 'global', status: 'current', home: 'page:20' },
  ],
  'space-permissions': [
    permission('space:1', { type: 'group', id: 'group:readers' }),
    permission('space:1', { type: 'user', id: 'person:k-bob' }),
    permission('space:2', { type: 'group', id: 'group:readers' }),
  ],
  templates: [{ id: 'template:80', space: 'space:1', name: 'Minutes', version: 1 }],
  'template-versions': [
    {
      id: 'version:template:80/1',
      of: 'template:80',
      number: 1,
      order: 1,
      body: { format: 'storage', value: '<ri:page ri:content-title="Plans"/>' },
    },
  ],
  content: [
    page('page:10', 'Home'),
    page('page:11', 'Plans', { parent: 'page:10', position: 0, version: 2 }),
    page('page:12', 'Secret', { parent: 'page:10', position: 1 }),
    page('page:13', 'Below the secret', { parent: 'page:12' }),
    page('page:14', 'Draft of plans', { parent: 'page:10', status: 'draft', draftOf: 'page:11' }),
    page('page:20', 'Runbook', { space: 'space:2' }),
    {
      id: 'post:30',
      kind: 'blogpost',
      space: 'space:1',
      title: 'News',
      status: 'current',
      version: 1,
      postingDay: '2030-05-06',
    },
  ],
  versions: [
    text('page:10', linkedBody),
    text('page:11', '<p>old</p>'),
    text('page:11', '<p>new</p>', { id: 'version:page:11/2', number: 2, order: 2, author: 'person:k-bob' }),
    text('page:12', '<p>secret</p>'),
    text('page:13', '<p>below</p>'),
    text('page:14', '<p>draft</p>'),
    text('page:20', '<ri:page ri:space-key="DOC" ri:content-title="Plans"/>'),
    text('post:30', '<p>news</p>'),
  ],
  attachments: [
    {
      id: 'attachment:50',
      container: 'page:10',
      name: 'plan.png',
      status: 'current',
      version: 1,
      mediaType: 'image/png',
    },
    { id: 'attachment:51', container: 'space:1', name: 'logo.png', status: 'current', version: 1 },
    { id: 'attachment:52', container: 'comment:40', name: 'note.txt', status: 'current', version: 1 },
  ],
  'attachment-versions': [
    { id: 'version:attachment:50/1', of: 'attachment:50', number: 1, order: 1, blob: 'PLAN', bytes: 9 },
    { id: 'version:attachment:51/1', of: 'attachment:51', number: 1, order: 1, blob: 'LOGO', bytes: 4 },
    { id: 'version:attachment:52/1', of: 'attachment:52', number: 1, order: 1, blob: 'NOTE', bytes: 4 },
  ],
  comments: [
    {
      id: 'comment:40',
      content: 'page:10',
      kind: 'footer',
      status: 'current',
      version: 1,
      created: { by: 'person:k-bob', at },
    },
    { id: 'comment:41', content: 'page:10', parent: 'comment:40', kind: 'footer', status: 'current', version: 1 },
    { id: 'comment:42', content: 'page:10', kind: 'file', attachment: 'attachment:50', status: 'current', version: 1 },
  ],
  'comment-versions': [
    {
      id: 'version:comment:40/1',
      of: 'comment:40',
      number: 1,
      order: 1,
      body: { format: 'storage', value: '<ri:user ri:userkey="k-ann"/>' },
    },
  ],
  labels: [
    { id: 'label:page:10/global/start', on: 'page:10', prefix: 'global', name: 'start' },
    { id: 'label:page:11/my/person:k-ann/todo', on: 'page:11', prefix: 'my', name: 'todo', person: 'person:k-ann' },
  ],
  properties: [{ id: 'property:page:10/editor', owner: 'page:10', key: 'editor', value: '"v2"', json: true }],
  restrictions: [
    { id: 'restriction:page:12/read/person:k-ann', content: 'page:12', operation: 'read', subject: 'person:k-ann' },
    { id: 'restriction:page:12/read/group:writers', content: 'page:12', operation: 'read', subject: 'group:writers' },
    { id: 'restriction:page:11/update/person:k-bob', content: 'page:11', operation: 'update', subject: 'person:k-bob' },
  ],
  likes: [{ id: 'like:page:10/person:k-bob', on: 'page:10', by: 'person:k-bob' }],
  watches: [{ id: 'watch:space:1/person:k-ann/watch', on: 'space:1', by: 'person:k-ann', kind: 'watch' }],
  permissions: [
    { id: 'permission:site/group:writers/USE', subject: { type: 'group', id: 'group:writers' }, native: 'USE' },
  ],
}

/** The sample with its blobs. */
export const sampleParts: ArchiveParts = {
  records: sampleRecords,
  blobs: { PLAN: 'some plan', LOGO: 'logo', NOTE: 'note' },
}

function permission(
  space: string,
  subject: { readonly type: 'user' | 'group'; readonly id: string },
): NonNullable<RecordsByStream['space-permissions']>[number] {
  return {
    id: `permission:${space}/${subject.id}/read space`,
    space,
    subject,
    operation: 'read',
    target: 'space',
    native: 'VIEWSPACE',
  }
}
