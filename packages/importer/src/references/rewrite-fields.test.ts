import type { StreamName, StreamRecords } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import { urlStyles } from '../testing/references/url-case.js'
import { place, world, worldResolver } from '../testing/references/world.js'
import { stepRecord } from '../record-batches.js'
import { plainFieldOf, rewriteFields } from './rewrite-fields.js'

const resolver = worldResolver(world, urlStyles.embedded)
const wiki = 'https://wiki.example.org/confluence'

const records: { readonly [Name in StreamName]?: (text: string) => StreamRecords[Name] } = {
  'sidebar-links': (url) => ({ id: 'sidebar-link:1', space: 'space:1', list: 'shortcut', url }),
  'shortcut-links': (url) => ({ id: 'shortcut-link:x', key: 'x', url }),
  'navigator-entries': (url) => ({ id: 'navigator-entry:1', name: 'x', url }),
  'calendar-events': (url) => ({ id: 'calendar-event:1', calendar: 'calendar:1', title: 'x', url }),
}

/** What becomes of a field: its text, how many references changed, stayed and lead nowhere, and why. */
function run<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): readonly unknown[] {
  const field = plainFieldOf(stream) ?? ''
  const { changed, references } = rewriteFields(stepRecord(stream, record), place, resolver)
  const { rewritten, unchanged, unresolved, reasons } = references
  return [changed[field] ?? Reflect.get(record, field), rewritten, unchanged, unresolved, ...reasons.keys()]
}

describe(rewriteFields, () => {
  it.each(['sidebar-links', 'navigator-entries', 'calendar-events'] as const)('decides the URL of %s', (stream) => {
    const make = records[stream]
    const of = (url: string): readonly unknown[] => (make === undefined ? [] : run<StreamName>(stream, make(url)))
    expect(of(`${wiki}/x/BAAJ`)).toEqual(['/pages/201819180', 1, 0, 0])
    expect(of(' /display/DOC/Plans\n')).toEqual([' /pages/911\n', 1, 0, 0])
    expect(of('/collector/pages.action?key=DOC')).toEqual(['/spaces/DOC2', 1, 0, 0])
    expect(of('https://jira.example.org/browse/A-1')).toEqual(['https://jira.new.example/browse/A-1', 1, 0, 0])
    expect(of('https://elsewhere.example/?a=1&b=%s')).toEqual(['https://elsewhere.example/?a=1&b=%s', 0, 1, 0])
    expect(of(`${wiki}/display/DOC/No`)).toEqual([`${wiki}/display/DOC/No`, 0, 0, 1, 'TARGET_NOT_IN_ARCHIVE'])
    expect(of('')).toEqual(['', 0, 0, 0])
  })

  it.each([
    ['https://jira.example.org/browse/%s', ['https://jira.new.example/browse/%s', 1, 0, 0]],
    ['https://jira.example.org/browse/', ['https://jira.new.example/browse/', 1, 0, 0]],
    ['https://elsewhere.example/gap?q=%s&r=%s', ['https://elsewhere.example/gap?q=%s&r=%s', 0, 1, 0]],
    [`${wiki}/dosearchsite.action?queryString=%s`, ['/search?q=%s', 1, 0, 0]],
    [`${wiki}/display/DOC/%s`, [`${wiki}/display/DOC/%s`, 0, 0, 1, 'URL_OF_SOURCE']],
    // The word comes at its end: it is no link to the space.
    [`${wiki}/display/DOC/`, [`${wiki}/display/DOC/`, 0, 0, 1, 'URL_OF_SOURCE']],
    [
      `${wiki}/display/DOC/Plans?focusedCommentId=%s`,
      [`${wiki}/display/DOC/Plans?focusedCommentId=%s`, 0, 0, 1, 'URL_OF_SOURCE'],
    ],
    [`${wiki}/display/DOC/Plans?x=%s`, [`${wiki}/display/DOC/Plans?x=%s`, 0, 0, 1, 'URL_WITHOUT_COUNTERPART']],
  ])('keeps the gap in the URL of a shortcut: %s', (url, expected) => {
    expect(run('shortcut-links', { id: 'shortcut-link:x', key: 'x', url })).toEqual(expected)
  })

  it('leaves kinds without such a field alone', () => {
    expect(run('labels', { id: 'label:1', on: 'page:10', prefix: 'global', name: `${wiki}/x/BAAJ` })).toEqual([
      undefined,
      0,
      0,
      0,
    ])
  })
})
