import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { BackupErrorCode } from '@spacecrate/confluence'
import { describe, expect, it } from 'vitest'
import { zipBytes, type ZipEntryPlan } from '../../../../../confluence/src/backup/testing/zip-bytes.js'
import { csvText, smallTables, writeFiles } from '../../../testing/csv-tables.js'
import { exportIntoMemory, type MemoryExport, TempFolder } from '../../../testing/export-backup.js'
import { sourceCases } from '../../../testing/source-cases.js'
import { xmlBackup } from '../xml-backup-source.js'

type Files = Record<string, string | Uint8Array>

async function exportOf(files: Files): Promise<MemoryExport> {
  await using folder = await TempFolder.make()
  const path = await writeFiles(join(folder.path, 'export'), files)
  return await exportIntoMemory(xmlBackup({ path }), folder.path)
}

async function exportOfZip(entries: readonly ZipEntryPlan[]): Promise<MemoryExport> {
  await using folder = await TempFolder.make()
  const path = join(folder.path, 'export.zip')
  await writeFile(path, zipBytes(entries))
  return await exportIntoMemory(xmlBackup({ path }), folder.path)
}

const entriesOf = (files: Files): ZipEntryPlan[] =>
  Object.entries(files).map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes) }))

/** What the export came to, in short. */
function shown({ writer, summary }: MemoryExport): unknown {
  const bodies = writer
    .stream('versions')
    .map(({ of, number, body }) => [of, number, body && 'value' in body && body.value])
  const files = writer.stream('attachment-versions').map(({ of, bytes }) => [of, bytes])
  return {
    bodies,
    files,
    likes: writer.stream('likes').length,
    complete: summary.complete,
    omissions: writer.omissions,
  }
}

const whole = {
  bodies: [
    ['page:20', 1, '<p>Old</p>'],
    ['page:20', 2, '<p>New, and "good"</p>'],
  ],
  files: [['attachment:30', 5]],
  likes: 1,
  complete: true,
  omissions: [],
}

describe('the promises of a source, by a CSV export', () => {
  it.each(sourceCases)('$name', async ({ run }) => {
    await using folder = await TempFolder.make()
    const path = await writeFiles(join(folder.path, 'export'), smallTables())
    await expect(run(xmlBackup({ path }))).resolves.toBeUndefined()
  })
})

describe('a CSV export is the same', () => {
  const below = (folder: string, files: Files): Files =>
    Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${folder}/${name}`, bytes]))
  const changed = (change: (text: string, name: string) => string): Files =>
    Object.fromEntries(
      Object.entries(smallTables()).map(([name, text]) => [name, name.endsWith('.csv') ? change(text, name) : text]),
    )

  it.each<[string, Files]>([
    ['as a folder', smallTables()],
    ['in a nested folder', below('export', smallTables())],
    [
      'with its tables in a folder below',
      {
        ...Object.fromEntries(Object.entries(smallTables()).filter(([name]) => !name.endsWith('.csv'))),
        ...below('tables', Object.fromEntries(Object.entries(smallTables()).filter(([name]) => name.endsWith('.csv')))),
      },
    ],
    ['without a descriptor', Object.fromEntries(Object.entries(smallTables()).slice(1))],
    ['with byte order marks and CR LF', changed((text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`)],
    ['with columns in capitals', changed((text) => text.replace(/^.*/, (line) => line.toUpperCase()))],
    ['with rows that lack their last cells', changed((text) => text.replaceAll(/,+$/gm, ''))],
    [
      'with rows that have empty cells more',
      changed((text) => text.replaceAll(/(?<=[^\n])\n/g, ',,\n').replace(',,', '')),
    ],
    ['with a column more that is empty', changed((text) => text.replace('\n', ',colour\n'))],
    ['without a column that nothing needs', changed((text) => text.replace('lower_username', 'hibernateversion_'))],
    [
      'with packed tables, and plain ones that are named so',
      {
        ...Object.fromEntries(Object.entries(smallTables()).filter(([name]) => !/^(content|likes)/.test(name))),
        'content.csv.gz': gzipSync(smallTables()['content.csv'] ?? ''),
        'likes.csv.gz': smallTables()['likes.csv'] ?? '',
      },
    ],
  ])('%s', async (name, files) => {
    const named = name.startsWith('without a column') ? [expect.objectContaining({ code: 'FIELD_UNKNOWN' })] : []
    expect(shown(await exportOf(files))).toEqual({ ...whole, omissions: named })
  })

  it('as a zip', async () => {
    expect(shown(await exportOfZip(entriesOf(smallTables())))).toEqual(whole)
  })
})

