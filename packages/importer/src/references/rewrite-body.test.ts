import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { linkedBody } from '../testing/sample-records.js'
import type { BodyPlace, ResolvedTarget, Resolver } from './resolver.js'
import { rewriteBody } from './rewrite-body.js'

const renamed: ResolvedTarget = { id: 'space:1', target: 'space:101', named: { key: 'DOC2' } }
const kept: ResolvedTarget = { id: 'space:2', target: 'space:102', named: { key: 'OPS' } }
const skipped: ResolvedTarget = { id: 'space:3', named: { key: 'SKIP' } }
const spaces: Readonly<Record<string, ResolvedTarget>> = { doc: renamed, ops: kept, skip: skipped }
const pages: Readonly<Record<string, ResolvedTarget>> = {
  'space:1 Plans': { id: 'page:11', target: 'page:211' },
  'space:1 Old': { id: 'page:12', target: 'page:212', named: { title: 'New "one"' } },
  'space:2 Runbook': { id: 'page:20', target: 'page:220' },
  'space:3 Lost': { id: 'page:30' },
}
const people: Readonly<Record<string, ResolvedTarget>> = {
  'userkey k-ann': { id: 'person:k-ann', target: 'person:a', named: { accountId: 'acc:1', userKey: 'k-ann' } },
  'userkey k-bob': { id: 'person:k-bob', target: 'person:b', named: { accountId: 'acc:2', userName: 'bob' } },
  'username eve': { id: 'person:k-eve', target: 'person:e', named: { userKey: 'k-eve2' } },
  'account-id lost': { id: 'person:lost' },
  'userkey nameless': { id: 'person:n', target: 'person:n', named: {} },
}
const resolver: Resolver = {
  space: (key) => spaces[key.toLowerCase()],
  page: (space, title) => pages[`${space} ${title}`],
  post: (space, title, day) =>
    `${space} ${title} ${day}` === 'space:1 News 2030/05/06' ? { id: 'post:1', target: 'post:201' } : undefined,
  content: (digits) => ({ '11': { id: 'page:11', target: 'page:211' }, '30': { id: 'page:30' } })[digits],
  person: (kind, value) => people[`${kind} ${value}`],
  hasFile: (container, name) =>
    `${container} ${name}` === 'page:10 plan.png' || `${container} ${name}` === 'page:11 other.png',
  isSourceHost: (host) => host === 'wiki.example.org',
}
const place: BodyPlace = { holder: 'page:10', content: 'page:10', space: 'space:1' }

const same = 'unchanged'
const dead = 'unresolved'

