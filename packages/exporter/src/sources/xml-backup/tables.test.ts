import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../testing/backup-builder.js'
import { exportBackup, exportIntoMemory, type MemoryExport, TempFolder } from '../../testing/export-backup.js'
import { aoTables, csvTable } from '../../testing/table-files.js'
import { made } from '../../testing/small-backup.js'
import type { Selection } from '../../selection.js'
import { xmlBackup } from './xml-backup-source.js'

const space = ref('Space', 11)
const taskColumns =
  'ASSIGNEE_USER_KEY BODY COMPLETE_DATE COMPLETE_USER_KEY CONTENT_ID CREATE_DATE CREATOR_USER_KEY DUE_DATE GLOBAL_ID ID TASK_STATUS UPDATE_DATE'
const linkColumns =
  'CATEGORY CUSTOM_ICON_CLASS CUSTOM_TITLE DEST_PAGE_ID HARDCODED_URL HIDDEN ID POSITION SPACE_KEY TYPE WEB_ITEM_KEY'
const tasksFile = 'AO_BAF3AA_AOINLINE_TASK.csv'
const pluginFile = 'plugin-data/com.atlassian.activeobjects.confluence.spi/activeObjectsBackupRestoreProvider.pdata'

function site(): BackupBuilder {
  return new BackupBuilder()
    .add('Space', 11, { key: 'KILN', spaceType: 'global' })
    .add('Space', 12, { key: 'CLAY', spaceType: 'global' })
    .add('Page', 20, { ...made('Glazes', 2, 2), space })
    .add('Page', 21, { ...made('Glazes', 1, 1), originalVersion: ref('Page', 20) })
    .add('Page', 30, { ...made('Clay', 1, 1), space: ref('Space', 12) })
    .add('Comment', 40, { ...made('', 1, 1), containerContent: ref('Page', 20) })
    .add('ConfluenceUserImpl', 'ff80aa', { name: 'mira' })
}

const account = ({ summary }: MemoryExport, name: string): unknown => summary.accounts.find(({ kind }) => kind === name)

async function exportOf(backup: BackupBuilder, selection: Selection = {}): Promise<MemoryExport> {
  const exported = await exportBackup(backup, selection, { zone: '+02:00' })
  expect(exported.summary).toMatchObject({ complete: true, unexplained: 0 })
  return exported
}

