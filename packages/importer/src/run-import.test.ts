import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSite } from '@spacecrate/site'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { siteDestination } from './destinations/site/site-destination.js'
import { runImport } from './run-import.js'
import { buildArchive } from './testing/build-archive.js'
import { sampleParts } from './testing/sample-records.js'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'import-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

describe(runImport, () => {
  it('imports everything', async () => {
    await using archive = await buildArchive(dir, sampleParts)
    await using site = await createSite(join(dir, 'site'), { name: 'Destination' })
    const summary = await runImport({ archive, destination: siteDestination(site), workDir: join(dir, 'work') })
    expect(summary.status).toBe('complete')
  })
})
