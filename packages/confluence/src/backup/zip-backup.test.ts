import { open as openFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { BackupFiles } from './backup-files.js'
import { isBackupError } from './error.js'
import { openBackup } from './open-backup.js'
import { collectBytes, errorOf, faultOf, openTestFolder } from './testing/collect.js'
import { readZipDirectory } from './zip-directory.js'
import { zipBytes, type ZipEntryPlan } from './testing/zip-bytes.js'

const entities: ZipEntryPlan = { name: 'entities.xml', bytes: '<hibernate-generic/>' }
const spread = { name: 'attachments/1/2/1', bytes: 'kiln '.repeat(200_000) }

async function withZip<Result>(zip: Buffer, use: (files: BackupFiles) => Promise<Result>): Promise<Result> {
  await using folder = await openTestFolder()
  const path = join(folder.path, 'backup.zip')
  await writeFile(path, zip)
  await using files = await openBackup(path)
  return await use(files)
}

const open = (zip: Buffer): Promise<unknown> => withZip(zip, (files) => Promise.resolve(files.prefix))

describe('openBackup of a zip', () => {
  it('lists files by their bytes, without directories, and gives sizes and contents', async () => {
    const plans = [
      spread,
      { name: 'attachments/', method: 0 },
      { name: './plugin-data/a.pdata', bytes: 'x', method: 0 },
      entities,
      { name: 'Ä.txt', bytes: 'umlaut', zip64: true },
    ]
    await withZip(zipBytes(plans), async (files) => {
      expect([...files.names()]).toEqual(['attachments/1/2/1', 'entities.xml', 'plugin-data/a.pdata', 'Ä.txt'])
      expect(files.container).toBe('zip')
      expect(files.size('attachments/1/2/1')).toBe(1_000_000)
      expect(files.size('attachments')).toBeUndefined()
      expect(files.size('./plugin-data/a.pdata')).toBeUndefined()
      expect((await collectBytes(files.open('attachments/1/2/1'))).toString()).toBe(spread.bytes)
      expect((await collectBytes(files.open('plugin-data/a.pdata'))).toString()).toBe('x')
      expect((await collectBytes(files.open('Ä.txt'))).toString()).toBe('umlaut')
    })
  })

  it('takes one nested folder for the backup and says how many files lie outside', async () => {
    const plans = [
      { name: 'acme/attachments/1/2/1', bytes: 'a' },
      { name: 'acme/entities.xml', bytes: '<hibernate-generic/>' },
      { name: '__MACOSX/acme/entities.xml', bytes: '' },
      { name: 'readme.txt', bytes: '' },
    ]
    await withZip(zipBytes(plans), async (files) => {
      expect({ prefix: files.prefix, outside: files.outside }).toEqual({ prefix: 'acme/', outside: 2 })
      expect([...files.names()]).toEqual(['attachments/1/2/1', 'entities.xml'])
      expect((await collectBytes(files.open('attachments/1/2/1'))).toString()).toBe('a')
    })
  })

  it('passes over folders that hold nothing, as often as they come', async () => {
    const folder = { name: '/', method: 0 }
    const plans = [folder, entities, { name: 'resources/' }, folder, { name: './' }, { name: 'resources/', method: 0 }]
    await withZip(zipBytes(plans), (files) => {
      expect([...files.names()]).toEqual(['entities.xml'])
      return Promise.resolve()
    })
  })

  it('reads the backslashes of a zip that was made on Windows', async () => {
    const plans = [
      { name: 'acme\\entities.xml', bytes: '<hibernate-generic/>', system: 0 },
      { name: 'acme\\attachments\\', system: 0 },
      { name: 'acme\\attachments\\1\\2\\1', bytes: 'clay', system: 0 },
    ]
    await withZip(zipBytes(plans), async (files) => {
      expect([...files.names()]).toEqual(['attachments/1/2/1', 'entities.xml'])
      expect((await collectBytes(files.open('attachments/1/2/1'))).toString()).toBe('clay')
    })
  })

  it.each([
    ['a parent folder of Windows', [{ name: '..\\evil', system: 0 }], 'parent folder'],
    ['a path from the root of Windows', [{ name: '\\evil', system: 0 }], 'absolute path'],
    ['a drive of Windows', [{ name: 'C:\\evil', system: 0 }], 'drive letter'],
    ['two spellings of one name', [{ name: 'a\\b', system: 0 }, { name: 'a/b' }], 'duplicate name'],
    ['a folder with data', [{ name: 'attachments/', bytes: 'x' }], 'folder with data'],
    ['a folder above', [{ name: '../' }], 'parent folder'],
    ['a parent folder', [{ name: '../evil' }], 'parent folder'],
    ['a parent folder in the middle', [{ name: 'attachments/../../evil' }], 'parent folder'],
    ['an absolute path', [{ name: '/etc/passwd' }], 'absolute path'],
    ['a drive', [{ name: 'C:/evil' }], 'drive letter'],
    ['a backslash', [{ name: 'attachments\\1' }], 'backslash'],
    ['a NUL', [{ name: 'entities.xml\0.png' }], 'NUL character'],
    ['a symbolic link', [{ name: 'attachments/1', bytes: '/etc', mode: 0o120777 }], 'symbolic link'],
    ['a device', [{ name: 'attachments/1', mode: 0o020666 }], 'special file'],
    ['one name twice', [{ name: 'a' }, { name: 'a' }], 'duplicate name'],
    ['one name twice after normalising', [{ name: './a' }, { name: 'a' }], 'duplicate name'],
    ['a name of dots', [{ name: '.' }], 'empty name'],
    ['entries that share their bytes', [spread, { ...spread, name: 'b', sharesHeaderOf: 1 }], 'overlapping entries'],
  ])('refuses %s', async (_, plans: ZipEntryPlan[], reason) => {
    const error = await errorOf(() => open(zipBytes([entities, ...plans])))
    expect(faultOf(error)).toMatchObject({ code: 'UNSAFE_ENTRY', reason })
  })

  it.each([
    ['no entities.xml', zipBytes([{ name: 'index.html' }]), 'NO_ENTITIES'],
    ['several backups', zipBytes([{ name: 'a/entities.xml' }, { name: 'b/entities.xml' }]), 'SEVERAL_BACKUPS'],
    ['tables', zipBytes([{ name: 'exportDescriptor.properties', bytes: 'exportFormat=csv' }]), 'CSV_TABLE_MISSING'],
    ['an empty zip', zipBytes([]), 'NO_ENTITIES'],
    ['another kind of file', Buffer.from('%PDF-1.7'), 'NOT_A_BACKUP'],
    ['an empty file', Buffer.alloc(0), 'ZIP_CUT_OFF'],
    ['bytes behind the end', Buffer.concat([zipBytes([entities]), Buffer.from('x')]), 'ZIP_DAMAGED'],
    ['bytes before the start', Buffer.concat([Buffer.from('PK##'), zipBytes([entities])]), 'ZIP_DAMAGED'],
  ])('says what is wrong with %s', async (_, zip, code) => {
    expect((await errorOf(() => open(zip))).code).toBe(code)
  })

  it('says that a zip is cut off, wherever it is', async () => {
    const zip = zipBytes([entities, { ...spread, method: 0, bytes: 'x'.repeat(30) }])
    for (let size = 4; size < zip.length; size++) {
      const error = await errorOf(() => open(zip.subarray(0, size)))
      expect(error.code).toBe('ZIP_CUT_OFF')
    }
    await expect(open(zip)).resolves.toBe('')
  })

  it('refuses more files than it has room for', async () => {
    await using folder = await openTestFolder()
    const path = join(folder.path, 'backup.zip')
    const zip = zipBytes([entities, { name: 'a' }, { name: 'b/' }])
    await writeFile(path, zip)
    await using file = await openFile(path)
    expect((await readZipDirectory(file, path, zip.length, 2)).names.count).toBe(2)
    const error = await errorOf(() => readZipDirectory(file, path, zip.length, 1))
    expect(faultOf(error)).toEqual({ code: 'TOO_MANY_FILES', path, limit: 1 })
  })

  it('says that a path can not be read', async () => {
    await using folder = await openTestFolder()
    const path = join(folder.path, 'loop')
    await symlink(path, path)
    expect((await errorOf(() => openBackup(path))).code).toBe('BACKUP_UNREADABLE')
  })

  it('finds nothing where there is nothing', async () => {
    expect((await errorOf(() => openBackup('/nonexistent/backup.zip'))).code).toBe('BACKUP_NOT_FOUND')
  })
})

describe('open of a file in a zip', () => {
  const deflated = deflateRawSync(Buffer.from('kiln'))
  it.each([
    ['a wrong CRC', { bytes: 'kiln', crc: 1 }, 'ENTRY_CORRUPT', /CRC/],
    ['a wrong CRC, stored', { bytes: 'kiln', crc: 1, method: 0 }, 'ENTRY_CORRUPT', /CRC/],
    ['more bytes than declared', { bytes: '0'.repeat(1_000_000), size: 10 }, 'ENTRY_CORRUPT', /more than the 10 bytes/],
    ['fewer bytes than declared', { bytes: 'kiln', size: 5 }, 'ENTRY_CORRUPT', /4 of 5 bytes/],
    ['half a stream', { bytes: 'kiln', raw: deflated.subarray(0, 3) }, 'ENTRY_CORRUPT', /unexpected end/],
    ['no stream', { bytes: 'kiln', raw: Buffer.from([0xff, 0xff, 0xff]) }, 'ENTRY_CORRUPT', /invalid/],
    ['bytes behind', { bytes: 'kiln', raw: Buffer.concat([deflated, Buffer.alloc(5)]) }, 'ENTRY_CORRUPT', /behind/],
    ['a password', { bytes: 'kiln', flags: 0x801 }, 'ENTRY_UNREADABLE', /encrypted/],
    ['another compression', { bytes: 'kiln', method: 9 }, 'ENTRY_UNREADABLE', /method 9/],
  ])('refuses %s', async (_, plan, code, message) => {
    const zip = zipBytes([entities, { name: 'attachments/1/2/1', ...plan }])
    await withZip(zip, async (files) => {
      const error = await errorOf(() => collectBytes(files.open('attachments/1/2/1')))
      expect(faultOf(error)).toMatchObject({ code, entry: 'attachments/1/2/1' })
      expect(error.message).toMatch(message)
      await expect(collectBytes(files.open('entities.xml'))).resolves.toHaveLength(20)
    })
  })

  it('stops a bomb at the size that the zip declares', async () => {
    const zip = zipBytes([entities, { name: 'bomb', bytes: Buffer.alloc(64 << 20), size: 1000 }])
    await withZip(zip, async (files) => {
      let size = 0
      const error = await errorOf(async () => {
        for await (const chunk of files.open('bomb')) size += chunk.length
      })
      expect([error.code, size]).toEqual(['ENTRY_CORRUPT', 0])
    })
  })

  it.each([0, 8])('gives wrong bytes for no flipped bit, compressed by method %i', async (method) => {
    const text = 'bytes that compress: aaaaaaaaaaaaaaaa'
    const zip = zipBytes([{ name: 'a', bytes: text, method }, entities])
    const length = zipBytes([{ name: 'a', bytes: text, method }]).length - 22 - 47 - 31
    let unnoticed = 0
    for (let bit = 0; bit < length * 8; bit++) {
      const broken = Buffer.from(zip)
      broken.writeUInt8(broken.readUInt8(31 + (bit >> 3)) ^ (1 << (bit & 7)), 31 + (bit >> 3))
      await withZip(broken, async (files) => {
        try {
          expect((await collectBytes(files.open('a'))).toString()).toBe(text)
          unnoticed++
        } catch (error) {
          expect(isBackupError(error, 'ENTRY_CORRUPT')).toBe(true)
        }
      })
    }
    // The last bits of a deflated stream mean nothing.
    expect(unnoticed).toBeLessThan(method === 0 ? 1 : 8)
  })

  it('misses a file that is not there', async () => {
    await withZip(zipBytes([entities]), async (files) => {
      const error = await errorOf(() => collectBytes(files.open('attachments/1/2/1')))
      expect(faultOf(error)).toMatchObject({ code: 'ENTRY_MISSING', entry: 'attachments/1/2/1' })
    })
  })

  it('stops when it is told to, and can be left early', async () => {
    const abort = new AbortController()
    const random = Buffer.from(Array.from({ length: 2_000_000 }, (_, index) => (index * 7919) % 251))
    await withZip(zipBytes([entities, { name: 'a', bytes: random }]), async (files) => {
      for await (const chunk of files.open('a')) {
        expect(chunk.length).toBeGreaterThan(0)
        break
      }
      await expect(async () => {
        for await (const _ of files.open('a', { signal: abort.signal })) abort.abort(new Error('Enough'))
      }).rejects.toThrow('Enough')
      expect(random.equals(await collectBytes(files.open('a')))).toBe(true)
    })
  })
})
