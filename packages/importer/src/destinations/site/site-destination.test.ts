import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSite, openSite } from '@spacecrate/site'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { everyCase } from '../../testing/destination-suite.js'
import { observeSite } from '../../testing/observed-site.js'
import { openSiteDestination } from './site-destination.js'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'site-destination-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

describe('the embedded site as a destination', () => {
  it.each(everyCase)('$name', async ({ run }) => {
    await using site = await createSite(join(dir, 'site'), { name: 'Destination' })
    await expect(run(observeSite(site))).resolves.toBeUndefined()
  })
})

describe(openSiteDestination, () => {
  it('says that a folder is no site', async () => {
    await mkdir(join(dir, 'other'))
    await writeFile(join(dir, 'other', 'file'), 'x')
    await expect(openSiteDestination(join(dir, 'other'))).rejects.toMatchObject({ code: 'DESTINATION_NOT_A_SITE' })
    await expect(openSiteDestination(join(dir, 'nowhere'))).rejects.toMatchObject({ code: 'DESTINATION_NOT_A_SITE' })
  })

  it('says that another one has the site open, and lets it be planned for', async () => {
    await using first = await createSite(join(dir, 'site'), { name: 'Destination' })
    await expect(openSiteDestination(first.dir)).rejects.toMatchObject({ code: 'DESTINATION_IN_USE' })
    await using reader = await openSiteDestination(first.dir, { mode: 'read' })
    expect((await reader.describe()).name).toBe('Destination')
  })

  it('closes the site that it opened', async () => {
    await (await createSite(join(dir, 'site'), { name: 'Destination' }))[Symbol.asyncDispose]()
    {
      await using destination = await openSiteDestination(join(dir, 'site'))
      await destination.describe()
    }
    await using again = await openSite(join(dir, 'site'), { mode: 'write' })
    expect(again.store.identity.name).toBe('Destination')
  })
})
