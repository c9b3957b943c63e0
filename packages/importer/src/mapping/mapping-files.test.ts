import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MappingFile } from '../mapping.js'
import { ImportTrial } from '../testing/import-trial.js'
import { decide, rowsOf, writeText } from '../testing/mapping-files.js'
import { page } from '../testing/sample-records.js'

let trial: Awaited<ReturnType<typeof ImportTrial.inMemory>>
beforeEach(async () => {
  trial = await ImportTrial.inMemory()
})
afterEach(async () => trial[Symbol.asyncDispose]())

const person = (id: string, rest: object): void =>
  trial.observed.add('people', { id: `person:${id}`, kind: 'person', state: 'active', ...rest })

describe('the files of a plan', () => {
  it('have a row for everybody, every group and space, with what happens without a decision', async () => {
    trial.observed.add('groups', { id: 'group:700', name: 'Writers' })
    person('7', { userKey: 'k-ann' })
    const { plan: summary } = await trial.plan()
    expect(await rowsOf(trial.planDir, 'people')).toMatchObject([
      { id: 'person:k-ann', 'user name': 'ann', 'e-mail': 'ann@example.org', proposed: 'match person:7', decision: '' },
      { id: 'person:k-bob', proposed: 'create' },
      { id: 'person:k-eve', proposed: 'create' },
    ])
    expect(await rowsOf(trial.planDir, 'groups')).toMatchObject([
      { id: 'group:readers', name: 'readers', proposed: 'create' },
      { id: 'group:writers', proposed: 'match group:700' },
    ])
    expect(await rowsOf(trial.planDir, 'spaces')).toMatchObject([
      { id: 'space:1', key: 'DOC', name: 'Documents', proposed: 'create' },
      { id: 'space:2', key: 'OPS' },
    ])
    expect(summary.mapping).toMatchObject({ digest: 'none', wrong: { count: 0 }, changes: { count: 0 } })
    expect(summary.mapping.files.map(({ name, rows }) => [name, rows])).toEqual([
      ['people.csv', 3],
      ['groups.csv', 2],
      ['spaces.csv', 2],
      ['titles.csv', 0],
      ['hosts.csv', 1],
    ])
  })

  it('keep what people wrote, in columns of theirs as well, and rows that no plan makes', async () => {
    await trial.plan()
    const text = [
      'sep=;',
      'note;id;Decision;who asked;by',
      '"two',
      'lines";person:k-bob;text;"the ""boss""";ann',
      'only a note;person:k-eve;;;',
      'gone;person:former;;;ben',
      ';person:k-ann;;;',
    ].join('\r\n')
    await writeText(trial.planDir, 'people', text)
    const { plan: summary } = await trial.plan()
    expect(summary.mapping.changes).toEqual({
      count: 1,
      first: [{ file: 'people.csv', id: 'person:k-bob', after: 'text' }],
    })
    const rows = await rowsOf(trial.planDir, 'people')
    expect(rows.map(({ id, decision, by, note, 'who asked': asked }) => [id, decision, by, note, asked])).toEqual([
      ['person:k-ann', '', '', '', ''],
      ['person:k-bob', 'text', 'ann', 'two\r\nlines', 'the "boss"'],
      ['person:k-eve', '', '', 'only a note', ''],
      ['person:former', '', 'ben', 'gone', ''],
    ])
    const again = await trial.plan()
    expect(again.plan.mapping.changes.count).toBe(0)
    expect(again.plan.digest).toBe(summary.digest)
    expect(await rowsOf(trial.planDir, 'people')).toEqual(rows)
  })

  it('run nothing in a spreadsheet, and keep ids as text', async () => {
    const people = [
      { id: 'person:1', kind: 'person', state: 'active', displayName: '=cmd|x', accountId: '5570580000000000123' },
    ] as const
    await trial.plan({ records: { people } })
    const text = await readFile(join(trial.planDir, 'mapping/people.csv'), 'utf8')
    expect(text.startsWith('\uFEFFid,name,')).toBe(true)
    expect(text).toContain("person:1,'=cmd|x,,,'5570580000000000123,")
    expect(await rowsOf(trial.planDir, 'people')).toMatchObject([
      { name: '=cmd|x', 'account id': '5570580000000000123' },
    ])
  })

  it.each([
    ['UTF-16 with tabs', Buffer.from('\uFEFFid\tdecision\r\nperson:k-bob\ttext\r\n', 'utf16le'), undefined],
    ['UTF-8 without its mark', Buffer.from('id,decision\nperson:k-bob,text'), undefined],
    ['nothing', Buffer.alloc(0), undefined],
    ['another code page', Buffer.from('id;decision;note\nperson:k-bob;text;f\xFCr uns', 'latin1'), /is not UTF-8/],
  ])('are read as a spreadsheet saves them: %s', async (_name, bytes, why) => {
    await mkdir(join(trial.planDir, 'mapping'), { recursive: true })
    await writeFile(join(trial.planDir, 'mapping/people.csv'), bytes)
    const { plan: summary } = await trial.plan()
    const decided = summary.mapping.files[0]?.decided
    if (why === undefined) expect([decided, summary.mapping.wrong.count]).toEqual([bytes.length === 0 ? 0 : 1, 0])
    else expect(summary.mapping.wrong.first[0]?.why).toMatch(why)
  })

  it('are left alone where not all of one could be read', async () => {
    const text = 'id,decision\nperson:k-bob,text\n"person:k-eve,skip\n'
    await writeText(trial.planDir, 'people', text)
    const { plan: summary } = await trial.plan()
    expect(summary.mapping.wrong.first).toEqual([
      { file: 'people.csv', line: 3, column: 'id', id: '', why: 'opens a quote that is never closed' },
    ])
    expect(await readFile(join(trial.planDir, 'mapping/people.csv'), 'utf8')).toBe(text)
  })
})

