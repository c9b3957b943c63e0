import { mkdir, readdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { BackupObject } from './backup-object.js'
import { openObjectReader } from './object-reader.js'
import { openBackup } from './open-backup.js'
import { scanObjects } from './scan-objects.js'
import { collectBytes, errorOf, openTestFolder } from './testing/collect.js'
import { zipBytes } from './testing/zip-bytes.js'

const objectOf = (id: number, body: string): string =>
  `<object class="BodyContent" package="p"><id name="id">${id}</id><property name="body">${body}</property></object>`
const bodies = Array.from({ length: 40 }, (_, index) => 'größe '.repeat(index ** 3))
const xml = `<hibernate-generic>\n${bodies.map((body, index) => objectOf(index, body)).join('\n')}\n</hibernate-generic>`

describe(openObjectReader, () => {
  it.each(['zip', 'folder'])('reads objects of a %s in any order', async (container) => {
    await using folder = await openTestFolder()
    const path = join(folder.path, 'backup')
    if (container === 'folder') {
      await mkdir(path)
      await writeFile(join(path, 'entities.xml'), xml)
    } else await writeFile(path, zipBytes([{ name: 'entities.xml', bytes: xml }]))
    const scratch = join(folder.path, 'scratch')
    await mkdir(scratch)
    await using files = await openBackup(path)
    const reader = await openObjectReader(files, { scratch })
    expect(await readdir(scratch)).toHaveLength(container === 'zip' ? 1 : 0)
    expect((await collectBytes(reader.bytes())).toString()).toBe(xml)
    const ranges = []
    for await (const { offset, length } of scanObjects(reader.bytes())) ranges.push({ offset, length })
    const read = ranges.toReversed().map((range): BackupObject => reader.read(range))
    expect(read.map((object) => object.properties.get('body'))).toEqual(
      bodies.toReversed().map((text) => (text === '' ? { type: 'empty' } : { type: 'text', text })),
    )
    await reader[Symbol.asyncDispose]()
    await reader[Symbol.asyncDispose]()
    expect(await readdir(scratch)).toEqual([])
    expect((await readdir(folder.path)).sort()).toEqual(['backup', 'scratch'])
  })

  it('leaves nothing behind when entities.xml is corrupt, or the copy can not be written', async () => {
    await using folder = await openTestFolder()
    const path = join(folder.path, 'backup.zip')
    const scratch = join(folder.path, 'scratch')
    await mkdir(scratch)
    await writeFile(path, zipBytes([{ name: 'entities.xml', bytes: xml, crc: 1 }]))
    await using files = await openBackup(path)
    expect((await errorOf(() => openObjectReader(files, { scratch }))).code).toBe('ENTRY_CORRUPT')
    expect(await readdir(scratch)).toEqual([])
    const missing = join(folder.path, 'missing')
    expect((await errorOf(() => openObjectReader(files, { scratch: missing }))).code).toBe('SCRATCH_FAILED')
  })

  it('stops copying when it is told to', async () => {
    await using folder = await openTestFolder()
    const path = join(folder.path, 'backup.zip')
    await writeFile(path, zipBytes([{ name: 'entities.xml', bytes: xml }]))
    await using files = await openBackup(path)
    const signal = AbortSignal.abort(new Error('Enough'))
    await expect(openObjectReader(files, { scratch: folder.path, signal })).rejects.toThrow('Enough')
    expect(await readdir(folder.path)).toEqual(['backup.zip'])
  })

  it('notices that the file became shorter', async () => {
    await using folder = await openTestFolder()
    const path = join(folder.path, 'entities.xml')
    await writeFile(path, xml)
    await using files = await openBackup(folder.path)
    await using reader = await openObjectReader(files, { scratch: folder.path })
    await truncate(path, 100)
    expect((await errorOf(() => reader.read({ offset: 20, length: 5000 }))).code).toBe('XML_TRUNCATED')
  })
})
