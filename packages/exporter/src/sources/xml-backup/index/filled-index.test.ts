import { appendFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSourceError } from '../../../source-error.js'
import { BackupBuilder, ref } from '../../../testing/backup-builder.js'
import { exportBackup, exportIntoMemory, TempFolder } from '../../../testing/export-backup.js'
import { made, smallBackup } from '../../../testing/small-backup.js'
import { sourceCases } from '../../../testing/source-cases.js'
import { decodeCell, encodeCell } from './cell.js'
import { xmlBackup } from '../xml-backup-source.js'

describe('the promises of a source, by a backup', () => {
  it.each(sourceCases)('$name', async ({ run }) => {
    await using folder = await TempFolder.make()
    const path = await smallBackup().write(join(folder.path, 'backup'))
    await expect(run(xmlBackup({ path }))).resolves.toBeUndefined()
  })
})

describe(encodeCell, () => {
  it('is undone by decodeCell, and equal cells mean equal texts', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(decodeCell(encodeCell(a))).toBe(a)
        expect(encodeCell(a) === encodeCell(b)).toBe(a === b)
      }),
    )
  })
})

describe('the index of a backup', () => {
  it('is used again by the next run of the same file, and made anew for another', async () => {
    await using folder = await TempFolder.make()
    const path = await smallBackup().write(join(folder.path, 'backup'))
    const index = join(folder.path, 'staging.sqlite')
    const first = await exportIntoMemory(xmlBackup({ path }), folder.path)
    await utimes(index, 1, 1)
    const second = await exportIntoMemory(xmlBackup({ path }), folder.path)
    expect((await stat(index)).mtimeMs).toBe(1000)
    expect(second.writer.records).toEqual(first.writer.records)
    await appendFile(join(path, 'entities.xml'), '<!-- touched -->')
    await exportIntoMemory(xmlBackup({ path }), folder.path)
    expect((await stat(index)).mtimeMs).toBeGreaterThan(1000)
  })

  it('is made anew where a run left a half or a broken one', async () => {
    await using folder = await TempFolder.make()
    const path = await smallBackup().write(join(folder.path, 'backup'))
    for (const name of ['staging.sqlite', 'staging.part.sqlite'])
      await writeFile(join(folder.path, name), 'no database')
    const { summary } = await exportIntoMemory(xmlBackup({ path }), folder.path)
    expect(summary.complete).toBe(true)
    expect((await readdir(folder.path)).toSorted()).toEqual(['backup', 'staging.sqlite'])
  })
})

