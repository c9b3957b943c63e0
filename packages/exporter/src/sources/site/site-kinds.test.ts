import { join } from 'node:path'
import { type Database, openDatabase } from '@spacecrate/disk'
import { type SelectableKind, type StreamName, streamNames } from '@spacecrate/format'
import { createSite, type Site } from '@spacecrate/site'
import { describe, expect, it } from 'vitest'
import { exportIntoMemory, type MemoryExport, TempFolder } from '../../testing/export-backup.js'
import type { Selection } from '../../selection.js'
import { siteSource } from './site-source.js'

const site = 'site:source'

/** Two spaces, and something of the kinds that belong to the site at large and that spaces name. */
async function fill({ store }: Site): Promise<void> {
  const picture = await store.storeBlob([Buffer.from('a picture')])
  const long = await store.storeBlob([Buffer.from('ö'.repeat(150_000))])
  store.transaction(() => {
    store.insert('people', { id: 'person:1', kind: 'person', state: 'active', avatar: picture.digest })
    store.insert('people', { id: 'person:2', kind: 'person', state: 'active', created: { by: 'person:1' } })
    store.insert('people', { id: 'person:0', kind: 'person', state: 'active' })
    store.insert('people', { id: 'person:3', kind: 'person', state: 'active', created: { by: 'person:0' } })
    store.insert('roles', { id: 'role:1', name: 'Potter', created: { by: 'person:3' } })
    store.insert('roles', { id: 'role:2', name: 'Guest' })
    store.insert('classification-levels', { id: 'classification-level:1', name: 'Secret glaze' })
    store.insert('classification-levels', { id: 'classification-level:2', name: 'Public' })
    store.insert('emoji', { id: 'emoji:1', shortName: 'kiln', file: picture.digest, bytes: 9 })
    store.insert('emoji', { id: 'emoji:2', shortName: 'clay' })
    store.insert('spaces', { id: 'space:1', key: 'KILN', kind: 'global', status: 'current' })
    store.insert('spaces', { id: 'space:2', key: 'CLAY', kind: 'global', status: 'current' })
    store.insert('role-assignments', {
      id: 'role-assignment:space:1/person:1/role:1',
      space: 'space:1',
      subject: { type: 'user', id: 'person:1' },
      role: 'role:1',
    })
    store.insert('content', {
      id: 'page:1',
      kind: 'page',
      space: 'space:1',
      title: 'Glazes',
      status: 'current',
      version: 1,
      classification: 'classification-level:1',
    })
    store.insert('reactions', {
      id: 'reaction:page:1/person:2/:kiln:',
      on: 'page:1',
      by: 'person:2',
      emoji: ':kiln:',
      custom: 'emoji:1',
    })
    store.insert('tasks', {
      id: 'task:page:1/1',
      on: 'page:1',
      localId: '1',
      state: 'incomplete',
      text: { format: 'storage', blob: long.digest, bytes: long.bytes },
    })
    const setting = { area: 'logo', fileName: 'logo.png', mediaType: 'image/png', file: picture.digest } as const
    store.insert('settings', { id: `setting:${site}/logo/site`, owner: site, key: 'site', ...setting })
    store.insert('settings', { id: 'setting:space:1/logo/space', owner: 'space:1', key: 'space', ...setting })
    store.insert('audit-records', { id: 'audit-record:1', summary: 'Somebody came', by: 'person:1' })
    store.insert('app-data', { id: 'app-file:kiln-app/a.bin', app: 'kiln-app', name: 'a.bin', file: picture.digest })
    store.insert('calendars', { id: 'calendar:1', name: 'Firings', space: 'space:1' })
    store.insert('calendar-events', { id: 'calendar-event:1', calendar: 'calendar:1', title: 'Bisque' })
  })
}

async function exported(selection: Selection = {}, edit: (db: Database) => void = () => {}) {
  await using folder = await TempFolder.make()
  const dir = join(folder.path, 'site')
  {
    await using made = await createSite(dir, { name: 'Kiln site' })
    await fill(made)
  }
  const db = openDatabase(join(dir, 'site.sqlite'))
  edit(db)
  db.close()
  return await exportIntoMemory(siteSource({ dir }), folder.path, selection)
}

function ids({ writer }: MemoryExport, stream: StreamName): string[] {
  return writer.stream(stream).map(({ id }) => id)
}

