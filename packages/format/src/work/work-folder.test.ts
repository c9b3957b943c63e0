import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bodyFor, loadBody } from '../body.js'
import type { ArchiveErrorCode } from '../error.js'
import { openArchive } from '../read/open-archive.js'
import type { StreamRecords } from '../records.js'
import { verifyArchive } from '../verify/verify-archive.js'
import { head, openTestFolder, temporaryFolder } from '../testing/sample.js'
import { openWorkFolder, type WorkFolder } from './work-folder.js'

const path = temporaryFolder()
const ann: StreamRecords['people'] = { id: 'person:ann', kind: 'person', state: 'active' }
const error = (code: ArchiveErrorCode) => ({ name: 'ArchiveError', code })

async function* failing(error: Error): AsyncGenerator<Uint8Array, void> {
  yield Buffer.alloc(2_000_000)
  throw error
}

describe(openWorkFolder, () => {
  it('has what it took, at once and after it was closed', async () => {
    const folder = path('work')
    {
      await using writer = await openTestFolder(folder)
      expect(writer.has(ann.id)).toBe(false)
      await writer.append('people', ann)
      expect(writer.has(ann.id)).toBe(true)
      await writer.flush()
      expect(writer.has(ann.id)).toBe(true)
      writer.setState('archive', 'id \0 \ud800')
      writeFileSync(join(writer.scratch, 'mine'), 'kept')
    }
    await using writer = await openTestFolder(folder)
    expect(writer.has(ann.id)).toBe(true)
    expect(writer.has('person:bob')).toBe(false)
    expect(writer.state('archive')).toBe('id \0 \ud800')
    expect(writer.state('other')).toBeUndefined()
    expect(readFileSync(join(writer.scratch, 'mine'), 'utf8')).toBe('kept')
  })

  it('writes by itself what nobody flushes', async () => {
    await using writer = await openTestFolder(path('work'))
    await writer.append('people', ann)
    const file = join(writer.path, 'streams', 'people.ndjson')
    const line = '{"id":"person:ann","kind":"person","state":"active"}\n'
    const written = (): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')
    for (let i = 0; i < 500 && written() !== line; i += 1) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(written()).toBe(line)
  })

  it('takes the same record twice, and refuses another one under its id', async () => {
    await using writer = await openTestFolder(path('work'))
    for (const flushed of [false, true]) {
      await writer.append('people', ann)
      await writer.append('people', { state: 'active', kind: 'person', id: 'person:ann' })
      await expect(writer.append('people', { ...ann, state: 'inactive' })).rejects.toMatchObject(
        error('RECORD_DUPLICATE'),
      )
      if (!flushed) await writer.flush()
    }
    const { manifest } = await writer.seal(path('a.zip'), head)
    expect(manifest.streams.find(({ name }) => name === 'people')?.records).toBe(1)
  })

  it('tells ids apart that differ in a lone surrogate alone', async () => {
    const target = path('a.zip')
    await using writer = await openTestFolder(path('work'))
    for (const end of ['\ud800', '\ud801', '\ufffd', '\0', ''])
      await writer.append('people', { ...ann, id: `person:x${end}`, displayName: end })
    await writer.seal(target, head)
    await using archive = await openArchive(target)
    expect((await archive.find('people', 'person:x\ud801'))?.record.displayName).toBe('\ud801')
  })

  it.each<readonly [ArchiveErrorCode, string, (writer: WorkFolder) => Promise<unknown>]>([
    ['RECORD_INVALID', 'a record that is not valid', (w) => w.append('people', { ...ann, id: 'space:1' })],
    [
      'RECORD_TOO_LARGE',
      'a line of more than 1 MiB',
      (w) => w.append('people', { ...ann, displayName: 'x'.repeat(1024 * 1024) }),
    ],
    ['BLOB_MISSING', 'a blob that was not stored', (w) => w.append('people', { ...ann, avatar: 'a'.repeat(64) })],
    [
      'OMISSION_INVALID',
      'an omission without a reason',
      (w) => w.omit({ code: 'X', kind: 'y', count: 0, what: '', why: '' }),
    ],
  ])('refuses with %s %s, and goes on', async (code, _, write) => {
    await using writer = await openTestFolder(path('work'))
    await expect(write(writer)).rejects.toMatchObject(error(code))
    await writer.append('people', ann)
    const { manifest } = await writer.seal(path('a.zip'), head)
    expect(manifest.streams.reduce((sum, { records }) => sum + records, 0)).toBe(1)
  })

  it('rethrows what reading a blob throws, and keeps nothing of it', async () => {
    await using writer = await openTestFolder(path('work'))
    const broken = new Error('the line broke')
    await expect(writer.store(failing(broken))).rejects.toBe(broken)
    const controller = new AbortController()
    controller.abort(new Error('stopped'))
    await expect(writer.store([Buffer.alloc(3)], { signal: controller.signal })).rejects.toThrow('stopped')
    expect(readdirSync(join(writer.path, 'arrivals'))).toEqual([])
  })

  it('keeps a blob once, small or large, however its bytes are cut', async () => {
    await using writer = await openTestFolder(path('work'))
    for (const size of [0, 1, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1]) {
      const bytes = Buffer.alloc(size, 'x')
      const half = Math.floor(size / 2)
      const digests = await Promise.all([
        writer.store([bytes]),
        writer.store([bytes.subarray(0, half), bytes.subarray(half)]),
      ])
      expect(digests[0]).toEqual(digests[1])
      expect(digests[0]?.bytes).toBe(size)
      await writer.append('people', { ...ann, id: `person:${size}`, avatar: digests[0]?.digest ?? '' })
    }
    const { manifest } = await writer.seal(path('a.zip'), head)
    expect(manifest.blobs).toEqual({ count: 5, bytes: 3 * 1024 * 1024 + 1 })
  })

  it('takes bytes whose giver uses its buffer again', async () => {
    const target = path('a.zip')
    await using writer = await openTestFolder(path('work'))
    function* reusing(): Generator<Uint8Array, void> {
      const buffer = Buffer.alloc(400_000)
      for (const byte of [1, 2, 3, 4]) yield buffer.fill(byte)
    }
    const { digest } = await writer.store(reusing())
    await writer.append('people', { ...ann, avatar: digest })
    await writer.seal(target, head)
    await using archive = await openArchive(target)
    for await (const chunk of archive.openBlob(digest)) expect(chunk.length).toBeGreaterThan(0)
  })

  it('takes many things at once, over many batches', async () => {
    const target = path('a.zip')
    await using writer = await openTestFolder(path('work'))
    const lane = async (lane: number): Promise<void> => {
      for (let n = 0; n < 700; n += 1) {
        const { digest } = await writer.store([Buffer.from(`${n % 50} of ${lane}`)])
        const id = `person:${lane}-${n}`
        await writer.append('people', { ...ann, id, avatar: digest })
        await writer.append('groups', { id: `group:${n}`, name: `${n}` })
        await writer.omit({ code: 'X', kind: 'y', id: `${n}`, count: 1, what: 'a', why: 'b' })
      }
    }
    await Promise.all(Array.from({ length: 20 }, (_, n) => lane(n)))
    const { manifest } = await writer.seal(target, head)
    expect(manifest.streams.map(({ records }) => records).filter((records) => records > 0)).toEqual([14_000, 700])
    expect(manifest.blobs.count).toBe(1000)
    expect(manifest.omissions.lines).toBe(700)
    expect((await verifyArchive(target)).problems).toEqual([])
  })

  it('keeps omissions once', async () => {
    await using writer = await openTestFolder(path('work'))
    const omission = { code: 'X', kind: 'y', count: 3, what: 'a', why: 'b' }
    await writer.omit(omission)
    await writer.flush()
    await writer.omit({ ...omission })
    await writer.omit({ ...omission, code: 'Y' })
    const { manifest } = await writer.seal(path('a.zip'), head)
    expect(manifest.omissions).toEqual({ count: 6, lines: 2, codes: { X: 3, Y: 3 } })
  })
})

