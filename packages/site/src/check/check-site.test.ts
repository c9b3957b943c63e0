import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '@spacecrate/disk'
import { expect, it } from 'vitest'
import { fillSample } from '../../testing/sample-site.js'
import { temporaryPath } from '../../testing/temporary.js'
import { createSite } from '../store/create-site.js'
import { checkSite } from './check-site.js'

it.each([
  ["UPDATE content SET json = '{' WHERE id LIKE 'page:%'", 'no JSON'],
  ["UPDATE content SET json = json_remove(json, '$.title') WHERE id LIKE 'post:%'", 'title'],
  [
    "UPDATE content SET json = json_set(json, '$.title', 'Other') WHERE id LIKE 'post:%'",
    'the column title says otherwise',
  ],
  ["UPDATE content SET shelf = 'trashed page' WHERE id LIKE 'post:%'", 'the column shelf'],
  ["DELETE FROM content WHERE id LIKE 'post:%'", 'has no row'],
  ["DELETE FROM rows WHERE stream = 'labels'", 'not in the index'],
  [
    "DELETE FROM people WHERE id = 'person:ben'; DELETE FROM rows WHERE id = 'person:ben'",
    '"person:ben", which is not there',
  ],
])('finds what %s did', async (sql, problem) => {
  const dir = await temporaryPath()
  const site = await createSite(dir, { name: 'x' })
  await fillSample(site.store)
  await site[Symbol.asyncDispose]()
  expect((await checkSite(dir)).problems).toEqual([])
  const database = openDatabase(join(dir, 'site.sqlite'))
  database.exec(sql)
  database.close()
  const { problems } = await checkSite(dir)
  expect(problems.map((one) => one.problem).join('\n')).toContain(problem)
})

it('finds a blob that is gone', async () => {
  const dir = await temporaryPath()
  const site = await createSite(dir, { name: 'x' })
  await fillSample(site.store)
  await site[Symbol.asyncDispose]()
  await rm(join(dir, 'blobs'), { recursive: true })
  expect((await checkSite(dir)).problems.map((one) => one.problem).join('\n')).toContain('its blob')
})

it('ends at a thousand problems, and says that there may be more', async () => {
  const dir = await temporaryPath()
  await using site = await createSite(dir, { name: 'x' })
  site.store.transaction(() => {
    for (let number = 0; number < 1100; number++) {
      site.store.insert('groups', { id: `group:${number}`, name: `group ${number}` })
    }
  })
  const whole = await checkSite(dir)
  expect([whole.problems, whole.hasMore]).toEqual([[], false])
  const database = openDatabase(join(dir, 'site.sqlite'))
  database.exec("UPDATE groups SET json = '{'")
  database.close()
  const { problems, hasMore } = await checkSite(dir)
  expect([problems.length, hasMore]).toEqual([1000, true])
})