describe('objects', () => {
  it('twice the same count once; of different ones the higher version stays, then the later', async () => {
    const space = ref('Space', 11)
    const { writer, summary } = await exportBackup(
      new BackupBuilder()
        .add('Space', 11, { key: 'KILN', spaceType: 'global' })
        .add('Page', 20, { ...made('Newest', 2, 2), space })
        .add('Page', 20, { ...made('Old', 1, 1), space })
        .add('Space', 11, { spaceType: 'global', key: 'KILN' })
        .add('BodyContent', 30, { body: 'a', bodyType: 2, content: ref('Page', 20) })
        .add('BodyContent', 30, { body: 'b', bodyType: 2, content: ref('Page', 20) }),
    )
    expect(writer.stream('content')).toMatchObject([{ title: 'Newest' }])
    expect(writer.stream('versions')).toMatchObject([{ body: { value: 'b' } }])
    expect(writer.omissions).toMatchObject([
      { code: 'DUPLICATE_OBJECT', kind: 'Page', what: 'Page 20' },
      { code: 'DUPLICATE_OBJECT', kind: 'BodyContent', what: 'BodyContent 30' },
    ])
    expect(summary.accounts.find(({ kind }) => kind === 'Space')).toMatchObject({ met: 2, recorded: 1, merged: 1 })
    expect(summary.complete).toBe(true)
  })

  it('are counted by a second way, which sees what the first one passes over', async () => {
    const hidden = '<strange><object class="KilnLog" package="x"><id name="id">1</id></object></strange>'
    const { summary } = await exportBackup(smallBackup().raw(hidden))
    const sums = { recorded: 0, merged: 0, derived: 0, unselected: 0, omitted: 0 }
    expect(summary.accounts).toContainEqual({ kind: 'KilnLog', counted: 1, met: 0, ...sums })
    expect(summary).toMatchObject({ complete: false, unexplained: 1 })
  })

  it('fewer than the descriptor says are told of', async () => {
    const { writer, assessment } = await exportBackup(smallBackup().descriptor({ objectsCount: '100' }))
    expect(assessment.declaredItems).toBe(100)
    expect(writer.omissions).toMatchObject([{ code: 'OBJECTS_DECLARED', count: 100 - (assessment.expectedItems ?? 0) }])
  })

  it('that are broken, nameless or of an unknown class are left out, each with its place', async () => {
    const { writer, summary } = await exportBackup(
      smallBackup()
        .raw(
          '<object class="Page" package="x"><id name="id">90</id><property name="title">a &nope; b</property></object>',
        )
        .add('Page', undefined, { title: 'Nameless' })
        .add('Page', 'x'.repeat(300), { title: 'Long' })
        .add('KilnLog', 91, { token: 's3cret' }),
    )
    expect(writer.omissions).toMatchObject([
      { code: 'OBJECT_MALFORMED', kind: 'Page', what: 'Page 90', place: { file: 'entities.xml' } },
      { code: 'ID_UNUSABLE', kind: 'Page' },
      { code: 'ID_UNUSABLE', kind: 'Page' },
      { code: 'APP_DATA', kind: 'KilnLog', what: 'KilnLog 91' },
    ])
    expect(summary.accounts.find(({ kind }) => kind === 'Page')).toMatchObject({ met: 6, omitted: 3 })
    expect(summary.complete).toBe(true)
    expect(JSON.stringify(writer.omissions)).not.toContain('s3cret')
  })

  it('with forbidden characters are carried without them, and that is noted', async () => {
    const { writer } = await exportBackup(
      smallBackup()
        .add('Page', 90, { ...made('a\u0008b\u001cc', 1, 1), space: ref('Space', 11) })
        .add('BodyContent', 91, { body: null, content: ref('Page', 90) }),
    )
    expect(writer.stream('content').find(({ id }) => id === 'page:90')).toMatchObject({ title: 'abc' })
    expect(writer.omissions).toMatchObject([
      { code: 'CHARACTERS_CHANGED', count: 2, what: 'Page 90: characters that XML forbids, removed' },
    ])
  })

  it('in any order come to the same records', async () => {
    const objects = smallBackup().xml.match(/<object[\s\S]*?<\/object>/g) ?? []
    const sorted = (records: Map<string, unknown>): string[] =>
      [...records.values()].map((record) => JSON.stringify(record)).toSorted()
    const expected = sorted((await exportBackup(smallBackup())).writer.records)
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(objects, { minLength: objects.length }), async (shuffled) => {
        const backup = new BackupBuilder()
          .descriptor({ exportType: 'space', spaceKey: 'KILN', source: 'server', createdByBuildNumber: '8804' })
          .file('attachments/20/50/1', 'cone 6')
          .file('attachments/20/50/2', 'cone 10')
        for (const object of shuffled) backup.raw(object)
        expect(sorted((await exportBackup(backup)).writer.records)).toEqual(expected)
      }),
      { numRuns: 10 },
    )
  })

  it('in the dialect of plain texts, with references of children alone, are the same', async () => {
    const backup = new BackupBuilder('plain')
      .add('Space', 11, { key: 'KILN', spaceType: 'global' })
      .add('Page', 20, { ...made('Clay & fire ]] x', 1, 1), space: ref('Space', 11), versionComment: null })
      .add('BodyContent', 30, { body: '<p>a[[0]] </p>', bodyType: 2, content: ref('Page', 20) })
    expect((await exportBackup(backup)).writer.stream('versions')).toMatchObject([
      { title: 'Clay & fire ]] x', body: { value: '<p>a[[0]] </p>' } },
    ])
  })
})

describe('a backup that cannot be read', () => {
  it.each([
    ['BACKUP_UNREADABLE', 'cut off', '<hibernate-generic><object class="Page"'],
    ['BACKUP_UNREADABLE', 'with a DTD', '<!DOCTYPE x [<!ENTITY a "b">]><hibernate-generic/>'],
    ['BACKUP_UNREADABLE', 'empty', ''],
    ['BACKUP_UNREADABLE', 'of another kind', '<rss/>'],
  ])('is a %s: %s', async (code, _name, xml) => {
    await using folder = await TempFolder.make()
    const path = await smallBackup().write(join(folder.path, 'backup'))
    await writeFile(join(path, 'entities.xml'), xml)
    const error: unknown = await exportIntoMemory(xmlBackup({ path }), folder.path).catch((reason: unknown) => reason)
    expect(isSourceError(error) && error.code).toBe(code)
    expect(await readdir(folder.path)).not.toContain('staging.sqlite')
  })

  it('because it is CSV without its tables says so', async () => {
    await using folder = await TempFolder.make()
    const path = await new BackupBuilder().descriptor({ exportFormat: 'csv' }).write(join(folder.path, 'backup'))
    await rm(join(path, 'entities.xml'))
    const error: unknown = await exportIntoMemory(xmlBackup({ path }), folder.path).catch((reason: unknown) => reason)
    expect(isSourceError(error, 'BACKUP_UNREADABLE') && error.details).toEqual({ path, code: 'CSV_TABLE_MISSING' })
  })

  it('because it is not there says so', async () => {
    await using folder = await TempFolder.make()
    const path = join(folder.path, 'nowhere')
    const error: unknown = await exportIntoMemory(xmlBackup({ path }), folder.path).catch((reason: unknown) => reason)
    expect(isSourceError(error, 'BACKUP_UNREADABLE') && error.details).toEqual({ path, code: 'BACKUP_NOT_FOUND' })
  })
})