describe('tasks', () => {
  it('of the CSV file of Cloud: text with quotes and line ends, people, times, and the day', async () => {
    const exported = await exportOf(
      site().file(
        tasksFile,
        csvTable(taskColumns, [
          {
            ASSIGNEE_USER_KEY: 'ff80aa',
            BODY: 'Order "cone 6",\nand kiln wash',
            COMPLETE_DATE: '1718877600000',
            COMPLETE_USER_KEY: 'c',
            CONTENT_ID: '20',
            CREATE_DATE: '2024-06-01 10:00:00.5',
            CREATOR_USER_KEY: 'ff80aa',
            DUE_DATE: '2024-06-30 00:00:00',
            GLOBAL_ID: '7',
            ID: '1',
            TASK_STATUS: 'CHECKED',
            UPDATE_DATE: '2024-06-20T10:00:00Z',
          },
        ]),
      ),
    )
    expect(exported.writer.stream('tasks')).toEqual([
      {
        id: 'task:page:20/1',
        on: 'page:20',
        localId: '1',
        state: 'complete',
        text: { format: 'storage', value: 'Order "cone 6",\nand kiln wash' },
        assignee: 'person:ff80aa',
        due: '2024-06-30',
        created: {
          by: 'person:ff80aa',
          at: { at: '2024-06-01T08:00:00.500Z', raw: '2024-06-01 10:00:00.5', zone: 'given' },
        },
        completed: { by: 'person:c', at: { at: '2024-06-20T10:00:00.000Z', raw: '1718877600000' } },
        modified: { at: { at: '2024-06-20T10:00:00.000Z', raw: '2024-06-20T10:00:00Z' } },
        globalId: '7',
      },
    ])
    expect(exported.writer.stream('people').find(({ id }) => id === 'person:c')).toMatchObject({ referencedOnly: true })
    expect(exported.writer.omissions).toEqual([])
    expect(account(exported, 'AO_BAF3AA_AOINLINE_TASK')).toMatchObject({ met: 1, recorded: 1 })
  })

  it('of the tables of Data Center, on a comment and named by an earlier version', async () => {
    const rows = [
      { CONTENT_ID: '40', GLOBAL_ID: '1', ID: '3', TASK_STATUS: 'UNCHECKED', DUE_DATE: '1719698400000' },
      { CONTENT_ID: '21', GLOBAL_ID: '2', ID: '4', TASK_STATUS: 'UNCHECKED' },
    ]
    const { writer } = await exportOf(
      site().file(pluginFile, aoTables([{ name: 'AO_BAF3AA_AOINLINE_TASK', columns: taskColumns, rows }])),
    )
    expect(writer.stream('tasks')).toMatchObject([
      { id: 'task:comment:40/3', on: 'comment:40', state: 'incomplete', due: '2024-06-30' },
      { id: 'task:page:20/4', on: 'page:20' },
    ])
  })

  it.each([
    ['no state', { CONTENT_ID: '20', ID: '1' }, 'STATUS_UNKNOWN'],
    ['a state that nobody knows', { CONTENT_ID: '20', ID: '1', TASK_STATUS: 'LATER' }, 'STATUS_UNKNOWN'],
    ['no id in its text', { CONTENT_ID: '20', TASK_STATUS: 'CHECKED' }, 'ROW_UNUSABLE'],
    ['an id that is another one', { CONTENT_ID: '20', ID: 'a~2', TASK_STATUS: 'CHECKED' }, 'ROW_UNUSABLE'],
    ['a content that is not there', { CONTENT_ID: '99', ID: '1', TASK_STATUS: 'CHECKED' }, 'OWNER_MISSING'],
    ['no content', { ID: '1', TASK_STATUS: 'CHECKED' }, 'OWNER_MISSING'],
  ])('with %s are omissions that name their place', async (_, row, code) => {
    const exported = await exportOf(site().file(tasksFile, csvTable(taskColumns, [{ GLOBAL_ID: '1', ...row }])))
    expect(exported.writer.stream('tasks')).toEqual([])
    expect(exported.writer.omissions).toMatchObject([{ code, place: { file: tasksFile } }])
  })

  it('of one id in one text both stay; the same row twice counts once', async () => {
    const rows = [1, 2, 2].map((id) => ({ CONTENT_ID: '20', GLOBAL_ID: `${id}`, ID: '5', TASK_STATUS: 'CHECKED' }))
    const exported = await exportOf(site().file(tasksFile, csvTable(taskColumns, rows)))
    expect(exported.writer.stream('tasks').map(({ id }) => id)).toEqual(['task:page:20/5', 'task:page:20/5~2'])
    expect(account(exported, 'AO_BAF3AA_AOINLINE_TASK')).toMatchObject({ met: 3, recorded: 2, merged: 1 })
  })

  it('of spaces and kinds that are left out count as unselected', async () => {
    const rows = ['20', '30'].map((id) => ({ CONTENT_ID: id, GLOBAL_ID: id, ID: '5', TASK_STATUS: 'CHECKED' }))
    const backup = (): BackupBuilder => site().file(tasksFile, csvTable(taskColumns, rows))
    const one = await exportOf(backup(), { spaces: ['KILN'] })
    expect(one.writer.stream('tasks').map(({ on }) => on)).toEqual(['page:20'])
    expect(account(one, 'AO_BAF3AA_AOINLINE_TASK')).toMatchObject({ met: 2, recorded: 1, unselected: 1 })
    const none = await exportOf(backup(), { skipKinds: ['tasks'] })
    expect(account(none, 'AO_BAF3AA_AOINLINE_TASK')).toMatchObject({ met: 2, recorded: 0, unselected: 2 })
    expect([...one.writer.omissions, ...none.writer.omissions]).toEqual([])
  })
})

