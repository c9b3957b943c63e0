import { scanAdf, scanReferences, scanWiki, type UrlStyle } from '@spacecrate/confluence'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adfCases } from '../testing/references/adf-cases.js'
import { macroCases } from '../testing/references/macro-cases.js'
import { storageCases } from '../testing/references/storage-cases.js'
import { urlStyles } from '../testing/references/url-case.js'
import { wikiCases } from '../testing/references/wiki-cases.js'
import { place, settled, world, worldResolver } from '../testing/references/world.js'
import { addCounts, noReferences } from './count-references.js'
import { rewriteBody } from './rewrite-body.js'

const urls: UrlStyle = urlStyles.embedded
const resolver = worldResolver(world, urls)
const there = settled(urls)
const atHome = worldResolver(there.world, urls)

const noise = fc.constantFrom(
  '<p>',
  '</p>',
  ' ',
  'ä &amp; b',
  '&nbsp;',
  '<br/>',
  '<',
  '&',
  '"',
  '<![CDATA[x]]>',
  '<!-- -->',
  ']]>',
)
const storage = fc
  .array(fc.oneof(noise, fc.constantFrom(...[...storageCases, ...macroCases].map(({ before }) => before)), fc.string()))
  .map((parts) => parts.join(''))
const adf = fc
  .array(fc.constantFrom(...adfCases.map(({ before }) => before), '{"type":"text","text":"ä"}', '{', ']', '7'))
  .map((nodes) => `{"type":"doc","content":[${nodes.join(',')}]}`)
