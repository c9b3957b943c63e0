import { createHash } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import { BlobFiles } from './blob-files.js'

let folder: string
let blobs: BlobFiles

beforeEach(async () => {
  folder = await temporaryPath('blobs')
  await mkdir(folder)
  blobs = new BlobFiles('site', folder)
})

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

it('keeps bytes under their digest, the same bytes once', async () => {
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from('hel')
    yield Buffer.from('')
    yield Buffer.from('lo')
  }
  const digest = sha256('hello')
  expect(await blobs.store(pieces(), undefined)).toEqual({ digest, bytes: 5 })
  expect(await blobs.store([Buffer.from('hello')], undefined)).toEqual({ digest, bytes: 5 })
  expect(await readdir(folder, { recursive: true })).toEqual(expect.arrayContaining([join(digest.slice(0, 2), digest)]))
  expect(await readdir(join(folder, 'incoming'))).toEqual([])
  expect([blobs.has(digest), blobs.size(digest), await textOf(blobs.open(digest, undefined, undefined))]).toEqual([
    true,
    5,
    'hello',
  ])
  expect(await textOf(blobs.open(digest, { start: 1, end: 3 }, undefined))).toBe('ell')
  expect((await blobs.store([], undefined)).digest).toBe(sha256(''))
  expect(await textOf(blobs.open(sha256(''), undefined, undefined))).toBe('')
})

it('keeps nothing when reading breaks off or is given up', async () => {
  const broken = new Error('broken')
  const pieces = function* (): Generator<Uint8Array> {
    yield Buffer.from('half')
    throw broken
  }
  await expect(blobs.store(pieces(), undefined)).rejects.toBe(broken)
  const reason = new Error('stop')
  await expect(blobs.store([Buffer.from('x')], AbortSignal.abort(reason))).rejects.toBe(reason)
  expect(await readdir(folder, { recursive: true })).toEqual(['incoming'])
})

it('keeps many at once, in their order, the same bytes once', async () => {
  const texts = Array.from({ length: 600 }, (_, n) => `text ${n % 500}`)
  const stored = await blobs.storeAll(
    texts.map((text) => [Buffer.from(text)]),
    undefined,
  )
  expect(stored).toEqual(texts.map((text) => ({ digest: sha256(text), bytes: text.length })))
  const files = (await readdir(folder, { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name))
  expect(files.length).toBe(500)
  expect(await readdir(join(folder, 'incoming'))).toEqual([])
  expect(await textOf(blobs.open(sha256('text 7'), undefined, undefined))).toBe('text 7')
})

it('leaves no half of any blob when one of many breaks off', async () => {
  const broken = new Error('broken')
  const many = function* (): Generator<AsyncIterable<Uint8Array>> {
    for (let n = 0; n < 300; n++) yield pieces(n)
  }
  const pieces = async function* (n: number): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`text ${n}`)
    if (n === 280) throw broken
  }
  await expect(blobs.storeAll(many(), undefined)).rejects.toBe(broken)
  expect(await readdir(join(folder, 'incoming'))).toEqual([])
  for (let n = 0; n < 300; n++) {
    const digest = sha256(`text ${n}`)
    if (blobs.has(digest)) expect(await textOf(blobs.open(digest, undefined, undefined))).toBe(`text ${n}`)
    else expect(n).toBeGreaterThan(200)
  }
})

it('sees that a blob was changed on the disk', async () => {
  const { digest } = await blobs.store([Buffer.from('hello')], undefined)
  await writeFile(join(folder, digest.slice(0, 2), digest), 'hellO')
  await expect(textOf(blobs.open(digest, undefined, undefined))).rejects.toThrow(
    expect.objectContaining({ code: 'BLOB_CORRUPT', details: { digest, actual: sha256('hellO') } }),
  )
})

it.each(['', '../../../etc/passwd', sha256('none'), sha256('hello').toUpperCase()])(
  'has no blob %j',
  async (digest) => {
    await blobs.store([Buffer.from('hello')], undefined)
    expect(blobs.has(digest)).toBe(false)
    await expect(textOf(blobs.open(digest, undefined, undefined))).rejects.toThrow(
      expect.objectContaining({ code: 'BLOB_MISSING' }),
    )
  },
)

it('clears away what a dead process left half-written', async () => {
  await mkdir(join(folder, 'incoming'))
  await writeFile(join(folder, 'incoming', 'left'), 'half')
  await blobs.clear()
  expect(await readdir(join(folder, 'incoming'))).toEqual([])
})
