import type { Content } from '@spacecrate/format'
import type { Site } from '@spacecrate/site'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportSummary } from '../import/import-summary.js'
import type { ImportRequest } from '../import/run-import.js'
import type { ArchiveParts } from '../testing/build-archive.js'
import type { ImportTrial } from '../testing/import-trial.js'
import { SiteTrial } from '../testing/site-trial.js'
import { decide, rowsOf } from '../testing/mapping-files.js'
import { text } from '../testing/sample-records.js'
import { byRule } from '../kinds/content-titles.js'

let site: Site
let trial: ImportTrial
let opened: SiteTrial
beforeEach(async () => {
  opened = await SiteTrial.open()
  ;({ site, trial } = opened)
})
afterEach(async () => await opened[Symbol.asyncDispose]())

const importParts = (parts: ArchiveParts, options: Partial<ImportRequest> = {}): Promise<ImportSummary> =>
  trial.import(options, parts)

const titleOf = (record: string): string | undefined => {
  const made = trial.madeOf(record)
  return made !== undefined && 'title' in made ? made.title : undefined
}

/** A space of others with three pages. */
function addTheirs(): void {
  const { store } = site
  store.transaction(() => {
    store.insert('spaces', { id: 'space:900', key: 'THEIRS', name: 'Theirs', kind: 'global', status: 'current' })
    store.insert('content', existing('page:901', 'Archive: old'))
    store.insert('content', existing('page:902', 'plans'))
    store.insert('content', existing('page:903', 'Plans (2)'))
  })
}

function existing(id: string, title: string): Content {
  return { id, kind: 'page', space: 'space:900', title, status: 'current', version: 1 }
}

describe('titles', () => {
  const space = { id: 'space:1', key: 'DOC', kind: 'global', status: 'current' } as const
  const bare = (id: string, title: string, rest: Partial<Content> = {}): Content => ({
    id,
    kind: 'page',
    space: 'space:1',
    title,
    status: 'current',
    version: 1,
    ...rest,
  })
  const thrice: ArchiveParts['records'] = {
    spaces: [space],
    content: [
      bare('page:1', 'Plan', { position: 1 }),
      bare('page:2', ' plan ', { position: 2 }),
      bare('page:3', 'PLAN', { position: 3 }),
      bare('page:4', 'Plan (2)', { position: 4 }),
      bare('page:5', 'Links', { position: 5 }),
      bare('page:6', 'Plan', { status: 'draft' }),
      bare('page:7', 'Plan', { status: 'trashed' }),
    ],
    versions: [text('page:5', '<ri:page ri:content-title="Plan"/>', { author: undefined as never })].map(
      ({ author: _author, ...version }) => version,
    ),
  }

  it('that stand three times are told apart by rule, and links follow', async () => {
    const { plan } = await importParts({ records: thrice })
    expect(['page:1', 'page:2', 'page:3', 'page:4'].map(titleOf)).toEqual(['Plan', 'plan (3)', 'PLAN (4)', 'Plan (2)'])
    expect(['page:6', 'page:7'].map(titleOf)).toEqual(['Plan', 'Plan'])
    expect(plan.renames.count).toBe(2)
    expect(await rowsOf(trial.planDir, 'titles')).toMatchObject([
      { id: 'page:1', space: 'doc', occurrences: '3', proposed: '', why: 'other pages have this title as well' },
      { id: 'page:2', title: ' plan ', proposed: 'rename plan (3)' },
      { id: 'page:3', proposed: 'rename PLAN (4)', why: 'another page has this title' },
    ])
    const again = await importParts({ records: thrice })
    expect(again.applied?.streams.every(({ created }) => created === 0)).toBe(true)
  })

  it('that stand thousands of times each get a number', async () => {
    const content = Array.from({ length: 3_000 }, (_, at) => bare(`page:${at}`, 'Untitled', { position: at }))
    const { plan } = await importParts({ records: { spaces: [space], content } }, { planOnly: true })
    expect(plan.renames.count).toBe(2_999)
    expect(new Set(plan.renames.first.map(({ to }) => to)).size).toBe(plan.renames.first.length)
    expect((await rowsOf(trial.planDir, 'titles')).at(-1)).toMatchObject({ proposed: 'rename Untitled (3000)' })
  })

  it('go as a person says, by a rule of theirs, or not at all', async () => {
    await decide(trial.planDir, 'titles', {
      'page:1': 'rename Old plan',
      'page:3': 'skip',
      'page:5': 'rename References',
    })
    const { applied } = await importParts({ records: thrice }, { policies: { titleRule: '{n}: {title}' } })
    expect(['page:1', 'page:2', 'page:3', 'page:5'].map(titleOf)).toEqual([
      'Old plan',
      ' plan ',
      undefined,
      'References',
    ])
    expect(trial.madeOf('version:page:5/1')).toMatchObject({
      body: { value: '<ri:page ri:content-title="Old plan"/>' },
    })
    expect(applied?.streams.find(({ name }) => name === 'content')).toMatchObject({ created: 6, skipped: 1 })
  })

  it('that are too long are cut, between characters', async () => {
    const long = `${'x'.repeat(253)}😀 and more`
    const content = [bare('page:1', long), bare('page:2', long), bare('page:3', long, { status: 'trashed' })]
    await importParts({ records: { spaces: [space], content } })
    expect(['page:1', 'page:2', 'page:3'].map(titleOf)).toEqual([
      `${'x'.repeat(253)}…`,
      `${'x'.repeat(250)}… (2)`,
      `${'x'.repeat(253)}…`,
    ])
    expect(await rowsOf(trial.planDir, 'titles')).toHaveLength(3)
  })

  it.each([
    ['{title} ({n})', 'Plan', 2, 20, 'Plan (2)'],
    ['{title} ({n})', 'A plan that is long', 12, 20, 'A plan that is… (12)'],
    ['{n} {title}', '$& {n}', 3, 20, '3 $& {n}'],
    ['{title}{n}', '😀😀😀', 7, 5, '😀…7'],
  ])('by the rule %s', (rule, title, number, longest, expected) => {
    const made = byRule(rule, title, number, longest)
    expect(made).toBe(expected)
    expect(made.length).toBeLessThanOrEqual(longest)
  })

  it('that are taken since the plan was made end as a conflict, and the rest goes on', async () => {
    addTheirs()
    await decide(trial.planDir, 'spaces', { 'space:1': 'under THEIRS:Archive: old' })
    const { applied } = await opened.changeBetween({ records: { ...thrice, versions: [] } }, () =>
      site.store.insert('content', existing('page:904', 'links')),
    )
    expect(applied?.losses).toMatchObject({ CONFLICT: 1 })
    expect(applied?.streams.find(({ name }) => name === 'content')).toMatchObject({ created: 6, refused: 1 })
  })
})
