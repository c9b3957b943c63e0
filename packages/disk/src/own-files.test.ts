import { link, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assertFolder, assertNoLink, makeOwnFolder, takeFolder, writeNewFile, writeOwnFile } from './own-files.js'

let dir: string
const at = (name: string): string => join(dir, name)
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'own-files-'))
  await writeFile(at('theirs'), 'of somebody')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

/** What may stand where a file is to be written. */
const inTheWay: readonly [string, (path: string) => Promise<unknown>][] = [
  ['a file', (path) => writeFile(path, 'of somebody')],
  ['a link to a file', (path) => symlink(at('theirs'), path)],
  ['a second name of a file', (path) => link(at('theirs'), path)],
  ['a link that leads nowhere', (path) => symlink(at('nowhere'), path)],
]

async function theirs(): Promise<unknown> {
  return [await readFile(at('theirs'), 'utf8'), (await readdir(dir)).includes('nowhere')]
}
const untouched = ['of somebody', false]

describe(writeNewFile, () => {
  it.each([...inTheWay, ['a folder', async (path: string) => mkdir(path)] as const])(
    'leaves %s alone',
    async (_what, put) => {
      await put(at('new'))
      const before = await lstat(at('new'))
      await expect(writeNewFile(at('new'), ['ours'])).rejects.toMatchObject({
        code: 'TARGET_EXISTS',
        details: { path: at('new') },
      })
      expect([await theirs(), (await lstat(at('new'))).ino]).toEqual([untouched, before.ino])
      expect((await readdir(dir)).filter((name) => name.endsWith('.part'))).toEqual([])
    },
  )

  it('writes nothing over what came while it wrote, and leaves nothing half written', async () => {
    const late = async function* (): AsyncGenerator<string> {
      yield 'ours'
      await writeFile(at('new'), 'theirs')
    }
    await expect(writeNewFile(at('new'), late())).rejects.toMatchObject({ code: 'TARGET_EXISTS' })
    expect([await readFile(at('new'), 'utf8'), await readdir(dir)]).toEqual(['theirs', ['new', 'theirs']])
  })

  it('writes all of it, or nothing', async () => {
    await writeNewFile(at('new'), ['one ', 'two', ' three'])
    expect(await readFile(at('new'), 'utf8')).toBe('one two three')
    const broken = async function* (): AsyncGenerator<string> {
      yield 'one'
      throw new Error('broken off')
    }
    await expect(writeNewFile(at('half'), broken())).rejects.toThrow('broken off')
    expect(await readdir(dir)).toEqual(['new', 'theirs'])
  })
})

describe(writeOwnFile, () => {
  it.each(inTheWay)('takes the place of %s and never writes into it', async (_what, put) => {
    for (const name of ['own', 'own.part']) {
      await rm(at('own'), { force: true })
      await put(at(name))
      await writeOwnFile(at('own'), ['ours'])
      expect([await readFile(at('own'), 'utf8'), (await lstat(at('own'))).isFile()]).toEqual(['ours', true])
      expect(await theirs()).toEqual(untouched)
    }
  })
})

describe(makeOwnFolder, () => {
  it('makes a folder, finds it again, and takes neither a link nor a file for one', async () => {
    await makeOwnFolder(at('inner'))
    await makeOwnFolder(at('inner'))
    await symlink(at('inner'), at('link'))
    for (const name of ['link', 'theirs']) {
      await expect(makeOwnFolder(at(name))).rejects.toMatchObject({ code: 'WORK_FOLDER_FOREIGN' })
    }
  })
})

describe(assertNoLink, () => {
  it('refuses a database that is a link, or whose log is one', async () => {
    await symlink(at('theirs'), at('a.sqlite'))
    await writeFile(at('b.sqlite'), '')
    await symlink(at('theirs'), at('b.sqlite-wal'))
    for (const name of ['a.sqlite', 'b.sqlite']) expect(() => assertNoLink(at(name))).toThrow(/no file of its own/)
    expect(assertNoLink(at('theirs'))).toBeUndefined()
  })
})

describe(takeFolder, () => {
  const kind = { marker: 'ours.txt', text: 'This is ours.\n', isOurs: () => false }

  it('takes a new folder, an empty one, and its own', async () => {
    await mkdir(at('empty'))
    for (const name of ['new', 'empty', 'new']) {
      await takeFolder(at(name), kind)
      await writeFile(join(at(name), 'kept'), 'of somebody')
    }
    expect(await readdir(at('new'))).toEqual(['kept', 'ours.txt'])
  })

  it('takes an empty folder that a killed run had begun to mark', async () => {
    await mkdir(at('begun'))
    const half = 'ours.txt.ab090ae6-0f3a-4501-a79a-efa1073f11e0.part'
    await writeFile(join(at('begun'), half), 'This is')
    await takeFolder(at('begun'), kind)
    expect(await readdir(at('begun'))).toEqual(['ours.txt'])
    await mkdir(at('others'))
    await writeFile(join(at('others'), half.replace('ours', 'theirs')), '')
    await expect(takeFolder(at('others'), kind)).rejects.toMatchObject({ code: 'WORK_FOLDER_FOREIGN' })
  })

  it('takes what is known to be its own without a marker', async () => {
    await mkdir(at('older'))
    await writeFile(join(at('older'), 'plan'), '')
    await takeFolder(at('older'), { ...kind, isOurs: (names) => names.includes('plan') })
    expect(await readdir(at('older'))).toEqual(['ours.txt', 'plan'])
  })

  it('refuses a folder of somebody else, one with a marker of something else, and a file', async () => {
    await mkdir(at('foreign'))
    await writeFile(join(at('foreign'), 'letter'), '')
    await mkdir(at('other'))
    await writeFile(join(at('other'), 'ours.txt'), 'This is theirs.\n')
    for (const name of ['foreign', 'other', 'theirs']) {
      await expect(takeFolder(at(name), kind)).rejects.toMatchObject({ code: 'WORK_FOLDER_FOREIGN' })
    }
    expect([await readdir(at('foreign')), await readdir(at('other'))]).toEqual([['letter'], ['ours.txt']])
  })
})

describe(assertFolder, () => {
  it('takes a folder, and what could become one', async () => {
    await mkdir(at('folder'))
    for (const name of ['folder', 'new', join('new', 'below')]) {
      await expect(assertFolder(at(name))).resolves.toBeUndefined()
    }
  })

  it.each(['theirs', join('theirs', 'below'), join('theirs', 'far', 'below')])('refuses %s', async (name) => {
    await expect(assertFolder(at(name))).rejects.toMatchObject({
      code: 'WORK_FOLDER_FOREIGN',
      details: { path: at(name), problem: expect.stringContaining('no folder') },
    })
  })
})
