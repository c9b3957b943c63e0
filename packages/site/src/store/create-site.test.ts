import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import { createSite } from './create-site.js'
import { openSite } from './open-site.js'

it('makes a site in a folder that is empty or not there', async () => {
  for (const empty of [true, false]) {
    const dir = await temporaryPath('a/b')
    if (empty) await mkdir(dir, { recursive: true })
    await using site = await createSite(dir, { name: 'Näme', administrator: 'Ada' })
    expect(site.store.get('people', 'person:site-administrator')?.displayName).toBe('Ada')
    expect(site.store.get('site', 'site:source')).toEqual({ id: 'site:source', name: 'Näme', product: 'embedded' })
    expect([...site.store.groupsOf('person:site-administrator')]).toEqual(['group:site-administrators'])
  }
})

it('touches no folder that holds anything', async () => {
  const dir = await temporaryPath()
  await mkdir(dir)
  await writeFile(join(dir, 'mine.txt'), 'mine')
  await expect(createSite(dir, { name: 'x' })).rejects.toThrow(
    expect.objectContaining({ code: 'SITE_EXISTS', details: { dir } }),
  )
  expect(await readdir(dir)).toEqual(['mine.txt'])
  await expect(openSite(dir, { mode: 'write' })).rejects.toThrow(expect.objectContaining({ code: 'SITE_NOT_FOUND' }))
  expect(await readdir(dir)).toEqual(['mine.txt'])
})

it('makes one site where two are asked for at once', async () => {
  const dir = await temporaryPath()
  const results = await Promise.allSettled([createSite(dir, { name: 'a' }), createSite(dir, { name: 'b' })])
  const made = results.filter((result) => result.status === 'fulfilled')
  expect(made).toHaveLength(1)
  for (const { value } of made) await value[Symbol.asyncDispose]()
  await using site = await openSite(dir, { mode: 'write' })
  expect(site.store.count('people')).toBe(1)
})

it('throws SITE_NOT_FOUND for a folder that is not there', async () => {
  const dir = await temporaryPath()
  await expect(openSite(dir, { mode: 'write' })).rejects.toThrow(expect.objectContaining({ code: 'SITE_NOT_FOUND' }))
})
