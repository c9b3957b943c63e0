import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../testing/backup-builder.js'
import { exportBackup, type MemoryExport } from '../../testing/export-backup.js'
import { made } from '../../testing/small-backup.js'

const object = (className: string, packageName: string, id = 71): string =>
  `<object class="${className}" package="${packageName}"><id name="id">${id}</id><property name="value">hush</property></object>`

const site = (): BackupBuilder =>
  new BackupBuilder()
    .add('Space', 11, { key: 'LOOM', spaceType: 'global' })
    .add('Space', 12, { key: 'YARN', spaceType: 'global' })
    .add('Page', 20, { ...made('Warp', 1, 1), space: ref('Space', 11) })
    .add('Page', 21, { ...made('Weft', 1, 1), space: ref('Space', 11) })
    .add('Page', 22, { ...made('Wool', 1, 1), space: ref('Space', 12) })

const told = ({ writer }: MemoryExport): string[] => writer.omissions.map(({ code, what }) => `${code} ${what}`)

describe('what the server keeps for itself', () => {
  it.each([
    ['VersionHistory', 'com.atlassian.confluence.core', 'INTERNAL'],
    ['AlertEntityImpl', 'com.atlassian.confluence.internal.diagnostics', 'INTERNAL'],
    ['ConfluenceTrustedApplication', 'com.atlassian.confluence.security.trust', 'SECRET'],
    ['Secrets', 'com.atlassian.synchrony', 'SECRET'],
    // Named by no table: the package tells.
    ['NodeHeartbeat', 'com.atlassian.confluence.cluster.nodes', 'INTERNAL'],
    ['DirectoryQuirk', 'com.atlassian.crowd.model', 'INTERNAL'],
    ['SignInCredential', 'com.atlassian.crowd.model', 'SECRET'],
    ['WeaverNote', 'com.example.weaver', 'APP_DATA'],
  ])('%s of %s is %s', async (className, packageName, code) => {
    const exported = await exportBackup(site().raw(object(className, packageName)))
    expect(told(exported)).toEqual([`${code} ${className} 71`])
    expect(JSON.stringify(exported.writer.omissions)).not.toContain('hush')
    expect(exported.summary).toMatchObject({ complete: true, unexplained: 0 })
  })

  it('belongs to the site: an export of a space leaves it out without a line', async () => {
    const exported = await exportBackup(site().raw(object('VersionHistory', 'x')), { spaces: ['LOOM'] })
    expect(told(exported)).toEqual([])
    expect(exported.summary).toMatchObject({ complete: true, unexplained: 0 })
  })
})

describe('relations', () => {
  const related = (): BackupBuilder =>
    site()
      .add('ConfluenceUserImpl', 'ff01', { name: 'ida' })
      .add('ConfluenceUserImpl', 'ff02', { name: 'olu' })
      .add('Content2ContentRelationEntity', 70, {
        sourceContent: ref('Page', 21),
        targetContent: ref('Page', 20),
        relationName: 'link',
      })
      .add('Content2ContentRelationEntity', 71, { relationName: 'copy' })
      .add('User2UserRelationEntity', 72, {
        sourceContent: ref('ConfluenceUserImpl', 'ff01'),
        targetContent: ref('ConfluenceUserImpl', 'ff02'),
        relationName: 'follower',
      })

  it('of pages and of people are left out for what they are, also one that names nobody', async () => {
    const exported = await exportBackup(related())
    expect(told(exported)).toEqual([
      'RELATION Content2ContentRelationEntity 70',
      'RELATION Content2ContentRelationEntity 71',
      'RELATION User2UserRelationEntity 72',
    ])
    expect(exported.summary).toMatchObject({ complete: true, unexplained: 0 })
  })

  it('go with the page that they begin at', async () => {
    const exported = await exportBackup(related(), { spaces: ['YARN'] })
    expect(told(exported)).toEqual([])
  })
})
