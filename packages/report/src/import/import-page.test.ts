import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hostileReport, hostileText } from '../testing/hostile-report.js'
import { renderImportReport } from './import-page.js'

const commands = { plan: `plan ${hostileText}`, apply: `apply ${hostileText}`, check: `check ${hostileText}` }
const letters = 'ABCDEFGHIJK'.split('')

describe.each([
  ['a plan', false],
  ['an import', true],
])('the page of %s', (_, applied) => {
  const page = renderImportReport(hostileReport(applied), commands)

  it('has the sections A to K, in this order', () => {
    const found = [...page.matchAll(/<section id="(\w+)">\s*<h2><span class="no">(\w)<\/span>/g)]
    expect(found.map(([, id]) => id)).toEqual(letters)
    expect(found.map(([, , letter]) => letter)).toEqual(letters)
    expect(page.includes('What to do next')).toBe(!applied)
  })

  it('lets no markup of others through, loads nothing and runs nothing', () => {
    expect(page).toContain('&#60;img src=x onerror=alert(1)&#62;')
    expect(page).not.toMatch(/<img|<script|<iframe|<link|[\u0000\u202E]/i)
    for (const [tag] of page.matchAll(/<[a-z][^>]*>/gi)) {
      expect(tag.slice(1).replaceAll(/"[^"]*"/g, '""')).not.toMatch(/\s(?:on\w+|style|src)=|[<']/)
    }
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? ''
    const digest = createHash('sha256').update(style).digest('base64')
    expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${digest}'`)
  })

  it('cuts long lists and says how much is left', () => {
    expect(page).toContain('… and 59 more')
  })

  it('is told by words, not by colours alone', () => {
    expect(page).toMatch(/<span class="light" aria-hidden="true">!<\/span>/)
    expect(page.match(/<th scope="(?:col|row)"/g)?.length).toBe(page.match(/<th[ >]/g)?.length)
  })

  it('leads from numbers only to lists that are there', () => {
    const files = [...page.matchAll(/href="\.\/([^"]+)"/g)].map(([, file]) => file)
    const own = ['x.lists/created.csv', 'plan.ndjson', 'access.ndjson', 'l.ndjson']
    expect(new Set(files)).toEqual(new Set(applied ? own : [...own, 'mapping/people.csv']))
  })
})
