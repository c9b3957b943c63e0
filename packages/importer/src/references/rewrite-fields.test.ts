import type { StreamName, StreamRecords } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import { urlStyles } from '../testing/references/url-case.js'
import {
  emoji,
  keptEmoji,
  lostEmoji,
  newEmoji,
  newFile,
  oldFile,
  place,
  world,
  worldResolver,
} from '../testing/references/world.js'
import { stepRecord } from '../record-batches.js'
import { plainFieldsOf, rewriteFields } from './rewrite-fields.js'

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
  const [field = ''] = plainFieldsOf(stream)
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

  const stock = 'https://images.unsplash.com/photo-1?w=800&q="'.slice(0, -1)
  it.each([
    [
      'cover-picture-id-published',
      `{"id":"${oldFile}","position":50}`,
      `{"id":"${newFile}","position":50}`,
      'rewritten',
    ],
    ['cover-picture-id-draft', `"{\\"id\\":\\"${oldFile}\\"}"`, `"{\\"id\\":\\"${newFile}\\"}"`, 'rewritten'],
    [
      'cover-picture-id-draft',
      `{ "position" : 1,\n "id" : "${oldFile.toUpperCase()}" }`,
      undefined,
      'FILE_NOT_IN_ARCHIVE',
    ],
    ['cover-picture-id-published', `{"id":"${stock}","position":50}`, undefined, 'unchanged'],
    [
      'cover-picture-id-published',
      `{"id":"${wiki}/download/attachments/65542/a%20b.png"}`,
      '{"id":"/attachments/909"}',
      'rewritten',
    ],
    ['cover-picture-id-published', `{"mid":"${oldFile}","id":12}`, undefined, ''],
    ['cover-picture-id-published', '', undefined, ''],
    ['emoji-title-published', '"1f642"', undefined, ''],
    ['emoji-title-published', '1f9d1-200d-1f680', undefined, ''],
    ['emoji-title-published', `"${emoji}"`, `"${newEmoji}"`, 'rewritten'],
    ['emoji-title-draft', ` ${emoji}\n`, ` ${newEmoji}\n`, 'rewritten'],
    ['emoji-title-draft', `"${keptEmoji}"`, undefined, 'unchanged'],
    ['emoji-title-draft', `"${lostEmoji}"`, undefined, 'TARGET_NOT_IMPORTED'],
    ['emoji-title-draft', '"33333333-89ab-cdef-0123-456789abcdef"', undefined, 'EMOJI_OF_SITE'],
    ['app.cover-picture-id-published', `{"id":"${oldFile}"}`, undefined, ''],
  ] as const)('finds what the property %s names in its value: %s', (key, value, after, outcome) => {
    const property = { id: 'property:1', owner: 'page:10', key, value }
    const [text, rewritten, unchanged, unresolved, ...reasons] = run('properties', property)
    expect([text, rewritten, unchanged, unresolved, ...reasons]).toEqual([
      after ?? value,
      outcome === 'rewritten' ? 1 : 0,
      outcome === 'unchanged' ? 1 : 0,
      /^[A-Z]/.test(outcome) ? 1 : 0,
      ...(/^[A-Z]/.test(outcome) ? [outcome] : []),
    ])
  })

  it('reads a hostile property to its end', () => {
    for (const value of ['"id":'.repeat(4_000), '\\"id\\":\\"'.repeat(2_000), ' '.repeat(19_000) + '"'.repeat(900)]) {
      for (const key of ['cover-picture-id-draft', 'emoji-title-draft']) {
        expect(run('properties', { id: 'property:1', owner: 'page:10', key, value }).slice(0, 3)).toEqual([value, 0, 0])
      }
    }
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
