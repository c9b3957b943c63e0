import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { csvText, smallTables, type TableCells, writeFiles } from '../../../testing/csv-tables.js'
import { exportIntoMemory, type MemoryExport, TempFolder } from '../../../testing/export-backup.js'
import { xmlBackup } from '../xml-backup-source.js'

async function exportOf(templates: readonly TableCells[]): Promise<MemoryExport> {
  await using folder = await TempFolder.make()
  const files = { ...smallTables(), 'pagetemplates.csv': csvText(templates) }
  const path = await writeFiles(join(folder.path, 'export'), files)
  return await exportIntoMemory(xmlBackup({ path }), folder.path)
}

describe('templates of a CSV export', () => {
  const row = (id: number, version: number, rest: object): TableCells => ({
    templateid: id,
    templatename: `Firing ${version}`,
    content: `<p>${id}</p>`,
    bodytypeid: 2,
    version,
    lastmoddate: `2024-01-0${version} 03:04:05.67`,
    prevver: undefined,
    spaceid: undefined,
    ...rest,
  })

  async function versionsOf(rows: readonly TableCells[]): Promise<unknown> {
    const { writer, summary } = await exportOf(rows)
    expect(summary).toMatchObject({ complete: true, unexplained: 0 })
    expect(writer.omissions).toEqual([])
    expect(writer.stream('templates')).toMatchObject([{ id: 'template:60', space: 'space:10', version: 3 }])
    return writer.stream('template-versions').map(({ id, of, order, title, body }) => ({ id, of, order, title, body }))
  }

  const version = (number: string, order: number, title: string, value: string): object => ({
    id: `version:template:60/${number}`,
    of: 'template:60',
    order,
    title,
    body: { format: 'storage', value },
  })

  it('have the versions that name them, oldest first, whatever their order and however they name it', async () => {
    const current = row(60, 3, { spaceid: 10 })
    const expected = [
      version('1', 1, 'Firing 1', '<p>62</p>'),
      version('2', 2, 'Firing 2', '<p>61</p>'),
      version('3', 3, 'Firing 3', '<p>60</p>'),
    ]
    expect(await versionsOf([row(61, 2, { prevver: 60 }), current, row(62, 1, { prevver: 60 })])).toEqual(expected)
    expect(await versionsOf([current, row(61, 2, { prevver: 60 }), row(62, 1, { prevver: 61 })])).toEqual(expected)
  })

  it('keep both of two versions of one number', async () => {
    const twice = [row(60, 3, { spaceid: 10 }), row(61, 2, { prevver: 60 }), row(62, 2, { prevver: 60 })]
    expect(await versionsOf(twice)).toEqual([
      version('2', 1, 'Firing 2', '<p>61</p>'),
      version('2~2', 2, 'Firing 2', '<p>62</p>'),
      version('3', 3, 'Firing 3', '<p>60</p>'),
    ])
  })

  it('are left out with a line where they are versions of each other', async () => {
    const circle = [row(60, 1, { prevver: 61 }), row(61, 2, { prevver: 60 })]
    const { writer, summary } = await exportOf(circle)
    expect(writer.omissions.map(({ code, what }) => [code, what])).toEqual([
      ['VERSION_ORPHAN', 'PageTemplate 60'],
      ['VERSION_ORPHAN', 'PageTemplate 61'],
    ])
    expect(summary.unexplained).toBe(0)
  })
})
