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
        value: `<instant>${date}T${String(hour).padStart(2, '0')}:35:21.700008300Z</instant>`,
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

  const written = (zone: string, hours: readonly number[] = []): BackupBuilder =>
    backup(hours).file('exportDescriptor.properties', `#Tue Jun 11 10:20:30 ${zone} 2024\nexportType=all\n`)

  it.each([
    ['ICT', [], 'Asia/Bangkok'],
    ['NZST', [], 'Pacific/Auckland'],
    ['GMT+05:30', [], '+05:30'],
    ['MSK', [13, 13], 'Europe/Moscow'],
    // What the name may mean, and the settings rule out all but one.
    ['EST', [20, 21], 'America/New_York'],
    ['CST', [8], 'Asia/Shanghai'],
  ])('follows from %s in the first line of the descriptor, with settings at %j', async (zone, hours, name) => {
    const { identity, assessment } = await exportBackup(written(zone, hours))
    expect(identity.timeZone).toEqual({ name, from: 'inferred' })
    expect(assessment.limits.join()).not.toContain('--zone')
  })

  it.each([
    ['CET', [], 'UTC', 'written in CET: --zone Europe/Berlin or --zone Africa/Algiers or --zone Africa/Tunis fits.'],
    ['EST', [], 'UTC', '--zone America/New_York or --zone America/Panama fits.'],
    // A clue of one winter: a zone without summer time fits as well.
    ['EST', [99, 21], '-05:00', 'or --zone America/Panama fits.'],
    ['QQT', [], 'UTC', 'written in QQT.'],
    // The name and the settings contradict each other.
    ['ICT', [13], '+03:00', 'If the server has summer time, times of the other half of the year are an hour off'],
    ['UTC', [], 'UTC', '--zone says better'],
  ])('does not follow from %s with settings at %j, and a note says what fits', async (zone, hours, name, note) => {
    const { identity, assessment } = await exportBackup(written(zone, hours))
    expect(identity.timeZone?.name).toBe(name)
    expect(assessment.limits.join()).toContain(note)
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
