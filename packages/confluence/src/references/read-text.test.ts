import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renameAnchor } from './anchor-name.js'
import { readCql } from './cql.js'
import { findParameterForm } from './macro-parameters.js'
import { readTextReferences } from './read-text.js'
import type { ReferenceChange } from './reference.js'
import type { TextForm } from './text-reference.js'

const change: ReferenceChange = {
  spaceKey: '~new',
  spaceId: '901',
  contentId: '902',
  title: 'New "T"',
  url: 'https://new.example/',
  group: 'new group',
  templateId: '903',
  fileId: '11111111-2222-3333-4444-555555555555',
  cloudId: 'new-cloud',
  user: { by: 'account-id', value: '712020:new' },
}

const account = '557058:01234567-89ab-cdef-0123-456789abcdef'
const uuid = '01234567-89ab-cdef-0123-456789abcdef'

/** What stands there, its references by what they say, and the text when each of them is changed. */
const table: readonly (readonly [TextForm, string, readonly object[], string])[] = [
  ['url', ' https://old.example/x ', [{ url: 'https://old.example/x' }], ' https://new.example/ '],
  ['link', '/display/A/B', [{ url: '/display/A/B' }], 'https://new.example/'],
  ['link', 'A:Some page', [{ spaceKey: 'A', title: 'Some page' }], '~new:New "T"'],
  ['page', 'Some page', [{ title: 'Some page' }], '~new:New "T"'],
  ['page', 'Note: a page', [{ title: 'Note: a page' }], '~new:New "T"'],
  [
    'page',
    'A:/2030/01/31/News',
    [{ spaceKey: 'A', postingDay: '2030/01/31', title: 'News' }],
    '~new:/2030/01/31/New "T"',
  ],
  ['page', '@self', [], '@self'],
  ['page', 'A:@home', [{ spaceKey: 'A' }], '~new:@home'],
  ['page', 'A:', [{ spaceKey: 'A' }], '~new:'],
  ['page', '~ann.lee:', [{ spaceKey: '~ann.lee' }], '~new:'],
  ['page', '/', [], '/'],
  ['pages', 'A:B, C', [{ spaceKey: 'A', title: 'B' }, { title: 'C' }], '~new:New "T", ~new:New "T"'],
  ['space', 'A', [{ spaceKey: 'A' }], '~new'],
  ['space', 'currentSpace()', [], 'currentSpace()'],
  ['spaces', 'A, @self B,-C', [{ spaceKey: 'A' }, { spaceKey: 'B' }, { spaceKey: 'C' }], '~new, @self ~new,-~new'],
  ['content', '42', [{ contentId: '42' }], '902'],
  ['content', 'att42', [{ contentId: '42' }], 'att902'],
  ['content', 'many', [], 'many'],
  ['contents', 'page:42,space:7', [{ contentId: '42' }, { spaceId: '7' }], 'page:902,space:901'],
  [
    'contents',
    'space:A, space:~ann space:@self;page:42',
    [{ spaceKey: 'A' }, { spaceKey: '~ann' }, { contentId: '42' }],
    'space:~new, space:~new space:@self;page:902',
  ],
  ['contents', 'space:', [], 'space:'],
  ['account-id', 'x', [{ user: { by: 'account-id', value: 'x' } }], '712020:new'],
  [
    'user-names',
    `ann, ${account}`,
    [{ user: { by: 'username', value: 'ann' } }, { user: { by: 'account-id', value: account } }],
    '712020:new, 712020:new',
  ],
  ['groups', 'a b,c', [{ group: 'a b' }, { group: 'c' }], 'new group,new group'],
  ['files', 'a.png, b.png', [{ fileName: 'a.png' }, { fileName: 'b.png' }], 'a.png, b.png'],
  [
    'page-file',
    ' A:B c^d.png',
    [
      { spaceKey: 'A', title: 'B c' },
      { fileName: 'd.png', container: { kind: 'page', spaceKey: 'A', title: 'B c' } },
    ],
    ' ~new:New "T"^d.png',
  ],
  ['page-file', '^d.png', [{ fileName: 'd.png' }], '^d.png'],
  ['page-file', 'd.png', [{ fileName: 'd.png' }], 'd.png'],
  ['page-file', '^', [], '^'],
  ['template-name', '12', [{ templateId: '12' }], '903'],
  ['template-name', 'com.example.plugin:list', [], 'com.example.plugin:list'],
  ['template', '12', [{ templateId: '12' }], '903'],
  ['application-link', uuid, [{ applicationLinkId: uuid }], uuid],
  ['app-object', 'x', [{ objectId: 'x' }], 'x'],
  ['app-objects', 'x, y', [{ objectId: 'x' }, { objectId: 'y' }], 'x, y'],
  ['media', uuid, [{ fileId: uuid }], '11111111-2222-3333-4444-555555555555'],
  ['collection', 'contentId-42', [{ contentId: '42' }], 'contentId-902'],
  ['emoji', '1f600', [], '1f600'],
  ['emoji', uuid, [{ emojiId: uuid }], uuid],
  [
    'ari',
    'ari:cloud:confluence:c1:page/42',
    [{ contentId: '42', cloudId: 'c1' }],
    'ari:cloud:confluence:new-cloud:page/902',
  ],
  [
    'ari',
    'ari:cloud:confluence:c1:space/42',
    [{ spaceId: '42', cloudId: 'c1' }],
    'ari:cloud:confluence:new-cloud:space/901',
  ],
  [
    'ari',
    `ari:cloud:identity::user/${account}`,
    [{ user: { by: 'account-id', value: account } }],
    'ari:cloud:identity::user/712020:new',
  ],
  ['ari', 'ari:cloud:ecosystem::extension/x', [], 'ari:cloud:ecosystem::extension/x'],
  ['possible', '600', [], '600'],
  ['possible', '65581', [{ contentId: '65581' }], '902'],
  ['possible', account, [{ user: { by: 'account-id', value: account } }], '712020:new'],
  ['possible', 'https://old.example/x', [{ url: 'https://old.example/x' }], 'https://new.example/'],
  ['possible', 'a text with https://old.example/x', [], 'a text with https://old.example/x'],
  [
    'cql',
    'space = "A" and (ancestor in (1, "2") or not creator != \'ann\') and label = "A" order by title',
    [{ spaceKey: 'A' }, { contentId: '1' }, { contentId: '2' }, { user: { by: 'username', value: 'ann' } }],
    'space = "~new" and (ancestor in (902, "902") or not creator != \'712020:new\') and label = "A" order by title',
  ],
  [
    'cql',
    'space.key=A and space in (currentSpace(),B)',
    [{ spaceKey: 'A' }, { spaceKey: 'B' }],
    'space.key="~new" and space in (currentSpace(),"~new")',
  ],
  [
    'cql',
    'space.id = 7 and mention = currentUser() and lastmodified > now("-4w")',
    [{ spaceId: '7' }],
    'space.id = 901 and mention = currentUser() and lastmodified > now("-4w")',
  ],
  ['cql', 'space = "A" and', [], 'space = "A" and'],
  ['cql', 'space = "A', [], 'space = "A'],
  ['cql', '(space = A', [], '(space = A'],
]

