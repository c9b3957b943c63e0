import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Content } from '@spacecrate/format'
import type { Site } from '@spacecrate/site'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportSummary } from '../import/import-summary.js'
import type { ImportRequest } from '../import/run-import.js'
import type { ArchiveParts } from '../testing/build-archive.js'
import type { ImportTrial } from '../testing/import-trial.js'
import { SiteTrial } from '../testing/site-trial.js'
import { decide, rowsOf } from '../testing/mapping-files.js'
import { sampleParts } from '../testing/sample-records.js'

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

/** Everything that no import of this source made. */
const theirs = (): string[] =>
  [...trial.observed.rows()].filter(({ madeOf }) => madeOf === undefined).map((row) => JSON.stringify(row))

describe('a space that goes under a page', () => {
  it.each([
    ['by its title', 'THEIRS:archive: OLD'],
    ['by its id', 'page:901'],
    ['by its number', '901'],
  ])('that is named %s', async (_name, place) => {
    addTheirs()
    const before = theirs()
    await decide(trial.planDir, 'spaces', { 'space:1': `under ${place}`, 'space:2': 'skip' })
    const { applied, plan } = await importParts(sampleParts)
    expect(theirs().filter((row) => before.includes(row))).toEqual(before)
    expect(trial.madeOf('space:1')).toBeUndefined()
    expect(trial.madeOf('page:10')).toMatchObject({ space: 'space:900', parent: 'page:901' })
    expect(trial.madeOf('page:11')).toMatchObject({
      space: 'space:900',
      parent: trial.idOf('page:10'),
      title: 'Plans (3)',
    })
    expect(trial.madeOf('post:30')).toMatchObject({ space: 'space:900' })
    expect(trial.madeOf('post:30')).not.toHaveProperty('parent')
    expect(trial.madeOf('version:page:10/1')).toMatchObject({
      body: { value: expect.stringContaining('ri:content-title="Plans (3)"') },
    })
    expect(applied?.losses).toMatchObject({ SPACE_PLACED_UNDER: 1, EXISTING_NOT_CHANGED: 5 })
    expect(plan.changes.count).toBe(0)
    // The space has no permission for anybody: what came into it opens nothing.
    expect(trial.observed.mayRead(trial.idOf('person:k-ann'), trial.idOf('page:10'))).toBe(false)
    const again = await importParts(sampleParts)
    expect(again.applied?.streams.every(({ created }) => created === 0)).toBe(true)
  })

  it('keeps its restrictions, and gets its permissions only where they are allowed by name', async () => {
    addTheirs()
    const { plan } = await importParts(sampleParts, {
      policies: { spaceKeyExists: 'under', under: '901', allow: ['space-permissions'] },
    })
    expect(plan.changes.count).toBe(0)
    site.store.insert('spaces', { id: 'space:910', key: 'OPS', name: 'Other', kind: 'global', status: 'current' })
    expect(trial.madeOf('space:1')).toMatchObject({ key: 'DOC' })

    await rm(join(trial.dir, 'work'), { recursive: true })
    await decide(trial.planDir, 'spaces', { 'space:1': 'under 901' })
    const other = { ...sampleParts, id: 'other', source: { siteId: 'source-2' } }
    const second = await importParts(other, { policies: { allow: ['space-permissions'] } }).catch(
      (error: unknown) => error,
    )
    expect(second).toMatchObject({ code: 'CONFLICTS', details: { keys: ['OPS'] } })
    await decide(trial.planDir, 'spaces', { 'space:1': 'under 901', 'space:2': 'skip' })
    const third = await importParts(other, { policies: { allow: ['space-permissions'] } })
    expect(third.plan.changes).toEqual({
      count: 2,
      first: [
        { stream: 'space-permissions', id: 'permission:space:1/group:readers/read space', to: 'space:900' },
        { stream: 'space-permissions', id: 'permission:space:1/person:k-bob/read space', to: 'space:900' },
      ],
    })
    const pages = [...trial.observed.rows()].filter(({ madeOf }) => madeOf === 'page:12').map(({ record }) => record)
    const placed = pages.find((record) => 'space' in record && record.space === 'space:900')?.id ?? ''
    expect(trial.observed.mayRead(trial.idOf('person:k-eve'), placed)).toBe(false)
    expect(trial.observed.mayRead(trial.idOf('person:k-ann'), placed)).toBe(true)
  })

  it('goes there by policy where its key is taken, if the page is there', async () => {
    addTheirs()
    site.store.insert('spaces', { id: 'space:910', key: 'doc', name: 'Other', kind: 'global', status: 'current' })
    const policies = { spaceKeyExists: 'under', under: 'THEIRS:Archive: old' } as const
    const { plan } = await importParts(sampleParts, { policies })
    expect(trial.madeOf('page:10')).toMatchObject({ space: 'space:900', parent: 'page:901' })
    expect(trial.madeOf('space:2')).toMatchObject({ key: 'OPS' })
    expect((await rowsOf(trial.planDir, 'spaces')).map(({ proposed }) => proposed)).toEqual([
      'under THEIRS:Archive: old',
      'create',
    ])
    expect(plan.conflicts.count).toBe(0)
    const nowhere = importParts(sampleParts, { policies: { ...policies, under: 'THEIRS:None' } })
    await expect(nowhere).rejects.toMatchObject({ code: 'TARGET_UNKNOWN' })
  })

  it('is a conflict when the page is gone by then', async () => {
    addTheirs()
    await decide(trial.planDir, 'spaces', { 'space:1': 'under 901' })
    const provenance = { source: 'x', record: 'page:77', archive: 'x' }
    site.store.insert('content', existing('page:77', 'Soon gone'), provenance)
    await decide(trial.planDir, 'spaces', { 'space:1': 'under page:77' })
    const { applied } = await opened.changeBetween(sampleParts, () => {
      site.store.repair(
        'content',
        'page:77',
        { status: 'trashed' },
        provenance,
        site.store.markOf('content', 'page:77') ?? '',
      )
    })
    expect(applied?.losses).toMatchObject({ CONFLICT: 1 })
    expect(applied?.streams.find(({ name }) => name === 'content')).toMatchObject({ created: 1, skipped: 6 })
  })
})

describe('a destination that changed between plan and apply', () => {
  it('ends the steps of what came as conflicts, and the rest goes on', async () => {
    const { applied } = await opened.changeBetween(sampleParts, () => {
      const { store } = site
      store.insert('spaces', { id: 'space:900', key: 'ops', kind: 'global', status: 'current' })
      store.insert('people', { id: 'person:9', kind: 'person', state: 'active', userName: 'EVE' })
      store.insert('groups', { id: 'group:9', name: 'Writers' })
    })
    expect(applied?.losses).toMatchObject({ CONFLICT: 3 })
    expect(trial.idOf('space:1')).not.toBe('')
    expect(trial.idOf('page:20')).toBe('')
    expect(trial.observed.mayRead('person:9', trial.idOf('page:10'))).toBe(false)
  })
})