describe('a file of tables', () => {
  it('that breaks off gives the rows before, and says where', async () => {
    const whole = csvTable(taskColumns, [{ CONTENT_ID: '20', GLOBAL_ID: '1', ID: '1', TASK_STATUS: 'CHECKED' }])
    const { writer } = await exportOf(site().file(tasksFile, `${whole}"never closed`))
    expect(writer.stream('tasks')).toHaveLength(1)
    expect(writer.omissions).toMatchObject([
      { code: 'OBJECT_MALFORMED', place: { file: tasksFile } },
      { code: 'TABLE_MALFORMED', place: { file: tasksFile, offset: Buffer.byteLength(whole) } },
    ])
  })

  it('with a broken row gives all others, and a column that nobody knows is told by its name alone', async () => {
    const columns = `${taskColumns} SECRET_NOTE`
    const good = { CONTENT_ID: '20', GLOBAL_ID: '1', ID: '1', TASK_STATUS: 'CHECKED', SECRET_NOTE: 'hidden value' }
    const { writer } = await exportOf(site().file(tasksFile, `${csvTable(columns, [good])}${','.repeat(40)}x\r\n`))
    expect(writer.stream('tasks')).toHaveLength(1)
    expect(writer.omissions.map(({ code, what }) => [code, what])).toEqual([
      ['OBJECT_MALFORMED', 'A row of AO_BAF3AA_AOINLINE_TASK'],
      ['FIELD_UNKNOWN', 'Field "SECRET_NOTE" of AO_BAF3AA_AOINLINE_TASK'],
    ])
    expect(JSON.stringify([...writer.records.values(), writer.omissions])).not.toContain('hidden value')
  })

  it('leaves no cell in the index that no record may hold', async () => {
    await using folder = await TempFolder.make()
    const columns = `${linkColumns} SECRET_NOTE`
    const rows = [{ ID: '1', SPACE_KEY: 'KILN', CATEGORY: 'MAIN', SECRET_NOTE: 'hidden value' }]
    const props = {
      name: 'AO_950DC3_TC_SUBCALS_PROPS',
      columns: 'ID KEY VALUE',
      rows: [{ ID: '1', VALUE: 'pass-word' }],
    }
    const tables = aoTables([{ name: 'AO_187CCC_SIDEBAR_LINK', columns, rows }, props])
    const path = await site().file(pluginFile, tables).write(join(folder.path, 'backup'))
    await exportIntoMemory(xmlBackup({ path }), folder.path)
    const index = readFileSync(join(folder.path, 'staging.sqlite'))
    expect(index.includes('SPACE_KEY')).toBe(true)
    for (const secret of ['hidden value', 'pass-word']) expect(index.includes(secret)).toBe(false)
  })

  it('whose content changed makes the index anew', async () => {
    const rows = (count: number): string =>
      csvTable(
        taskColumns,
        Array.from({ length: count }, (_, n) => ({
          CONTENT_ID: '20',
          GLOBAL_ID: `${n}`,
          ID: `${n}`,
          TASK_STATUS: 'CHECKED',
        })),
      )
    const first = await exportOf(site().file(tasksFile, rows(1)))
    const second = await exportOf(site().file(tasksFile, rows(2)))
    expect(second.assessment.fingerprint).not.toBe(first.assessment.fingerprint)
  })

  it.each([{}, { withAppData: true }])('of apps with the selection %j', async (selection) => {
    const tables = [
      {
        name: 'AO_187CCC_SIDEBAR_LINK',
        columns: linkColumns,
        rows: [{ ID: '1', SPACE_KEY: 'KILN', CATEGORY: 'MAIN' }],
      },
      {
        name: 'AO_21D670_WHITELIST_RULES',
        columns: 'ID EXPRESSION',
        rows: [{ ID: '1', EXPRESSION: 'token of an app' }],
      },
    ]
    const text = aoTables(tables)
    const backup = site()
      .descriptor({ exportType: 'all', 'ao.data.version.com.acme': '1.2' })
      .file(pluginFile, text)
      .file('plugin-data/com.acme/state~2', 'opaque')
    const exported = await exportOf(backup, selection)
    const { writer } = exported
    const carried = 'withAppData' in selection
    expect(writer.omissions.map(({ code, place }) => [code, place?.file])).toEqual(
      carried ? [] : ['plugin-data/com.acme/state~2', pluginFile].map((file) => ['APP_FILE', file]),
    )
    if (!carried) {
      expect(writer.omissions[1]?.what).toContain('(2 rows in 2 tables of apps, of which 1 rows were read)')
      expect(JSON.stringify([...writer.records.values()])).not.toContain('token of an app')
    } else {
      expect(writer.stream('app-data')).toMatchObject([
        { id: 'app-file:com.acme/state~2~1', app: 'com.acme', name: 'state~2', version: '1.2', bytes: 6 },
        { app: 'com.atlassian.activeobjects.confluence.spi', bytes: Buffer.byteLength(text) },
      ])
      expect([...writer.blobs.values()].map((blob) => Buffer.from(blob).toString())).toContain(text)
    }
    expect(writer.stream('sidebar-links')).toHaveLength(1)
  })
})

