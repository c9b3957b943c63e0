import { describe, expect, it } from 'vitest'
import { BackupBuilder } from '../../../testing/backup-builder.js'
import { exportBackup, type MemoryExport } from '../../../testing/export-backup.js'
import { aoTables, type TableCells } from '../../../testing/table-files.js'
import type { Selection } from '../../../selection.js'

const prefix = 'AO_950DC3_TC_'
const columns: Readonly<Record<string, string>> = {
  SUBCALS:
    'COLOUR CREATED CREATOR DESCRIPTION ID NAME PARENT_ID SPACE_KEY STORE_KEY SUBSCRIPTION_ID TIME_ZONE_ID USING_CUSTOM_EVENT_TYPE_ID',
  EVENTS:
    'ALL_DAY CREATED DESCRIPTION END ID LAST_MODIFIED LOCATION ORGANISER RECURRENCE_RULE START SUB_CALENDAR_ID SUMMARY URL UTC_END UTC_START VEVENT_UID',
  EVENTS_INVITEES: 'EVENT_ID ID INVITEE_ID',
  SUBCALS_IN_SPACE: 'ID SPACE_KEY SUB_CALENDAR_ID',
  SUBCALS_PROPS: 'ID KEY SUB_CALENDAR_ID VALUE',
  SUBCALS_PRIV_GRP: 'GROUP_NAME ID SUB_CALENDAR_ID TYPE',
}

function backup(tables: Readonly<Record<string, readonly TableCells[]>>): BackupBuilder {
  const all = Object.entries(tables).map(([name, rows]) => ({
    name: `${prefix}${name}`,
    columns: columns[name] ?? '',
    rows,
  }))
  return new BackupBuilder()
    .add('Space', 11, { key: 'KILN', spaceType: 'global' })
    .add('Space', 12, { key: 'CLAY', spaceType: 'global' })
    .add('ConfluenceUserImpl', 'ff80aa', { name: 'mira' })
    .file('plugin-data/ao/tables.pdata', aoTables(all))
}

async function exportOf(from: BackupBuilder, selection: Selection = {}): Promise<MemoryExport> {
  const exported = await exportBackup(from, { skipKinds: ['app-data'], ...selection }, { zone: '+02:00' })
  expect(exported.summary).toMatchObject({ complete: true, unexplained: 0 })
  return exported
}

const firings = { ID: 'a-1', NAME: 'Firings', SPACE_KEY: 'KILN', STORE_KEY: 'generic_subcalendar', COLOUR: 'blue' }

