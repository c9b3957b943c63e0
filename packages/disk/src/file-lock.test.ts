import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FileLock } from './file-lock.js'

let dir: string
let path: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lock-'))
  path = join(dir, 'lock.sqlite')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

/** What another process is told that asks for the lock. */
function elsewhere(): string {
  const module = new URL('../dist/file-lock.js', import.meta.url).href
  const code = `
    const { FileLock } = await import(${JSON.stringify(module)})
    const asked = FileLock.isTaken(${JSON.stringify(path)})
    process.stdout.write(asked + ' ' + (FileLock.take(${JSON.stringify(path)}) !== undefined))`
  return spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout
}

describe(FileLock, () => {
  it('is held once, and free again when it was given back', () => {
    const first = FileLock.take(path)
    expect(FileLock.take(path)).toBeUndefined()
    expect(elsewhere()).toBe('true false')
    first?.[Symbol.dispose]()
    first?.[Symbol.dispose]()
    expect(elsewhere()).toBe('false true')
    using second = FileLock.take(path, { wait: 1 })
    expect(second).toBeDefined()
  })

  it('says whether somebody has it, and keeps nobody from taking it', () => {
    expect(FileLock.isTaken(path)).toBe(false)
    const first = FileLock.take(path)
    expect([FileLock.isTaken(path), FileLock.isTaken(path)]).toEqual([true, true])
    first?.[Symbol.dispose]()
    expect(FileLock.isTaken(path)).toBe(false)
    using second = FileLock.take(path)
    expect([second === undefined, FileLock.isTaken(path)]).toEqual([false, true])
  })

  it('leaves nothing beside its file', async () => {
    using lock = FileLock.take(path)
    expect([lock === undefined, await readdir(dir)]).toEqual([false, ['lock.sqlite']])
  })

  it('follows no link, and is no file of something else', async () => {
    await symlink(join(dir, 'theirs'), path)
    expect(() => FileLock.take(path)).toThrow(expect.objectContaining({ code: 'WORK_FOLDER_FOREIGN' }))
    await writeFile(join(dir, 'letter'), 'x'.repeat(5_000))
    expect(() => FileLock.take(join(dir, 'letter'))).toThrow(expect.objectContaining({ code: 'SQLITE_NOTADB' }))
    expect((await readdir(dir)).sort()).toEqual(['letter', 'lock.sqlite'])
  })
})