const table: readonly (readonly [what: string, before: string, after: string, outcome: string])[] = [
  ['a page of the same space', '<ri:page ri:content-title="Plans"/>', '<ri:page ri:content-title="Plans"/>', same],
  [
    'a page of a renamed space',
    "<ri:page ri:space-key='doc' ri:content-title='Plans' />",
    "<ri:page ri:space-key='DOC2' ri:content-title='Plans' />",
    'rewritten',
  ],
  [
    'a page of a space that kept its key',
    '<ri:page ri:space-key="ops" ri:content-title="Runbook"/>',
    '<ri:page ri:space-key="ops" ri:content-title="Runbook"/>',
    same,
  ],
  [
    'a page with a new title',
    '<ri:page ri:content-title="Old" ri:version-at-save="3"/>',
    '<ri:page ri:content-title="New &quot;one&quot;" ri:version-at-save="3"/>',
    'rewritten',
  ],
  [
    'a page that is not there, in a renamed space',
    '<ri:page ri:space-key="DOC" ri:content-title="No"/>',
    '<ri:page ri:space-key="DOC2" ri:content-title="No"/>',
    `${dead} TARGET_NOT_IN_ARCHIVE`,
  ],
  [
    'a page of an unknown space',
    '<ri:page ri:space-key="XYZ" ri:content-title="No"/>',
    '<ri:page ri:space-key="XYZ" ri:content-title="No"/>',
    `${dead} SPACE_NOT_IN_ARCHIVE`,
  ],
  [
    'a page of a skipped space',
    '<ri:page ri:space-key="SKIP" ri:content-title="Lost"/>',
    '<ri:page ri:space-key="SKIP" ri:content-title="Lost"/>',
    `${dead} TARGET_NOT_IMPORTED`,
  ],
  ['a page by id', '<ri:page ri:content-id="11"/>', '<ri:page ri:content-id="211"/>', 'rewritten'],
  [
    'a post',
    '<ri:blog-post ri:content-title="News" ri:posting-day="2030/05/06"/>',
    '<ri:blog-post ri:content-title="News" ri:posting-day="2030/05/06"/>',
    same,
  ],
  [
    'a post of another day',
    '<ri:blog-post ri:content-title="News" ri:posting-day="2030/05/07"/>',
    '<ri:blog-post ri:content-title="News" ri:posting-day="2030/05/07"/>',
    `${dead} TARGET_NOT_IN_ARCHIVE`,
  ],
  ['a content', '<ri:content-entity ri:content-id="11"/>', '<ri:content-entity ri:content-id="211"/>', 'rewritten'],
  [
    'a content that was skipped',
    '<ri:content-entity ri:content-id="30"/>',
    '<ri:content-entity ri:content-id="30"/>',
    `${dead} TARGET_NOT_IMPORTED`,
  ],
  [
    'a content that is not there',
    '<ri:content-entity ri:content-id="77"/>',
    '<ri:content-entity ri:content-id="77"/>',
    `${dead} TARGET_NOT_IN_ARCHIVE`,
  ],
  ['a user who is known in the same way', '<ri:user ri:userkey="k-ann"/>', '<ri:user ri:userkey="k-ann"/>', same],
  [
    'a user who is known in another way',
    '<ri:user ri:userkey="k-bob"/>',
    '<ri:user ri:account-id="acc:2"/>',
    'rewritten',
  ],
  ['a user of an old server', '<ri:user ri:username="eve"/>', '<ri:user ri:userkey="k-eve2"/>', 'rewritten'],
  [
    'a user who was skipped',
    '<ri:user ri:account-id="lost"/>',
    '<ri:user ri:account-id="lost"/>',
    `${dead} TARGET_NOT_IMPORTED`,
  ],
  [
    'a user without a name at the destination',
    '<ri:user ri:userkey="nameless"/>',
    '<ri:user ri:userkey="nameless"/>',
    `${dead} TARGET_NOT_IMPORTED`,
  ],
  ['an unknown user', '<ri:user ri:userkey="x"/>', '<ri:user ri:userkey="x"/>', `${dead} USER_NOT_IN_ARCHIVE`],
  ['a renamed space', '<ri:space ri:space-key="DOC"/>', '<ri:space ri:space-key="DOC2"/>', 'rewritten'],
  ['the space of the page', '<ri:space ri:space-key="@self"/>', '<ri:space ri:space-key="@self"/>', same],
  [
    'the space of the page, by function',
    '<ri:space ri:space-key="currentSpace()"/>',
    '<ri:space ri:space-key="currentSpace()"/>',
    same,
  ],
  [
    'an unknown space',
    '<ri:space ri:space-key="XYZ"/>',
    '<ri:space ri:space-key="XYZ"/>',
    `${dead} SPACE_NOT_IN_ARCHIVE`,
  ],
  ['a file of the page', '<ri:attachment ri:filename="plan.png"/>', '<ri:attachment ri:filename="plan.png"/>', same],
  [
    'a file that is not there',
    '<ri:attachment ri:filename="no.png"/>',
    '<ri:attachment ri:filename="no.png"/>',
    `${dead} FILE_NOT_IN_ARCHIVE`,
  ],
  [
    'a URL elsewhere',
    '<a href="https://elsewhere.example/display/X/Y">x</a>',
    '<a href="https://elsewhere.example/display/X/Y">x</a>',
    same,
  ],
  [
    'a URL of the source',
    '<a href="//wiki.example.org/display/X/Y">x</a>',
    '<a href="//wiki.example.org/display/X/Y">x</a>',
    `${dead} URL_OF_SOURCE`,
  ],
  [
    'a URL within the site',
    '<ri:url ri:value="/x/BAAJ"/>',
    '<ri:url ri:value="/x/BAAJ"/>',
    `${dead} URL_SITE_RELATIVE`,
  ],
  ['a mail address', '<a href="mailto:a@b.example">x</a>', '<a href="mailto:a@b.example">x</a>', same],
  ['a place on the page', '<a href="#top">x</a>', '<a href="#top">x</a>', same],
  [
    'a shortcut',
    '<ri:shortcut ri:key="jira" ri:parameter="A-1"/>',
    '<ri:shortcut ri:key="jira" ri:parameter="A-1"/>',
    `${dead} SHORTCUT_OF_SITE`,
  ],
]

describe(rewriteBody, () => {
  it.each(table)('deals with %s', (_what, before, after, outcome) => {
    const result = rewriteBody(`<p>ä &amp; ${before}</p>`, place, resolver)
    expect(result.text).toBe(`<p>ä &amp; ${after}</p>`)
    const { rewritten, unchanged, unresolved, reasons } = result
    expect([rewritten, unchanged, unresolved]).toEqual([
      outcome === 'rewritten' ? 1 : 0,
      outcome === same ? 1 : 0,
      outcome.startsWith(dead) ? 1 : 0,
    ])
    expect([...reasons.keys()]).toEqual(outcome.startsWith(dead) ? [outcome.slice(dead.length + 1)] : [])
  })

  it('looks for a file where the reference says, and rewrites what says so', () => {
    const body =
      '<ri:attachment ri:filename="other.png"><ri:page ri:space-key="DOC" ri:content-title="Plans"/></ri:attachment>'
    const result = rewriteBody(body, place, resolver)
    expect(result.text).toBe(body.replace('"DOC"', '"DOC2"'))
    expect([result.rewritten, result.unchanged, result.unresolved]).toEqual([1, 1, 0])
  })

  it('says nothing of URLs that may be those of the source, where no host of it is known', () => {
    const unknowing = { ...resolver, isSourceHost: () => undefined }
    const body = '<a href="https://somewhere.example/display/X/Y">x</a><a href="https://somewhere.example/shop">y</a>'
    const { reasons, unchanged } = rewriteBody(body, place, unknowing)
    expect([[...reasons], unchanged]).toEqual([[['URL_OF_UNKNOWN_SITE', 1]], 1])
  })

  it('counts every reference exactly once, and lists the first that lead nowhere', () => {
    const body = '<ri:page ri:content-title="No"/>'.repeat(1_000)
    const { unresolved, listed } = rewriteBody(body, place, resolver)
    expect([unresolved, listed.length]).toEqual([1_000, 200])
  })

  it('leaves a text without references as it is, byte for byte', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('<'))
        expect(rewriteBody(text, place, resolver).text).toBe(text)
      }),
    )
  })

  it('leaves what it rewrote as it is when names stay the same', () => {
    const home = { ...place, space: 'space:2' }
    const steady = { ...resolver, space: (key: string) => ({ ...kept, named: { key } }) }
    const once = rewriteBody(linkedBody, home, steady).text
    expect(rewriteBody(once, home, steady).text).toBe(once)
  })
})
