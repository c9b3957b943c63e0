import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runInProcess } from '../testing/run-in-process.js'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spacecrate-source-at-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

it.each(['site first', 'site last'])('refuses an embedded site as one of several sources: %s', async (order) => {
  const site = join(dir, order)
  await runInProcess(['site', 'create', site])
  const from = order === 'site first' ? [site, 'docs.zip'] : ['docs.zip', site]
  const { code, stderr } = await runInProcess(['assess', ...from.flatMap((path) => ['--from', path])])
  expect(code).toBe(2)
  expect(stderr).toContain(`The embedded site ${site} can't be one of several sources`)
})