function codes({ writer }: MemoryExport): string[] {
  return writer.omissions.map(({ code, id, what }) => `${code} ${id ?? what}`)
}

describe('every kind of an embedded site', () => {
  it('comes with its bytes and texts, wherever its rule says that it has some', async () => {
    const result = await exported({ withAppData: true })
    expect(result.summary).toMatchObject({ complete: true, unexplained: 0 })
    expect(codes(result)).toEqual([])
    const digest: unknown = expect.stringMatching(/^[0-9a-f]{64}$/)
    for (const stream of ['emoji', 'settings', 'app-data'] as const) {
      expect(result.writer.stream(stream)[0]).toMatchObject({ file: digest })
    }
    expect(result.writer.stream('people').find(({ id }) => id === 'person:1')).toMatchObject({ avatar: digest })
    expect(result.writer.stream('tasks')[0]?.text).toMatchObject({ bytes: 300_000 })
    expect(ids(result, 'calendar-events')).toEqual(['calendar-event:1'])
  })

  it('has a sum, counted in its table, also where there is nothing of it', async () => {
    const { summary } = await exported()
    expect(summary.accounts.map(({ kind, stream }) => [kind, stream])).toEqual(streamNames.map((name) => [name, name]))
    expect(summary.accounts.find(({ kind }) => kind === 'watches')).toMatchObject({ counted: 0, met: 0 })
    expect(summary.accounts.find(({ kind }) => kind === 'roles')).toMatchObject({ counted: 2, met: 2, recorded: 2 })
    expect(summary.accounts.find(({ kind }) => kind === 'site')).toMatchObject({ counted: 1, met: 1, recorded: 1 })
  })

  it('of the site at large comes along with a space that names it, and is unselected otherwise', async () => {
    const result = await exported({ spaces: ['KILN'] })
    expect(result.summary.complete).toBe(true)
    expect(ids(result, 'roles')).toEqual(['role:1'])
    expect(ids(result, 'classification-levels')).toEqual(['classification-level:1'])
    expect(ids(result, 'emoji')).toEqual(['emoji:1'])
    expect(ids(result, 'settings')).toEqual(['setting:space:1/logo/space'])
    expect(ids(result, 'audit-records')).toEqual([])
    expect(result.summary.accounts.find(({ kind }) => kind === 'app-data')).toMatchObject({ unselected: 1, omitted: 0 })
    expect(codes(result)).toEqual([])
  })

  it('brings people whom only people name, whatever their order', async () => {
    const result = await exported({ spaces: ['KILN'] })
    expect(ids(result, 'people').toSorted()).toEqual(['person:0', 'person:1', 'person:2', 'person:3'])
  })

  it.each<readonly [SelectableKind, StreamName, string[]]>([
    ['emoji', 'emoji', ['NOT_SELECTED emoji:1']],
    ['permissions', 'role-assignments', []],
    ['classification', 'classification-levels', ['NOT_SELECTED classification-level:1']],
    ['reactions', 'reactions', []],
    ['settings', 'settings', []],
    ['calendars', 'calendar-events', []],
    ['audit', 'audit-records', []],
    ['tasks', 'tasks', []],
  ])('without %s has no %s, and names what the archive points to', async (kind, stream, named) => {
    const result = await exported({ skipKinds: [kind], withAppData: true })
    expect(ids(result, stream)).toEqual([])
    expect(codes(result)).toEqual(named)
    expect(result.summary.complete).toBe(true)
  })

  it('takes data of apps only where it is asked for, and counts it otherwise', async () => {
    const result = await exported()
    expect(ids(result, 'app-data')).toEqual([])
    expect(codes(result)).toEqual(['APP_DATA_NOT_ASKED app-file:kiln-app/a.bin'])
    expect(result.summary.accounts.find(({ kind }) => kind === 'app-data')).toMatchObject({ counted: 1, omitted: 1 })
    expect(codes(await exported({ skipKinds: ['app-data'] }))).toEqual([])
    expect(ids(await exported({ kinds: ['app-data'], withAppData: true }), 'app-data')).toHaveLength(1)
  })
})

