import { secretWord } from '@spacecrate/confluence'
import type { SelectableKind } from '@spacecrate/format'
import type { OmissionCode } from '../../../omission-codes.js'
import type { SourceItem } from '../../../source.js'
import type { ReadContext } from '../read-context.js'
import { addToLink } from './application-links.js'
import { type Area, docThemeFields, type FieldTable, generalFields, mailFields, spaceFields } from './field-table.js'
import { type FoundSetting, omitSetting } from './found-setting.js'
import { readDefaultPermissions } from './read-default-permissions.js'
import { readFields } from './read-fields.js'
import { readNavigator } from './read-navigator.js'
import { readShortcuts } from './read-shortcuts.js'
import { readUserMacros } from './read-user-macros.js'
import { readColours, readValue } from './read-values.js'

/** What happens to the value of a setting. */
export interface Take {
  /**
   * `value` and `colours` are kept as they stand, `fields` become a record each, `derived` is made anew by every site or said
   * again elsewhere, `internal` and `secret` are left out with an omission that tells the key; others become records of their
   * own kind.
   */
  readonly as:
    | 'value'
    | 'colours'
    | 'fields'
    | 'shortcut-links'
    | 'user-macros'
    | 'navigator-entries'
    | 'default-permissions'
    | 'application-link'
    | 'derived'
    | 'internal'
    | 'secret'
  readonly area?: Area
  readonly fields?: FieldTable
  /** By which name a selection leaves it out, where that is not `settings`. */
  readonly kind?: SelectableKind
  readonly read: (context: ReadContext, found: FoundSetting) => Iterable<SourceItem>
}

/** A line of the table: whose setting of which key is taken how. */
export interface SettingRow {
  readonly of: 'site' | 'space' | 'both'
  readonly key: string | RegExp
  readonly take: Take
  /**
   * `seen` in public backups, or `inferred` from documentation and the names of modules: a real server may name it
   * otherwise, and what it names otherwise is an omission that tells the key.
   */
  readonly evidence: 'seen' | 'inferred'
}

const value = (area: Area): Take => ({ as: 'value', area, read: (context, found) => readValue(context, found, area) })
const colours = (area: Area): Take => ({
  as: 'colours',
  area,
  read: (context, found) => readColours(context, found, area),
})
const fields = (table: FieldTable): Take => ({
  as: 'fields',
  fields: table,
  read: (context, found) => readFields(context, found, table),
})
const derived = (): Take => ({
  as: 'derived',
  read({ ledger }, { n }) {
    ledger.set(n, 'derived')
    return []
  },
})
const left = (as: 'internal' | 'secret', code: OmissionCode): Take => ({
  as,
  read: (context, found) => [omitSetting(context, found, code, found)],
})
const internal = (): Take => left('internal', 'INTERNAL')
const secret = (): Take => left('secret', 'SECRET')
const shortcuts: Take = { as: 'shortcut-links', read: readShortcuts }
const userMacros: Take = { as: 'user-macros', read: readUserMacros }
const navigator: Take = { as: 'navigator-entries', read: readNavigator }
const applicationLink: Take = { as: 'application-link', read: addToLink }
const defaultPermissions: Take = { as: 'default-permissions', kind: 'permissions', read: readDefaultPermissions }

