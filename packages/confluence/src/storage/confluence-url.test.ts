import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parseConfluenceUrl } from './confluence-url.js'
import type { ConfluenceUrl } from './confluence-url.js'
import { decodeTinyLink, encodeTinyLink } from './tiny-link.js'

const page = { kind: 'content', contentId: '42' } as const
const host = 'acme.atlassian.net'

const table: readonly (readonly [string, ConfluenceUrl | undefined])[] = [
  ['https://acme.atlassian.net/wiki/spaces/OPS/pages/42/Some+Title', { ...page, host, spaceKey: 'OPS' }],
  ['/wiki/spaces/OPS/pages/42', { ...page, spaceKey: 'OPS' }],
  ['//ACME.atlassian.net:8443/wiki/spaces/OPS/pages/42', { ...page, host: `${host}:8443`, spaceKey: 'OPS' }],
  ['/spaces/OPS/pages/edit-v2/42?draftShareId=1', { ...page, spaceKey: 'OPS' }],
  ['/wiki/spaces/OPS/pages/42/T#Getting-Started', { ...page, spaceKey: 'OPS', anchor: 'Getting-Started' }],
  ['/wiki/spaces/~5d1/pages/42/T?focusedCommentId=7', { ...page, spaceKey: '~5d1', commentId: '7' }],
  ['/wiki/spaces/OPS/blog/2031/02/03/42/News', { ...page, spaceKey: 'OPS', postingDay: '2031/02/03' }],
  ['/wiki/spaces/OPS/folder/42', { ...page, spaceKey: 'OPS' }],
  ['/wiki/spaces/OPS/whiteboards/42', { ...page, spaceKey: 'OPS' }],
  ['/wiki/spaces/OPS', { kind: 'space', spaceKey: 'OPS' }],
  ['/wiki/spaces/OPS/overview?homepageId=42', { kind: 'space', spaceKey: 'OPS', contentId: '42' }],
  ['/spaces/viewspace.action?key=OPS', { kind: 'space', spaceKey: 'OPS' }],
  ['/pages/viewpage.action?pageId=42', page],
  ['/confluence/pages/viewpage.action?pageId=42#comment-7', { ...page, commentId: '7' }],
  ['/pages/viewpage.action?spaceKey=OPS&title=A+%26+b', { kind: 'content', spaceKey: 'OPS', title: 'A & b' }],
  ['/pages/diffpagesbyversion.action?pageId=42&selectedPageVersions=1', page],
  ['/plugins/viewsource/viewpagesrc.action?pageId=42', page],
  ['/pages/resumedraft.action?draftId=42', page],
  ['/wiki/pages/createpage.action?parentPageId=42', page],
  [
    '/pages/viewpageattachments.action?pageId=42&preview=/42/9/a+b.png',
    { kind: 'attachment', contentId: '42', attachmentId: '9', fileName: 'a b.png' },
  ],
  ['/display/OPS/R%26D+plan%2Bmore', { kind: 'content', spaceKey: 'OPS', title: 'R&D plan+more' }],
  [
    'https://wiki.acme.example/a/b/display/OPS/T',
    { kind: 'content', host: 'wiki.acme.example', spaceKey: 'OPS', title: 'T' },
  ],
  ['/display/OPS/2031/02/03/News', { kind: 'content', spaceKey: 'OPS', postingDay: '2031/02/03', title: 'News' }],
  ['/display/~jo', { kind: 'space', spaceKey: '~jo' }],
  ['/x/BAAJ', { kind: 'content', contentId: '589828' }],
  ['/wiki/x/AYA_/', { kind: 'content', contentId: decodeTinyLink('AYA_') ?? '' }],
  [
    '/download/attachments/42/a%20b+c.png?version=2&api=v2',
    { kind: 'attachment', contentId: '42', fileName: 'a b c.png' },
  ],
  ['/wiki/download/thumbnails/42/a.png', { kind: 'attachment', contentId: '42', fileName: 'a.png' }],
  [
    '/wiki/rest/api/content/42/child/attachment/att9/download',
    { kind: 'attachment', contentId: '42', attachmentId: 'att9' },
  ],
  ['/wiki/people/557058:ab', { kind: 'person', accountId: '557058:ab' }],
  ['/wiki/external/abc', { kind: 'public-link' }],
  ['/wiki/label/OPS/how-to', { kind: 'label', spaceKey: 'OPS', label: 'how-to' }],
  ['/labels/viewlabel.action?key=OPS&ids=5', { kind: 'label', spaceKey: 'OPS', label: '5' }],
  [
    'https://api.media.atlassian.com/file/01234567-89ab-cdef-0123-456789abcdef/binary',
    { kind: 'media', host: 'api.media.atlassian.com', fileId: '01234567-89ab-cdef-0123-456789abcdef' },
  ],
  ['/wiki/spaces/OPS/attachments', { kind: 'space', spaceKey: 'OPS' }],
  ['/wiki/spaces/OPS/attachments/42', { ...page, spaceKey: 'OPS' }],
  ['/wiki/spaces/OPS/history/42', { ...page, spaceKey: 'OPS' }],
  ['/spaces/listattachmentsforspace.action?key=OPS', { kind: 'space', spaceKey: 'OPS' }],
  ['/confluence/pages/listpages.action?key=OPS', { kind: 'space', spaceKey: 'OPS' }],
  ['/dosearchsite.action?cql=space%3DOPS', { kind: 'search', cql: 'space=OPS' }],
  ['/wiki/search?text=a%20b', { kind: 'search', text: 'a b' }],
  ['/users/viewuserprofile.action?username=jo', { kind: 'person', userName: 'jo' }],
  [
    '/download/attachments/embedded-page/OPS/T/a.png',
    { kind: 'attachment', spaceKey: 'OPS', title: 'T', fileName: 'a.png' },
  ],
  [
    'https://media-cdn.atlassian.com/file/01234567-89ab-cdef-0123-456789abcdef/image',
    { kind: 'media', host: 'media-cdn.atlassian.com', fileId: '01234567-89ab-cdef-0123-456789abcdef' },
  ],
  ['/display/public/OPS/T', { kind: 'content', spaceKey: 'OPS', title: 'T' }],
  ['/display/public/T', { kind: 'content', spaceKey: 'public', title: 'T' }],
  ['https://docs.acme.example/OPS/some-page-42.html', { ...page, host: 'docs.acme.example', spaceKey: 'OPS' }],
  ['/Some-title_42000.html', { kind: 'content', contentId: '42000' }],
  // Of an embedded site, only relative to it.
  ['/pages/42', page],
  ['/pages/post:42/versions/2', { kind: 'content', contentId: 'post:42' }],
  ['/pages/42#comment:7', { ...page, commentId: '7' }],
  ['/attachments/9', { kind: 'attachment', attachmentId: '9' }],
  ['/attachments/9/1/a%20b.png', { kind: 'attachment', attachmentId: '9', fileName: 'a b.png' }],
  ['/groups/readers', { kind: 'group', groupId: 'readers' }],
  ['/templates/12', { kind: 'template', templateId: '12' }],
  ['/spaces/space:12/tree', { kind: 'space', spaceKey: 'space:12' }],
  ['https://acme.atlassian.net/pages/42', undefined],
  ['https://acme.atlassian.net/groups/readers', undefined],
  ['https://example.org/', undefined],
  ['https://example.org/about', undefined],
  ['/plugins/servlet/thing', undefined],
  ['/pages/viewpage.action', undefined],
  ['/x/%%%', undefined],
  ['mailto:a@b.example', undefined],
  ['javascript:/display/OPS/T', undefined],
  ['pages/viewpage.action?pageId=42', undefined],
  ['#top', undefined],
  ['http://', undefined],
  ['', undefined],
]

