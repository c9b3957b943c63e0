import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openBackup } from '@spacecrate/confluence'
import { describe, expect, it } from 'vitest'
import { ExportedArchive } from '../../testing/exported-archive.js'
import { xmlBackup } from './xml-backup-source.js'

const shared = process.env['SPACECRATE_SHARED'] ?? resolve(import.meta.dirname, '../../../../../../shared')
const corpus = join(shared, 'corpus', 'xml-backups')
const isThere = existsSync(corpus)
const names = isThere ? readdirSync(corpus).filter((name) => name !== 'LICENSE') : []

/** Password hashes, tokens, and the values of settings that are secrets, as they stand in a backup. */
async function secretsOf(name: string): Promise<string[]> {
  await using files = await openBackup(join(corpus, name))
  const chunks: Uint8Array[] = []
  for await (const chunk of files.open('entities.xml')) chunks.push(chunk)
  const xml = Buffer.concat(chunks).toString()
  const value = '(?:<!\\[CDATA\\[)?([^<\\]]{12,})'
  const secret = new RegExp(`<property name="(?:credential|password|token|alias)"[^>]*>${value}`, 'g')
  const key = '<property name="key"[^>]*><!\\[CDATA\\[[^\\]]*(?:[kK]ey|token|_secret|server\\.id)\\]\\]></property>\\s*'
  const setting = new RegExp(`${key}<property name="value"[^>]*><!\\[CDATA\\[<string>([^<]{12,})</string>`, 'g')
  return [...xml.matchAll(secret), ...xml.matchAll(setting)].map((match) => match[1] ?? '')
}

/** The archive of one backup of the corpus. */
async function exportOf(name: string): Promise<ExportedArchive> {
  return await ExportedArchive.of(xmlBackup({ path: join(corpus, name) }))
}

describe.skipIf(!isThere)('every backup of the corpus (skipped where the corpus is absent)', () => {
  it.concurrent.each(names)(
    '%s becomes an archive that verifies, with sums that add up and no secrets',
    async (name) => {
      await using exported = await ExportedArchive.of(xmlBackup({ path: join(corpus, name) }))
      expect(exported.outcome.summary).toMatchObject({ complete: true, unexplained: 0 })
      const text = await exported.text()
      for (const secret of await secretsOf(name)) expect(text).not.toContain(secret)
      for (const version of await exported.stream('versions')) expect(text).toContain(`"id":"${version.of}"`)
    },
  )

  it('holds secrets to look for', async () => {
    const found = await Promise.all(names.map(secretsOf))
    expect(found.flat().length).toBeGreaterThanOrEqual(5)
  })
})