describe('a site that was edited by hand, or by a newer version', () => {
  it.each([
    [
      'a row whose owner is not there',
      `INSERT INTO versions (id, owner, parent, rank, json) VALUES ('version:page:9/1', 'page:9', '', '', '{"id":"version:page:9/1"}')`,
      ['ROW_UNREACHABLE version:page:9/1'],
    ],
    [
      'a page whose parent is not there, and what hangs on it',
      `UPDATE content SET parent = 'page:9' WHERE id = 'page:1'`,
      ['ROW_UNREACHABLE page:1', 'ROW_UNREACHABLE task:page:1/1', 'ROW_UNREACHABLE reaction:page:1/person:2/:kiln:'],
    ],
    [
      'a row that lacks what its kind needs, and what hangs on it',
      `UPDATE calendars SET json = '{"id":"calendar:1"}'`,
      ['ROW_UNUSABLE calendar:1', 'OWNER_OMITTED calendar-event:1'],
    ],
    [
      'a row that is no JSON',
      `UPDATE emoji SET json = '{' WHERE id = 'emoji:2'`,
      ['ROW_UNUSABLE Rows of emoji that are no JSON'],
    ],
    [
      'a row that is no object',
      `UPDATE emoji SET json = '7' WHERE id = 'emoji:2'`,
      ['ROW_UNUSABLE Rows of emoji that are no JSON'],
    ],
    [
      'a reference to nothing',
      `UPDATE content SET json = json_set(json, '$.owner', 'person:77')`,
      ['TARGET_MISSING person:77'],
    ],
    [
      'a field that nobody knows',
      `UPDATE roles SET json = json_set(json, '$.secret', 'glaze-key')`,
      ['FIELD_UNKNOWN Field "secret" of roles'],
    ],
    [
      'a field that nobody knows, deep inside',
      `UPDATE "audit-records" SET json = json_set(json, '$.changes', json('[{"name":"cone","x":1}]'))`,
      ['FIELD_UNKNOWN Field "changes/*/x" of audit-records'],
    ],
    [
      'a table and a column that nobody knows',
      `CREATE TABLE kilns (id, "k""ey"); INSERT INTO kilns VALUES (1, 'glaze-key'); ALTER TABLE emoji ADD COLUMN cone; UPDATE emoji SET cone = 6 WHERE id = 'emoji:1'`,
      ['FIELD_UNKNOWN Column "cone" of "emoji"', 'FIELD_UNKNOWN Table "kilns"'],
    ],
    ['an empty table that nobody knows', 'CREATE TABLE kilns (id)', []],
    [
      'a circle of parents',
      `UPDATE content SET parent = id, json = json_set(json, '$.parent', id)`,
      ['ROW_UNREACHABLE page:1', 'ROW_UNREACHABLE task:page:1/1', 'ROW_UNREACHABLE reaction:page:1/person:2/:kiln:'],
    ],
  ])('with %s is exported all the same, and says so', async (_name, sql, expected) => {
    const result = await exported({ withAppData: true }, (db) => db.exec(sql))
    expect(codes(result)).toEqual(expected)
    expect(result.summary).toMatchObject({ complete: true, unexplained: 0 })
    expect(JSON.stringify([result.writer.omissions, [...result.writer.stream('roles')]])).not.toContain('glaze-key')
  })

  it('counts how many rows have a field that nobody knows', async () => {
    const { writer } = await exported({ withAppData: true }, (db) =>
      db.exec(`UPDATE roles SET json = json_set(json, '$.x', 1)`),
    )
    expect(writer.omissions).toMatchObject([{ code: 'FIELD_UNKNOWN', kind: 'roles', count: 2 }])
    expect(writer.stream('roles')).toHaveLength(2)
  })

  it('goes on without bytes that are gone, of a file as of a text', async () => {
    const result = await exported({ withAppData: true }, (db) => {
      db.exec(`UPDATE emoji SET json = json_set(json, '$.file', '${'a'.repeat(64)}') WHERE id = 'emoji:1'`)
      db.exec(`UPDATE tasks SET json = json_set(json, '$.text.blob', '${'b'.repeat(64)}')`)
    })
    expect(codes(result)).toEqual(['ATTACHMENT_FILE_MISSING task:page:1/1', 'ATTACHMENT_FILE_MISSING emoji:1'])
    expect(result.writer.stream('emoji')[0]).not.toHaveProperty('file')
    expect(ids(result, 'tasks')).toHaveLength(1)
  })
})