describe(parseConfluenceUrl, () => {
  it.each(table)('reads %s', (url, expected) => {
    expect(parseConfluenceUrl(url)).toEqual(expected)
  })

  it('answers any text, and never throws', () => {
    const texts = fc.oneof(fc.string(), fc.webUrl(), fc.webPath())
    fc.assert(
      fc.property(texts, (url) => {
        expect(() => parseConfluenceUrl(`/${url}`)).not.toThrow()
      }),
    )
  })

  // What takes time by the square of its length never ends here.
  it.each(['/a', '/spaces/', '/display/a', '?preview=/1', '%', '/pages/1', 'a.action'])(
    'answers a long row of %s',
    (part) => {
      expect(() => parseConfluenceUrl(part.repeat(300_000))).not.toThrow()
    },
  )
})

describe('tiny links', () => {
  it.each([
    ['589828', 'BAAJ'],
    ['201819180', 'LIQHD'],
  ])('%s is %s', (id, token) => {
    expect(encodeTinyLink(id)).toBe(token)
    expect(decodeTinyLink(token)).toBe(id)
  })

  it('come back for every id of 64 bits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }), (id) => {
        expect(decodeTinyLink(encodeTinyLink(id.toString()) ?? '')).toBe(id.toString())
      }),
    )
  })

  it.each(['', 'AAAA', 'abc def', 'x'.repeat(12)])('refuse the token "%s"', (token) => {
    expect(decodeTinyLink(token)).toBeUndefined()
  })

  it.each(['', '0', '-1', 'att1', '18446744073709551616'])('refuse the id "%s"', (id) => {
    expect(encodeTinyLink(id)).toBeUndefined()
  })
})
