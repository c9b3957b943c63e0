import type { StreamName } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import type { Selection } from '../../../selection.js'
import { BackupBuilder } from '../../../testing/backup-builder.js'
import { exportBackup, type MemoryExport } from '../../../testing/export-backup.js'

type Row = readonly [context: string, key: string, value: string]

function backup(rows: readonly Row[]): BackupBuilder {
  const builder = new BackupBuilder()
    .descriptor({ exportType: 'all', source: 'server' })
    .add('Space', 11, { key: 'KILN', spaceType: 'global' })
    .add('Space', 12, { key: 'CLAY', spaceType: 'global' })
    .add('InternalGroup', 70, { name: 'Potters', lowerName: 'potters' })
  rows.forEach(([context, key, value], index) =>
    builder.add('ConfluenceBandanaRecord', 100 + index, { context, key, value }),
  )
  return builder
}

async function settingsOf(rows: readonly Row[], selection: Selection = {}): Promise<MemoryExport> {
  const exported = await exportBackup(backup(rows), selection)
  expect(exported.summary).toMatchObject({ complete: true, unexplained: 0 })
  return exported
}

const idsOf = ({ writer }: MemoryExport, stream: StreamName): string[] => writer.stream(stream).map(({ id }) => id)
const codesOf = ({ writer }: MemoryExport): string[] => writer.omissions.map(({ code }) => code)
const text = (value: string): string => `<string>${value}</string>`

describe('a setting that is kept as it stands', () => {
  it.each([
    ['KILN', 'space:11', 'sidebar.nav-type', text('page-tree'), 'sidebar'],
    ['kiln', 'space:11', 'sidebar.nav-type', text('pages'), 'sidebar'],
    ['CLAY', 'space:12', 'atlassian.confluence.css.stylesheet', text('h1 { content: "]]&gt;" }'), 'stylesheet'],
    ['_GLOBAL', 'site:source', 'com.atlassian.confluence.extra.flyingpdf.layout', text('頁'), 'pdf'],
    [
      '_GLOBAL',
      'site:source',
      'atlassian.confluence.theme.settings',
      '<map>\n  <entry><string>theme.key</string><string>a:b</string></entry>\n</map>',
      'theme',
    ],
    [
      'KILN',
      'space:11',
      'atlassian.confluence.colour.scheme',
      '<colourScheme>\n<colours>\n<entry><string>c</string><string>#fff</string></entry></colours></colourScheme>',
      'colour-scheme',
    ],
  ])('of %s (%s): %s', async (context, owner, key, value, area) => {
    const { writer } = await settingsOf([[context, key, value]])
    expect(writer.stream('settings')).toEqual([
      { id: `setting:${owner}/${area}/${key}`, owner, area, key, value: { format: 'raw', value } },
    ])
  })

  it.each([
    ['broken', 'sidebar.nav-type', '<string>pages', 'SETTING_UNREADABLE'],
    ['empty', 'sidebar.nav-type', '', 'SETTING_UNREADABLE'],
    [
      'an object',
      'atlassian.confluence.theme.settings',
      '<com.example.Theme><a>x</a></com.example.Theme>',
      'SETTING_UNREADABLE',
    ],
    [
      'a password in a map',
      'atlassian.confluence.theme.settings',
      '<map><entry><string>font.password</string><string>hush</string></entry></map>',
      'SECRET',
    ],
    [
      'a colour that is an object',
      'atlassian.confluence.colour.scheme',
      '<colourScheme><colours><entry><string>a</string><b>hush</b></entry></colours></colourScheme>',
      'SETTING_UNREADABLE',
    ],
    [
      'a scheme of a scheme',
      'atlassian.confluence.colour.scheme',
      '<colourScheme><colours/><hush/></colourScheme>',
      'SETTING_UNREADABLE',
    ],
    ['a key that nobody knows', 'com.example.hush', text('hush'), 'SETTING'],
    ['a key that names a secret', 'sidebar.token', text('hush'), 'SECRET'],
  ])('is left out with its key and no value: %s', async (_, key, value, code) => {
    const exported = await settingsOf([['KILN', key, value]])
    expect(exported.writer.stream('settings')).toEqual([])
    expect(exported.writer.omissions).toMatchObject([{ code, what: `The setting "${key}" of space:11` }])
    expect(JSON.stringify(exported.writer.omissions).replaceAll('com.example.hush', '')).not.toContain('hush')
  })

  it('is kept without what is secret in its URLs, with a line', async () => {
    const value = text('https://a:hush@b.example/?x=1&amp;api_key=hush')
    const { writer } = await settingsOf([['KILN', 'sidebar.home', value]])
    expect(writer.stream('settings')).toMatchObject([{ value: { value: text('https://b.example/?x=1') } }])
    expect(writer.omissions).toMatchObject([
      { code: 'SECRET', what: 'user info, api_key in value of setting:space:11/sidebar/sidebar.home' },
    ])
  })

  it('is read in the forms that real servers have: a map of formats, and the bean of the documentation theme', async () => {
    const formats = `<map>\n  <entry>${text('longNumberFormat')}${text('#,##0')}</entry>\n</map>`
    const theme = 'com.atlassian.confluence.plugins.doctheme'
    const bean = `<${theme}.Settings>\n  <header>h1. Kiln</header>\n  <footer></footer>\n  <treeEnabled>false</treeEnabled>\n  <apiToken>hush</apiToken>\n  <pad>1</pad>\n</${theme}.Settings>`
    const { writer } = await settingsOf([
      ['_GLOBAL', 'com.atlassian.confluence.core.DefaultFormatSettingsManager', formats],
      ['KILN', theme, bean],
    ])
    expect(writer.stream('settings').map(({ owner, area, key, value }) => [owner, area, key, value])).toEqual([
      [
        'site:source',
        'general',
        'com.atlassian.confluence.core.DefaultFormatSettingsManager',
        { format: 'raw', value: formats },
      ],
      ['space:11', 'theme', 'doctheme.footer', { format: 'plain', value: '' }],
      ['space:11', 'theme', 'doctheme.header', { format: 'plain', value: 'h1. Kiln' }],
      ['space:11', 'theme', 'doctheme.treeEnabled', { format: 'plain', value: 'false' }],
    ])
    expect(writer.omissions.map(({ code, what }) => [code, what.split('"')[1]])).toEqual([
      ['SECRET', 'apiToken'],
      ['FIELD_UNKNOWN', 'pad'],
    ])
  })

  it('keeps a map of modules that are on and off, whatever they are called', async () => {
    const value = '<map><entry><string>com.example.oauth</string><boolean>false</boolean></entry></map>'
    const { writer } = await settingsOf([['_GLOBAL', 'plugin.manager.state.Map', value]])
    expect(writer.stream('settings')).toMatchObject([{ area: 'app', value: { value } }])
  })

  it('may be as large as a body, and no key is taken twice', async () => {
    const css = text('x'.repeat(700_000))
    const exported = await settingsOf([
      ['KILN', 'atlassian.confluence.css.stylesheet', css],
      ['KILN', 'atlassian.confluence.css.stylesheet', text('later')],
    ])
    expect(idsOf(exported, 'settings')).toEqual(['setting:space:11/stylesheet/atlassian.confluence.css.stylesheet'])
    expect(codesOf(exported)).toEqual(['DUPLICATE_OBJECT'])
  })
})