function replaceAll(form: TextForm, text: string, wanted: ReferenceChange): string {
  let after = ''
  let kept = 0
  for (const { start, end, replace } of readTextReferences(form, text)) {
    after += text.slice(kept, start) + (replace(wanted) ?? text.slice(start, end))
    kept = end
  }
  return after + text.slice(kept)
}

describe(readTextReferences, () => {
  it.each(table)('reads and replaces as %s: %s', (form, text, says, after) => {
    const found = readTextReferences(form, text)
    expect(found.map((reference) => reference.says)).toEqual(says)
    for (const { start, end, verbatim } of found) expect(text.slice(start, end)).toBe(verbatim)
    expect(replaceAll(form, text, change)).toBe(after)
  })

  it('marks what is a reference by its looks only', () => {
    const marks = ['65581', account, '//a.example/'].map((text) => readTextReferences('possible', text)[0]?.possible)
    expect(marks).toEqual([true, true, undefined])
  })

  it('answers any text, and a change to what it says changes nothing', () => {
    const forms = fc.constantFrom(...new Set(table.map(([form]) => form)))
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...table.map(([, text]) => text), '"', '(', ',', ':'),
    )
    const texts = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(forms, texts, (form, text) => {
        let last = 0
        for (const { start, end, verbatim, says, replace } of readTextReferences(form, text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(text.slice(start, end)).toBe(verbatim)
          const { container: _container, ...same } = says
          expect(replace(same)).toBeUndefined()
          last = end
        }
        expect(replaceAll(form, text, {})).toBe(text)
      }),
    )
  })

  it('has what it wrote to say when it reads it again', () => {
    const title = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => /^[^@*:/,\s][^,]*\S$/u.test(text) && !text.endsWith('()'))
    fc.assert(
      fc.property(title, (value) => {
        const after = replaceAll('page', 'A:B', { title: value })
        expect(readTextReferences('page', after)[0]?.says).toEqual({ spaceKey: 'A', title: value })
        const query = replaceAll('cql', 'creator = x', { user: { by: 'username', value } })
        expect(readCql(query).map(({ text }) => text)).toEqual([value])
      }),
    )
  })

  it.each([
    ['quotes', '"'.repeat(90_000)],
    ['brackets', '('.repeat(90_000)],
    ['one long string', `space = "${'\\"'.repeat(40_000)}"`],
    ['lists', 'space in (a,'.repeat(8_000)],
    ['many clauses', `${'space = "A" and '.repeat(6_000)}space = B`],
  ])('reads a query of many %s to its end', (_name, query) => {
    expect(readTextReferences('cql', query).length).toBeLessThan(10_000)
  })
})