describe('a CSV export whose files lie elsewhere', () => {
  it.each(['attachments/30/1', 'attachments/30', 'files/20/30', 'media/30.txt', 'attachments/KILN/20/30_1.txt'])(
    'finds them by their ids: %s',
    async (name) => {
      const { 'attachments/20/30/1': bytes = '', ...files } = smallTables()
      expect(shown(await exportOf({ ...files, [name]: bytes }))).toEqual(whole)
    },
  )

  it('names what it does not find', async () => {
    const { 'attachments/20/30/1': bytes = '', ...files } = smallTables()
    const { writer } = await exportOf({ ...files, 'attachments/999/1': bytes })
    expect(writer.omissions).toMatchObject([
      { code: 'ATTACHMENT_FILE_MISSING', place: { file: 'attachments/20/30/1' } },
      { code: 'FILE_UNREFERENCED', place: { file: 'attachments/999/1' } },
    ])
  })
})

describe('what a CSV export says beside, or says wrongly, is told', () => {
  const { 'content.csv': content = '', 'likes.csv': likes = '' } = smallTables()
  const [, ...contentRows] = content.trimEnd().split('\n')
  const act = { creator: 'u1', version: 1 }

  it.each<[string, Files, readonly object[]]>([
    [
      'a table that nobody knows',
      { 'spaceroles.csv': 'id,name\n1,secret-a\n2,secret-b\n' },
      [{ code: 'TABLE_UNKNOWN', kind: 'spaceroles', count: 2, place: { file: 'spaceroles.csv' } }],
    ],
    [
      'a column that nobody knows',
      { 'likes.csv': likes.replace('\n', ',mood\n').replace(/\n$/, ',secret-a\n') },
      [{ code: 'FIELD_UNKNOWN', kind: 'LikeEntity', what: 'Field "column mood" of LikeEntity' }],
    ],
    [
      'cells without a column',
      { 'likes.csv': likes.replace(/\n$/, ',secret-a\n') },
      [{ code: 'FIELD_UNKNOWN', kind: 'likes.csv', count: 1 }],
    ],
    [
      'a type of content that nobody knows',
      { 'content.csv': content + contentRows[0]?.replace('20,PAGE', '22,WHITEBOARD') + '\n' },
      [{ code: 'APP_DATA', kind: 'content WHITEBOARD', place: { file: 'content.csv', row: 5 } }],
    ],
    [
      'the names of the columns once more',
      { 'likes.csv': likes.replace('\n', `\n${likes.split('\n')[0]}\n`) },
      [{ code: 'OBJECT_MALFORMED', what: 'Row 2 of likes.csv', place: { file: 'likes.csv', row: 2 } }],
    ],
    [
      'a file that ends within a row',
      { 'likes.csv': `${likes}51,20` },
      [{ code: 'OBJECT_MALFORMED', what: 'Row 3 of likes.csv', place: { row: 3 } }],
    ],
    [
      'a row whose cells are shifted',
      { 'likes.csv': `${likes}51,a,b,u1,c,d\n` },
      [{ code: 'OBJECT_MALFORMED', why: expect.stringContaining('contentid'), place: { row: 3 } }],
    ],
    [
      'a row without an id',
      { 'likes.csv': `${likes},20,u1,\n` },
      [{ code: 'ID_UNUSABLE', place: { file: 'likes.csv', row: 3 } }],
    ],
    [
      'bytes that are no UTF-8',
      { 'content.csv': Buffer.from(content.replace('Glazes', 'Gl\xffzes'), 'latin1') },
      [{ code: 'CHARACTERS_CHANGED', place: { file: 'content.csv', row: 2 } }],
    ],
    [
      'a version of a template that is not there',
      {
        'pagetemplates.csv': csvText([
          { templateid: 61, templatename: 'S', content: '<p>y</p>', bodytypeid: 2, prevver: 60, ...act },
        ]),
      },
      [{ code: 'VERSION_ORPHAN', kind: 'PageTemplate', what: 'PageTemplate 61', place: { row: 2 } }],
    ],
    [
      'a table of an app that nobody knows',
      { 'AO_ABCDEF_THINGS.csv': 'ID,X\n1,secret-a\n' },
      [{ code: 'APP_FILE', place: { file: 'AO_ABCDEF_THINGS.csv' } }],
    ],
  ])('%s', async (_, files, omissions) => {
    // prettier-ignore
    const exported = await exportOf({ ...smallTables(), ...files })
    const { summary, writer } = exported
    expect(writer.omissions).toMatchObject(omissions)
    expect(summary).toMatchObject({ complete: true, unexplained: 0 })
    expect(writer.stream('likes')).toHaveLength(1)
    expect(JSON.stringify([...writer.records.values(), writer.omissions])).not.toContain('secret-')
    const left = summary.accounts.filter(({ kind }) => /^(?:spaceroles|AO_ABCDEF_THINGS)$/.test(kind))
    for (const account of left) expect(account).toMatchObject({ counted: account.omitted, met: account.omitted })
  })

  it('a row that says whom a page is restricted to and can not be read shuts the page', async () => {
    const sets = `id,cont_perm_type,content_id\n70,View,20,x,y,z\n7x,View,20,x\n`
    const { writer } = await exportOf({ ...smallTables(), 'content_perm_set.csv': sets })
    expect(writer.omissions).toContainEqual(
      expect.objectContaining({ code: 'OBJECT_MALFORMED', kind: 'ContentPermissionSet', id: expect.stringContaining('page:20') }), // prettier-ignore
    )
  })

  it.each(['f', 'false', '0'])('a permission that is not active (%s) is given to nobody', async (active) => {
    const permission = { permid: 80, spaceid: 10, permtype: 'VIEWSPACE', permusername: 'u1' }
    const both = csvText([
      { ...permission, active: 't' },
      { ...permission, permid: 81, permtype: 'EDITSPACE', active },
    ])
    const { writer } = await exportOf({ ...smallTables(), 'spacepermissions.csv': both })
    expect(writer.stream('space-permissions')).toHaveLength(1)
    expect(writer.omissions).toMatchObject([{ code: 'PERMISSION_SUBJECT_UNKNOWN' }])
  })

  it('a formula stays the text that it is', async () => {
    const formula = '=HYPERLINK("https://example.com","x")'
    const files = { ...smallTables(), 'content.csv': content.replace('Glazes', `"${formula.replaceAll('"', '""')}"`) }
    const { writer } = await exportOf(files)
    expect(writer.stream('content').map(({ title }) => title)).toEqual([formula])
  })
})

