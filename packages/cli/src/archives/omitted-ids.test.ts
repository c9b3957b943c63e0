import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive } from '@spacecrate/format'
import { expect, it } from 'vitest'
import { writeSmallArchive } from '../testing/small-archive.js'
import { OmittedIds } from './omitted-ids.js'

it('knows exactly the ids that an archive lists as left out, however many', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'spacecrate-omitted-'))
  try {
    const ids = Array.from({ length: 3000 }, (_, index) => `page:${7000 + index * 2}`)
    const omissions = ids.map((id) => ({ code: 'LOST', kind: 'page', id, count: 1, what: id, why: 'gone' }))
    await writeSmallArchive(dir, 'many', { omissions: omissions })
    await using archive = await openArchive(join(dir, 'many.crate.zip'))
    const omitted = await OmittedIds.read(archive, new AbortController().signal)
    expect(ids.every((id) => omitted.has(id))).toBe(true)
    expect(ids.some((id) => omitted.has(`${id}1`))).toBe(false)
    expect(omitted.has('page:7001')).toBe(false)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
})
