import { scanAdf, scanReferences, type UrlStyle } from '@spacecrate/confluence'
import { describe, expect, it } from 'vitest'
import { adfCases, adfRows } from '../testing/references/adf-cases.js'
import { macroCases, macroRows } from '../testing/references/macro-cases.js'
import { otherUrlCases } from '../testing/references/other-url-cases.js'
import { pageUrlCases } from '../testing/references/page-url-cases.js'
import { storageCases, storageRows } from '../testing/references/storage-cases.js'
import { urlRows, urlStyles } from '../testing/references/url-case.js'
import { wikiCases, wikiRows } from '../testing/references/wiki-cases.js'
import { place, type ReferenceCase, settled, world, worldResolver } from '../testing/references/world.js'
import { rewriteBody, type RewrittenText } from './rewrite-body.js'

const embedded: UrlStyle = urlStyles.embedded
const urlCases = [...pageUrlCases, ...otherUrlCases]

/** What became of each reference, in no order. */
function outcomes({ rewritten, unchanged, unresolved, reasons }: RewrittenText): string[] {
  const named = [...reasons].flatMap(([reason, count]) => Array.from({ length: count }, () => reason))
  expect(named).toHaveLength(unresolved)
  return [...times(rewritten, 'rewritten'), ...times(unchanged, 'unchanged'), ...named].toSorted()
}

function times(count: number, word: string): string[] {
  return Array.from({ length: count }, () => word)
}

/** What comes out at an embedded site, and what when it is rewritten there once more. */
function run(format: 'storage' | 'adf' | 'wiki', { before }: ReferenceCase, urls = embedded): object {
  const once = rewriteBody(format, before, place, worldResolver(world, urls))
  const there = settled(urls)
  const twice = rewriteBody(format, once.text, there.place, worldResolver(there.world, urls))
  return { text: once.text, outcome: outcomes(once), twice: twice.text }
}

function wanted({ before, after = before, outcome }: ReferenceCase): object {
  return { text: after, outcome: outcome.toSorted(), twice: after }
}

describe('the reference test bed', () => {
  it.each(storageCases)('storage format, $row: $before', (one) => expect(run('storage', one)).toEqual(wanted(one)))
  it.each(macroCases)('macro parameters, $row: $before', (one) => expect(run('storage', one)).toEqual(wanted(one)))
  it.each(adfCases)('ADF, $row: $before', (one) => expect(run('adf', one)).toEqual(wanted(one)))
  it.each(wikiCases)('wiki markup, $row: $before', (one) => expect(run('wiki', one)).toEqual(wanted(one)))

  describe.each(['embedded', 'cloud', 'data-center'] as const)('URLs for a destination of style %s', (style) => {
    it.each(urlCases)('$row: $before', ({ row, before, outcome, ...after }) => {
      const wrap = (url: string): string => `<ri:url ri:value="${url.replaceAll('&', '&amp;')}"/>`
      const all = outcome.split(' ')
      const expected = (all.length === 1 ? outcome : all[Object.keys(urlStyles).indexOf(style)]) ?? ''
      const one = { row, before: wrap(before), after: wrap(after[style]), outcome: [expected] }
      expect(run('storage', one, urlStyles[style])).toEqual(wanted(one))
    })
  })

  it.each([
    ['storage format', storageRows, storageCases],
    ['macro parameters', macroRows, macroCases],
    ['URLs', urlRows, urlCases],
    ['ADF', adfRows, adfCases],
    ['wiki markup', wikiRows, wikiCases],
  ] as const)('has a case for every row: %s', (_name, rows, all) => {
    expect(new Set(all.map(({ row }) => row))).toEqual(new Set(rows))
  })

  it('counts each reference once', () => {
    for (const { before, outcome } of storageCases) {
      expect(scanReferences(before).length).toBeGreaterThanOrEqual(outcome.length)
    }
    const whole = storageCases.map(({ before }) => before).join('\n')
    const { rewritten, unchanged, unresolved, text } = rewriteBody(
      'storage',
      whole,
      place,
      worldResolver(world, embedded),
    )
    expect(rewritten + unchanged + unresolved).toBe(scanReferences(whole).length)
    expect(text).toBe(storageCases.map(({ before, after }) => after ?? before).join('\n'))
    for (const { before, outcome } of adfCases) expect(scanAdf(before).references).toHaveLength(outcome.length)
  })

  it('rewrites a page of 200,000 elements', () => {
    const count = 100_000
    const row = '<p>ä &amp; <ri:page ri:content-title="Old title"/></p>'
    const { text, rewritten } = rewriteBody('storage', row.repeat(count), place, worldResolver(world, embedded))
    expect(rewritten).toBe(count)
    expect(text).toBe(row.replace('Old title', 'New title').repeat(count))
  })
})
