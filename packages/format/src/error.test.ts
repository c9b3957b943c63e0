import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type ArchiveErrorCode, archiveErrorHints, isArchiveError } from './error.js'
import { openArchive } from './read/open-archive.js'
import { loadEntries, rebuild } from './testing/rebuild.js'
import { append, loadBlob, loadRecords, openTestFolder, sealSample, temporaryFolder } from './testing/sample.js'

const path = temporaryFolder()

let sealed: Promise<string> | undefined

/** One archive for all tests: they change copies of it. */
function sample(): Promise<string> {
  const file = path('a.zip')
  sealed ??= sealSample(path('work'), file).then(() => file)
  return sealed
}

/** A sample archive whose entries were changed and sealed again. */
async function changed(change: (entries: Map<string, Buffer>) => void): Promise<string> {
  const entries = await loadEntries(await sample())
  change(entries)
  const file = path('changed.zip')
  writeFileSync(file, rebuild(entries))
  return file
}

function editManifest(entries: Map<string, Buffer>, fields: object): void {
  const manifest: unknown = JSON.parse(entries.get('manifest.json')?.toString() ?? '')
  entries.set('manifest.json', Buffer.from(JSON.stringify(Object.assign({}, manifest, fields))))
}

async function openAndRead(file: string): Promise<void> {
  await using archive = await openArchive(file)
  await loadRecords(archive)
}

async function flipped(name: string, look: (file: string) => Promise<unknown>): Promise<unknown> {
  const file = path('flipped.zip')
  const bytes = readFileSync(await sample())
  const at = bytes.indexOf(name) + name.length + 3
  bytes[at] = (bytes[at] ?? 0) ^ 1
  writeFileSync(file, bytes)
  return look(file)
}

/** For every code something that must end with it. */
const broken: Readonly<Record<ArchiveErrorCode, () => Promise<unknown>>> = {
  ARCHIVE_NOT_FOUND: () => openArchive(path('nowhere.zip')),
  NOT_AN_ARCHIVE: () => openArchive(import.meta.filename),
  ARCHIVE_UNSEALED: async () => {
    const file = path('cut.zip')
    writeFileSync(file, readFileSync(await sample()).subarray(0, -100))
    return openArchive(file)
  },
  CONTAINER_INVALID: async () => {
    const file = path('longer.zip')
    writeFileSync(file, Buffer.concat([readFileSync(await sample()), Buffer.from('x')]))
    return openArchive(file)
  },
  SEAL_MISMATCH: async () => {
    const file = path('a.zip')
    const entries = await loadEntries(await sample())
    writeFileSync(file, rebuild(entries, { seal: (seal) => ({ ...seal, manifest: 'a'.repeat(64) }) }))
    return openArchive(file)
  },
  ENTRY_CORRUPT: () => flipped('streams/versions/0001.ndjson', openAndRead),
  DIGEST_MISMATCH: async () => {
    const file = await changed((entries) => {
      const pack = entries.get('packs/0001') ?? Buffer.alloc(0)
      entries.set('packs/0001', Buffer.from(pack.map((byte) => byte ^ 1)))
    })
    await using archive = await openArchive(file)
    const version = await archive.find('attachment-versions', 'version:attachment:1/1')
    return await loadBlob(archive, version?.record.blob ?? '')
  },
  FORMAT_TOO_NEW: async () => openArchive(await changed((entries) => editManifest(entries, { version: '7.0' }))),
  MANIFEST_INVALID: async () => openArchive(await changed((entries) => editManifest(entries, { streams: 'none' }))),
  VOLUME_MISSING: async () => {
    const volumes = await sealSample(path('work'), path('set.zip'), { maxEntries: 20 })
    rmSync(volumes[1] ?? '')
    return openArchive(volumes[0] ?? '')
  },
  RECORD_INVALID: async () =>
    openAndRead(
      await changed((entries) =>
        entries.set('streams/people/0001.ndjson', Buffer.from('{"id":"person:x","kind":1}\n')),
      ),
    ),
  RECORD_TOO_LARGE: async () => {
    await using writer = await openTestFolder(path('work'))
    const displayName = 'x'.repeat(2_000_000)
    const record = { id: 'person:x', kind: 'person', state: 'active', displayName } as const
    return await append(writer, { stream: 'people', record })
  },
  RECORD_DUPLICATE: async () => {
    await using writer = await openTestFolder(path('work'))
    for (const name of ['a', 'b']) await writer.append('groups', { id: 'group:x', name })
  },
  OMISSION_INVALID: async () => {
    await using writer = await openTestFolder(path('work'))
    return await writer.omit({ code: 'lower case', kind: '', count: 1, what: '', why: '' })
  },
  BLOB_MISSING: async () => {
    await using archive = await openArchive(await sample())
    return await loadBlob(archive, 'a'.repeat(64))
  },
  WORK_FOLDER_IN_USE: async () => {
    const folder = path('work')
    await using writer = await openTestFolder(folder)
    return await openTestFolder(writer.path)
  },
  WORK_FOLDER_CORRUPT: async () => {
    const folder = path('work')
    {
      await using writer = await openTestFolder(folder)
      await writer.append('groups', { id: 'group:x', name: 'x' })
    }
    rmSync(`${folder}/streams/groups.ndjson`)
    return await openTestFolder(folder)
  },
}

describe('ArchiveError', () => {
  it.each(Object.keys(archiveErrorHints))(
    '%s is what something broken ends with, and says what to do',
    async (code) => {
      const make = Object.hasOwn(broken, code) ? broken[code as ArchiveErrorCode] : undefined
      const error: unknown = await make?.().then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      expect(error).toMatchObject({ name: 'ArchiveError', code })
      if (!isArchiveError(error, code as ArchiveErrorCode)) return
      expect(error.message).toMatch(/^[A-Z].*[^.]$/s)
      expect(error.hint).toMatch(/^[A-Z].*\.$/)
    },
  )

  it('names the volume that is missing, and the one that belongs to another archive', async () => {
    const volumes = await sealSample(path('work'), path('set.zip'), { maxEntries: 20 })
    const others = await sealSample(path('work'), path('set.zip'), { maxEntries: 20, pages: 6 })
    const [first = '', second = ''] = volumes
    renameSync(second, `${second}.away`)
    await expect(openArchive(first)).rejects.toMatchObject({
      code: 'VOLUME_MISSING',
      details: { path: second, volume: 2, volumes: volumes.length },
    })
    renameSync(others[1] ?? '', second)
    await expect(openArchive(first)).rejects.toMatchObject({
      code: 'VOLUME_MISSING',
      details: { path: second, volume: 2 },
      message: expect.stringContaining('another archive'),
    })
    renameSync(first, path('renamed.zip'))
  })
})