describe('team calendars', () => {
  it('come with their events; what a record has no field for stays in native, but for what may be secret', async () => {
    const { writer } = await exportOf(
      backup({
        SUBCALS: [
          {
            ...firings,
            CREATOR: 'ff80aa',
            CREATED: '1718877600000',
            TIME_ZONE_ID: 'Europe/Oslo',
            DESCRIPTION: 'Gas kiln',
          },
          { ID: 'a-2', NAME: 'Bisque', PARENT_ID: 'a-1', SPACE_KEY: 'KILN' },
        ],
        EVENTS: [
          {
            ID: '1',
            SUB_CALENDAR_ID: 'a-2',
            SUMMARY: 'Cone 6',
            DESCRIPTION: '<p>slow</p>',
            START: '1718884800000',
            UTC_START: '1718877600000',
            END: '1718892000000',
            ALL_DAY: 'false',
            LOCATION: 'Shed',
            URL: 'https://cone.example/6',
            RECURRENCE_RULE: 'FREQ=WEEKLY',
            ORGANISER: 'ff80aa',
            VEVENT_UID: 'u-1',
          },
          {
            ID: '2',
            SUB_CALENDAR_ID: 'a-1',
            SUMMARY: 'Fair',
            ALL_DAY: 'true',
            START: '1719698400000',
            END: '1719784800000',
          },
        ],
        EVENTS_INVITEES: [{ ID: '1', EVENT_ID: '1', INVITEE_ID: 'ff80aa' }],
        SUBCALS_PRIV_GRP: [{ ID: '1', SUB_CALENDAR_ID: 'a-1', GROUP_NAME: 'kiln-crew', TYPE: 'VIEW' }],
        SUBCALS_PROPS: [{ ID: '1', SUB_CALENDAR_ID: 'a-1', KEY: 'password', VALUE: 'hunter2hunter2' }],
      }),
    )
    const [first, second] = writer.stream('calendars')
    expect(first).toMatchObject({
      id: 'calendar:a-1',
      space: 'space:11',
      name: 'Firings',
      description: 'Gas kiln',
      kind: 'generic_subcalendar',
      colour: 'blue',
      timeZone: 'Europe/Oslo',
      created: { by: 'person:ff80aa', at: { at: '2024-06-20T10:00:00.000Z' } },
    })
    expect(JSON.parse(first?.native ?? '')).toMatchObject({
      SPACE_KEY: 'KILN',
      [`${prefix}SUBCALS_PRIV_GRP`]: [{ GROUP_NAME: 'kiln-crew', TYPE: 'VIEW' }],
    })
    expect(second).toMatchObject({ id: 'calendar:a-2', parent: 'calendar:a-1' })
    expect(writer.stream('calendar-events')).toMatchObject([
      {
        id: 'calendar-event:1',
        calendar: 'calendar:a-2',
        title: 'Cone 6',
        description: { format: 'raw', value: '<p>slow</p>' },
        start: '2024-06-20T10:00:00.000Z',
        end: '2024-06-20T14:00:00.000Z',
        rule: 'FREQ=WEEKLY',
        created: { by: 'person:ff80aa' },
        native: expect.stringContaining('"INVITEE_ID":"ff80aa"') as unknown,
      },
      { id: 'calendar-event:2', start: '2024-06-30', end: '2024-07-01', allDay: true },
    ])
    expect(writer.omissions.map(({ code, kind }) => [code, kind])).toEqual([['APP_DATA', `${prefix}SUBCALS_PROPS`]])
    expect(JSON.stringify([...writer.records.values()])).not.toContain('hunter2')
  })

  it('belong to the space that shows them; those of no space, or of one that is gone, go with the whole site', async () => {
    const from = (): BackupBuilder =>
      backup({
        SUBCALS: [
          { ID: 'a-1', NAME: 'Shown' },
          { ID: 'a-2', NAME: 'Nowhere' },
          { ID: 'a-3', NAME: 'Gone', SPACE_KEY: 'GONE' },
          { ID: 'a-4', NAME: 'Clay', SPACE_KEY: 'CLAY' },
        ],
        SUBCALS_IN_SPACE: [{ ID: '1', SPACE_KEY: 'kiln', SUB_CALENDAR_ID: 'a-1' }],
        EVENTS: [{ ID: '1', SUB_CALENDAR_ID: 'a-4', SUMMARY: 'x' }],
      })
    const site = await exportOf(from())
    expect(site.writer.stream('calendars').map(({ id, space }) => [id, space])).toEqual([
      ['calendar:a-1', 'space:11'],
      ['calendar:a-2', undefined],
      ['calendar:a-3', undefined],
      ['calendar:a-4', 'space:12'],
    ])
    expect(site.writer.omissions).toMatchObject([{ code: 'TARGET_MISSING', what: 'The space of calendar:a-3' }])
    const one = await exportOf(from(), { spaces: ['KILN'] })
    expect(one.writer.stream('calendars').map(({ id }) => id)).toEqual(['calendar:a-1'])
    expect(one.writer.stream('calendar-events')).toEqual([])
    expect(one.writer.omissions).toEqual([])
  })

  it('tell a column that nobody knows by its name; what stands in it is carried nowhere', async () => {
    const from = new BackupBuilder().add('Space', 11, { key: 'KILN', spaceType: 'global' }).file(
      'plugin-data/ao/tables.pdata',
      aoTables([
        {
          name: `${prefix}SUBCALS`,
          columns: 'ID NAME FEED_PASSWORD',
          rows: [{ ID: 'a-1', NAME: 'Firings', FEED_PASSWORD: 'hush' }],
        },
      ]),
    )
    const { writer } = await exportOf(from)
    expect(writer.stream('calendars')).toMatchObject([{ id: 'calendar:a-1', name: 'Firings' }])
    expect(writer.omissions).toMatchObject([
      { code: 'FIELD_UNKNOWN', what: `Field "FEED_PASSWORD" of ${prefix}SUBCALS` },
    ])
    expect(JSON.stringify([...writer.records.values(), ...writer.omissions])).not.toContain('hush')
  })

  it('that are one another’s parents stand at the root', async () => {
    const { writer } = await exportOf(
      backup({
        SUBCALS: [
          { ID: 'a', NAME: 'A', PARENT_ID: 'b' },
          { ID: 'b', NAME: 'B', PARENT_ID: 'a' },
        ],
      }),
    )
    expect(writer.stream('calendars').map(({ parent }) => parent)).toEqual([undefined, undefined])
  })

  it('keep rows that hang on them up to a limit; beyond it each is named as left out', async () => {
    const guests = Array.from({ length: 40 }, (_, n) => ({ ID: `${n}`, EVENT_ID: '1', INVITEE_ID: 'x'.repeat(9000) }))
    const { writer, summary } = await exportOf(
      backup({
        SUBCALS: [firings],
        EVENTS: [{ ID: '1', SUB_CALENDAR_ID: 'a-1', SUMMARY: 'x' }],
        EVENTS_INVITEES: guests,
      }),
    )
    expect(summary.omissions).toEqual({ APP_DATA: 18 })
    expect(writer.stream('calendar-events')[0]?.native?.length).toBeLessThan(220_000)
  })
})
