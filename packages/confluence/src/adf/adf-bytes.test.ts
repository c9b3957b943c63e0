import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BodyReference, ReferenceChange } from '../references/reference.js'
import { JsonCursor } from './json-cursor.js'
import { createOffsetMap, decodeJsonString, editString } from './json-text.js'
import { rewriteAdf, scanAdf } from './rewrite-adf.js'

const uuid = '6f9619ff-8b86-d011-b42d-00c04fc964ff'
const node = (type: string, attrs: object): object => ({ type, attrs })
const link = (attrs: object): object => ({ type: 'text', text: 'x', marks: [node('link', attrs)] })

const text = fc.string({
  unit: fc.constantFrom('a', '"', '\\', 'é', '😀', '\ud83d', '\ude00', '\u0000', '/', '\n', '1'),
})

const anyNode = fc.oneof(
  text.map((url) => node('inlineCard', { url })),
  text.map((url) => node('embedCard', { layout: 'x', data: { '@id': url, url } })),
  fc
    .tuple(text, text)
    .map(([title, href]) => link({ href, __confluenceMetadata: { contentTitle: title, spaceKey: null } })),
  fc.tuple(text, text).map(([id, name]) => node('mention', { id, text: name })),
  text.map((name) => node('media', { id: uuid, collection: 'contentId-12', __fileName: name, __contextId: 12 })),
  fc.constant(node('emoji', { id: uuid, shortName: ':x:' })),
  text.map((value) =>
    node('extension', { extensionKey: 'contentbylabel', parameters: { macroParams: { spaces: { value } } } }),
  ),
  fc.constant(
    node('extension', {
      extensionKey: 'x',
      parameters: { macroParams: { y: { value: '<p><ri:page ri:content-title="T"/>' } } },
    }),
  ),
  fc.constant(node('new', { b: ['ari:cloud:confluence:x:page/1'] })),
  fc.jsonValue().filter((value): value is object => typeof value === 'object' && value !== null),
)

/** A document with white space and escapes as no program writes them. */
const anyBody = fc
  .tuple(fc.array(anyNode, { maxLength: 6 }), fc.constantFrom(0, 1, '\t', ' \n\r'), fc.boolean())
  .map(([content, space, escapes]) => {
    const body = JSON.stringify(
      { content: [{ content, type: 'paragraph' }], version: 1, type: 'doc' },
      undefined,
      space,
    )
    return escapes
      ? body.replace(/[^\x20-\x7e\n\r\t]|\//g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      : body
  })

/** Texts that mean in every form what they say: a title such as `A:B` would be read as two things. */
const word = fc.constantFrom('aé', 'b"c', '😀', '\ud83d.')
const change: fc.Arbitrary<ReferenceChange> = fc.record(
  {
    title: word,
    spaceKey: fc.constantFrom('A', 'BB'),
    contentId: fc.constantFrom('7', '81234'),
    url: word.map((path) => `https://x.example/${path}`),
    fileId: fc.constant('00000000-8b86-d011-b42d-00c04fc964ff'),
    fileName: word,
    emojiId: fc.constant('00000000-8b86-d011-b42d-00c04fc964ff'),
    displayName: word,
    cloudId: fc.constant('c'),
    versionAtSave: fc.constant(null),
    user: fc.constant({ by: 'account-id', value: '5:z' } as const),
    plain: word,
  },
  { requiredKeys: [] },
)

/** The change to what a reference says already. */
function identity({ says }: BodyReference): ReferenceChange {
  const { container: _container, ...same } = says
  return same
}

describe('the bytes of a document', () => {
  it('stay where nothing is a reference', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 3, '\t'), (value, space) => {
        const body = JSON.stringify(value, undefined, space)
        expect(scanAdf(body)).toEqual({ references: [] })
        expect(rewriteAdf(body, () => ({ url: 'x', title: 'x', plain: 'x' }))).toEqual({ body, changed: 0 })
      }),
    )
  })

  it('stay where a reference says already what it shall', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const same = { body, changed: 0 }
        expect(rewriteAdf(body, () => undefined)).toEqual(same)
        expect(rewriteAdf(body, () => ({}))).toEqual(same)
        expect(rewriteAdf(body, identity)).toEqual(same)
      }),
    )
  })

  it('are the same when it is done twice, and JSON as before', () => {
    let rewritten = 0
    fc.assert(
      fc.property(anyBody, change, (body, wanted) => {
        const once = rewriteAdf(body, () => wanted)
        rewritten += once.changed
        expect(rewriteAdf(once.body, () => wanted)).toEqual({ body: once.body, changed: 0 })
        expect(scanAdf(once.body).fault).toBeUndefined()
        expect(JSON.parse(once.body)).toMatchObject({ version: 1, type: 'doc' })
        if (wanted.plain === undefined)
          expect(scanAdf(once.body).references).toHaveLength(scanAdf(body).references.length)
        // What is not well formed in Unicode stays as escapes, which survive the way into UTF-8.
        expect(Buffer.from(once.body).toString()).toBe(once.body)
      }),
      { numRuns: 400 },
    )
    expect(rewritten).toBeGreaterThan(100)
  })

  it('may be anything', () => {
    const damage = fc.tuple(
      anyBody,
      fc.nat(),
      fc.nat({ max: 9 }),
      fc.constantFrom('', '"', '\\', '{', ']', ',', '\u0000', 'x'),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          damage,
          fc.string().map((body) => [body, 0, 0, ''] as const),
        ),
        ([body, at, length, put]) => {
          const place = body.length === 0 ? 0 : at % body.length
          const damaged = body.slice(0, place) + put + body.slice(place + length)
          const { references, fault } = scanAdf(damaged)
          expect(fault === undefined).toBe(isJson(damaged))
          for (const { start, end, verbatim } of references) expect(damaged.slice(start, end)).toBe(verbatim)
          expect(rewriteAdf(damaged, identity)).toMatchObject({ body: damaged, changed: 0 })
        },
      ),
      { numRuns: 500 },
    )
  })
})

