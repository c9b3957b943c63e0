import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CommandError } from '../run/command-error.js'
import { makeRunFolder } from './demo-folder.js'

describe(makeRunFolder, () => {
  let dir = ''
  beforeEach(async () => void (dir = await mkdtemp(join(tmpdir(), 'spacecrate-demo-'))))
  afterEach(() => rm(dir, { recursive: true, force: true }))

  it('gives a fresh folder every time and leaves the earlier ones alone', async () => {
    const first = await makeRunFolder(join(dir, 'demo'))
    await writeFile(join(first, 'kept.txt'), '')
    await mkdir(join(dir, 'demo', 'run-7'))
    expect(basename(await makeRunFolder(join(dir, 'demo')))).toBe('run-8')
    expect(await readdir(first)).toEqual(['kept.txt'])
  })

  it('gives two demos at once two folders', async () => {
    await makeRunFolder(dir)
    const runs = await Promise.all([makeRunFolder(dir), makeRunFolder(dir), makeRunFolder(dir)])
    expect(new Set(runs).size).toBe(3)
  })

  it('refuses a folder of somebody else', async () => {
    await writeFile(join(dir, 'letter.txt'), 'mine')
    await expect(makeRunFolder(dir)).rejects.toThrowError(CommandError)
    expect(await readdir(dir)).toEqual(['letter.txt'])
  })
})
