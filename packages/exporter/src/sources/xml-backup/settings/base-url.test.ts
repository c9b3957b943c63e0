import { describe, expect, it } from 'vitest'
import { BackupBuilder } from '../../../testing/backup-builder.js'
import { exportBackup } from '../../../testing/export-backup.js'

const site = (baseUrl: string, context = '_GLOBAL', key = 'atlassian.confluence.settings'): BackupBuilder =>
  new BackupBuilder()
    .add('Space', 11, { key: 'KILN', spaceType: 'global', creationDate: '2030-01-01 09:00:00.000' })
    .add('ConfluenceBandanaRecord', 1, { context, key, value: `<settings><baseUrl>${baseUrl}</baseUrl></settings>` })

describe('the address of the site', () => {
  it.each([
    ['https://wiki.example/confluence/', ['https://wiki.example/confluence']],
    ['http://wiki.example?a&amp;b', ['http://wiki.example?a&b']],
    ['http://localhost:8090', []],
    ['http://127.0.0.1', []],
    ['https://a:hush@wiki.example', ['https://wiki.example']],
    ['https://hush@wiki.example/?os_password=hush', ['https://wiki.example']],
    ['ftp://wiki.example', []],
    ['wiki', []],
    ['', []],
  ])('that the general configuration says as %j', async (baseUrl, urls) => {
    const { identity, writer } = await exportBackup(site(baseUrl))
    expect(identity.baseUrls).toEqual(urls)
    expect(writer.stream('site')[0]?.baseUrls ?? []).toEqual(urls)
  })

  it('comes behind what the caller says, and does not name the site: a space export lacks it', async () => {
    const { identity } = await exportBackup(site('https://wiki.example'))
    const without = await exportBackup(site(''))
    expect(identity.siteId).toBe(without.identity.siteId)
    const given = await exportBackup(site('https://wiki.example'), {}, { sourceUrls: ['https://old.example/'] })
    expect(given.identity).toMatchObject({
      siteId: 'url:old.example',
      baseUrls: ['https://old.example', 'https://wiki.example'],
    })
  })

  it('is not what another setting says', async () => {
    expect((await exportBackup(site('https://a.example', 'KILN'))).identity.baseUrls).toEqual([])
    expect((await exportBackup(site('https://a.example', '_GLOBAL', 'other'))).identity.baseUrls).toEqual([])
  })
})