const wiki = fc
  .array(
    fc.oneof(
      fc.constantFrom(...wikiCases.map(({ before }) => before), '[', ']', '{', '}', '|', '!', '\n'),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(''))
const bodies = fc.oneof(
  fc.tuple(fc.constant('storage' as const), storage),
  fc.tuple(fc.constant('adf' as const), adf),
  fc.tuple(fc.constant('wiki' as const), wiki),
)
const scans = {
  storage: scanReferences,
  adf: (text: string) => scanAdf(text).references,
  wiki: scanWiki,
} as const

describe('names that cannot stand where they would', () => {
  const renamed = worldResolver(
    {
      ...world,
      contents: world.contents.map((one) =>
        one.id === 'page:65542' ? { ...one, named: { title: '[New] a|b', formerTitle: 'Old title' } } : one,
      ),
      groups: [{ id: 'group:1', name: 'writers', target: 'group:2', named: { groupName: 'poets, others' } }],
      people: world.people.map((one) =>
        one.userName === 'bob' ? { ...one, named: { plain: 'Bob {html}[x|http://evil.example]' } } : one,
      ),
    },
    urls,
  )
  const list =
    '<ac:structured-macro ac:name="userlister"><ac:parameter ac:name="groups">writers</ac:parameter></ac:structured-macro>'

  it.each([
    ['storage', list],
    ['wiki', '[x|Old title]'],
    ['wiki', '[Old title#Oldtitle-Top]'],
    ['wiki', '{include:Old title}'],
  ] as const)('are said to lead nowhere: %s %s', (format, text) => {
    const { text: after, rewritten, reasons } = rewriteBody(format, text, place, renamed)
    expect([after, rewritten, [...reasons.keys()]]).toEqual([text, 0, ['NAME_NOT_WRITABLE']])
  })

  it('are no markup where they stand as text', () => {
    const { text } = rewriteBody('wiki', 'by [~bob]', place, renamed)
    expect(text).toBe(String.raw`by Bob \{html\}\[x\|http://evil.example\]`)
  })
})

describe(rewriteBody, () => {
  it('counts every reference that it finds as exactly one thing, whatever the body is', () => {
    fc.assert(
      fc.property(bodies, ([format, text]) => {
        const { rewritten, unchanged, unresolved, reasons } = rewriteBody(format, text, place, resolver)
        // What only looks like a reference and is none is not counted.
        const found = scans[format](text)
        const least = found.filter(({ possible }) => possible !== true).length
        const sum = rewritten + unchanged + unresolved
        expect([sum >= least, sum <= found.length]).toEqual([true, true])
        expect([...reasons.values()].reduce((total, count) => total + count, 0)).toBe(unresolved)
      }),
    )
  })

  it('changes nothing that it has rewritten already', () => {
    fc.assert(
      fc.property(bodies, ([format, text]) => {
        const once = rewriteBody(format, text, place, resolver).text
        expect(rewriteBody(format, once, there.place, atHome).text).toBe(once)
      }),
    )
  })

  it('leaves a text without references as it is, byte for byte', () => {
    fc.assert(
      fc.property(fc.constantFrom('storage', 'adf', 'wiki'), fc.string({ unit: 'binary' }), (format, text) => {
        fc.pre(scans[format](text).length === 0)
        expect(rewriteBody(format, text, place, resolver).text).toBe(text)
      }),
    )
  })

  it.each(['plain', 'json', 'raw'] as const)('does not look into the format %s', (format) => {
    const text = '<ri:page ri:content-title="Old title"/>'
    expect(rewriteBody(format, text, place, resolver)).toEqual({ text, ...noReferences })
  })

  it('says nothing of URLs that may be those of the source, where no host of it is known', () => {
    const unknowing = worldResolver({ ...world, baseUrls: [], hosts: {} }, urls)
    const likely = ['https://somewhere.example/display/X/Y', 'https://acme.atlassian.net/wiki/label/x']
    const others = [
      'https://somewhere.example/shop',
      'https://find.example/search?text=x',
      'https://a.example/people/x',
    ]
    const body = [...likely, ...others, 'https://confluence.atlassian.com/x/BAAJ'].map(
      (url) => `<a href="${url}">x</a>`,
    )
    const { reasons, unchanged } = rewriteBody('storage', body.join(''), place, unknowing)
    expect([[...reasons], unchanged]).toEqual([[['URL_OF_UNKNOWN_SITE', 2]], 4])
  })

  it('lists the first references that lead nowhere, and says where a body is not well formed', () => {
    const body = '<ri:page ri:content-title="No"/>'.repeat(1_000)
    const { unresolved, listed, fault } = rewriteBody('storage', `${body}<p`, place, resolver)
    expect([unresolved, listed.length, fault?.offset]).toEqual([1_000, 200, body.length])
    const twice = addCounts(
      rewriteBody('storage', body, place, resolver),
      rewriteBody('storage', body, place, resolver),
    )
    expect([twice.unresolved, twice.listed.length]).toEqual([2_000, 200])
  })

  it.each([
    ['storage', '<ac:structured-macro ac:name="include"><ac:parameter ac:name="">'.repeat(20_000)],
    ['storage', `<ac:structured-macro ac:name="html"><ac:plain-text-body><![CDATA[${'href="'.repeat(100_000)}`],
    [
      'storage',
      `<ac:structured-macro ac:name="html"><ac:plain-text-body>${'url('.repeat(200_000)}</ac:plain-text-body>`,
    ],
    ['storage', `<ac:link>${'<ri:user ri:username="ann"/>'.repeat(20_000)}</ac:link>`],
    [
      'storage',
      `<ac:structured-macro ac:name="x"><ac:parameter ac:name="cql">${'space=&quot;'.repeat(20_000)}</ac:parameter>`,
    ],
    ['storage', '<a data-card-appearance="x" href="/x/BAAJ">'.repeat(20_000)],
    ['wiki', '['.repeat(500_000)],
    ['wiki', '!a '.repeat(200_000)],
    ['wiki', '{a:'.repeat(200_000)],
    ['wiki', '{code}'.repeat(100_001)],
    ['wiki', '{noformat:a}'.repeat(50_000)],
    ['wiki', `[${'a|'.repeat(900)}]`.repeat(200)],
  ] as const)(
    'reads a hostile body of %s to its end: %.40s',
    (format, text) => {
      expect(rewriteBody(format, text, place, resolver).text.length).toBeGreaterThan(0)
    },
    20_000,
  )
})
