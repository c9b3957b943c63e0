import { describe, expect, it } from 'vitest'
import { ServedSample } from '../../testing/served-sample.js'

const sample = new ServedSample()

describe('pages', () => {
  it.each<[string, () => string, readonly string[]]>([
    ['spaces', () => '/', ['Kiln room', 'Personal spaces', 'Archived spaces', '5 pages · 1 post', 'pottery']],
    [
      'a space',
      () => '/spaces/KILN',
      ['Everything about firing', 'The rota hangs on the door', 'How we fire', 'The new kiln is here'],
    ],
    ['a space in other letter case', () => '/spaces/kiln', ['Kiln room']],
    ['a space by id', () => `/spaces/${sample.ids.space}`, ['Kiln room']],
    ['a tree', () => '/spaces/KILN/tree', ['Glazes', 'Papers', 'Folder']],
    ['the tree below a page', () => `/spaces/KILN/tree?below=${sample.ids.page}`, ['Cones &amp; &lt;shelves&gt;']],
    ['posts', () => '/spaces/KILN/posts', ['The new kiln is here', '12 Mar 2019']],
    ['the trash', () => '/spaces/KILN/trash', ['Old rota']],
    ['the archive', () => '/spaces/KILN/archived', ['Rota of 2018']],
    ['drafts', () => '/spaces/KILN/drafts', ['How we fire (draft)']],
    ['templates', () => '/spaces/KILN/templates', ['Firing log']],
    ['permissions', () => '/spaces/KILN/permissions', ['potters', 'read space', 'administer space']],
    [
      'a page',
      () => sample.page(),
      [
        'The kiln is loaded on <strong>Thursdays</strong>',
        'Ada Kilnwright',
        '12 Mar 2019, 09:30 UTC',
        'Version 3',
        'stoneware',
        '1 like',
        'shelf plan.png',
        '2 versions',
        'Resolved',
        'We had two cracks',
        'content-appearance',
        'href="/pages/65540"',
      ],
    ],
    ['a page by its whole id', () => `/pages/${encodeURIComponent(sample.ids.page)}`, ['How we fire']],
    ['a post', () => `/pages/${sample.ids.post.slice(5)}`, ['it is hot', 'Blog post', '12 Mar 2019']],
    [
      'a restricted page',
      () => `/pages/${sample.ids.secret.slice(5)}`,
      ['Restricted', 'Only these may read it', 'potters'],
    ],
    ['a page in the trash', () => `/pages/${sample.ids.trashed.slice(5)}`, ['is in the trash']],
    ['an archived page', () => `/pages/${sample.ids.archived.slice(5)}`, ['is archived']],
    ['a draft', () => `/pages/${sample.ids.draft.slice(5)}`, ['This is a draft', 'How we fire</a>']],
    ['a folder', () => '/pages/folder%3A9', ['Papers', 'has no text of its own']],
    [
      'a history',
      () => sample.page('/versions'),
      ['Curve for stoneware added', 'minor edit', 'Title: Firing', 'Current', '2 Feb 2020, 14:05 UTC'],
    ],
    ['an old version', () => sample.page('/versions/1'), ['First words', 'not the current one', 'Version 2 →']],
    ['attachments of a page', () => sample.page('/attachments'), ['drawing.svg', '71 bytes']],
    ['an attachment', () => `/attachments/${sample.ids.picture.slice(11)}`, ['Corners straightened', 'image/png']],
    ['a comment', () => `/comments/${sample.ids.comment.slice(8)}`, ['big plates', 'ten minutes']],
    [
      'versions of a comment',
      () => `/comments/${sample.ids.comment.slice(8)}/versions`,
      ['Version 1 of it', 'big plates'],
    ],
    ['people', () => '/people', ['Ada Kilnwright', 'Ben Ohm', 'deleted']],
    ['a person', () => '/people/ada', ['Europe/Berlin', 'ada@example.org']],
    ['groups', () => '/groups', ['potters', 'Everybody with a key', 'site-administrators']],
    ['a group', () => '/groups/potters', ['Ben Ohm']],
    ['site templates', () => '/templates', ['There are no templates']],
    ['a template', () => `/templates/${sample.ids.template.slice(9)}`, ['What went in.', 'Version 1']],
    [
      'a version of a template',
      () => `/templates/${sample.ids.template.slice(9)}/versions/1`,
      ['What went in.', 'Template, version 1'],
    ],
    ['a search', () => '/search?q=HOW+we', ['How we fire', 'How we fire (draft)']],
    ['a search for a person', () => '/search?q=kilnw', ['Ada Kilnwright']],
    ['an empty search', () => '/search', ['Type a part of a title']],
  ])('shows %s', async (_, path, expected) => {
    const { status, text, headers } = await sample.ask(path())
    expect(status).toBe(200)
    for (const part of expected) expect(text).toContain(part)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    expect([headers['x-content-type-options'], headers['referrer-policy'], headers['cache-control']]).toEqual([
      'nosniff',
      'no-referrer',
      'no-store',
    ])
    expect(text).not.toMatch(/<script|<img src=x|<[^>]*\s(on\w+|style)=|(?:href|src)="javascript:/i)
    expect(text).not.toContain('undefined')
  })

  it('leads nowhere that is not there', { timeout: 60_000 }, async () => {
    const seen = new Set<string>(['/'])
    const waiting = ['/']
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const { status, text } = await sample.ask(path)
      expect([path, status]).toEqual([path, 200])
      for (const [, tag, found = ''] of text.matchAll(/<(\w+)\s[^>]*?(?:href|src|action)="([^"#]*)/g)) {
        const next = found.replaceAll('&amp;', '&')
        if (next === '' || seen.has(next)) continue
        // Only a link leads to another site, never a picture or a form.
        if (tag === 'a' && /^https?:\/\/(?:\w+\.example\.org|jira\.internal)[:/]/.test(next)) continue
        expect(next).toMatch(/^\/(?!\/)/)
        seen.add(next)
        waiting.push(next)
      }
    }
    expect(seen.size).toBeGreaterThan(50)
    expect([...seen].filter((path) => path.includes('trash')).length).toBeGreaterThan(0)
  })

  it('has one style sheet and one icon', async () => {
    expect((await sample.ask('/assets/site.css')).headers['content-type']).toBe('text/css; charset=utf-8')
    expect((await sample.ask('/assets/icon.svg')).headers['content-type']).toBe('image/svg+xml')
  })
})

describe('who may see what', () => {
  const statuses = async (path: string): Promise<(number | undefined)[]> =>
    Promise.all(sample.viewers.map(async (viewer) => (await sample.ask(path, { viewer })).status))

  it.each<[string, () => string, readonly number[]]>([
    ['a page', () => sample.page(), [200, 200, 200, 404]],
    ['a restricted page', () => `/pages/${sample.ids.secret.slice(5)}`, [200, 200, 404, 404]],
    ['its history', () => `/pages/${sample.ids.secret.slice(5)}/versions`, [200, 200, 404, 404]],
    ['its text', () => `/pages/${sample.ids.secret.slice(5)}/versions/1`, [200, 200, 404, 404]],
    ['the trash', () => `/pages/${sample.ids.trashed.slice(5)}`, [200, 200, 404, 404]],
    ['a draft', () => `/pages/${sample.ids.draft.slice(5)}`, [200, 200, 404, 404]],
    ['a comment', () => '/comments/2', [200, 200, 200, 404]],
    ['a file', () => `/attachments/${sample.ids.picture.slice(11)}/1/x`, [200, 200, 200, 404]],
    ['a space', () => '/spaces/KILN', [200, 200, 200, 404]],
    ['permissions', () => '/spaces/KILN/permissions', [200, 200, 403, 404]],
    ['the list of the trash', () => '/spaces/KILN/trash', [200, 200, 403, 404]],
    ['people', () => '/people', [200, 200, 200, 403]],
    ['a person', () => '/people/ada', [200, 200, 200, 403]],
    ['a picture of a person', () => '/people/ben/avatar', [200, 200, 200, 403]],
    ['a group', () => '/groups/potters', [200, 200, 200, 403]],
    ['a template', () => `/templates/${sample.ids.template.slice(9)}`, [200, 200, 200, 404]],
    ['a space without permissions', () => '/spaces/~ada', [200, 404, 404, 404]],
  ])('answers %s to administrator, ada, ben and nobody with %j', async (_, path, expected) => {
    expect(await statuses(path())).toEqual(expected)
  })

  it('names nothing restricted in lists, trees, links, search or errors', async () => {
    for (const path of [
      '/',
      '/spaces/KILN',
      '/spaces/KILN/tree',
      '/spaces/KILN/trash',
      '/spaces/KILN/drafts',
      '/search?q=a',
      sample.page(),
      `/pages/${sample.ids.secret.slice(5)}`,
    ]) {
      const { text } = await sample.ask(path, { viewer: 'person:ben' })
      expect(text).not.toContain('celadon')
      expect(text).not.toMatch(/Old rota|fire \(draft\)|ada@example/)
      // A body may say the name of a page; it must not lead there.
      expect(text.replace(/<article[^]*?<\/article>/, '')).not.toContain('Glazes')
      expect(text).not.toContain(`/pages/${sample.ids.secret.slice(5)}"`)
    }
    expect((await sample.ask('/', { viewer: 'anonymous' })).text).not.toMatch(/Kiln|\d pages/)
  })

  it('links to no people and groups for those who may not look them up', async () => {
    const { site, ids } = sample
    site.store.insert('space-permissions', {
      id: `permission:${ids.space}/anonymous/read space`,
      space: ids.space,
      subject: { type: 'anonymous' },
      operation: 'read',
      target: 'space',
    })
    const { status, text } = await sample.ask(sample.page(), { viewer: 'anonymous' })
    expect(status).toBe(200)
    expect(text).toContain('Ada Kilnwright')
    expect(text).toContain('>:kiln:</span>')
    expect(text).not.toMatch(/href="\/(people|groups|admin)|src="\/files/)
  })
})
