import { describe, expect, it } from 'vitest'
import { hangingOn } from '@spacecrate/format'
import { ServedSample } from '../../testing/served-sample.js'
import type { Provenance } from '../store/site.js'
import { EmbeddedSite } from '../store/open-site.js'
import { recordList } from './parts/record-list.js'
import { recordUrl } from './urls.js'
import { Visit } from './visit.js'

const sample = new ServedSample()

const page = (): string => sample.page()
const settings = (): string => '/spaces/KILN/settings'

/** Each kind of the site, where people look for it, and what must be seen of it. */
const kinds: readonly (readonly [kind: string, path: () => string, shown: readonly (string | RegExp)[]])[] = [
  ['a status on a page', page, [/class="badge lozenge badge-\w+" title="#ff7452"\s*>Ready to fire</]],
  ['the emoji of a title', page, [/<h1><span class="emoji" title="1f525"\s*>🔥</]],
  [
    'a header image',
    page,
    [/<img\s+class="cover cover-picture cover-top"\s+src="\/attachments\/\d+\/2\/shelf%20plan.png"/],
  ],
  ['the width of a page', page, ['Page width', 'full-width']],
  ['a classification level', page, [/badge-orange" title="ORANGE"\s*>Workshop only</]],
  ['reactions', page, ['aria-label="Reactions"', '🔥', 'class="own-emoji"', 'src="/files/emoji/emoji:kiln-1"']],
  ['a reaction to a comment', () => `/comments/${sample.ids.comment.slice(8)}`, ['👍']],
  ['likes', page, ['1 like']],
  ['watchers and favourites', page, ['Watched by', 'Favourite of']],
  ['tasks', page, ['Order <strong>cones</strong>', 'Ben Ohm', '1 May 2020', 'Done', 'Number 2 in the text']],
  ['a public link', page, ['Public link on', '1 Jan 2023']],
  ['figures of a page', page, ['321 views', 'viewers', '1 Jan 2024 to 31 Jan 2024']],
  [
    'a custom emoji in a text',
    page,
    [/<img(?=[^>]*class="c-own-emoji")(?=[^>]*alt=":kiln:")[^>]*src="\/files\/emoji\/emoji:kiln-1"/],
  ],
  ['a shortcut link in a text', page, ['href="https://bugs.example.org/show?id=4%202"', '>Bug 4 2</a>']],
  ['a user macro in a text', page, ['user macro: Glaze swatch', '>glaze<']],
  ['a live doc', () => '/pages/live-9', ['Live doc']],
  ['a whiteboard', () => '/pages/whiteboard:9', ['Whiteboard', 'has no text of its own']],
  ['a database', () => '/pages/database:9', ['Database']],
  ['a smart link', () => '/pages/embed:9', ['href="https://video.example.org/watch?v=1"']],
  ['custom content', () => '/pages/custom:9', ['Custom content', 'com.example.glazes:recipe']],
  [
    'the file of a page in its draft',
    () => `/pages/${sample.ids.draft.slice(5)}`,
    [/<img(?=[^>]*class="c-image")[^>]*src="\/attachments\//],
  ],
  [
    'shortcuts of a space',
    () => '/spaces/KILN',
    [/<a [^>]*href="https:\/\/clay.example.org\/"[^>]*>Supplier of clay</, 'Trap'],
  ],
  ['a sidebar', settings, ['blog-link', 'Hidden', 'Supplier of clay', 'page-tree']],
  ['the header of pages', settings, ['<p>Kiln room <strong>rules</strong></p>', '&lt;script&gt;']],
  ['a theme and its colours', settings, ['com.example.themes:clay', 'fill="#7a3b12"']],
  ['PDF settings', settings, ['PDF export', '@page { size: A4 }']],
  ['statuses of a space', settings, [/badge-\w+" title="#57d9a3"\s*>Fired</]],
  ['related pages', settings, ['Related pages', 'false']],
  ['who has a role', settings, ['Ben Ohm', 'Kiln keeper', 'read space']],
  ['retention in a space', settings, ['What is in the trash', 'for 90 days']],
  ['figures of a space', settings, ['1,234']],
  ['a public link of a space', settings, ['blocked']],
  ['properties of a space', settings, ['colour-of-clay']],
  ['calendars of a space', settings, ['Firings', 'Bisque firings', 'Europe/Berlin', '1 event']],
  ['a calendar', () => '/calendars/1', ['Stoneware firing', '2 May 2024, 08:00 UTC', 'FREQ=WEEKLY', 'Bring gloves']],
  ['settings of the site', () => '/admin/settings', ['General configuration', 'siteTitle', 'captcha', 'Midnight']],
  ['permissions of the site', () => '/admin/permissions', ['USECONFLUENCE', 'create page', 'Kiln keeper']],
  [
    'the look of the site',
    () => '/admin/look',
    ['fill="#205081"', 'class="preview" src="/files/settings/', 'favicon.svg', '&lt;script&gt;alert(&quot;custom'],
  ],
  ['links of the site', () => '/admin/links', ['bugs', 'https://jira.example.org', 'Kiln tracker', 'Shop', 'Hidden']],
  ['levels of the site', () => '/admin/classification', ['Workshop only', 'Stays inside the walls']],
  ['emoji of the site', () => '/admin/emoji', [':kiln:', 'class="large-emoji"']],
  ['retention of the site', () => '/admin/retention', ['the last 25', 'rules of their own']],
  ['user macros', () => '/admin/macros', ['Glaze swatch', '&lt;script&gt;alert(&quot;macro']],
  ['the audit log', () => '/admin/audit', ['Space &lt;b&gt;removed&lt;/b&gt;', 'Group added', 'Everybody with a key']],
  ['all figures', () => '/admin/analytics', ['321', '1,234', 'How we fire']],
  ['all public links', () => '/admin/public-links', ['How we fire', 'Kiln room', 'blocked']],
  ['all calendars', () => '/admin/calendars', ['Firings', 'Holidays', 'Kiln room']],
  ['data of apps', () => '/admin/apps', ['com.example.glazes', 'state.bin', '71 bytes']],
  ['who has a role, with the permissions', () => '/spaces/KILN/permissions', ['Kiln keeper']],
  ['the picture of a person', () => '/people/ben', [/<img\s+class="avatar"\s+src="\/people\/ben\/avatar"/]],
  ['a picture that no page can show', () => '/people/cleo', [/class="file avatar-file" href="\/people\/cleo\/avatar"/]],
  ['properties of a person', () => '/people/ada', ['wheel', 'number four', 'Europe/Berlin']],
]

describe('every kind', () => {
  it.each(kinds)('is seen where people look for it: %s', async (_kind, path, shown) => {
    const { status, text } = await sample.ask(path())
    expect(status).toBe(200)
    for (const part of shown) {
      if (typeof part === 'string') expect(text).toContain(part)
      else expect(text).toMatch(part)
    }
    expect(text).not.toMatch(/<script|<[^>]*\s(?:on\w+|style)=|(?:href|src)="(?:javascript|http:\/\/jira)/i)
  })

  it('is found behind links of its own where there are many', async () => {
    const { store } = sample.site
    store.transaction(() => {
      for (let i = 100; i < 230; i++) {
        store.insert('audit-records', {
          id: `audit-record:many-${i}`,
          at: {
            at: `2025-01-01T10:${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}.000Z`,
          },
          summary: `Entry ${i}`,
        })
      }
    })
    const seen: string[] = []
    let path: string | undefined = '/admin/audit'
    for (let piece = 0; path !== undefined && piece < 10; piece++) {
      const { text } = await sample.ask(path)
      seen.push(...[...text.matchAll(/Entry (\d+)</g)].map(([, number = '']) => number))
      path = /href="(\/admin\/audit\?audit-records-after=[^"#]*)/.exec(text)?.[1]
    }
    expect(seen).toEqual(Array.from({ length: 130 }, (_, i) => String(229 - i)))
    const byId: string[] = []
    path = '/admin/records/audit-records'
    for (let piece = 0; path !== undefined && piece < 10; piece++) {
      const { text } = await sample.ask(path)
      byId.push(...[...text.matchAll(/<code>audit-record:many-(\d+)</g)].map(([, number = '']) => number))
      path = /href="(\/admin\/records\/audit-records\?after=[^"#]*)/.exec(text)?.[1]
    }
    expect(byId).toEqual(Array.from({ length: 130 }, (_, i) => String(100 + i)))
  })

  it('is listed by its rule where it has no columns of its own', async () => {
    const { site } = sample
    if (!(site instanceof EmbeddedSite)) throw new TypeError('The sample is an embedded site')
    const visit = new Visit(site.store, 'person:ada', new URL('http://127.0.0.1/'))
    const list = (await recordList(visit, sample.ids.page, { stream: 'tasks' }))?.text ?? ''
    expect([...list.matchAll(/<th scope="col">([^<]*)</g)].map(([, head]) => head)).toEqual([
      'State',
      'Assignee',
      'Due',
    ])
    expect(list).toContain('<h2>Tasks</h2>')
    expect(list).toContain('>Ben Ohm</a>')
    expect(list).not.toContain('/admin/')
    expect(await recordList(visit, sample.ids.home, { stream: 'tasks' })).toBeUndefined()
  })

  it('says what an undo took back that still lies in the site, since something is in it', async () => {
    const { store } = sample.site
    const provenance = { source: 'site-a', record: 'calendar:old', archive: 'archive-a' }
    const calendar = { id: 'calendar:old', name: 'Old firings' }
    const mark = store.insert('calendars', calendar, provenance)
    store.insert('calendar-events', { id: 'calendar-event:old', calendar: calendar.id, title: 'The last one' })
    expect((await sample.ask('/admin/calendars')).text).not.toContain('Taken back')
    store.withdraw('calendars', calendar.id, provenance, mark)
    expect((await sample.ask('/admin/calendars')).text).toMatch(/Old firings[^]*?Taken back/)
    expect((await sample.ask(recordUrl('calendars', calendar.id))).text).toContain('Taken back')
  })

  it('leads from a record to what belongs to it', async () => {
    const { text } = await sample.ask(recordUrl('content', sample.ids.page))
    for (const stream of ['versions', 'tasks', 'reactions', 'labels']) {
      expect(hangingOn('content')).toContain(stream)
      expect(text).toContain(`/admin/records/${stream}?owner=`)
    }
    const tasks = await sample.ask(`/admin/records/tasks?owner=${sample.ids.page}`)
    expect(tasks.text).toContain(`task:${sample.ids.page}/2`)
  })
})

describe('what pages say', () => {
  it('of an inline comment: its words, that nobody knows them, or nothing of a reply', async () => {
    const { text } = await sample.ask(page())
    expect(text.split('that the source did not name')).toHaveLength(2)
    const [, unplaced = ''] = text.split('id="comment:5"')
    expect(unplaced).toContain('that the source did not name')
  })

  it('of a space that is closed: that nobody has a permission, or that its import goes on', async () => {
    const { store } = sample.site
    const banner = async (key: string): Promise<string> =>
      /This space is closed:([^]*?)</.exec((await sample.ask(`/spaces/${key}`)).text)?.[1]?.replace(/\s+/g, ' ') ?? ''
    const provenance = (record: string): Provenance => ({ source: 'site-a', record, archive: 'archive-a' })
    for (const key of ['NONE', 'SOME']) {
      store.insert('spaces', { id: `space:${key}`, key, kind: 'global', status: 'current' }, provenance(key))
      store.close(`space:${key}`, provenance(key))
    }
    store.insert('space-permissions', {
      id: 'permission:some',
      space: 'space:SOME',
      subject: { type: 'everyone' },
      operation: 'read',
    })
    expect(await banner('NONE')).toContain('nobody has a permission in it')
    expect(await banner('SOME')).toContain('has not finished')
  })
})

describe('files of records', () => {
  it('are shown where they are pictures, and given to be saved where not', async () => {
    const picture = await sample.ask('/files/emoji/emoji:kiln-1')
    expect([picture.headers['content-type'], picture.headers['content-disposition']]).toEqual([
      'image/png',
      expect.stringContaining('inline'),
    ])
    const svg = await sample.ask('/files/settings/setting:site:source%2Flogo%2Ffavicon')
    expect([svg.headers['content-type'], svg.headers['content-disposition']]).toEqual([
      'application/octet-stream',
      expect.stringMatching(/^attachment; filename="favicon.svg"/),
    ])
    const data = await sample.ask('/files/app-data/app-file:com.example.glazes%2Fstate.bin')
    expect([data.headers['content-type'], data.headers['content-disposition']]).toEqual([
      'application/octet-stream',
      expect.stringMatching(/^attachment; filename="state.bin"/),
    ])
    for (const { headers } of [picture, svg, data]) expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it('give whole texts to be saved', async () => {
    const { headers, text } = await sample.ask('/files/user-macros/user-macro:glaze?field=template')
    expect(text).toBe('<script>alert("macro")</script> #set($x = 1)')
    expect([headers['content-type'], headers['content-disposition'], headers['x-content-type-options']]).toEqual([
      'application/octet-stream',
      expect.stringMatching(/^attachment; filename="glaze"/),
      'nosniff',
    ])
  })

  it.each([
    ['/files/emoji/none', 404],
    ['/files/nothing/x', 404],
    ['/files/emoji/emoji:kiln-1?field=shortName', 404],
    ['/files/people/person:ben?field=avatar', 200],
    ['/files/people/person:ben?field=constructor', 404],
  ])('answer %s with %i', async (path, expected) => {
    expect((await sample.ask(path)).status).toBe(expected)
  })
})

describe('who may see settings and evidence', () => {
  const statuses = async (path: string): Promise<(number | undefined)[]> =>
    Promise.all(sample.viewers.map(async (viewer) => (await sample.ask(path, { viewer })).status))

  it.each<[string, readonly number[]]>([
    ['/admin', [200, 403, 403, 403]],
    ['/admin/settings', [200, 403, 403, 403]],
    ['/admin/audit', [200, 403, 403, 403]],
    ['/admin/records', [200, 403, 403, 403]],
    ['/admin/records/people', [200, 403, 403, 403]],
    ['/admin/records/people/person:ada', [200, 403, 403, 403]],
    ['/admin/records/people/person:nobody', [404, 403, 403, 403]],
    ['/admin/records/nothing', [404, 403, 403, 403]],
    ['/spaces/KILN/settings', [200, 200, 403, 404]],
    ['/calendars/1', [200, 200, 403, 403]],
    ['/calendars/3', [200, 403, 403, 403]],
    ['/calendars/4', [404, 403, 403, 403]],
    ['/files/emoji/emoji:kiln-1', [200, 200, 200, 403]],
    ['/files/app-data/app-file:com.example.glazes%2Fstate.bin', [200, 403, 403, 403]],
    ['/files/settings/setting:site:source%2Flogo%2Fsite-logo', [200, 403, 403, 403]],
    ['/files/people/person:ben?field=avatar', [200, 403, 403, 403]],
    ['/files/people/person:nobody?field=avatar', [404, 403, 403, 403]],
    ['/files/settings/setting:nothing', [404, 403, 403, 403]],
    ['/files/memberships/membership:group:potters%2Fperson:ben', [404, 403, 403, 403]],
    [`/files/settings/setting:space:65537%2Flayout%2Fheader?field=value`, [200, 200, 403, 403]],
  ])('answers %s to administrator, ada, ben and nobody with %j', async (path, expected) => {
    expect(await statuses(path)).toEqual(expected)
  })

  it('names no watcher to readers, and a favourite only to whose it is', async () => {
    const ben = (await sample.ask(page(), { viewer: 'person:ben' })).text
    expect(ben).not.toContain('Watched by')
    expect(ben).toContain('Favourite of')
    const ada = (await sample.ask(page(), { viewer: 'person:ada' })).text
    expect(ada).toContain('Watched by')
    expect(ada).not.toContain('Favourite of')
    for (const text of [ada, ben]) expect(text).not.toContain('/admin')
  })

  it('shows properties of people to the administrator alone', async () => {
    expect((await sample.ask('/people/ada', { viewer: 'person:ada' })).text).not.toContain('number four')
  })
})
