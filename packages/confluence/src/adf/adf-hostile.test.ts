import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BodyReference, ReferenceChange } from '../references/reference.js'
import { rewriteAdf, scanAdf } from './rewrite-adf.js'

const levels = 100_000
const some = 20_000
const hostile: readonly (readonly [what: string, body: string, count: number])[] = [
  ['5 MB of mentions', `[${'{"type":"mention","attrs":{"id":"1:a","text":"@A"}},'.repeat(96_000)}0]`, 96_000],
  ['5 MB of one string', JSON.stringify({ type: 'inlineCard', attrs: { url: `/${'a"'.repeat(1_700_000)}` } }), 0],
  [
    'nested nodes',
    `${'{"content":['.repeat(levels)}{"type":"inlineCard","attrs":{"url":"/a"}}${'],"type":"p"}'.repeat(levels)}`,
    1,
  ],
  ['nested attributes', `${'{"type":"mention","attrs":{"id":"1","b":'.repeat(some)}0${'}}'.repeat(some)}`, some],
  [
    'nested without a type',
    `${'{"a":'.repeat(levels)}[${'"ari:cloud:confluence:x:page/1",'.repeat(some)}0]${'}'.repeat(levels)}`,
    some,
  ],
  ['nothing but [', '['.repeat(5_000_000), 0],
  ['nothing but {"attrs":', '{"attrs":'.repeat(500_000), 0],
  ['nothing but backslashes', `"${'\\'.repeat(5_000_000)}`, 0],
  ['strings that never end', '["a'.repeat(1_000_000), 0],
  ['many members of one name', `{"type":"inlineCard","attrs":{${'"url":"/a",'.repeat(400_000)}"url":"/b"}}`, 1],
  [
    'many parameters',
    `{"type":"extension","attrs":{"extensionKey":"zz","parameters":{"macroParams":{${Array.from({ length: some }, (_, at) => `"p${at}":{"value":"https://x/"}`).join()}}}}}`,
    some,
  ],
  [
    'one list of 5 MB',
    JSON.stringify({
      type: 'extension',
      attrs: {
        extensionKey: 'contentbylabel',
        parameters: { macroParams: { spaces: { value: 'A,'.repeat(2_500_000) } } },
      },
    }),
    0,
  ],
  [
    'markup with many references',
    JSON.stringify({ type: 'confluenceUnsupportedBlock', attrs: { cxhtml: '<a href="x">'.repeat(some) } }),
    some,
  ],
]

describe('hostile documents', () => {
  // Anything but linear time would run into the time limit of the test, which leaves room for a busy machine.
  it.each(hostile)('are scanned and rewritten to the end: %s', { timeout: 60_000 }, (_what, body, count) => {
    expect(scanAdf(body).references.length).toBe(count)
    const { changed } = rewriteAdf(body, () => ({ url: 'y', user: { by: 'account-id', value: '9:z' }, contentId: '5' }))
    expect(changed).toBe(count)
  })
})

/** The change to what a reference says already. */
function identity({ says }: BodyReference): ReferenceChange {
  const { container: _container, ...same } = says
  return same
}

const shared = process.env['SPACECRATE_SHARED'] ?? resolve(import.meta.dirname, '../../../../../shared')
const samples = join(shared, 'corpus/rest-samples')

const present = existsSync(samples)

describe.skipIf(!present)(`recorded answers${present ? '' : `, absent at ${samples}`}`, () => {
  it('have documents that come out byte for byte, and are JSON to the scanner', async () => {
    let documents = 0
    for (const folder of await readdir(samples)) {
      const names = folder.includes('.') ? [] : await readdir(join(samples, folder))
      for (const name of names) {
        const answer = await readFile(join(samples, folder, name), 'utf8')
        expect(rewriteAdf(answer, identity)).toEqual({ body: answer, changed: 0 })
        expect(scanAdf(answer).fault).toBeUndefined()
        const found = /"representation":\s*"atlas_doc_format",\s*"value":\s*("(?:[^"\\]|\\.)*")/.exec(answer)?.[1]
        if (found === undefined) continue
        documents++
        const body = JSON.parse(found) as string
        expect(rewriteAdf(body, identity)).toEqual({ body, changed: 0 })
        expect(scanAdf(body).fault).toBeUndefined()
      }
    }
    expect(documents).toBeGreaterThan(0)
  })
})