describe.skipIf(!isThere)('what was read off the backups by hand (skipped where the corpus is absent)', () => {
  it('5.9.backup.zip: a site with a demonstration space', async () => {
    await using exported = await exportOf('5.9.backup.zip')
    const { records } = exported.outcome.summary
    expect(records).toMatchObject({ spaces: 1, content: 12, versions: 12, attachments: 27, groups: 8, memberships: 7 })
    expect(records).toMatchObject({ people: 2, 'space-permissions': 39, permissions: 20, likes: 1, watches: 1 })
    expect(
      (await exported.stream('sidebar-links')).map(({ list, position, native }) => [list, position, native]),
    ).toEqual([
      ['main', 10, 'ADVANCED space-tools-reorder-pages'],
      ['main', 11, 'spacebar-pages'],
      ['main', 21, 'spacebar-blogs'],
    ])
    const content = await exported.stream('content')
    expect(content.filter(({ parent }) => parent === 'page:196614').map(({ title }) => title)).toEqual([
      'What is Confluence? (step 1 of 9)',
      'A quick look at the editor (step 2 of 9)',
      "Let's edit this page (step 3 of 9)",
      'Prettify the page with an image (step 4 of 9)',
      'Get serious with a table (step 5 of 9)',
      'Lay out your page (step 6 of 9)',
      'Learn the wonders of autoconvert (step 7 of 9)',
      'Tell people what you think in a comment (step 8 of 9)',
      'Share your page with a team member (step 9 of 9)',
      'toto',
    ])
    expect(content.find(({ id }) => id === 'page:655367')).toMatchObject({ title: 'toto', status: 'draft' })
    const people = await exported.stream('people')
    expect(people.map(({ userName, displayName, state }) => [userName, displayName, state])).toContainEqual([
      'sysadmin',
      'System Administrator',
      'active',
    ])
    const files = await exported.stream('attachment-versions')
    expect(files.filter(({ blob }) => blob === undefined)).toHaveLength(2)
    const { omissions } = exported.outcome.summary
    expect(omissions).toMatchObject({ ATTACHMENT_FILE_MISSING: 2, SETTING: 17, SECRET: 5 })
    expect(omissions).not.toHaveProperty('FIELD_UNKNOWN')
    expect(omissions).not.toHaveProperty('SETTING_UNREADABLE')
    const settings = await exported.stream('settings')
    expect(settings.filter(({ owner }) => owner === 'space:360449').map(({ key }) => key)).toEqual([
      'atlassian.confluence.colour.scheme',
      'settings.colourSchemesSettings.colourSchemeType',
      'settings.disableLogo',
      'sidebar.nav-type',
    ])
    expect(settings.find(({ key }) => key === 'settings.defaultTimezoneId')?.value).toMatchObject({
      value: 'Europe/Berlin',
    })
    expect(await exported.stream('application-links')).toMatchObject([{ kind: 'crowd', primary: true }])
  })

  it('misc.backup.zip: a post in the trash with three versions, brackets, and two people of one key', async () => {
    await using exported = await exportOf('misc.backup.zip')
    const versions = await exported.stream('versions')
    const ofPost = versions.filter(({ of }) => of === 'post:45842557')
    expect(ofPost.map(({ number, status }) => [number, status])).toEqual([
      [1, 'current'],
      [2, undefined],
      [3, undefined],
    ])
    const page = versions.find(({ id }) => id === 'version:page:51741193/2')
    expect(page?.body).toMatchObject({ value: expect.stringContaining('<![CDATA[in [[code block]]]]>') as unknown })
    expect(page?.title).toBe('with [[brace]]s (and [single brace])')
    expect(await exported.stream('labels')).toHaveLength(3)
    expect((await exported.stream('people')).map(({ userName }) => userName)).toEqual(['clemens', 'schwenzel'])
    expect((await exported.stream('spaces'))[0]).toMatchObject({ kind: 'personal', status: 'current' })
    expect(exported.outcome.summary.omissions).toMatchObject({ DUPLICATE_OBJECT: 1, APP_DATA: 1, PARENT_MISSING: 2 })
    expect((await exported.stream('settings')).map(({ area, value }) => [area, value])).toContainEqual([
      'theme',
      { format: 'raw', value: expect.stringContaining('com.espresto.confluence.themes.simple:theme') as unknown },
    ])
  })

  it('blogs: a restricted post and its draft', async () => {
    await using exported = await exportOf('blogs')
    const posts = (await exported.stream('content')).filter(({ kind }) => kind === 'blogpost')
    expect(posts).toMatchObject([
      { id: 'post:2616164357', title: 'Blog post', postingDay: '2023-09-27', status: 'current' },
      { id: 'post:2616426500', draftOf: 'post:2616164357', status: 'draft' },
    ])
    expect((await exported.stream('restrictions')).map(({ operation }) => operation)).toEqual(['read', 'update'])
    expect(exported.outcome.identity.product).toBe('cloud')
  })

  it('inlinecomments: threads with anchors and resolutions', async () => {
    await using exported = await exportOf('inlinecomments')
    const comments = await exported.stream('comments')
    expect(comments).toHaveLength(13)
    expect(comments.filter(({ parent }) => parent === 'comment:917274627')).toHaveLength(2)
    expect(comments.find(({ id }) => id === 'comment:917504016')).toMatchObject({
      kind: 'inline',
      anchor: { ref: '3728b5a4-0f76-4f85-8b62-de6096b24c66', selection: 'Line 6' },
      resolution: { state: 'dangling', at: { at: '2025-01-14T13:10:02.770Z' } },
    })
    expect((await exported.stream('versions')).filter(({ of }) => of === 'page:917405699')).toHaveLength(2)
  })

  it('attachhist: three versions of a file, one in the trash beside a new one of its name', async () => {
    await using exported = await exportOf('attachhist')
    const versions = await exported.stream('attachment-versions')
    const files = [1, 2, 3].map((n) => readFileSync(join(corpus, `attachhist/attachments/948633601/948830209/${n}`)))
    expect(versions.filter(({ of }) => of === 'attachment:948830209').map(({ blob }) => blob)).toEqual(
      files.map((bytes) => createHash('sha256').update(bytes).digest('hex')),
    )
    const named = (await exported.stream('attachments')).filter(({ name }) => name === 'attachment2.txt')
    expect(named.map(({ id, status }) => [id, status])).toEqual([
      ['attachment:948043783', 'current'],
      ['attachment:948502544', 'trashed'],
    ])
    expect((await exported.stream('content')).map(({ id, draftOf }) => [id, draftOf])).toContainEqual([
      'page:948699142',
      'page:948633601',
    ])
    expect(exported.outcome.identity).toMatchObject({ timeZone: { name: 'UTC', from: 'descriptor' } })
  })

  it('buggyhistory: fifty-one versions of one page', async () => {
    await using exported = await exportOf('buggyhistory')
    const versions = await exported.stream('versions')
    expect(versions.map(({ number }) => number)).toEqual(Array.from({ length: 51 }, (_, index) => index + 1))
    expect(versions.filter(({ body }) => body === undefined).map(({ number }) => number)).toEqual([1])
    expect(versions[41]).toMatchObject({
      message: 'Reverted from v. 39',
      author: 'person:8a94489a84cd3aa101854f4bb4192102',
    })
  })

  it('permissions: people, groups and the anonymous one', async () => {
    await using exported = await exportOf('permissions')
    const permissions = await exported.stream('space-permissions')
    expect(permissions.filter(({ subject }) => subject.type === 'anonymous')).toHaveLength(1)
    expect(exported.outcome.summary.accounts.find(({ kind }) => kind === 'SpacePermission')).toMatchObject({
      met: 576,
      recorded: 552,
      merged: 24,
    })
    expect(await exported.stream('restrictions')).toHaveLength(17)
  })

  it('confluence8.5.6: references of children alone, and a zone that follows from a setting', async () => {
    await using exported = await exportOf('confluence8.5.6')
    expect(exported.outcome.identity).toMatchObject({
      product: 'data-center',
      timeZone: { name: '+03:00', from: 'inferred' },
    })
    expect((await exported.stream('content')).map(({ status }) => status).toSorted()).toEqual([
      'current',
      'current',
      'current',
      'draft',
      'draft',
      'draft',
    ])
    const bodiless = (await exported.stream('versions')).filter(({ body }) => body === undefined)
    expect(bodiless.map(({ of }) => of)).toEqual(['page:1048577'])
    expect((await exported.stream('comments')).map(({ kind, attachment }) => [kind, attachment])).toContainEqual([
      'file',
      'attachment:98365',
    ])
    const anonymous = (await exported.stream('space-permissions')).filter(({ subject }) => subject.type === 'anonymous')
    expect(anonymous).toHaveLength(12)
    expect((await exported.stream('labels')).map(({ id }) => id)).toEqual([
      'label:space:131074/my/person:402816d68f060145018f0602bd350000/favourite',
      'label:page:98371/global/meeting',
    ])
    expect(exported.outcome.summary.omissions).toMatchObject({ SPACE_DESCRIPTION_HISTORY: 1 })
  })
})
