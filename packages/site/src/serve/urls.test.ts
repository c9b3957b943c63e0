import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contentIds,
  contentUrl,
  decodeSegment,
  encodeSegment,
  fileUrl,
  idOfSegment,
  personUrl,
  spaceUrl,
} from './urls.js'

const odd = fc.oneof(
  fc.constantFrom('', '.', '..', '/', '%2F', 'a/b', '0x:61', '<">', "'", 'person:x', '?a#b', '\ud800', 'ü', '\\'),
  fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
)

/** The segments as a browser sends them and the server reads them. */
function segments(url: string): string[] {
  const { pathname } = new URL(url, 'http://site')
  return pathname
    .split('/')
    .slice(1)
    .map((segment) => decodeURIComponent(segment))
}

describe(encodeSegment, () => {
  it('comes through a browser as it was, whatever the text', () => {
    fc.assert(
      fc.property(odd, (text) => {
        const [folder, segment = '', end, ...rest] = segments(`/x/${encodeSegment(text)}/end`)
        expect([folder, decodeSegment(segment), end, rest]).toEqual(['x', text, 'end', []])
      }),
    )
  })
})

describe(personUrl, () => {
  it('leads back to the id, whatever the id', () => {
    fc.assert(
      fc.property(odd, (rest) => {
        const id = `person:${rest}`
        const [, segment = ''] = segments(personUrl(id))
        expect(idOfSegment('person', decodeSegment(segment))).toBe(id)
      }),
    )
  })

  it.each([
    ['person:site-administrator', '/people/site-administrator'],
    ['person:name/ada', '/people/name%2Fada'],
    ['person:person:x', '/people/person:person:x'],
  ])('of %s is %s', (id, url) => {
    expect(personUrl(id)).toBe(url)
  })
})

describe(contentUrl, () => {
  it.each([
    ['page:12', '/pages/12'],
    ['page:x/y', '/pages/page:x%2Fy'],
    ['post:12', '/pages/post:12'],
  ])('of %s is %s', (id, url) => {
    expect(contentUrl(id)).toBe(url)
    const [, segment = ''] = segments(url)
    expect(contentIds(decodeSegment(segment))).toContain(id)
  })
})

it.each([
  ['KILN', '/spaces/KILN'],
  ['~ada.b', '/spaces/~ada.b'],
  ['..', '/spaces/space:1'],
  ['space:2', '/spaces/space:1'],
  ['<b>', '/spaces/space:1'],
])('a space of the key %j is at %s', (key, url) => {
  expect(spaceUrl({ id: 'space:1', key })).toBe(url)
})

it('the URL of a file has three segments, whatever its name', () => {
  fc.assert(
    fc.property(odd, (name) => {
      expect(segments(fileUrl('attachment:1', '2~2', name)).slice(0, 3)).toEqual(['attachments', '1', '2~2'])
    }),
  )
})