function isJson(body: string): boolean {
  try {
    JSON.parse(body)
    return true
  } catch {
    return false
  }
}

describe(scanAdf, () => {
  it('names the nodes around a reference, whose types may stand behind it', () => {
    const body =
      '{"content":[{"content":[{"marks":[{"attrs":{"href":"/a"},"type":"link"}],"type":"text"},' +
      '{"type":"extension","attrs":{"extensionKey":"x","parameters":{"macroParams":{"y":{"value":"<p><a href=\\"/b\\"/>"}}}}}' +
      '],"type":"paragraph"}],"type":"doc"}'
    expect(scanAdf(body).references.map(({ path }) => path)).toEqual([
      'doc/paragraph/text/link',
      'doc/paragraph/extension[x.y]/p/a',
    ])
  })

  it('shortens the path of what lies deep', () => {
    const depth = 100
    const body = `${'{"type":"p","content":['.repeat(depth)}{"type":"inlineCard","attrs":{"url":"/a"}}${']}'.repeat(depth)}`
    expect(scanAdf(body).references.map(({ path }) => path)).toEqual([`…/${'p/'.repeat(31)}inlineCard`])
  })

  it.each([
    ['', 'breaks off', 0],
    ['{"type":"inlineCard","attrs":{"url":"/a"}} x', 'behind the end', 1],
    ['[{"type":"inlineCard","attrs":{"url":"/a"}},', 'breaks off', 1],
    ['[{"type":"inlineCard","attrs":{"url":"/a"}}', 'comma', 1],
    ['[{"type":"inlineCard","attrs":{"url":"/a"}},{"a":"\\x"}]', 'backslash', 1],
    ['[{"type":"inlineCard","attrs":{"url":"/a"}},{"a":"\n"}]', 'control', 1],
    ['[{"type":"inlineCard","attrs":{"url":"/a"}},{"a" 1}]', 'colon', 1],
    ['[{"type":"inlineCard","attrs":{"url":"/a"}},{a:1}]', 'name', 1],
    ['[{"type":"inlineCard","attrs":{"url":"/a"', 'comma', 0],
    ['[{"type":"inlineCard","attrs":{"url":"/a', 'closing quote', 0],
    ['[1,nul]', 'value', 0],
    ['[01]', 'comma', 0],
    ['[1,]', 'value', 0],
  ])('keeps what it found before the text stops being JSON: %s', (body, reason, count) => {
    const { references, fault } = scanAdf(body)
    expect(fault?.reason).toContain(reason)
    expect(references).toHaveLength(count)
    expect(rewriteAdf(body, () => ({ url: '/b' })).body).toBe(body.replace('"/a"', count === 0 ? '"/a"' : '"/b"'))
  })

  it('takes the last of several members with one name, as every reader does', () => {
    const body = '{"type":"x","attrs":{"url":"/1"},"type":"inlineCard","attrs":{"url":"/2","url":"/3"}}'
    expect(scanAdf(body).references.map(({ says }) => says.url)).toEqual(['/3'])
    expect(rewriteAdf(body, () => ({ url: '/4' })).body).toBe(body.replace('/3', '/4'))
    expect(scanAdf('{"type":"inlineCard","attrs":{"url":"/1"},"attrs":null}').references).toEqual([])
  })

  it('says that it did not read all of too many parameters', () => {
    const parameters = Array.from({ length: 20_010 }, (_, at) => `"p${at}":"https://x/"`).join()
    const { references, fault } = scanAdf(
      `{"type":"extension","attrs":{"extensionKey":"x","parameters":{${parameters}}}}`,
    )
    expect(references.length).toBe(20_000)
    expect(fault?.reason).toContain('too many parameters')
  })

  it('says that it did not read a body inside that is as long as none', () => {
    const body = JSON.stringify({
      type: 'confluenceUnsupportedBlock',
      attrs: { cxhtml: '<a href="x">'.repeat(200_000) },
    })
    expect(rewriteAdf(body, () => ({ url: 'y' }))).toMatchObject({ changed: 0, fault: { offset: body.indexOf('<') } })
  })

  it('reads parameters inside of parameters, to an end', () => {
    const wrap = (inner: string): string =>
      JSON.stringify({
        type: 'extension',
        attrs: { extensionKey: 'x', parameters: { macroParams: { y: { value: inner } } } },
      })
    const card = '{"type":"inlineCard","attrs":{"url":"https://old.example/"}}'
    const [two, three] = [wrap(wrap(card)), wrap(wrap(wrap(card)))]
    expect(scanAdf(two).references.map(({ says, path }) => [says.url, path])).toEqual([
      ['https://old.example/', 'extension[x.y]/extension[x.y]/inlineCard'],
    ])
    expect(rewriteAdf(two, () => ({ url: 'https://n/' })).body).toBe(two.replace('old.example', 'n'))
    expect(scanAdf(three).references).toEqual([])
  })
})

describe(editString, () => {
  it('gives what was wanted, and keeps the escapes around it', () => {
    fc.assert(
      fc.property(text, text, fc.boolean(), (before, after, escapes) => {
        const inside = escapes
          ? Array.from(
              { length: before.length },
              (_, at) => `\\u${before.charCodeAt(at).toString(16).padStart(4, '0')}`,
            ).join('')
          : JSON.stringify(before).slice(1, -1)
        const json = `["${inside}"]`
        const cursor = new JsonCursor(json)
        cursor.next()
        cursor.next()
        const place = { start: cursor.start + 1, end: cursor.end - 1, escaped: cursor.escaped }
        expect(decodeJsonString(json, place)).toBe(before)
        expect(createOffsetMap(json, place)(before.length)).toBe(place.end)
        const edit = editString(json, place, before, after)
        const edited = edit === undefined ? json : json.slice(0, edit.start) + edit.text + json.slice(edit.end)
        expect(JSON.parse(edited)).toEqual([after])
        expect(JSON.parse(Buffer.from(edited).toString())).toEqual([after])
      }),
    )
  })
})