describe('rows that cannot be followed', () => {
  const two = [
    { id: 'space:1', key: 'A', kind: 'global', status: 'current' },
    { id: 'space:2', key: 'B', kind: 'global', status: 'current' },
  ] as const
  const cases: readonly (readonly [
    name: string,
    file: MappingFile,
    text: string,
    line: number,
    column: string,
    why: RegExp,
  ])[] = [
    [
      'an unknown word',
      'people',
      'id,decision\nperson:k-bob,remove',
      2,
      'decision',
      /"remove" is no decision; use create/,
    ],
    ['match without whom', 'people', 'id,decision\nperson:k-bob,match', 2, 'decision', /match needs/],
    ['words after skip', 'groups', 'id,decision\ngroup:writers,skip it', 2, 'decision', /nothing can follow skip/],
    ['nobody', 'people', 'id,decision\nperson:k-bob,match nobody', 2, 'decision', /nobody at the destination/],
    ['no group', 'groups', 'id,decision\ngroup:writers,match none', 2, 'decision', /has no group "none"/],
    ['two people', 'people', 'id,decision\nperson:k-bob,match twin', 2, 'decision', /several people/],
    ['an unknown id', 'people', 'id,decision\nperson:k-bob,text\nperson:none,skip', 3, 'id', /is not in the archive/],
    ['an id of another kind', 'people', 'id,decision\nspace:1,skip', 2, 'id', /is not in the archive/],
    ['an id twice', 'people', 'id,decision\nperson:k-bob,text\nperson:k-bob,skip', 3, 'id', /earlier row/],
    ['no id', 'people', 'id,decision\n,text', 2, 'id', /has no id/],
    ['no column', 'people', 'id;choice\nperson:k-bob;text', 1, 'decision', /no column decision/],
    ['a key that cannot be', 'spaces', 'id,decision\nspace:1,rename A B', 2, 'decision', /no space key/],
    ['a personal key', 'spaces', 'id,decision\nspace:1,rename ~ann', 2, 'decision', /no key for this space/],
    ['a key of the archive', 'spaces', 'id,decision\nspace:1,rename ops', 2, 'decision', /taken by space:2/],
    ['a key of the destination', 'spaces', 'id,decision\nspace:1,rename theirs', 2, 'decision', /taken by space:900/],
    [
      'one key for two',
      'spaces',
      'id,decision\nspace:1,rename X\nspace:2,rename x',
      3,
      'decision',
      /space:1 is to get/,
    ],
    ['a page that is not there', 'spaces', 'id,decision\nspace:1,under THEIRS:None', 2, 'decision', /has no page/],
    [
      'a space that is not there',
      'spaces',
      'id,decision\nspace:1,under NONE:None',
      2,
      'decision',
      /has no space "NONE"/,
    ],
    ['what is no page', 'spaces', 'id,decision\nspace:1,under page:902', 2, 'decision', /is not a current page/],
    [
      'a title that is too long',
      'titles',
      `id,decision\npage:11,rename ${'x'.repeat(256)}`,
      2,
      'decision',
      /at most 255/,
    ],
    ['a title of another page', 'titles', 'id,decision\npage:11,rename secret', 2, 'decision', /page:12 has the title/],
    ['a host to nowhere', 'hosts', 'id,decision\nwiki.example,to nowhere', 2, 'decision', /no http or https URL/],
    [
      'a person whose name is taken',
      'people',
      'id,decision\nperson:k-eve,create',
      2,
      'decision',
      /person:3 at the destination/,
    ],
  ]

  it.each(cases)('%s', async (_name, file, text, line, column, why) => {
    person('1', { userName: 'twin' })
    person('2', { email: 'twin' })
    person('3', { userName: 'eve' })
    trial.observed.add('spaces', { id: 'space:900', key: 'THEIRS', kind: 'global', status: 'current' })
    trial.observed.add('content', page('page:902', 'Old', { space: 'space:900', status: 'trashed' }))
    await writeText(trial.planDir, file, text)
    const { plan: summary } = await trial.plan()
    expect(summary.mapping.wrong.first).toMatchObject([{ file: `${file}.csv`, line, column }])
    expect(summary.mapping.wrong.first[0]?.why).toMatch(why)
    const before = [...trial.observed.rows()]
    await expect(trial.import()).rejects.toMatchObject({ code: 'MAPPING_INVALID', details: { count: 1 } })
    expect([...trial.observed.rows()]).toEqual(before)
  })

  it('such as people that go round in a circle', async () => {
    person('1', { userName: 'ann' })
    person('2', { userName: 'bob' })
    await decide(trial.planDir, 'people', { 'person:k-ann': 'match bob', 'person:k-bob': 'match ann' })
    const { plan: summary } = await trial.plan()
    expect(summary.mapping.wrong.first.map(({ id, why }) => `${id}: ${why}`)).toEqual([
      'person:k-ann: it leads to person:2, the counterpart of person:k-bob, whose own row leads elsewhere',
      'person:k-bob: it leads to person:1, the counterpart of person:k-ann, whose own row leads elsewhere',
    ])
  })

  it('come too late when an earlier import made something of them', async () => {
    await trial.import()
    person('1', { userName: 'other' })
    await decide(trial.planDir, 'people', { 'person:k-ann': 'match other', 'person:k-bob': 'create' })
    await decide(trial.planDir, 'spaces', { 'space:1': 'rename NEW', 'space:2': 'create' })
    const { plan: summary } = await trial.plan()
    expect(summary.mapping.wrong.first.map(({ id }) => id)).toEqual(['person:k-ann', 'space:1'])
  })

  it('does not swap keys into each other unless both go elsewhere', async () => {
    await decide(trial.planDir, 'spaces', { 'space:1': 'rename B', 'space:2': 'rename A' })
    const { plan: summary } = await trial.import({}, { records: { spaces: two } })
    expect(summary.mapping.wrong.count).toBe(0)
    expect([trial.madeOf('space:1'), trial.madeOf('space:2')]).toMatchObject([{ key: 'B' }, { key: 'A' }])
  })
})
