import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref, type Value } from '../../testing/backup-builder.js'
import { exportBackup } from '../../testing/export-backup.js'

/** A space that comes with the product: the same in every installation. */
const shipped = { key: 'tour', name: 'Tour', spaceType: 'global', creationDate: '2019-03-02 08:00:00.500' }
const all = { exportType: 'all', source: 'server', createdByBuildNumber: '8804' }

function space(backup: BackupBuilder, id: number, key: string, year: number): BackupBuilder {
  return backup.add('Space', id, { key, spaceType: 'global', creationDate: `${year}-01-01 00:00:00.000` })
}

/** A site export with the shipped space and one of its own. */
function site(key: string): BackupBuilder {
  return space(new BackupBuilder().descriptor(all).add('Space', 5, shipped), 6, key, 2031)
}

function setting(key: string, value: string, context = '_GLOBAL'): Record<string, Value> {
  return { context, key, value }
}

const installed = (backup: BackupBuilder, id: string): BackupBuilder =>
  backup.add('ConfluenceBandanaRecord', 90, setting('confluence.server.id', `<string>${id}</string>`))

async function siteOf(backup: BackupBuilder, sourceUrls: readonly string[] = []): Promise<string> {
  return (await exportBackup(backup, {}, { sourceUrls })).identity.siteId
}

describe('the site of a site export', () => {
  it('is not told by a space that comes with the product', async () => {
    expect(await siteOf(site('MOTH'))).not.toBe(await siteOf(site('WASP')))
  })

  it('is the same when pages and younger spaces have come', async () => {
    const late = space(site('MOTH'), 2, 'FLY', 2032).add('Page', 20, { title: 'New', space: ref('Space', 6) })
    expect(await siteOf(late)).toBe(await siteOf(site('MOTH')))
  })

  it('is told by the server id, whatever spaces there are, and keeps it to itself', async () => {
    const id = 'BXYZ-0A1B-2C3D-4E5F'
    const first = await exportBackup(installed(site('MOTH'), id))
    const other = space(new BackupBuilder().descriptor(all), 7, 'ANT', 2000)
    expect(first.identity.siteId).toMatch(/^server:[0-9a-f]{32}$/)
    expect(await siteOf(installed(other, id))).toBe(first.identity.siteId)
    expect(await siteOf(installed(site('MOTH'), 'BXYZ-0A1B-2C3D-4E50'))).not.toBe(first.identity.siteId)
    expect(JSON.stringify([first.identity, [...first.writer.records], first.writer.omissions])).not.toContain('0A1B')
    expect(first.assessment.limits.join()).not.toContain('which site')
  })

  it.each([
    ['of another context', setting('confluence.server.id', '<string>A</string>', 'MOTH')],
    ['that is empty', setting('confluence.server.id', '<string> </string>')],
    ['that is no id', setting('confluence.server.id', 'x'.repeat(1000))],
  ])('is not told by a server id %s', async (_name, properties) => {
    const backup = site('MOTH').add('ConfluenceBandanaRecord', 90, properties)
    expect(await siteOf(backup)).toBe(await siteOf(site('MOTH')))
  })

  it('is told by its first user directory where it has no server id', async () => {
    const directory = (backup: BackupBuilder, id: number, createdDate: string): BackupBuilder =>
      backup.add('DirectoryImpl', id, { name: 'Confluence Internal Directory', createdDate })
    const first = directory(site('MOTH'), 91, '2019-05-06 07:08:09.010')
    const late = directory(directory(site('WASP'), 92, '2022-01-01 00:00:00.000'), 91, '2019-05-06 07:08:09.010')
    expect(await siteOf(late)).toBe(await siteOf(first))
    expect(await siteOf(directory(site('MOTH'), 91, '2019-05-06 07:08:09.011'))).not.toBe(await siteOf(first))
    expect(await siteOf(installed(first, 'B-1'))).toBe(await siteOf(installed(site('WASP'), 'B-1')))
  })

  it('is told by its URL before all else, where one is given', async () => {
    const urls = ['https://wiki.example/']
    expect(await siteOf(installed(site('MOTH'), 'B-1'), urls)).toBe('url:wiki.example')
    expect(await siteOf(site('WASP'), urls)).toBe('url:wiki.example')
  })
})

describe('the site of a space export', () => {
  const declared = { exportType: 'space', spaceKey: 'MOTH' }

  it('is told by the space that it was made of, whatever else is in it', async () => {
    const alone = space(new BackupBuilder().descriptor(declared), 6, 'MOTH', 2031)
    const withMore = space(space(new BackupBuilder().descriptor(declared), 6, 'MOTH', 2031), 3, 'OLD', 2001)
    expect(await siteOf(withMore)).toBe(await siteOf(alone))
  })

  it('is another for each space, which the assessment says, and one where the URL is given', async () => {
    const moth = space(new BackupBuilder().descriptor(declared), 6, 'MOTH', 2031)
    const wasp = space(new BackupBuilder().descriptor({ exportType: 'space', spaceKey: 'WASP' }), 7, 'WASP', 2031)
    expect(await siteOf(moth)).not.toBe(await siteOf(wasp))
    expect(await siteOf(moth, ['wiki.example'])).toBe(await siteOf(wasp, ['wiki.example']))
    const { assessment } = await exportBackup(moth)
    expect(assessment.limits.join()).toContain('It does not say which site it is of, so its oldest space tells')
    const given = await exportBackup(moth, {}, { sourceUrls: ['wiki.example'] })
    expect(given.assessment.limits.join()).not.toContain('which site')
  })

  it('of a space that comes with the product is told by who made it', async () => {
    const of = (creator: string): BackupBuilder =>
      new BackupBuilder()
        .descriptor({ exportType: 'space', spaceKey: 'tour' })
        .add('Space', 5, { ...shipped, creator: ref('ConfluenceUserImpl', creator) })
    expect(await siteOf(of('ff80aa'))).not.toBe(await siteOf(of('ff80bb')))
  })
})

describe('the site of a backup without spaces', () => {
  it('is that of nobody else', async () => {
    const groups = (datetime: string): BackupBuilder =>
      new BackupBuilder('cdata', datetime).add('InternalGroup', 1, { name: 'a', lowerName: 'a' })
    expect(await siteOf(groups('2031-01-01 00:00:00'))).not.toBe(await siteOf(groups('2031-01-01 00:00:01')))
  })
})
