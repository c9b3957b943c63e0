import { appendFile, copyFile, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ImportTrial } from '../testing/import-trial.js'
import { decide } from '../testing/mapping-files.js'
import { planPaths } from '../work-paths.js'

let trial: ImportTrial
beforeEach(async () => {
  trial = await ImportTrial.inMemory()
  await trial.plan()
})
afterEach(() => trial[Symbol.asyncDispose]())

const at = (name: string): string => join(trial.planDir, name)
const rows = (): number => [...trial.observed.rows()].length

describe('a plan whose files are not those that were made', () => {
  it.each<[string, string, () => Promise<unknown>]>([
    ['its index is gone', 'index.sqlite', () => rm(at('index.sqlite'))],
    ['its index was cut off', 'index.sqlite', () => truncate(at('index.sqlite'), 4096)],
    ['its index is empty', 'index.sqlite', () => writeFile(at('index.sqlite'), '')],
    ['its index is another database', 'index.sqlite', () => copyFile(at('mapping.sqlite'), at('index.sqlite'))],
    ['its steps are gone', 'plan.ndjson', () => rm(at('plan.ndjson'))],
    ['a step was added', 'plan.ndjson', () => appendFile(at('plan.ndjson'), '{"n":1}\n')],
    ['its references are gone', 'references.ndjson', () => rm(at('references.ndjson'))],
    ['its summary is cut off', 'plan.json', () => truncate(at('plan.json'), 20)],
    ['its summary is of something else', 'plan.json', () => writeFile(at('plan.json'), '{"digest":"x","mapping":{}}')],
  ])('is refused where %s, and nothing is written', async (_what, name, damage) => {
    await damage()
    await expect(trial.apply()).rejects.toMatchObject({ code: 'PLAN_INVALID', details: { path: at(name) } })
    expect(rows()).toBe(0)
  })

  it('is planned again by an import that goes on after its index was lost', async () => {
    await rm(at('index.sqlite'))
    const { status, applied } = await trial.import()
    expect([status, applied?.unexplained]).toEqual(['complete', 0])
  })
})

describe('a mapping file that was edited since', () => {
  it.each([
    ['a decision', 'skip'],
    ['a word that is none', 'delete'],
  ])('says to plan again: %s', async (_what, word) => {
    await decide(trial.planDir, 'spaces', { 'space:1': word })
    await expect(trial.apply()).rejects.toMatchObject({ code: 'PLAN_STALE' })
    expect(rows()).toBe(0)
  })

  it('may be saved anew without a change of what it decides', async () => {
    const path = join(planPaths(trial.planDir).mapping, 'spaces.csv')
    await writeFile(path, await readFile(path))
    expect((await trial.apply()).status).toBe('complete')
  })
})
