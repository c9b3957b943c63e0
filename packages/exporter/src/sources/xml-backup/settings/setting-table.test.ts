import { describe, expect, it } from 'vitest'
import { settingTable, takeOf } from './setting-table.js'

/** One key or more of each line of the table, and what is done with it. */
const samples: readonly (readonly ['site' | 'space', string, string, string?])[] = [
  [
    'site',
    'com.atlassian.confluence.schedule.ScheduledJobConfiguration/DEFAULT#ClearExpiredRememberMeTokensJob',
    'internal',
  ],
  ['site', 'com.atlassian.confluence.plugins.reindexing.BandanaEventJournal-LatestEvents/EventLog', 'internal'],
  ['site', 'org.apache.shindig.common.crypto.BlobCrypter:key', 'secret'],
  ['site', 'easy-user.sign-up.token', 'secret'],
  ['site', 'synchrony_collaborative_editor_app_secret', 'secret'],
  ['site', 'applinks.admin.1cfe75f3-0fa3-31df-893a-044f752aa6e0.auth.6d155ed3bad9279f47057a0913e2596e', 'secret'],
  ['site', 'confluence.server.id', 'secret'],
  ['site', 'atlassian.confluence.license', 'secret'],
  ['space', 'sidebar.api-token', 'secret'],
  ['space', 'atlassian.confluence.space.mailaccounts', 'secret'],
  ['site', 'atlassian.confluence.settings', 'fields'],
  ['site', 'com.atlassian.confluence.core.DefaultFormatSettingsManager', 'value', 'general'],
  ['site', 'com.atlassian.confluence.core.DefaultFormatSettingsManager/dateFormat', 'value', 'general'],
  ['site', 'atlassian.confluence.smtp.mail.server', 'fields'],
  ['site', 'atlassian.confluence.shortcut.links', 'shortcut-links'],
  ['space', 'atlassian.confluence.space.settings', 'fields'],
  ['space', 'atlassian.confluence.theme.settings', 'value', 'theme'],
  ['site', 'atlassian.confluence.theme.settings', 'value', 'theme'],
  ['space', 'com.atlassian.confluence.plugins.doctheme.settings', 'value', 'theme'],
  ['space', 'com.atlassian.confluence.plugins.doctheme', 'fields'],
  ['site', 'com.atlassian.confluence.plugins.doctheme', 'fields'],
  ['site', 'atlassian.confluence.colour.scheme', 'colours', 'colour-scheme'],
  ['space', 'atlassian.confluence.colour.scheme', 'colours', 'colour-scheme'],
  ['space', 'atlassian.confluence.css.stylesheet', 'value', 'stylesheet'],
  ['site', 'lookandfeel.favicon.type', 'value', 'logo'],
  ['site', 'lookandfeel.auto.enabled', 'value', 'look-and-feel'],
  ['space', 'sidebar.nav-type', 'value', 'sidebar'],
  ['space', 'com.atlassian.confluence.extra.flyingpdf.stylesheet', 'value', 'pdf'],
  ['site', 'com.atlassian.confluence.extra.flyingpdf.layout', 'value', 'pdf'],
  ['site', 'atlassian.confluence.user.macros', 'user-macros'],
  ['site', 'com.atlassian.confluence.ext.newcode.languages', 'value', 'code-macro'],
  ['site', 'plugin.manager.state.Map', 'value', 'app'],
  ['site', 'applinks.global.application.ids', 'derived'],
  ['site', 'applinks.admin.1cfe75f3-0fa3-31df-893a-044f752aa6e0.display.url', 'application-link'],
  ['site', 'applinks.admin.1cfe75f3-0fa3-31df-893a-044f752aa6e0.providerKeys', 'internal'],
  ['site', 'com.atlassian.plugins.custom_apps.customAppsAsJSON', 'navigator-entries'],
  ['site', 'com.atlassian.plugins.custom_apps.hasCustomOrder', 'value', 'navigation'],
  ['site', '__DEFAULT_SPACE_PERMISSIONS__GROUP_NAMES__', 'derived'],
  ['site', '__DEFAULT_SPACE_PERMISSIONS__confluence-users', 'default-permissions'],
  ['site', 'com.atlassian.confluence.extra.team-calendars:build', 'derived'],
  ['site', 'AO_9412A1_#', 'derived'],
  ['space', 'atlassian.confluence.css.resource.counter', 'derived'],
  ['site', 'com.atlassian.upm:notifications:dismissal-update', 'internal'],
  ['space', 'trash.date.migration.time', 'internal'],
]

describe('the table of settings', () => {
  it.each(samples.map(([of, key, as, area]) => ({ of, key, as, area })))(
    'takes the $of setting $key as $as $area',
    ({ of, key, as, area }) => {
      expect(takeOf(of, key)).toMatchObject({ as, ...(area !== undefined && { area }) })
    },
  )

  it('has a sample of each of its lines', () => {
    const met = new Set(samples.map((sample) => takeOf(sample[0], sample[1])))
    expect(settingTable.filter(({ take }) => !met.has(take)).map(({ key }) => String(key))).toEqual([])
  })

  it.each([
    ['site', 'com.example.app.settings'],
    ['site', 'sidebar.nav-type'],
    ['space', 'atlassian.confluence.settings'],
    ['site', 'atlassian.confluence.settings.backup'],
    ['space', '__DEFAULT_SPACE_PERMISSIONS__confluence-users'],
    ['site', `sidebar.${'x'.repeat(600)}`],
    ['space', 'x sidebar.nav-type'],
    ['site', ''],
  ] as const)('does not know the %s setting %s', (of, key) => {
    expect(takeOf(of, key)).toBeUndefined()
  })
})
