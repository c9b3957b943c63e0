import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rawZip } from '../testing/raw-zip.js'
import { loadEntries } from '../testing/rebuild.js'
import { sealSample, temporaryFolder } from '../testing/sample.js'
import type { Container } from './container.js'
import { openContainer } from './open-container.js'

const path = temporaryFolder()

/** Small and large, empty, stored and deflated. */
const content: ReadonlyMap<string, Buffer> = new Map([
  ['mimetype', Buffer.from('application/vnd.spacecrate+zip')],
  ['streams/people/0001.ndjson', Buffer.from('{"id":"person:x"}\n'.repeat(1000))],
  ['packs/0001', Buffer.alloc(3_000_000, 'pack')],
  ['report/index.html', Buffer.alloc(0)],
  ['seal.json', Buffer.from('{}')],
])

function writeZip(): string {
  const file = path('a.zip')
  writeFileSync(
    file,
    rawZip([...content].map(([name, bytes]) => ({ name, bytes, deflate: name.startsWith('streams/') }))),
  )
  return file
}

function writeFolder(): string {
  const folder = path('folder')
  for (const [name, bytes] of content) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), bytes)
  }
  return folder
}

describe.each<readonly [string, () => string]>([
  ['a ZIP', writeZip],
  ['a folder', writeFolder],
])('%s as container', (_, write) => {
  it('gives names and sizes of all entries', async () => {
    await using container = await openContainer(write())
    const sizes = [...container.entries.values()].map(({ name, bytes }) => [name, bytes] as const)
    expect(new Map(sizes)).toEqual(new Map([...content].map(([name, bytes]) => [name, bytes.length])))
    if (container.ordered) expect([...container.entries.keys()]).toEqual([...content.keys()])
  })

  it('gives all bytes of every entry, at once and piece by piece', async () => {
    await using container = await openContainer(write())
    for (const [name, bytes] of content) {
      expect((await container.load(name)).equals(bytes)).toBe(true)
      expect((await readAll(container, name)).equals(bytes)).toBe(true)
    }
  })

  it('gives a part of an entry', async () => {
    await using container = await openContainer(write())
    for (const name of ['packs/0001', 'streams/people/0001.ndjson'])
      for (const [offset, length] of [
        [0, 0],
        [0, 5],
        [17_990, 10],
        [1, 17_000],
      ] as const) {
        const expected = content.get(name)?.subarray(offset, offset + length)
        expect((await readAll(container, name, { offset, length })).equals(expected ?? Buffer.alloc(1))).toBe(true)
      }
  })

  it('refuses what is not there, and bytes behind the end', async () => {
    await using container = await openContainer(write())
    const corrupt = { code: 'ENTRY_CORRUPT' }
    await expect(container.load('packs/0002')).rejects.toMatchObject(corrupt)
    await expect(readAll(container, 'packs/0002')).rejects.toMatchObject(corrupt)
    await expect(readAll(container, 'seal.json', { offset: 1, length: 2 })).rejects.toMatchObject(corrupt)
    await expect(readAll(container, 'seal.json', { offset: -1, length: 1 })).rejects.toMatchObject(corrupt)
  })

  it('stops when it is told to', async () => {
    await using container = await openContainer(write())
    const signal = AbortSignal.abort(new Error('stopped'))
    await expect(readAll(container, 'packs/0001', undefined, signal)).rejects.toThrow('stopped')
  })

  it('can be closed twice', async () => {
    const container = await openContainer(write())
    await container[Symbol.asyncDispose]()
    await expect(container[Symbol.asyncDispose]()).resolves.toBeUndefined()
  })
})

describe('a folder as container', () => {
  it.each<readonly [string, (folder: string) => void]>([
    ['a file that is no entry', (folder) => writeFileSync(join(folder, 'notes.txt'), '')],
    ['a folder that is no entry', (folder) => mkdirSync(join(folder, 'streams', 'x y'))],
    ['a link', (folder) => symlinkSync('/etc/passwd', join(folder, 'packs', '0002'))],
    ['a link to a folder', (folder) => symlinkSync('/etc', join(folder, 'blobs'))],
  ])('refuses %s', async (_, spoil) => {
    const folder = writeFolder()
    spoil(folder)
    await expect(openContainer(folder)).rejects.toMatchObject({ code: 'CONTAINER_INVALID' })
  })

  it.each([['an empty folder'], ['a folder of something else']])('says what %s looks like', async (looksLike) => {
    const folder = path('folder')
    mkdirSync(folder)
    if (looksLike !== 'an empty folder') cpSync(import.meta.filename, join(folder, 'seal.json'))
    await expect(openContainer(folder)).rejects.toMatchObject({ code: 'NOT_AN_ARCHIVE', details: { looksLike } })
  })
})

describe('a ZIP written by the volume writer', () => {
  it('is the same as one built byte by byte, and has no byte outside its entries', async () => {
    const file = path('a.zip')
    await sealSample(path('work'), file)
    const entries = await loadEntries(file)
    expect([...entries.keys()].slice(0, 2)).toEqual(['mimetype', 'schemas/analytics.json'])
    expect(readFileSync(file).subarray(30, 68).toString()).toBe('mimetypeapplication/vnd.spacecrate+zip')
  })
})

async function readAll(
  container: Container,
  name: string,
  range?: { readonly offset: number; readonly length: number },
  signal?: AbortSignal,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of container.read(name, range, signal === undefined ? {} : { signal })) {
    expect(chunk.length).toBeLessThanOrEqual(1024 * 1024)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
