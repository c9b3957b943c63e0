import { join, resolve } from 'node:path'
import type { Setting } from '@spacecrate/format'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportIntoMemory, TempFolder } from '../../../testing/export-backup.js'
import { ExportedArchive } from '../../../testing/exported-archive.js'
import { xmlBackup } from '../xml-backup-source.js'

const root = resolve(import.meta.dirname, '../../../../../..')
const foundry = xmlBackup({ path: join(root, 'fixtures/backups/foundry') })

describe('the site backup of a Data Center (fixtures/foundry)', () => {
  let exported: ExportedArchive
  let settings: readonly Setting[]

  beforeAll(async () => {
    exported = await ExportedArchive.of(foundry)
    settings = await exported.stream('settings')
  })
  afterAll(async () => {
    await exported[Symbol.asyncDispose]()
  })

  /** Rows of the carry list, and what each comes to: areas of settings with the number of their owners. */
  it.each<[row: string, area: Setting['area'], atLeast: number, ofSpaces: number]>([
    ['S9 sidebar settings', 'sidebar', 3, 2],
    ['S12, G10 themes', 'theme', 4, 2],
    ['S12, G11 colour schemes', 'colour-scheme', 5, 2],
    ['S12 look and feel', 'look-and-feel', 1, 0],
    ['S14, G13 page layout: header and footer', 'layout', 4, 2],
    ['S15 PDF export', 'pdf', 4, 2],
    ['G1 general configuration', 'general', 8, 0],
    ['G2 further configuration', 'further', 8, 0],
    ['G3 languages', 'languages', 2, 0],
    ['G6 code macro', 'code-macro', 2, 0],
    ['G7 security configuration', 'security', 8, 0],
    ['G12, G14 logos and favicon', 'logo', 6, 2],
    ['G17 navigator: its order', 'navigation', 1, 0],
    ['A1 stylesheets', 'stylesheet', 3, 1],
    ['A1 custom HTML', 'custom-html', 3, 0],
    ['A1 plugins that are on and off', 'app', 1, 0],
  ])('%s', (_, area, atLeast, ofSpaces) => {
    const found = settings.filter((setting) => setting.area === area)
    expect(found.length).toBeGreaterThanOrEqual(atLeast)
    const spaces = new Set(found.map(({ owner }) => owner).filter((owner) => owner !== 'site:source'))
    expect(spaces.size).toBe(ofSpaces)
  })

  it.each([
    ['G4 shortcut links', 'shortcut-links', 2],
    ['G5 global templates, and one of a space', 'templates', 3],
    ['G8 global permissions', 'permissions', 10],
    ['G9 permissions of new spaces', 'default-permissions', 6],
    ['G16 application links', 'application-links', 2],
    ['G17 entries of the navigator', 'navigator-entries', 2],
    ['A1 user macros', 'user-macros', 2],
  ] as const)('%s', async (_, stream, count) => {
    expect(await exported.stream(stream)).toHaveLength(count)
  })

  it('has templates of the site with their labels, their text and the blueprint that they change', async () => {
    const templates = await exported.stream('templates')
    const ofSite = templates.filter(({ space }) => space === undefined)
    expect(ofSite).toMatchObject([
      { name: 'Casting record', description: 'One for every bell', version: 3 },
      {
        name: 'Meeting notes',
        blueprint: 'com.atlassian.confluence.plugins.confluence-business-blueprints:meeting-notes-page',
      },
    ])
    const labels = await exported.stream('labels')
    const [first, second] = ofSite.map(({ id }) => labels.filter(({ on }) => on === id).map(({ name }) => name))
    expect([first, second]).toEqual([['casting', 'record'], ['meeting']])
    const versions = await exported.stream('template-versions')
    expect(new Set(versions.map(({ number }) => number))).toEqual(new Set([1, 2, 3]))
    expect(versions.find(({ of }) => of === ofSite[0]?.id)?.body).toMatchObject({
      format: 'storage',
      value: expect.stringContaining('<at:var at:name="bell"/>') as unknown,
    })
  })

  it('has permissions on the site of groups, people, everybody and those who are not logged in', async () => {
    const permissions = await exported.stream('permissions')
    const subjects = permissions.map(
      ({ subject, native }) => `${'id' in subject ? subject.id : subject.type} ${native}`,
    )
    expect(subjects).toEqual(
      expect.arrayContaining([
        'group:confluence-administrators SYSTEMADMINISTRATOR',
        'group:gießer USECONFLUENCE',
        'person:8a7f800394c1d2e30194c1d2e3f40000 CREATESPACE',
        'anonymous USECONFLUENCE',
        'anonymous VIEWUSERPROFILES',
        'everyone USECONFLUENCE',
      ]),
    )
    // A row that names nobody, in a file that has a word for anonymous, is given to nobody.
    expect(subjects.filter((subject) => subject.endsWith(' BROWSEUSERS'))).toEqual([])
  })

  it('keeps values to the character: brackets, Japanese, umlauts', () => {
    const valueOf = (key: string, owner = 'site:source'): unknown => {
      const value = settings.find((setting) => setting.key === key && setting.owner === owner)?.value
      return value && 'value' in value ? value.value : undefined
    }
    expect(valueOf('settings.customHtmlSettings.afterBodyStart')).toBe(
      '<p class="notice">]]> No entry to the pit while metal is hot</p>',
    )
    expect(valueOf('settings.siteTitle')).toBe('Ashby & Daughter – 鐘')
    expect(valueOf('atlassian.confluence.css.stylesheet')).toBe(
      '<string>#header { background: #3b2a1a url("/logo]]&gt;.png") }</string>',
    )
    expect(valueOf('decorators/main.vmd')).toBe('<html><body>$body ]]> <p>Ashby &amp; Daughter – 鐘</p></body></html>')
  })

  it('has the files of the site; one that the backup does not hold is told', async () => {
    const files = settings.filter(({ fileName }) => fileName !== undefined)
    expect(files.map(({ fileName, file }) => [fileName, file !== undefined])).toEqual([
      ['atl.site.logo', true],
      ['favicon – 鐘.png', true],
      ['global.logo', true],
      ['old.logo', false],
    ])
    expect((await exported.stream('spaces')).filter(({ logo }) => logo !== undefined)).toHaveLength(1)
  })

  it('leaves out what nobody knows, what is broken and what is secret, each with its key', async () => {
    const counts: Record<string, number> = {}
    for await (const { code, kind, what } of exported.archive.omissions()) {
      if (!/^ConfluenceBandanaRecord$|^PersistentDecorator$|^setting$/.test(kind)) continue
      expect(what).toMatch(/^(?:The setting|Field|The page layout|The file) "/)
      counts[code] = (counts[code] ?? 0) + 1
    }
    expect(counts).toEqual({
      ATTACHMENT_FILE_MISSING: 1,
      FIELD_UNKNOWN: 2,
      INTERNAL: 4,
      OWNER_MISSING: 3,
      SECRET: 16,
      SETTING: 2,
      SETTING_UNREADABLE: 4,
    })
    const { omissions, unexplained, accounts } = exported.outcome.summary
    expect(omissions).toMatchObject({ SITE_FILE: 1 })
    expect(unexplained).toBe(0)
    expect(accounts.find(({ kind }) => kind === 'ConfluenceBandanaRecord')).toMatchObject({ met: 73, unselected: 0 })
  })

  it('holds none of its secrets', async () => {
    expect(await exported.text()).not.toContain('foundry-secret')
  })

  it.each([
    [{ skipKinds: ['settings'] as const }, ['default-permissions'], ['settings', 'application-links', 'user-macros']],
    [{ skipKinds: ['permissions'] as const }, ['settings'], ['default-permissions', 'permissions']],
    [{ spaces: ['BELLS', 'TOWER'] }, ['settings'], ['default-permissions', 'application-links', 'shortcut-links']],
  ])('follows the selection %j', async (selection, there, missing) => {
    await using folder = await TempFolder.make()
    const { writer, summary } = await exportIntoMemory(foundry, folder.path, selection)
    expect(summary.unexplained).toBe(0)
    for (const stream of there) expect(summary.records).toHaveProperty(stream)
    for (const stream of missing) expect(summary.records).not.toHaveProperty(stream)
    const owners = writer.stream('settings').map(({ owner }) => owner)
    if ('spaces' in selection) expect(new Set(owners).size).toBe(2)
  })
})
