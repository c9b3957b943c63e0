import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TempFolder } from './temp-folder.js'

describe(TempFolder, () => {
  let parent = ''

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'spacecrate-parent-'))
  })

  afterEach(async () => {
    await rm(parent, { recursive: true })
  })

  /** Makes a folder with a file in it in another process, which ends as it is told. */
  async function makeElsewhere(end: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const module = new URL('../dist/temp-folder.js', import.meta.url).href
    const code = `
      const { TempFolder } = await import(${JSON.stringify(module)})
      const { writeFileSync } = await import('node:fs')
      const folder = await TempFolder.create(${JSON.stringify(parent)})
      writeFileSync(folder.path + '/rows', 'x')
      process.stdout.write('made')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    child.kill(end)
    await once(child, 'exit')
  }

  it('leaves nothing when it is disposed', async () => {
    {
      await using folder = await TempFolder.create(parent)
      await writeFile(join(folder.path, 'rows'), 'x')
      expect(await readdir(parent)).toHaveLength(2)
    }
    expect(await readdir(parent)).toEqual([])
  })

  it('removes what a killed process left, and not what a living one uses', async () => {
    await makeElsewhere('SIGKILL')
    await makeElsewhere('SIGTERM')
    // The second has removed what the first left.
    expect(await readdir(parent)).toHaveLength(2)
    await using folder = await TempFolder.create(parent)
    await TempFolder.sweep(parent)
    expect((await readdir(parent)).map((name) => join(parent, name)).toSorted()).toEqual([
      folder.path,
      `${folder.path}.lock`,
    ])
  })

  it('touches nothing of others', async () => {
    const name = `spacecrate-${'0'.repeat(24)}`
    const other = join(parent, 'mine')
    await mkdir(other)
    await writeFile(join(other, 'letter'), 'Dear')
    await writeFile(join(parent, `${name}.lock`), '')
    await symlink(other, join(parent, name))
    await writeFile(join(parent, 'spacecrate-notes.lock'), '')
    await mkdir(join(parent, `spacecrate-${'1'.repeat(24)}`))
    await TempFolder.sweep(parent)
    expect((await readdir(parent)).toSorted()).toEqual([
      'mine',
      name,
      `spacecrate-${'1'.repeat(24)}`,
      'spacecrate-notes.lock',
    ])
    expect(await readdir(other)).toEqual(['letter'])
  })
})
