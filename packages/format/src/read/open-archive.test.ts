import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { StreamName } from '../records.js'
import { loadEntries, rebuild } from '../testing/rebuild.js'
import { loadBlob, loadRecords, sealSample, temporaryFolder } from '../testing/sample.js'
import { openArchive } from './open-archive.js'

const path = temporaryFolder()
const has = (tool: string): boolean => {
  try {
    execFileSync('which', [tool], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

let sealed: Promise<string> | undefined

/** One archive for all tests: they change copies of it. */
function sample(): Promise<string> {
  const file = path('a.zip')
  sealed ??= sealSample(path('work'), file).then(() => file)
  return sealed
}

/** The sample after something was done to its entries, sealed again. */
async function changed(change: (entries: Map<string, Buffer>) => void): Promise<string> {
  const entries = await loadEntries(await sample())
  change(entries)
  const file = path('changed.zip')
  writeFileSync(file, rebuild(entries))
  return file
}

describe(openArchive, () => {
  it('finds single records and blobs by the index', async () => {
    await using archive = await openArchive(await sample())
    for (const { stream, record } of await loadRecords(archive)) {
      expect((await archive.find(stream, record.id))?.record).toEqual(record)
      expect(await archive.find(stream === 'people' ? 'groups' : 'people', record.id)).toBeUndefined()
    }
    const version = await archive.find('attachment-versions', 'version:attachment:2/1')
    expect(await loadBlob(archive, version?.record.blob ?? '')).toHaveLength(1_400_000)
    expect(await archive.hasBlob('no digest')).toBe(false)
    expect(await archive.hasBlob('0'.repeat(64))).toBe(false)
  })

  it('gives the records that one owns, stream by stream', async () => {
    await using archive = await openArchive(await sample())
    const owned = async (stream: StreamName, owner: string): Promise<string[]> => {
      const ids: string[] = []
      for await (const { record } of archive.owned(stream, owner)) ids.push(record.id)
      return ids
    }
    expect(await owned('versions', 'page:2')).toEqual(['version:page:2/1', 'version:page:2/2'])
    expect(await owned('comments', 'page:1')).toEqual(['comment:1', 'comment:2'])
    expect(await owned('attachments', 'comment:2')).toEqual(['attachment:3'])
    expect(await owned('labels', 'comment:2')).toEqual([])
    expect(await owned('labels', 'page:nowhere')).toEqual([])
  })

  it('reads several things at once', async () => {
    await using archive = await openArchive(await sample())
    const results = await Promise.all([
      loadRecords(archive),
      loadRecords(archive),
      archive.find('people', 'person:ann'),
    ])
    expect(results[0]).toEqual(results[1])
  })

  it('stops when it is told to', async () => {
    await using archive = await openArchive(await sample())
    const controller = new AbortController()
    let read = 0
    const reading = (async () => {
      for await (const { record } of archive.records('versions', { signal: controller.signal })) {
        read += record.order > 0 ? 1 : 0
        controller.abort(new Error('stopped'))
      }
    })()
    await expect(reading).rejects.toThrow('stopped')
    expect(read).toBe(1)
  })

  it('says in which line and at which byte a record is not valid', async () => {
    const entry = 'streams/groups/0001.ndjson'
    const good = '{"id":"group:a","name":"é"}'
    const file = await changed((entries) => entries.set(entry, Buffer.from(`${good}\n{"id":"group:b"}\n`)))
    await using archive = await openArchive(file)
    await expect(loadRecords(archive)).rejects.toMatchObject({
      code: 'RECORD_INVALID',
      details: { stream: 'groups', id: 'group:b', entry, line: 2, offset: Buffer.byteLength(good) + 1 },
    })
  })

  it.each<readonly [string, Buffer, string]>([
    ['that is not JSON', Buffer.from('{"id":'), 'not JSON'],
    ['that is not UTF-8', Buffer.from('7b226964223a22ff227d', 'hex'), 'not UTF-8'],
    ['of more than a mebibyte', Buffer.from(`"${'x'.repeat(1024 * 1024)}"`), 'at most 1048576 are allowed'],
    ['that is null', Buffer.from('null'), 'must be object'],
    ['of very deep lists', Buffer.from('['.repeat(500_000)), 'not JSON'],
  ])('refuses a line %s', async (_, line, problem) => {
    const file = await changed((entries) =>
      entries.set('streams/groups/0001.ndjson', Buffer.concat([line, Buffer.from('\n')])),
    )
    await using archive = await openArchive(file)
    await expect(loadRecords(archive)).rejects.toMatchObject({
      code: 'RECORD_INVALID',
      message: expect.stringContaining(problem),
    })
  })

  describe('of a newer minor version', () => {
    const newer = (fields: object, groups: string) =>
      changed((entries) => {
        const manifest: unknown = JSON.parse(entries.get('manifest.json')?.toString() ?? '')
        entries.set('manifest.json', Buffer.from(JSON.stringify({ ...Object(manifest), version: '0.9', ...fields })))
        entries.set('streams/groups/0001.ndjson', Buffer.from(groups))
      })

    it('keeps and lists fields that it does not know', async () => {
      const groups = '{"id":"group:a","mood":"good","name":"a"}\n{"id":"group:b","name":"b"}\n'
      await using archive = await openArchive(await newer({ weather: 'fine' }, groups))
      const read: unknown[] = []
      for await (const { record, unknown } of archive.records('groups')) read.push([record, unknown])
      expect(read).toEqual([
        [{ id: 'group:a', mood: 'good', name: 'a' }, ['/mood']],
        [{ id: 'group:b', name: 'b' }, []],
      ])
    })

    it('refuses one that needs what it does not know', async () => {
      await expect(openArchive(await newer({ requires: ['telepathy'] }, ''))).rejects.toMatchObject({
        code: 'FORMAT_TOO_NEW',
        details: { requires: ['telepathy'] },
      })
    })
  })

  it('does not let a key that names the prototype do anything', async () => {
    const line = '{"__proto__":{"polluted":true},"id":"group:a","name":"a"}\n'
    const file = await changed((entries) => entries.set('streams/groups/0001.ndjson', Buffer.from(line)))
    await using archive = await openArchive(file)
    await expect(loadRecords(archive)).rejects.toMatchObject({ code: 'RECORD_INVALID' })
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it.skipIf(!has('unzip'))('reads an archive that unzip unpacked', async () => {
    const file = await sample()
    const folder = path('unpacked')
    mkdirSync(folder)
    execFileSync('unzip', ['-q', file, '-d', folder])
    await using zip = await openArchive(file)
    await using unpacked = await openArchive(folder)
    expect(unpacked.manifestDigest).toBe(zip.manifestDigest)
    expect(await loadRecords(unpacked)).toEqual(await loadRecords(zip))
  })
})

describe('other programs', () => {
  it.skipIf(!has('unzip'))('find nothing wrong (unzip -t)', async () => {
    for (const volume of await sealSample(path('work'), path('set.zip'), { maxEntries: 20 }))
      expect(execFileSync('unzip', ['-t', volume]).toString()).toContain('No errors detected')
  })

  it.skipIf(!has('unzip') || !has('sha256sum'))('agree with the packing (sha256sum)', async () => {
    const file = await sample()
    const folder = path('unpacked')
    mkdirSync(folder)
    execFileSync('unzip', ['-q', file, '-d', folder])
    const packing = JSON.parse(execFileSync('unzip', ['-p', file, 'packing.json']).toString()) as {
      entries: { name: string; sha256: string }[]
    }
    const sums = packing.entries.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
    const checked = execFileSync('sha256sum', ['-c', '--strict'], { cwd: folder, input: sums }).toString()
    expect(checked.match(/: OK$/gm)).toHaveLength(packing.entries.length)
  })
})
