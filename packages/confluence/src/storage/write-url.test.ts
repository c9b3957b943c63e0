import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseConfluenceUrl } from './confluence-url.js'
import { rewriteConfluenceUrl, siteUrl, type UrlStyle, type UrlTarget } from './write-url.js'

const styles: readonly UrlStyle[] = [
  { style: 'embedded' },
  { style: 'cloud', baseUrl: 'https://new.atlassian.net/wiki' },
  { style: 'cloud' },
  { style: 'data-center', baseUrl: 'https://new.example.org/conf/' },
  { style: 'data-center' },
]

const forms = [
  'https://acme.atlassian.net/wiki/spaces/OPS/pages/42/Some+Title?x=1#Top',
  '/spaces/OPS/pages/edit-v2/42',
  '/wiki/spaces/OPS/blog/2031/02/03/42/News',
  '/wiki/spaces/OPS/folder/42',
  '/pages/viewpage.action?pageId=42&focusedCommentId=7#comment-7',
  '/pages/viewpage.action?spaceKey=OPS&title=A',
  'http://wiki.example.org/a/b/display/OPS/T#T-Top',
  '/display/OPS/2031/02/03/News',
  '//wiki.example.org/x/BAAJ',
  '/pages/42',
  '/Title_42000.html',
] as const

const title = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.trim() !== '')
const targets: fc.Arbitrary<Extract<UrlTarget, { to: 'content' }>> = fc
  .record({ title, key: fc.constantFrom('NEW', '~ann', 'A B'), number: fc.bigInt({ min: 1n, max: 2n ** 63n }) })
  .map(({ key, number, ...rest }) => ({
    to: 'content',
    id: `page:${number}`,
    spaceKey: key,
    formerTitle: 'T',
    ...rest,
  }))

describe(rewriteConfluenceUrl, () => {
  it('writes URLs that lead to the target, whatever it is called', () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms), targets, fc.constantFrom(...styles), (url, target, style) => {
        const after = rewriteConfluenceUrl(url, target, style)
        const read = parseConfluenceUrl(after ?? '')
        if (read?.contentId !== undefined) expect(read.contentId).toBe(target.id.slice(5))
        // A link by title says it the way it can stand in a URL.
        else expect(read?.spaceKey).toBe(target.spaceKey)
        expect(read?.kind).toBe('content')
      }),
    )
  })

  it('answers whatever it is asked', () => {
    const target = fc.oneof(
      targets,
      fc.record({ to: fc.constant('space' as const), id: fc.string(), key: fc.string({ unit: 'binary' }) }),
      fc.record({ to: fc.constant('attachment' as const), id: fc.string(), fileName: fc.string({ unit: 'binary' }) }),
      fc.record({ to: fc.constant('person' as const), id: fc.string(), userName: fc.string({ unit: 'binary' }) }),
      fc.record({ to: fc.constant('label' as const), label: fc.string({ unit: 'binary' }) }),
      fc.record({ to: fc.constant('search' as const), cql: fc.string({ unit: 'binary' }) }),
    )
    const url = fc.oneof(fc.constantFrom(...forms), fc.webUrl(), fc.string())
    fc.assert(
      fc.property(url, target, fc.constantFrom(...styles), (before, to, style) => {
        const after = rewriteConfluenceUrl(before, to, style)
        expect(after === undefined || URL.canParse(after, 'http://relative.invalid')).toBe(true)
      }),
    )
  })

  it('stays within an embedded site, and has an address where the destination has one', () => {
    expect(styles.map((style) => [siteUrl(style, true), siteUrl(style, false)])).toEqual([
      ['/', '/'],
      ['https://new.atlassian.net/wiki', '/wiki'],
      ['/wiki', '/wiki'],
      ['https://new.example.org/conf/', '/conf'],
      ['/', '/'],
    ])
  })
})
