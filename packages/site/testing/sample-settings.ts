import type { StreamRecords } from '@spacecrate/format'
import type { SiteStore } from '../src/store/site.js'

const at = (text: string): { readonly at: string } => ({ at: `${text}:00.000Z` })

/** Digests of the files that settings and apps point to. */
export interface SampleFiles {
  readonly picture: { readonly digest: string; readonly bytes: number }
  readonly drawing: { readonly digest: string; readonly bytes: number }
}

/** The level that a page of the sample has. */
export function fillLevels(store: SiteStore): void {
  store.insert('classification-levels', {
    id: 'classification-level:1',
    name: 'Workshop only',
    colour: 'ORANGE',
    guideline: 'Stays inside the walls',
    status: 'published',
    position: 1,
  })
}

/** Everything of a site and a space that is no text: settings, links, roles, evidence. Called inside a transaction. */
export function fillSettings(
  store: SiteStore,
  { space, page, comment }: { readonly space: string; readonly page: string; readonly comment: string },
  { picture, drawing }: SampleFiles,
): void {
  const site = 'site:source'
  const setting = (
    owner: string,
    area: StreamRecords['settings']['area'],
    key: string,
    value: string,
    format: 'plain' | 'json' | 'storage' = 'plain',
  ): unknown =>
    store.insert('settings', { id: `setting:${owner}/${area}/${key}`, owner, area, key, value: { format, value } })

  setting(site, 'general', 'siteTitle', 'Riverside <Pottery>')
  setting(site, 'security', 'captcha', 'true')
  setting(site, 'code-macro', 'default-theme', 'Midnight')
  setting(site, 'colour-scheme', 'colours', '{"topBar":"#205081","links":"#3572b0"}', 'json')
  setting(
    site,
    'stylesheet',
    'global',
    'body { background: url(https://evil.example/x.png) } </style><script>alert(1)</script>',
  )
  setting(site, 'custom-html', 'beforeBodyEnd', '<script>alert("custom")</script>')
  for (const [key, file, fileName] of [
    ['site-logo', picture, 'logo.png'],
    ['favicon', drawing, 'favicon.svg'],
  ] as const) {
    store.insert('settings', {
      id: `setting:${site}/logo/${key}`,
      owner: site,
      area: 'logo',
      key,
      fileName,
      file: file.digest,
      bytes: file.bytes,
      mediaType: 'image/png',
    })
  }
  store.insert('permissions', {
    id: 'permission:site/group:potters/USECONFLUENCE',
    subject: { type: 'group', id: 'group:potters' },
    native: 'USECONFLUENCE',
  })
  store.insert('default-permissions', {
    id: 'default-permission:group:potters/create page',
    subject: { type: 'group', id: 'group:potters' },
    operation: 'create',
    target: 'page',
  })
  store.insert('roles', {
    id: 'role:keeper',
    name: 'Kiln keeper',
    kind: 'custom',
    description: 'Has the key',
    permissions: ['read space', 'create page'],
  })
  store.insert('role-assignments', {
    id: `role-assignment:${space}/person:ben/role:keeper`,
    space,
    subject: { type: 'user', id: 'person:ben' },
    role: 'role:keeper',
  })
  store.insert('emoji', {
    id: 'emoji:kiln-1',
    shortName: ':kiln:',
    name: 'A kiln',
    file: picture.digest,
    bytes: picture.bytes,
    mediaType: 'image/png',
  })
  store.insert('shortcut-links', {
    id: 'shortcut-link:bugs',
    key: 'bugs',
    url: 'https://bugs.example.org/show?id=%s',
    alias: 'Bug %s',
  })
  store.insert('shortcut-links', { id: 'shortcut-link:evil', key: 'evil', url: 'javascript:alert(%s)' })
  store.insert('application-links', {
    id: 'application-link:1',
    name: 'Kiln tracker',
    kind: 'jira',
    url: 'http://jira.internal:8080',
    displayUrl: 'https://jira.example.org/',
    primary: true,
  })
  store.insert('navigator-entries', {
    id: 'navigator-entry:1',
    name: 'Shop',
    url: 'javascript:alert(1)',
    position: 1,
    hidden: true,
    groups: ['group:potters'],
  })
  store.insert('retention-rules', {
    id: `retention-rule:${site}/versions`,
    owner: site,
    of: 'versions',
    keep: 'count',
    value: 25,
    spaceMayDiffer: true,
  })
  store.insert('user-macros', {
    id: 'user-macro:glaze',
    name: 'glaze',
    title: 'Glaze swatch',
    bodyKind: 'none',
    template: { format: 'plain', value: '<script>alert("macro")</script> #set($x = 1)' },
  })
  store.insert('audit-records', {
    id: 'audit-record:1',
    at: at('2024-01-01T10:00'),
    by: 'person:ada',
    summary: 'Group added',
    category: 'Users and groups',
    affected: 'potters',
    affectedKind: 'group',
    changes: [{ name: 'Description', from: 'None', to: 'Everybody with a key' }],
  })
  store.insert('audit-records', {
    id: 'audit-record:2',
    at: at('2024-02-01T10:00'),
    byName: 'Gone',
    summary: 'Space <b>removed</b>',
  })
  store.insert('calendars', {
    id: 'calendar:1',
    space,
    name: 'Firings',
    kind: 'custom',
    colour: '#d04437',
    timeZone: 'Europe/Berlin',
  })
  store.insert('calendars', { id: 'calendar:2', space, name: 'Bisque firings', parent: 'calendar:1' })
  store.insert('calendars', { id: 'calendar:3', name: 'Holidays' })
  store.insert('calendar-events', {
    id: 'calendar-event:1',
    calendar: 'calendar:1',
    title: 'Stoneware firing',
    start: '2024-05-02T08:00:00.000Z',
    end: '2024-05-02T20:00:00.000Z',
    location: 'Kiln 2',
    url: 'javascript:alert(1)',
    rule: 'FREQ=WEEKLY;BYDAY=TH',
    description: { format: 'plain', value: 'Bring gloves' },
  })
  store.insert('app-data', {
    id: 'app-file:com.example.glazes/state.bin',
    app: 'com.example.glazes',
    name: 'state.bin',
    version: '2.1',
    file: drawing.digest,
    bytes: drawing.bytes,
    mediaType: 'text/html',
  })
  fillSpace(store, space, setting)
  fillContent(store, page, comment)
}

