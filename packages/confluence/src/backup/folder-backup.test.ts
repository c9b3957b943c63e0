import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openBackup } from './open-backup.js'
import { collectBytes, errorOf, faultOf, openTestFolder, type TestFolder } from './testing/collect.js'

async function openFolderWith(files: Record<string, string>): Promise<TestFolder> {
  const folder = await openTestFolder()
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true })
    await writeFile(join(folder.path, name), text)
  }
  return folder
}

describe('openBackup of a folder', () => {
  it('lists files by their bytes and gives sizes, contents and paths', async () => {
    await using folder = await openFolderWith({
      'entities.xml': 'abc',
      'attachments/1/2/1': 'one',
      'attachments/1/2/10': 'ten',
      'attachments/1-2/1': '',
    })
    await using files = await openBackup(folder.path)
    expect([...files.names()]).toEqual(['attachments/1-2/1', 'attachments/1/2/1', 'attachments/1/2/10', 'entities.xml'])
    expect([files.container, files.size('entities.xml'), files.size('attachments')]).toEqual(['folder', 3, undefined])
    expect((await collectBytes(files.open('attachments/1/2/10'))).toString()).toBe('ten')
    expect(files.localPath('entities.xml')).toBe(join(folder.path, 'entities.xml'))
  })

  it('passes over the folders of whoever reads it', async () => {
    await using folder = await openFolderWith({
      'entities.xml': 'abc',
      'work/a/index': '',
      'work/b/c/index': '',
      'a/d': '',
    })
    const except = [join(folder.path, 'work/a'), join(folder.path, 'work/b/c'), join(folder.path, 'none'), folder.path]
    await using files = await openBackup(folder.path, [...except, join(folder.path, '..')])
    expect([...files.names()]).toEqual(['a/d', 'entities.xml'])
  })

  it('takes one nested folder for the backup', async () => {
    await using folder = await openFolderWith({ 'acme/entities.xml': 'abc', 'note.txt': '' })
    await using files = await openBackup(folder.path)
    expect([[...files.names()], files.prefix, files.outside]).toEqual([['entities.xml'], 'acme/', 1])
    expect((await collectBytes(files.open('entities.xml'))).toString()).toBe('abc')
  })

  it.each<[string, Record<string, string>, string]>([
    ['no entities.xml', { 'index.html': '' }, 'NO_ENTITIES'],
    ['nothing', {}, 'NO_ENTITIES'],
    ['several backups', { 'a/entities.xml': '', 'b/entities.xml': '' }, 'SEVERAL_BACKUPS'],
    ['tables', { 'exportDescriptor.properties': 'exportFormat: CSV' }, 'CSV_TABLE_MISSING'],
    ['a backslash in a name', { 'entities.xml': '', 'attachments/a\\b': '' }, 'UNSAFE_ENTRY'],
  ])('says what is wrong with %s', async (_, contents, code) => {
    await using folder = await openFolderWith(contents)
    expect((await errorOf(() => openBackup(folder.path))).code).toBe(code)
  })

  it('follows no link, wherever it leads', async () => {
    await using folder = await openFolderWith({ 'entities.xml': '', 'attachments/1/2/1': '' })
    await symlink('/etc', join(folder.path, 'attachments/3'))
    expect(faultOf(await errorOf(() => openBackup(folder.path)))).toMatchObject({
      code: 'UNSAFE_ENTRY',
      entry: 'attachments/3',
      reason: 'symbolic link',
    })
  })

  it('follows no link that took the place of a file later', async () => {
    await using folder = await openFolderWith({ 'entities.xml': '', a: '' })
    await using files = await openBackup(folder.path)
    await rm(join(folder.path, 'a'))
    expect((await errorOf(() => collectBytes(files.open('a')))).code).toBe('ENTRY_MISSING')
    await symlink('/etc/hostname', join(folder.path, 'a'))
    expect((await errorOf(() => collectBytes(files.open('a')))).code).toBe('ENTRY_UNREADABLE')
  })

  it.each(['../secret', '/etc/passwd', 'attachments/../entities.xml', 'missing'])('has no file %s', async (name) => {
    await using folder = await openFolderWith({ 'entities.xml': '' })
    await using files = await openBackup(folder.path)
    expect([files.size(name), files.localPath(name)]).toEqual([undefined, undefined])
    expect((await errorOf(() => collectBytes(files.open(name)))).code).toBe('ENTRY_MISSING')
  })
})