describe('whose a setting is', () => {
  const rows: Row[] = [
    ['KILN', 'sidebar.nav-type', text('a')],
    ['CLAY', 'sidebar.nav-type', text('b')],
    ['GONE', 'sidebar.nav-type', text('c')],
    ['~gone.person', 'sidebar.nav-type', text('d')],
    ['_GLOBAL', 'plugin.manager.state.Map', '<map/>'],
    ['com.example.FormatSettingsManager', 'dateFormat', text('d. M. yyyy')],
    ['com.example.Other', 'dateFormat', text('e')],
    ['_GLOBAL', '__DEFAULT_SPACE_PERMISSIONS__potters', `<list>${text('VIEWSPACE')}</list>`],
  ]
  const ofKiln = 'setting:space:11/sidebar/sidebar.nav-type'
  const all = [
    'setting:site:source/app/plugin.manager.state.Map',
    'setting:site:source/general/com.example.FormatSettingsManager/dateFormat',
    ofKiln,
    'setting:space:12/sidebar/sidebar.nav-type',
  ]

  it.each<[string, Selection, readonly string[], number, readonly string[]]>([
    ['everything', {}, all, 1, ['OWNER_MISSING', 'OWNER_MISSING', 'SETTING']],
    ['one space', { spaces: ['KILN'] }, [ofKiln], 0, []],
    ['without settings', { skipKinds: ['settings'] }, [], 1, []],
    ['without permissions', { skipKinds: ['permissions'] }, all, 0, ['OWNER_MISSING', 'OWNER_MISSING', 'SETTING']],
  ])('%s', async (_, selection, settings, permissions, codes) => {
    const exported = await settingsOf(rows, selection)
    expect(idsOf(exported, 'settings')).toEqual(settings)
    expect(idsOf(exported, 'default-permissions')).toHaveLength(permissions)
    expect(codesOf(exported)).toEqual(codes)
  })

  it('is named where the backup does not hold it', async () => {
    const { writer } = await settingsOf(rows)
    expect(writer.omissions.map(({ what }) => what)).toEqual([
      'The setting "sidebar.nav-type" of the space "GONE"',
      'The setting "sidebar.nav-type" of the space "~gone.person"',
      'The setting "com.example.Other/dateFormat" of site:source',
    ])
  })
})