function fillSpace(
  store: SiteStore,
  space: string,
  setting: (
    owner: string,
    area: StreamRecords['settings']['area'],
    key: string,
    value: string,
    format?: 'json' | 'storage',
  ) => unknown,
): void {
  setting(space, 'layout', 'header', '<p>Kiln room <strong>rules</strong><script>alert(1)</script></p>', 'storage')
  setting(space, 'theme', 'theme', 'com.example.themes:clay')
  setting(space, 'look-and-feel', 'colours', '{"headings":"#7a3b12"}', 'json')
  setting(space, 'pdf', 'stylesheet', '@page { size: A4 }')
  setting(space, 'related-pages', 'enabled', 'false')
  setting(space, 'sidebar', 'nav-type', 'page-tree')
  store.insert('sidebar-links', {
    id: 'sidebar-link:1',
    space,
    list: 'main',
    native: 'blog-link',
    position: 1,
    hidden: true,
  })
  store.insert('sidebar-links', {
    id: 'sidebar-link:2',
    space,
    list: 'shortcut',
    title: 'Supplier of clay',
    url: 'https://clay.example.org/',
    position: 1,
  })
  store.insert('sidebar-links', {
    id: 'sidebar-link:3',
    space,
    list: 'shortcut',
    title: 'Trap',
    url: 'javascript:alert(1)',
    position: 2,
  })
  store.insert('space-states', {
    id: `space-state:${space}/Fired`,
    space,
    name: 'Fired',
    colour: '#57d9a3',
    scope: 'space',
  })
  store.insert('retention-rules', {
    id: `retention-rule:${space}/trash`,
    owner: space,
    of: 'trash',
    keep: 'days',
    value: 90,
  })
  store.insert('analytics', { id: `figure:${space}/views//`, on: space, measure: 'views', value: 1234 })
  store.insert('public-links', { id: `public-link:${space}`, on: space, state: 'blocked' })
  store.insert('watches', { id: `watch:${space}/person:ben/watch`, on: space, by: 'person:ben', kind: 'watch' })
  store.insert('properties', {
    id: `property:${space}/colour-of-clay`,
    owner: space,
    key: 'colour-of-clay',
    value: 'red',
  })
  store.insert('properties', {
    id: 'property:person:ada/wheel',
    owner: 'person:ada',
    key: 'wheel',
    value: 'number four',
  })
}

function fillContent(store: SiteStore, page: string, comment: string): void {
  const property = (key: string, value: string): unknown =>
    store.insert('properties', { id: `property:${page}/${key}`, owner: page, key, value, json: true })
  property('emoji-title-published', '"1f525"')
  property('cover-picture-id-published', '"{\\"id\\":\\"media-1\\",\\"position\\":20}"')
  property('content-appearance-published', '"full-width"')
  store.insert('states', { id: `state:${page}`, on: page, name: 'Ready to fire', colour: '#ff7452', scope: 'custom' })
  store.insert('tasks', {
    id: `task:${page}/1`,
    on: page,
    localId: '1',
    state: 'incomplete',
    text: { format: 'storage', value: '<p>Order <strong>cones</strong></p>' },
    assignee: 'person:ben',
    due: '2020-05-01',
  })
  store.insert('tasks', {
    id: `task:${page}/2`,
    on: page,
    localId: '2',
    state: 'complete',
    completed: { by: 'person:ada', at: at('2020-04-30T12:00') },
  })
  for (const [on, by, emoji] of [
    [page, 'person:ada', '🔥'],
    [page, 'person:ben', '🔥'],
    [page, 'person:ben', ':kiln:'],
    [comment, 'person:ben', '👍'],
  ] as const) {
    const custom = emoji === ':kiln:' ? { custom: 'emoji:kiln-1' } : {}
    store.insert('reactions', { id: `reaction:${on}/${by}/${emoji}`, on, by, emoji, ...custom })
  }
  store.insert('watches', { id: `watch:${page}/person:ben/favourite`, on: page, by: 'person:ben', kind: 'favourite' })
  store.insert('public-links', {
    id: `public-link:${page}`,
    on: page,
    state: 'on',
    created: { by: 'person:ada', at: at('2023-01-01T10:00') },
  })
  store.insert('analytics', { id: `figure:${page}/views//`, on: page, measure: 'views', value: 321 })
  store.insert('analytics', {
    id: `figure:${page}/viewers/2024-01-01/`,
    on: page,
    measure: 'viewers',
    value: 17,
    from: '2024-01-01',
    to: '2024-01-31',
  })
}
