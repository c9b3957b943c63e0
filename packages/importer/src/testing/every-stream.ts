import type { ArchiveParts, RecordsByStream } from './build-archive.js'
import { sampleParts, sampleRecords } from './sample-records.js'

const at = { at: '2030-05-06T07:08:09.000Z' }
const level = 'classification-level:1'
const site = 'site:source'

/** What belongs to the site at large. */
const siteRecords: RecordsByStream = {
  roles: [
    {
      id: 'role:1',
      name: 'Reviewer',
      kind: 'custom',
      permissions: ['read space', 'create comment'],
      created: { by: 'person:k-ann', at },
    },
  ],
  'classification-levels': [{ id: level, name: 'Internal', colour: 'blue', position: 1, status: 'published' }],
  emoji: [
    { id: 'emoji:1', shortName: ':kiln:', name: 'Kiln', file: 'KILN', mediaType: 'image/png', bytes: 4 },
    { id: 'emoji:2', shortName: ':cone:', created: { by: 'person:k-bob', at } },
  ],
  permissions: [
    { id: 'permission:site/group:writers/USE', subject: { type: 'group', id: 'group:writers' }, native: 'USE' },
    { id: 'permission:site/anonymous/USE', subject: { type: 'anonymous' }, native: 'USE' },
  ],
  'default-permissions': [
    {
      id: 'default-permission:group:readers/read space',
      subject: { type: 'group', id: 'group:readers' },
      operation: 'read',
      target: 'space',
    },
  ],
  'shortcut-links': [{ id: 'shortcut-link:bugs', key: 'bugs', url: 'https://bugs.example/%s', alias: 'bug %s' }],
  'application-links': [
    { id: 'application-link:1', name: 'Jira', kind: 'jira', displayUrl: 'https://jira.example', primary: true },
  ],
  'navigator-entries': [
    { id: 'navigator-entry:1', name: 'Jira', url: 'https://jira.example', position: 1, groups: ['writers'] },
  ],
  'user-macros': [
    {
      id: 'user-macro:banner',
      name: 'banner',
      template: { format: 'plain', value: '<div>$body</div>' },
      bodyKind: 'rendered',
    },
  ],
  'audit-records': [
    { id: 'audit-record:1', at, by: 'person:k-ann', byName: 'Ann', summary: 'Page removed', on: 'page:11' },
    { id: 'audit-record:2', at, byName: 'Somebody', summary: 'Login failed', affected: 'admin' },
  ],
  'app-data': [{ id: 'app-file:diagrams/store.bin', app: 'diagrams', name: 'store.bin', file: 'APPDATA', bytes: 8 }],
}

/** What hangs on spaces, contents and the site itself. */
const hangingRecords: RecordsByStream = {
  'role-assignments': [
    {
      id: 'role-assignment:space:2/person:k-bob/role:1',
      space: 'space:2',
      subject: { type: 'user', id: 'person:k-bob' },
      role: 'role:1',
    },
  ],
  'space-states': [
    { id: 'space-state:space:1/Rough', space: 'space:1', name: 'Rough', colour: '#ff7452', position: 1 },
  ],
  'sidebar-links': [
    { id: 'sidebar-link:1', space: 'space:1', list: 'main', native: 'pages-link', position: 1, hidden: true },
    { id: 'sidebar-link:2', space: 'space:1', list: 'shortcut', title: 'Plans', target: 'page:11', position: 1 },
    { id: 'sidebar-link:3', space: 'space:1', list: 'shortcut', title: 'Out', url: 'https://elsewhere.example/' },
  ],
  states: [{ id: 'state:page:11', on: 'page:11', name: 'Rough', scope: 'space', set: { by: 'person:k-bob', at } }],
  tasks: [
    {
      id: 'task:page:11/1',
      on: 'page:11',
      localId: '1',
      state: 'incomplete',
      text: { format: 'storage', value: '<p>Fire the kiln</p>' },
      assignee: 'person:k-bob',
      due: '2030-06-01',
    },
    {
      id: 'task:comment:40/2',
      on: 'comment:40',
      localId: '2',
      state: 'complete',
      completed: { by: 'person:k-ann', at },
    },
  ],
  reactions: [
    { id: 'reaction:page:10/person:k-ann/👍', on: 'page:10', by: 'person:k-ann', emoji: '👍' },
    {
      id: 'reaction:comment:40/person:k-bob/:kiln:',
      on: 'comment:40',
      by: 'person:k-bob',
      emoji: ':kiln:',
      custom: 'emoji:1',
    },
  ],
  'public-links': [{ id: 'public-link:page:10', on: 'page:10', state: 'on', created: { by: 'person:k-ann', at } }],
  analytics: [
    { id: 'figure:page:10/views//', on: 'page:10', measure: 'views', value: 12 },
    {
      id: 'figure:space:1/views/2030-05-01/person:k-bob',
      on: 'space:1',
      measure: 'views',
      value: 2,
      from: '2030-05-01',
      by: 'person:k-bob',
    },
    { id: `figure:${site}/viewers//`, on: site, measure: 'viewers', value: 3 },
  ],
  settings: [
    {
      id: `setting:${site}/general/siteTitle`,
      owner: site,
      area: 'general',
      key: 'siteTitle',
      value: { format: 'plain', value: 'Kiln' },
    },
    {
      id: `setting:${site}/logo/favicon`,
      owner: site,
      area: 'logo',
      key: 'favicon',
      file: 'KILN',
      fileName: 'f.png',
      bytes: 4,
    },
    {
      id: 'setting:space:1/layout/header',
      owner: 'space:1',
      area: 'layout',
      key: 'header',
      value: { format: 'storage', value: '<p>Header</p>' },
      modified: { by: 'person:k-ann', at },
    },
  ],
  'retention-rules': [
    { id: `retention-rule:${site}/versions`, owner: site, of: 'versions', keep: 'all', spaceMayDiffer: true },
    { id: 'retention-rule:space:1/trash', owner: 'space:1', of: 'trash', keep: 'days', value: 30 },
  ],
  calendars: [
    { id: 'calendar:1', space: 'space:1', name: 'Firings', created: { by: 'person:k-ann', at } },
    { id: 'calendar:2', space: 'space:1', parent: 'calendar:1', name: 'Glaze firings' },
    { id: 'calendar:3', name: 'Holidays' },
  ],
  'calendar-events': [
    {
      id: 'calendar-event:1',
      calendar: 'calendar:2',
      title: 'Cone 6',
      description: { format: 'plain', value: 'hot' },
      start: '2030-06-01',
    },
    { id: 'calendar-event:2', calendar: 'calendar:3', title: 'Closed', url: 'https://elsewhere.example/' },
  ],
  properties: [
    ...(sampleRecords.properties ?? []),
    { id: `property:${site}/announcement`, owner: site, key: 'announcement', value: '"hello"', json: true },
  ],
}

/** The sample with records of every stream. */
export const everyRecord: RecordsByStream = {
  ...sampleRecords,
  spaces: (sampleRecords.spaces ?? []).map((space) => ({ ...space, classification: level })),
  content: (sampleRecords.content ?? []).map((one) => (one.id === 'page:12' ? { ...one, classification: level } : one)),
  ...siteRecords,
  ...hangingRecords,
}

/** The same with its blobs. */
export const everyPart: ArchiveParts = {
  records: everyRecord,
  blobs: { ...sampleParts.blobs, KILN: 'kiln', APPDATA: 'app data' },
}

/** Everything that may be allowed at the site at large. */
export const allowSite = ['site-permissions', 'site-settings', 'site-templates'] as const
