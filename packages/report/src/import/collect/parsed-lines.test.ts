import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { linesOf } from './parsed-lines.js'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'report-files-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

async function read(name: string): Promise<string[]> {
  const lines: string[] = []
  for await (const line of linesOf(join(dir, name))) lines.push(line)
  return lines
}

describe(linesOf, () => {
  it('gives the lines of a file, and none where there is no file', async () => {
    await writeFile(join(dir, 'list'), 'one\ntwo\n')
    expect(await read('list')).toEqual(['one', 'two'])
    expect(await read('absent')).toEqual([])
  })

  it('never takes a file that cannot be read for one that is empty', async () => {
    await expect(read('')).rejects.toMatchObject({ code: 'EISDIR' })
    await writeFile(join(dir, 'file'), '')
    await expect(read(join('file', 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  })
})