describe('a work folder that is opened again', () => {
  it('forgets what the index does not know', async () => {
    const folder = path('work')
    {
      await using writer = await openTestFolder(folder)
      await writer.append('people', ann)
    }
    appendFileSync(join(folder, 'streams', 'people.ndjson'), '{"half a li')
    writeFileSync(join(folder, 'streams', 'groups.ndjson'), '{"id":"group:x"}\n')
    writeFileSync(join(folder, 'arrivals', 'half'), 'x')
    await using writer = await openTestFolder(folder)
    await writer.append('people', { ...ann, id: 'person:bob' })
    await writer.append('groups', { id: 'group:a', name: 'a' })
    const target = path('a.zip')
    await writer.seal(target, head)
    await using archive = await openArchive(target)
    const ids: string[] = []
    for await (const { record } of archive.records('people')) ids.push(record.id)
    for await (const { record } of archive.records('groups')) ids.push(record.id)
    expect(ids).toEqual(['person:ann', 'person:bob', 'group:a'])
  })

  it('says so if a file lost bytes', async () => {
    const folder = path('work')
    {
      await using writer = await openTestFolder(folder)
      await writer.append('people', ann)
    }
    truncateSync(join(folder, 'streams', 'people.ndjson'), 10)
    await expect(openTestFolder(folder)).rejects.toMatchObject(error('WORK_FOLDER_CORRUPT'))
  })

  it('says so if the index is none, or a line was changed', async () => {
    const folder = path('work')
    mkdirSync(folder)
    writeFileSync(join(folder, 'index.sqlite'), 'no database, but long enough to look like one'.repeat(30))
    await expect(openTestFolder(folder)).rejects.toMatchObject(error('WORK_FOLDER_CORRUPT'))

    const changed = path('work')
    await using writer = await openTestFolder(changed)
    await writer.append('people', ann)
    await writer.flush()
    const file = join(changed, 'streams', 'people.ndjson')
    writeFileSync(file, readFileSync(file, 'utf8').replace('ann', 'bob'))
    await expect(writer.seal(path('a.zip'), head)).rejects.toMatchObject(error('WORK_FOLDER_CORRUPT'))
  })

  it('is refused for another key, and if it holds something else', async () => {
    const folder = path('work')
    await (await openTestFolder(folder))[Symbol.asyncDispose]()
    await expect(openWorkFolder(folder, { key: 'other' })).rejects.toMatchObject({
      name: 'DiskError',
      code: 'WORK_FOLDER_FOREIGN',
    })
    await (await openTestFolder(folder))[Symbol.asyncDispose]()

    const documents = path('documents')
    mkdirSync(documents)
    writeFileSync(join(documents, 'thesis.txt'), 'dear to somebody')
    await expect(openTestFolder(documents)).rejects.toMatchObject({ name: 'DiskError', code: 'WORK_FOLDER_FOREIGN' })
    expect(readdirSync(documents)).toEqual(['thesis.txt'])
  })

  it('is refused while it is in use, by this process or another one', async () => {
    const folder = path('work')
    const writer = await openTestFolder(folder)
    await expect(openTestFolder(folder)).rejects.toMatchObject(error('WORK_FOLDER_IN_USE'))
    const script = `import('@spacecrate/disk').then(({ FileLock }) => {
      process.exit(FileLock.take(${JSON.stringify(join(folder, 'lock.sqlite'))}) === undefined ? 5 : 0)
    })`
    expect(spawnSync(process.execPath, ['-e', script], { cwd: import.meta.dirname }).status).toBe(5)
    await writer.append('people', ann)
    await writer[Symbol.asyncDispose]()
    await writer[Symbol.asyncDispose]()
    await using again = await openTestFolder(folder)
    expect(again.has(ann.id)).toBe(true)
  })
})

describe(bodyFor, () => {
  it.each<readonly [string, string, boolean]>([
    ['a short text', '<p>x</p>', true],
    ['a text that fits exactly', 'x'.repeat(262_144), true],
    ['one byte more', 'x'.repeat(262_145), false],
    ['a text that fits only without its escapes', '"'.repeat(200_000), false],
    ['a long text with a lone surrogate', `\ud800${'é'.repeat(200_000)}`, false],
    ['a short text with one', 'a\udfff', true],
  ])('makes a body of %s, and it is read back', async (_, text, inline) => {
    const target = path('a.zip')
    await using writer = await openTestFolder(path('work'))
    const body = await bodyFor(writer, 'storage', text)
    expect('value' in body).toBe(inline)
    await writer.append('versions', { id: 'version:page:1/1', of: 'page:1', number: 1, order: 1, body })
    await writer.seal(target, head)
    await using archive = await openArchive(target)
    const read = await archive.find('versions', 'version:page:1/1')
    expect(await loadBody(archive, read?.record.body ?? body)).toBe(text)
  })
})