describe(findParameterForm, () => {
  it.each([
    ['include', '', 'page'],
    ['Excerpt-Include', '', 'page'],
    ['contentbylabel', 'cql', 'cql'],
    ['contentbylabel', 'spaces', 'spaces'],
    ['children', 'page', 'page'],
    ['toc', 'maxLevel', undefined],
    ['anything', 'width', 'possible'],
    ['anything', 'pageId', 'content'],
    ['userlister', 'groups', 'groups'],
    ['constructor', 'toString', 'possible'],
  ])('knows that %s holds in "%s": %s', (macro, parameter, form) => {
    expect(findParameterForm(macro, parameter)).toBe(form)
  })
})

describe('what a place can say', () => {
  it.each<[TextForm, string, ReferenceChange, boolean]>([
    ['page', 'A page', { title: 'Another page' }, true],
    ['page', 'A page', { title: 'Note: a page' }, true],
    ['page', 'A page', { title: 'K:page' }, false],
    ['page', 'A:page', { spaceKey: 'B', title: 'K:page' }, true],
    ['page', 'A page', { title: '@self' }, false],
    ['groups', 'a, b', { group: 'c, d' }, false],
    ['groups', 'a, b', { group: 'c d' }, true],
    ['user-names', 'ann', { user: { by: 'username', value: 'lee, ann' } }, false],
    ['user-names', 'ann', { user: { by: 'username', value: 'lee' } }, true],
    ['contents', 'space:A', { spaceKey: 'B' }, true],
    ['contents', 'space:A', { spaceKey: '77' }, false],
  ])('%s %j: %j is %s', (form, text, wanted, can) => {
    expect(readTextReferences(form, text)[0]?.canSay?.(wanted)).toBe(can)
  })
})

describe(renameAnchor, () => {
  it.each([
    ['OldPage-Some-Heading', 'Old Page', 'New Page', 'NewPage-Some-Heading'],
    ['Some-Heading', 'Old Page', 'New Page', undefined],
    ['OldPage', 'Old Page', 'New Page', undefined],
    ['OldPage-x', 'Old Page', 'OldPage', undefined],
    ['id-1stpage-x', '1st page', 'First page', 'Firstpage-x'],
    ['Firstpage-x.1', 'First page', '1st page', 'id-1stpage-x.1'],
    ['id-Страница-x', 'Страница', '«Page»', 'id-«Page»-x'],
    ['id-1stpage-x', 'page', 'other', undefined],
    ['-x', '', 'other', undefined],
    [`${'a'.repeat(2_000)}-x`, 'a'.repeat(2_000), 'other', undefined],
  ])('takes %s from %s to %s', (anchor, before, after, expected) => {
    expect(renameAnchor(anchor, before, after)).toBe(expected)
  })
})
