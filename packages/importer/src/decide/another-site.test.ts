import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createSite } from '@spacecrate/site'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RecordsByStream } from '../testing/build-archive.js'
import { ImportTrial } from '../testing/import-trial.js'
import { decide } from '../testing/mapping-files.js'
import { createMemoryDestination } from '../testing/memory-destination.js'
import { observeSite } from '../testing/observed-site.js'

/** A site of one space: two of them say the same site id. */
function siteOf(key: string, titles: readonly string[], first = 1): RecordsByStream {
  return {
    spaces: [{ id: 'space:1', key, name: key, kind: 'global', status: 'current' }],
    content: titles.map((title, at) => ({
      id: `page:${first + at}`,
      kind: 'page',
      space: 'space:1',
      title,
      status: 'current',
      version: 1,
    })),
  }
}

const bees = { id: 'bees', records: siteOf('BEES', ['Hives', 'Smoke']) }
const ants = { id: 'ants', records: siteOf('ANTS', ['Hills'], 7) }

describe.each([
  ['an embedded site', async (dir: string) => observeSite(await createSite(join(dir, 'site'), { name: 'Garden' }))],
  ['a destination in memory', async () => await Promise.resolve(createMemoryDestination())],
])('an import of a second site with the site id of the first, into %s', (_name, observe) => {
  let trial: ImportTrial
  beforeEach(async () => {
    trial = await ImportTrial.open(observe)
  })
  afterEach(() => trial[Symbol.asyncDispose]())

  const loseJournal = (): Promise<void> => rm(join(trial.dir, 'work'), { recursive: true })
  const rows = (): string[] => [...trial.observed.rows()].map((row) => JSON.stringify(row)).sort()

  it.each([
    ['with the journal', () => Promise.resolve()],
    ['without the journal', loseJournal],
  ])('puts nothing into what was made of the first: %s', async (_how, prepare) => {
    await trial.import({}, bees)
    await prepare()
    const before = rows()
    const { plan } = await trial.plan(ants)
    expect(plan.conflicts).toMatchObject({
      count: 1,
      first: [{ id: 'space:1', key: 'ANTS', why: expect.stringContaining('BEES') }],
    })
    expect(plan.losses).toMatchObject({ CONFLICT: 1 })
    for (const spaceKeyExists of ['fail', 'skip', 'rename'] as const) {
      const refused = trial.import({ policies: { spaceKeyExists } }, ants)
      await expect(refused).rejects.toMatchObject({ code: 'CONFLICTS', details: { keys: ['ANTS'] } })
    }
    expect(rows()).toEqual(before)
  })

  it('leaves the space out if the mapping says so', async () => {
    await trial.import({}, bees)
    await trial.plan(ants)
    await decide(trial.planDir, 'spaces', { 'space:1': 'skip' })
    const { applied } = await trial.import({}, ants)
    expect(applied?.streams.find(({ name }) => name === 'content')).toMatchObject({
      created: 0,
      matched: 0,
      skipped: 1,
    })
  })

  it('takes it for the same if the mapping names the key that it has there', async () => {
    await trial.import({}, bees)
    await trial.plan(ants)
    await decide(trial.planDir, 'spaces', { 'space:1': 'rename BEES' })
    await trial.import({}, ants)
    expect(trial.madeOf('page:7')).toMatchObject({ space: trial.idOf('space:1') })
  })

  it('is one of the same site whatever people renamed since, and whatever key the import gave', async () => {
    await trial.plan(bees)
    await decide(trial.planDir, 'spaces', { 'space:1': 'rename APIARY' })
    await trial.import({}, bees)
    trial.observed.edit('content', trial.idOf('page:1'), { title: 'Bee hives' })
    trial.observed.edit('spaces', trial.idOf('space:1'), { name: 'All about bees' })
    await loseJournal()
    await rm(trial.planDir, { recursive: true })
    const later = { id: 'later', records: siteOf('BEES', ['Hives', 'Smoke', 'Honey']) }
    const { plan, applied } = await trial.import({}, later)
    expect(plan.conflicts.count).toBe(0)
    expect(applied?.streams.find(({ name }) => name === 'content')).toMatchObject({ created: 1, matched: 2 })
    expect(trial.madeOf('page:3')).toMatchObject({ space: trial.idOf('space:1') })
    expect(trial.madeOf('page:1')).toMatchObject({ title: 'Bee hives' })
  })
})
