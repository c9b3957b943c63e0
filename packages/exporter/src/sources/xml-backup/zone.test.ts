import { describe, expect, it } from 'vitest'
import { isSourceError } from '../../source-error.js'
import { BackupBuilder } from '../../testing/backup-builder.js'
import { exportBackup } from '../../testing/export-backup.js'

/** A space that was made at 16:35 by the clock of the server, and a setting that says when that was in UTC. */
function backup(hours: readonly number[]): BackupBuilder {
  const builder = new BackupBuilder()
  hours.forEach((hour, index) => {
    const key = `S${index}`
    const date = index % 2 === 0 ? '2024-04-22' : '2024-12-22'
    builder
      .add('Space', index + 1, { key, spaceType: 'global', creationDate: `${date} 16:35:21.231` })
      .add('ConfluenceBandanaRecord', index + 100, {
        context: key,
        key: 'trash.date.migration.time',
        value: `<instant>${date}T${hour}:35:21.700008300Z</instant>`,
      })
  })
  return builder
}

describe('the zone of the times', () => {
  it.each([
    ['is what the caller gives', [13], 'Europe/Berlin', {}, 'Europe/Berlin', 'given', '14:35:21.231'],
    [
      'is what the descriptor says',
      [13],
      undefined,
      { timezoneId: 'Asia/Tokyo' },
      'Asia/Tokyo',
      'descriptor',
      '07:35:21.231',
    ],
    ['follows from a setting in UTC', [13], undefined, {}, '+03:00', 'inferred', '13:35:21.231'],
    ['is assumed where settings disagree', [13, 14], undefined, {}, 'UTC', 'assumed', '16:35:21.231'],
    ['is assumed where nothing tells', [], undefined, {}, 'UTC', 'assumed', undefined],
    [
      'is assumed where the descriptor says nonsense',
      [],
      undefined,
      { timezoneId: 'Mars/One' },
      'UTC',
      'assumed',
      undefined,
    ],
  ])('%s', async (_name, hours, zone, descriptor, name, from, time) => {
    const { writer, identity } = await exportBackup(
      backup(hours).descriptor(descriptor),
      {},
      zone === undefined ? {} : { zone },
    )
    expect(identity.timeZone).toEqual({ name, from })
    const at = writer.stream('spaces')[0]?.created?.at
    expect(at).toEqual(
      time && {
        at: `2024-04-22T${time}Z`,
        raw: '2024-04-22 16:35:21.231',
        zone: from === 'assumed' ? 'assumed(UTC)' : from,
      },
    )
  })

  it('that is none is refused', async () => {
    await expect(exportBackup(backup([]), {}, { zone: 'Mars/One' })).rejects.toSatisfy((error) =>
      isSourceError(error, 'ZONE_UNKNOWN'),
    )
  })

  it('does not save a time that is none: it is left out and counted', async () => {
    const { writer } = await exportBackup(
      new BackupBuilder().add('Space', 1, { key: 'A', spaceType: 'global', creationDate: '2024-05-35 10:00:00' }),
    )
    expect(writer.stream('spaces')[0]).not.toHaveProperty('created')
    expect(writer.omissions).toMatchObject([{ code: 'TIME_UNREADABLE', count: 1 }])
  })
})

describe('the identity of the source', () => {
  const space = { key: 'KILN', spaceType: 'global', creationDate: '2020-01-01 10:00:00.123' }

  it('is the same for a later backup with more in it, and that of the URL where one is given', async () => {
    const early = new BackupBuilder().add('Space', 1, space)
    const late = new BackupBuilder()
      .add('Space', 9, { key: 'NEW', spaceType: 'global', creationDate: '2024-01-01 10:00:00.000' })
      .add('Space', 1, { ...space, name: 'Renamed' })
    const other = new BackupBuilder().add('Space', 1, { ...space, creationDate: '2020-01-01 10:00:00.124' })
    const siteIds = await Promise.all(
      [early, late, other].map(async (one) => (await exportBackup(one)).identity.siteId),
    )
    expect(siteIds[0]).toMatch(/^backup:[0-9a-f]{32}$/)
    expect(siteIds[1]).toBe(siteIds[0])
    expect(siteIds[2]).not.toBe(siteIds[0])
    const { identity } = await exportBackup(early, {}, { sourceUrls: ['https://Wiki.Kiln.example/confluence/'] })
    expect(identity).toMatchObject({
      siteId: 'url:wiki.kiln.example/confluence',
      baseUrls: ['https://Wiki.Kiln.example/confluence'],
    })
  })
})