describe('the general configuration', () => {
  it('is a record per field that the table names; every other field is told by its name', async () => {
    const exported = await settingsOf([
      [
        '_GLOBAL',
        'atlassian.confluence.settings',
        `<settings><doNotSave>false</doNotSave><siteTitle>A &amp; B</siteTitle>
           <captchaSettings><enableCaptcha>true</enableCaptcha><captchaGroups class="list"><string>all</string></captchaGroups><captchaKey>hush</captchaKey></captchaSettings>
           <customHtmlSettings><beforeHeadEnd>&lt;b&gt;</beforeHeadEnd></customHtmlSettings>
           <globalDefaultLocale>de_DE</globalDefaultLocale><smtpPassword>hush</smtpPassword><newField>hush</newField>
           <baseUrl>https://a:hush@b.example</baseUrl><siteHomePage><id>hush</id></siteHomePage><siteTitle>hush</siteTitle></settings>`,
      ],
    ])
    expect(exported.writer.stream('settings').map(({ area, key, value }) => [area, key, value])).toEqual([
      ['custom-html', 'settings.customHtmlSettings.beforeHeadEnd', { format: 'plain', value: '<b>' }],
      ['general', 'settings.baseUrl', { format: 'plain', value: 'https://b.example' }],
      ['general', 'settings.siteTitle', { format: 'plain', value: 'A & B' }],
      ['languages', 'settings.globalDefaultLocale', { format: 'plain', value: 'de_DE' }],
      [
        'security',
        'settings.captchaSettings.captchaGroups',
        { format: 'raw', value: '<captchaGroups class="list"><string>all</string></captchaGroups>' },
      ],
      ['security', 'settings.captchaSettings.enableCaptcha', { format: 'plain', value: 'true' }],
    ])
    expect(exported.writer.omissions.map(({ code, what }) => [code, what.split('"')[1] ?? what])).toEqual([
      ['FIELD_UNKNOWN', 'captchaSettings.captchaKey'],
      ['SECRET', 'smtpPassword'],
      ['FIELD_UNKNOWN', 'newField'],
      ['SECRET', 'user info in value of setting:site:source/general/settings.baseUrl'],
      ['SETTING_UNREADABLE', 'siteHomePage'],
      ['DUPLICATE_OBJECT', 'siteTitle'],
      ['SECRET', 'user info in the address of the site'],
    ])
    expect(JSON.stringify(exported.writer.omissions)).not.toContain('hush')
    expect(exported.summary.accounts.find(({ kind }) => kind === 'ConfluenceBandanaRecord')).toMatchObject({
      met: 1,
      recorded: 1,
    })
  })

  it.each([
    ['broken', '<settings><siteTitle>', 'omitted'],
    ['text', '<settings>x</settings>', 'omitted'],
    ['all unknown', '<settings><a>b</a></settings>', 'omitted'],
    ['without a field', '<settings/>', 'derived'],
  ] as const)('%s is accounted for', async (_, value, fate) => {
    const { summary } = await settingsOf([['_GLOBAL', 'atlassian.confluence.settings', value]])
    expect(summary.accounts.find(({ kind }) => kind === 'ConfluenceBandanaRecord')?.[fate]).toBe(1)
  })

  it('of the mail server has no account in it', async () => {
    const { writer } = await settingsOf([
      [
        '_GLOBAL',
        'atlassian.confluence.smtp.mail.server',
        '<x.SMTP><hostname>m</hostname><username>u</username><password>p</password></x.SMTP>',
      ],
    ])
    expect(writer.stream('settings').map(({ key }) => key)).toEqual(['mail.server.hostname'])
    expect(writer.omissions.map(({ code }) => code)).toEqual(['FIELD_UNKNOWN', 'SECRET'])
  })
})
