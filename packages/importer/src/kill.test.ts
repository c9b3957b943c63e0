import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Archive } from '@spacecrate/format'
import { createSite, openSite } from '@spacecrate/site'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runImport } from './run-import.js'
import { buildArchive } from './testing/build-archive.js'
import { endState, readers } from './testing/end-state.js'
import { observeSite } from './testing/observed-site.js'
import { sampleParts } from './testing/sample-records.js'

// The child runs what was built: `npm test` builds before it tests.
const child = fileURLToPath(new URL('../dist/testing/kill-child.js', import.meta.url))

let dir: string
let archive: Archive
let expected: string[]
let allowed: ReadonlySet<string>

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'import-kill-'))
  archive = await buildArchive(dir, sampleParts)
  await using site = await createSite(join(dir, 'clean'), { name: 'Destination' })
  const observed = observeSite(site)
  await runImport({ archive, destination: observed.destination, workDir: join(dir, 'clean-work') })
  expected = endState(observed)
  allowed = new Set(readers(observed))
})
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

describe.skipIf(!existsSync(child))('an import whose process is killed', () => {
  it.each([
    ['before', 5],
    ['after', 6],
    ['within', 0],
    ['before', 14],
    ['within', 2],
    ['after', 17],
    ['before', 30],
    ['after', 31],
  ])('goes on where it was: %s call %i', async (when, call) => {
    const name = `${when}-${call}`
    const siteDir = join(dir, name)
    const workDir = join(dir, `work-${name}`)
    await (await createSite(siteDir, { name: 'Destination' }))[Symbol.asyncDispose]()
    const { signal } = spawnSync(process.execPath, [child, archive.path, siteDir, workDir, String(call), when])
    expect(signal).toBe('SIGKILL')
    await using site = await openSite(siteDir, { mode: 'write' })
    const observed = observeSite(site)
    expect(readers(observed).filter((pair) => !allowed.has(pair))).toEqual([])
    const { status, applied } = await runImport({ archive, destination: observed.destination, workDir })
    expect([status, applied?.unexplained]).toEqual(['complete', 0])
    expect(endState(observed)).toEqual(expected)
    expect(new Set(readers(observed))).toEqual(allowed)
  })
})
