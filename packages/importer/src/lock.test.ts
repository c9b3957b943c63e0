import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeLock } from './lock.js'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lock-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

describe(takeLock, () => {
  it('is held once, and free again when it was given back', () => {
    const path = join(dir, 'lock.sqlite')
    const first = takeLock(path)
    expect(() => takeLock(path)).toThrow(expect.objectContaining({ code: 'JOURNAL_IN_USE' }))
    first[Symbol.dispose]()
    first[Symbol.dispose]()
    using second = takeLock(path)
    expect(second).toBeDefined()
  })

  it('says when the file is no lock', async () => {
    const path = join(dir, 'lock.sqlite')
    await writeFile(path, 'x'.repeat(5_000))
    expect(() => takeLock(path)).toThrow(expect.objectContaining({ code: 'JOURNAL_INVALID' }))
    const nowhere = join(dir, 'nowhere', 'lock.sqlite')
    expect(() => takeLock(nowhere)).toThrow(expect.objectContaining({ code: 'JOURNAL_INVALID' }))
  })
})