describe('a CSV export that nobody can read is refused, with file, row and column', () => {
  const tables = smallTables()
  const { 'content.csv': content = '', 'bodycontent.csv': bodies = '' } = tables

  it.each<[string, Files, BackupErrorCode, object]>([
    [
      'cut off within quotes',
      { 'bodycontent.csv': bodies.slice(0, bodies.indexOf('good')) },
      'CSV_CUT_OFF',
      { entry: 'bodycontent.csv', row: 2, column: 'body' },
    ],
    [
      'in UTF-16',
      { 'content.csv': Buffer.from(`\uFEFF${content}`, 'utf16le') },
      'CSV_ENCODING',
      { entry: 'content.csv', row: 1, encoding: 'UTF-16LE' },
    ],
    [
      'with ids that a spreadsheet rounded',
      { 'content.csv': content.replace('\n21,', '\n9.83E+06,') },
      'CSV_ID_ROUNDED',
      { entry: 'content.csv', row: 3, column: 'contentid', cell: '9.83E+06' },
    ],
    [
      'with references that a spreadsheet rounded',
      { 'bodycontent.csv': bodies.replace(',20,', ',"9,83E+06",') },
      'CSV_ID_ROUNDED',
      { entry: 'bodycontent.csv', row: 2, column: 'contentid' },
    ],
    [
      'with two columns of one name',
      { 'content.csv': content.replace('title', 'CONTENTID') },
      'CSV_HEADER',
      { entry: 'content.csv', row: 1 },
    ],
    [
      'without the names of its columns',
      { 'content.csv': content.slice(content.indexOf('\n') + 1) },
      'CSV_HEADER',
      { entry: 'content.csv', row: 1 },
    ],
    ['with a table that is empty', { 'spaces.csv': '' }, 'CSV_HEADER', { entry: 'spaces.csv' }],
    [
      'with two tables of one name',
      { 'CONTENT.csv.gz': content },
      'CSV_TABLE_TWICE',
      { table: 'content', entries: ['CONTENT.csv.gz', 'content.csv'] },
    ],
    ['beside an XML backup', { 'entities.xml': '<hibernate-generic/>' }, 'MIXED_EXPORT', {}],
    ['beside a nested XML backup', { 'other/entities.xml': '<hibernate-generic/>' }, 'MIXED_EXPORT', {}],
  ])('%s', async (_, files, code, details) => {
    // prettier-ignore
    const error: unknown = await exportOf({ ...tables, ...files }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'BACKUP_UNREADABLE', cause: { code, details } })
  })

  it('without a table that nothing can be read without', async () => {
    const { 'spaces.csv': _, ...files } = tables
    const error: unknown = await exportOf(files).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ cause: { code: 'CSV_TABLE_MISSING', details: { tables: ['spaces'] } } })
  })

  it.each<[string, ZipEntryPlan]>([
    ['parent folder', { name: '../content.csv', bytes: 'x' }],
    ['symbolic link', { name: 'label.csv', bytes: '/etc/passwd', mode: 0o120777 }],
    ['duplicate name', { name: './content.csv', bytes: 'x' }],
  ])('as a zip with a %s', async (reason, entry) => {
    const error: unknown = await exportOfZip([...entriesOf(tables), entry]).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ cause: { code: 'UNSAFE_ENTRY', details: { reason } } })
  })
})
