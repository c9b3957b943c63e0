import { describe, expect, it } from 'vitest'
import type { BodyReference, ReferenceChange } from '../references/reference.js'
import { rewriteReferences } from './rewrite-references.js'
import { scanReferences } from './scan-references.js'
import { walkStorage } from './storage-walk.js'

const change = ({ kind, says }: BodyReference): ReferenceChange | undefined => {
  if (kind === 'user') return { plain: `@${says.user?.value}` }
  if (kind === 'page') return { title: `New ${says.title}` }
  if (kind === 'attachment') return { fileName: `of ${says.container?.title ?? 'here'}` }
  return kind === 'url' ? { url: `${says.url}/new` } : undefined
}

/** One of each that is written anew together with what stands around it or comes behind it. */
const unit = [
  '<p>Ask <ac:link><ri:user ri:account-id="ann" /></ac:link>.</p>',
  '<ac:link ac:anchor="top"><ri:page ri:content-title="Plans" /></ac:link>',
  '<ac:image><ri:attachment ri:filename="a.png"><ri:page ri:content-title="Files" /></ri:attachment></ac:image>',
  '<ac:structured-macro ac:name="view-file"><ac:parameter ac:name="name"><ri:attachment ri:filename="b.pdf" />',
  '</ac:parameter><ac:parameter ac:name="page"><ac:link><ri:page ri:content-title="Reports" /></ac:link></ac:parameter>',
  '</ac:structured-macro><a href="https://x.example" data-card-appearance="inline">https://x.example</a>',
].join('')

describe('a page of very many references', () => {
  it('is rewritten like a page of few of them', () => {
    const one = rewriteReferences(unit, change)
    expect(one.body).toContain('Ask @ann.')
    expect(one.body).toContain('ri:filename="of Files"')
    expect(one.body).toContain('ri:filename="of Reports"')
    expect(one.body).toContain('>https://x.example/new</a>')
    const times = 1_000
    const many = rewriteReferences(unit.repeat(times), change)
    expect(many).toEqual({ body: one.body.repeat(times), changed: one.changed * times })
    const whole = rewriteReferences(`<div>${unit.repeat(times)}</div>`, change)
    expect(whole.body).toBe(`<div>${one.body.repeat(times)}</div>`)
  })

  it.each([
    ['a link that never ends', '<ac:link>'],
    [
      'a macro that never ends, with a file',
      unit.slice(unit.indexOf('<ac:structured-macro'), unit.indexOf('</ac:parameter>')),
    ],
  ])('is given on in parts also behind %s', (_name, beginning) => {
    const body = beginning + '<p><ri:page ri:content-title="x" /></p>'.repeat(70_000)
    const parts: number[] = []
    const fault = walkStorage(body, (found) => void parts.push(found.length))
    expect(fault).toBeDefined()
    expect(Math.max(...parts)).toBeLessThan(40_000)
    expect(parts.reduce((sum, count) => sum + count, 0)).toBe(scanReferences(body).length)
    expect(scanReferences(body).length).toBeGreaterThanOrEqual(70_000)
  })
})