describe('sidebar links', () => {
  it('lead to pages, spaces and addresses; entries of the product keep their key', async () => {
    const rows = [
      {
        ID: '1',
        CATEGORY: 'MAIN',
        DEST_PAGE_ID: '-2',
        POSITION: '11',
        TYPE: 'WEB_ITEM',
        WEB_ITEM_KEY: 'spacebar-pages',
        HIDDEN: 'true',
      },
      {
        ID: '2',
        CATEGORY: 'ADVANCED',
        DEST_PAGE_ID: '-2',
        POSITION: '10',
        TYPE: 'WEB_ITEM',
        WEB_ITEM_KEY: 'reorder-pages',
      },
      {
        ID: '3',
        CATEGORY: 'QUICK',
        DEST_PAGE_ID: '21',
        POSITION: '1',
        TYPE: 'PINNED_PAGE',
        CUSTOM_TITLE: 'All glazes',
      },
      { ID: '4', CATEGORY: 'QUICK', DEST_PAGE_ID: '12', POSITION: '2', TYPE: 'PINNED_SPACE' },
      {
        ID: '5',
        CATEGORY: 'QUICK',
        HARDCODED_URL: 'https://cone.example/',
        POSITION: '3',
        TYPE: 'EXTERNAL_LINK',
        CUSTOM_ICON_CLASS: 'web',
      },
      { ID: '6', CATEGORY: 'QUICK', DEST_PAGE_ID: '99', TYPE: 'PINNED_PAGE' },
    ].map((row) => ({ ...row, SPACE_KEY: 'kiln' }))
    const nowhere = { ID: '7', CATEGORY: 'QUICK', SPACE_KEY: 'GONE' }
    const tables = [{ name: 'AO_187CCC_SIDEBAR_LINK', columns: linkColumns, rows: [...rows, nowhere] }]
    const { writer } = await exportOf(site().file(pluginFile, aoTables(tables)), { skipKinds: ['app-data'] })
    const link = (id: number, rest: object): object => ({ id: `sidebar-link:${id}`, space: 'space:11', ...rest })
    expect(writer.stream('sidebar-links')).toEqual([
      link(1, { list: 'main', position: 11, hidden: true, native: 'spacebar-pages' }),
      link(2, { list: 'main', position: 10, native: 'ADVANCED reorder-pages' }),
      link(3, { list: 'shortcut', title: 'All glazes', target: 'page:20', position: 1 }),
      link(4, { list: 'shortcut', target: 'space:12', position: 2 }),
      link(5, { list: 'shortcut', url: 'https://cone.example/', position: 3, icon: 'web' }),
      link(6, { list: 'shortcut' }),
    ])
    expect(writer.omissions.map(({ code, what }) => [code, what])).toEqual([
      ['TARGET_MISSING', 'Where sidebar-link:6 leads (99)'],
      ['OWNER_MISSING', 'AO_187CCC_SIDEBAR_LINK 7'],
    ])
  })

  it('of a space that is left out are left out, and what a link of a taken space leads to is named', async () => {
    const rows = [
      { ID: '1', CATEGORY: 'QUICK', SPACE_KEY: 'KILN', DEST_PAGE_ID: '30', TYPE: 'PINNED_PAGE' },
      { ID: '2', CATEGORY: 'QUICK', SPACE_KEY: 'CLAY' },
    ]
    const tables = [{ name: 'AO_187CCC_SIDEBAR_LINK', columns: linkColumns, rows }]
    const exported = await exportOf(site().file(pluginFile, aoTables(tables)), { spaces: ['KILN'] })
    expect(exported.writer.stream('sidebar-links')).toMatchObject([{ id: 'sidebar-link:1', target: 'page:30' }])
    expect(exported.writer.omissions).toMatchObject([{ code: 'NOT_SELECTED', id: 'page:30' }])
    expect(account(exported, 'AO_187CCC_SIDEBAR_LINK')).toMatchObject({ recorded: 1, unselected: 1 })
  })
})
