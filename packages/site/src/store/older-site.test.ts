import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '@spacecrate/disk'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createSite } from './create-site.js'
import { openSite } from './open-site.js'

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'older-site-'))
  await (await createSite(dir, { name: 'Kiln' }))[Symbol.asyncDispose]()
  const db = openDatabase(join(dir, 'site.sqlite'))
  db.exec('DROP TABLE reactions; DROP TABLE roles')
  db.close()
})
afterEach(() => rm(dir, { recursive: true, force: true }))

it('reads a site that is older than some streams: it has none of these, and nothing is written', async () => {
  await using site = await openSite(dir, { mode: 'read' })
  expect([...site.store.list('reactions', { owner: 'page:1' })]).toEqual([])
  expect(site.store.count('roles')).toBe(0)
  expect(site.store.count('people')).toBe(1)
  expect(site.store.tables.list().map(({ name }) => name)).not.toContain('roles')
  expect(() => site.store.transaction(() => undefined)).toThrow(/open to read/)
})

it('makes what is missing when it is opened to write', async () => {
  await using site = await openSite(dir, { mode: 'write' })
  expect(site.store.tables.list().find(({ name }) => name === 'roles')).toMatchObject({ rows: 0 })
})