/** The kind, the key, how it is taken, and how it is known. The first line that fits counts. */
const rows: readonly (readonly [SettingRow['of'], string | RegExp, Take, SettingRow['evidence']])[] = [
  // Never carried. Names of jobs are no secrets, whatever words are in them.
  ['site', /(?:ScheduledJobConfiguration|BandanaEventJournal-\w+|MacroMigrationService)\//, internal(), 'seen'],
  ['both', secretWord, secret(), 'seen'],
  ['both', /mail-?accounts?$/i, secret(), 'inferred'],
  // General and further configuration, languages, security, custom HTML
  ['site', 'atlassian.confluence.settings', fields(generalFields), 'seen'],
  ['site', 'com.atlassian.confluence.core.DefaultFormatSettingsManager', value('general'), 'seen'],
  ['site', /(?:^|[./])(?:Default)?FormatSettingsManager(?:[./][\w.]+)?$/, value('general'), 'inferred'],
  ['site', 'atlassian.confluence.smtp.mail.server', fields(mailFields), 'inferred'],
  ['site', /shortcut[._-]?links?(?:[._-]config)?$/i, shortcuts, 'inferred'],
  // Themes, colours, look and feel
  ['space', 'atlassian.confluence.space.settings', fields(spaceFields), 'seen'],
  ['both', 'atlassian.confluence.theme.settings', value('theme'), 'seen'],
  ['both', 'com.atlassian.confluence.plugins.doctheme', fields(docThemeFields), 'seen'],
  [
    'both',
    /(?:^|[.:/])(?:doc-?theme|documentation-?theme|theme\.settings)(?:[.:/][\w.-]+)?$/i,
    value('theme'),
    'inferred',
  ],
  ['both', 'atlassian.confluence.colour.scheme', colours('colour-scheme'), 'seen'],
  ['both', /^atlassian\.confluence\.(?:css|space|custom)\.(?:stylesheet|custom|css)$/, value('stylesheet'), 'inferred'],
  [
    'both',
    /^(?:lookandfeel|site|atlassian\.confluence)[.:](?:[\w-]+\.)*(?:logo|favicon)(?:\.[\w.-]+)?$/,
    value('logo'),
    'inferred',
  ],
  [
    'both',
    /^(?:com\.atlassian\.(?:[\w-]+\.)*)?(?:atlassian-)?lookandfeel[.:][\w.-]+$/i,
    value('look-and-feel'),
    'inferred',
  ],
  // Sidebar, PDF export
  ['space', /^sidebar\.[\w.-]+$/, value('sidebar'), 'seen'],
  ['both', /(?:^|[.:/])(?:flying-?pdf|pdf-?export)[.:/][\w.-]+$/i, value('pdf'), 'inferred'],
  // Macros
  ['site', /user[._-]?macros?(?:[._-]?library)?$/i, userMacros, 'inferred'],
  ['site', /(?:^|[.:/])(?:new-?code|ext\.code|code-?macro)[.:/][\w.-]+$/i, value('code-macro'), 'inferred'],
  // Apps and applications
  ['site', 'plugin.manager.state.Map', value('app'), 'seen'],
  ['site', 'applinks.global.application.ids', derived(), 'seen'],
  ['site', /^applinks\.admin\.[\w-]+\.(?:name|type|rpc\.url|display\.url|primary)$/, applicationLink, 'seen'],
  ['site', /^com\.atlassian\.plugins\.custom_apps\.\w+AsJSON$/i, navigator, 'inferred'],
  ['site', 'com.atlassian.plugins.custom_apps.hasCustomOrder', value('navigation'), 'seen'],
  // Permissions of new spaces
  ['site', /^__DEFAULT_SPACE_PERMISSIONS__.*GROUP_NAMES_*$/s, derived(), 'seen'],
  ['site', /^__DEFAULT_SPACE_PERMISSIONS__/, defaultPermissions, 'seen'],
  // Counters and versions of tables: each site has its own
  ['both', /(?:[.:](?:counter|build)|^AO_[0-9A-F]{6}_#|^plugins\.lastVersion\.\w+)$/, derived(), 'seen'],
  // State of the server
  ['site', /^confluence\.server\.installation\.date$|^applinks\.admin\.[\w-]+\.providerKeys$/, internal(), 'seen'],
  ['site', /^com\.atlassian\.upm[.:]/, internal(), 'seen'],
  ['space', /^(?:trash\.date\.migration\.time|copyspace\.copier\.\w+)$/, internal(), 'seen'],
]

/**
 * Which settings are carried: an allow-list by owner and key. What no line names is never carried; it is an omission
 * that tells the key and no value. A key of a context that is neither the site nor a space is `<context>/<key>` here.
 */
export const settingTable: readonly SettingRow[] = rows.map(([of, key, take, evidence]) => ({
  of,
  key,
  take,
  evidence,
}))

/** No key of Confluence is longer, and a pattern is only tried on what is short. */
const keyLimit = 500

/** What the table says of a setting; `undefined` where no line names it. */
export function takeOf(of: 'site' | 'space', key: string): Take | undefined {
  if (key.length > keyLimit) return undefined
  return settingTable.find((row) => (row.of === of || row.of === 'both') && fits(row.key, key))?.take
}

function fits(pattern: string | RegExp, key: string): boolean {
  return typeof pattern === 'string' ? pattern === key : pattern.test(key)
}
