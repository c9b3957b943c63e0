import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LineFile } from './line-file.js'

let dir: string
let path: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'line-file-'))
  path = join(dir, 'lines')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

describe(LineFile, () => {
  it('has its name when all of it is there, in the place of an earlier one', async () => {
    await writeFile(path, 'earlier')
    await using file = new LineFile(path)
    const lines = Array.from({ length: 5_000 }, (_, i) => `line ${i}, é and 😀\n`)
    for (const line of lines) {
      file.add(line)
      await file.flush()
    }
    expect([await readdir(dir), await readFile(path, 'utf8')]).toEqual([['lines', 'lines.part'], 'earlier'])
    expect([await file.finish(), file.lines]).toEqual([path, 5_000])
    expect([await readdir(dir), await readFile(path, 'utf8')]).toEqual([['lines'], lines.join('')])
  })

  it('leaves nothing of what was not finished', async () => {
    {
      await using file = new LineFile(path)
      file.add('one\n')
      await file.flush(1)
      expect(await readdir(dir)).toEqual(['lines.part'])
    }
    expect(await readdir(dir)).toEqual([])
  })

  it('is not there without a line, nor is one of an earlier run or half of it', async () => {
    await writeFile(path, 'earlier')
    await writeFile(`${path}.part`, 'half')
    await using file = new LineFile(path)
    await file.flush()
    expect([await file.finish(), await readdir(dir)]).toEqual([undefined, []])
  })

  it('is there without a line where that is asked for', async () => {
    await using file = new LineFile(path, { evenEmpty: true })
    expect([await file.finish(), await readdir(dir), await readFile(path, 'utf8')]).toEqual([path, ['lines'], ''])
  })

  it('leaves what may not be replaced', async () => {
    await writeFile(path, 'of somebody')
    await using file = new LineFile(path)
    file.add('ours\n')
    expect(await file.finish(() => Promise.resolve(false))).toBeUndefined()
    expect([await readdir(dir), await readFile(path, 'utf8')]).toEqual([['lines'], 'of somebody'])
  })

  it('writes to nothing that a link leads to', async () => {
    await writeFile(join(dir, 'theirs'), 'of somebody')
    for (const name of ['lines', 'lines.part']) await symlink(join(dir, 'theirs'), join(dir, name))
    await using file = new LineFile(path)
    file.add('ours\n')
    await file.finish()
    expect([await readFile(path, 'utf8'), await readFile(join(dir, 'theirs'), 'utf8')]).toEqual([
      'ours\n',
      'of somebody',
    ])
  })
})
