import { secretWord } from '@spacecrate/confluence'
import { type Area, docThemeFields, type FieldTable, generalFields, mailFields, spaceFields } from './field-table.js'

/** What happens to the value of a setting. */
export type Take =
  /** Kept as it stands: a single text, or a map or list of such. */
  | { readonly as: 'value'; readonly area: Area }
  /** Kept as it stands: a colour scheme. */
  | { readonly as: 'colours'; readonly area: Area }
  /** Reduced to the fields of a table, a record each. */
  | { readonly as: 'fields'; readonly fields: FieldTable }
  /** Read into records of another kind. */
  | {
      readonly as: 'shortcut-links' | 'user-macros' | 'navigator-entries' | 'default-permissions' | 'application-link'
    }
  /** Made anew by every site, or said again elsewhere. */
  | { readonly as: 'derived' }
  /** Left out, with an omission that tells the key: state of the server, and secrets. */
  | { readonly as: 'internal' | 'secret' }

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

const value = (area: Area): Take => ({ as: 'value', area })
const left = (as: 'derived' | 'internal' | 'secret'): Take => ({ as })

/** The kind, the key, how it is taken, and how it is known. The first line that fits counts. */
const rows: readonly (readonly [SettingRow['of'], string | RegExp, Take, SettingRow['evidence']])[] = [
  // Never carried. Names of jobs are no secrets, whatever words are in them.
  ['site', /(?:ScheduledJobConfiguration|BandanaEventJournal-\w+|MacroMigrationService)\//, left('internal'), 'seen'],
  ['both', secretWord, left('secret'), 'seen'],
  ['both', /mail-?accounts?$/i, left('secret'), 'inferred'],
  // General and further configuration, languages, security, custom HTML
  ['site', 'atlassian.confluence.settings', { as: 'fields', fields: generalFields }, 'seen'],
  ['site', 'com.atlassian.confluence.core.DefaultFormatSettingsManager', value('general'), 'seen'],
  ['site', /(?:^|[./])(?:Default)?FormatSettingsManager(?:[./][\w.]+)?$/, value('general'), 'inferred'],
  ['site', 'atlassian.confluence.smtp.mail.server', { as: 'fields', fields: mailFields }, 'inferred'],
  ['site', /shortcut[._-]?links?(?:[._-]config)?$/i, { as: 'shortcut-links' }, 'inferred'],
  // Themes, colours, look and feel
  ['space', 'atlassian.confluence.space.settings', { as: 'fields', fields: spaceFields }, 'seen'],
  ['both', 'atlassian.confluence.theme.settings', value('theme'), 'seen'],
  ['both', 'com.atlassian.confluence.plugins.doctheme', { as: 'fields', fields: docThemeFields }, 'seen'],
  [
    'both',
    /(?:^|[.:/])(?:doc-?theme|documentation-?theme|theme\.settings)(?:[.:/][\w.-]+)?$/i,
    value('theme'),
    'inferred',
  ],
  ['both', 'atlassian.confluence.colour.scheme', { as: 'colours', area: 'colour-scheme' }, 'seen'],
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
  ['site', /user[._-]?macros?(?:[._-]?library)?$/i, { as: 'user-macros' }, 'inferred'],
  ['site', /(?:^|[.:/])(?:new-?code|ext\.code|code-?macro)[.:/][\w.-]+$/i, value('code-macro'), 'inferred'],
  // Apps and applications
  ['site', 'plugin.manager.state.Map', value('app'), 'seen'],
  ['site', 'applinks.global.application.ids', left('derived'), 'seen'],
  [
    'site',
    /^applinks\.admin\.[\w-]+\.(?:name|type|rpc\.url|display\.url|primary)$/,
    { as: 'application-link' },
    'seen',
  ],
  ['site', /^com\.atlassian\.plugins\.custom_apps\.\w+AsJSON$/i, { as: 'navigator-entries' }, 'inferred'],
  ['site', 'com.atlassian.plugins.custom_apps.hasCustomOrder', value('navigation'), 'seen'],
  // Permissions of new spaces
  ['site', /^__DEFAULT_SPACE_PERMISSIONS__.*GROUP_NAMES_*$/s, left('derived'), 'seen'],
  ['site', /^__DEFAULT_SPACE_PERMISSIONS__/, { as: 'default-permissions' }, 'seen'],
  // Counters and versions of tables: each site has its own
  ['both', /(?:[.:](?:counter|build)|^AO_[0-9A-F]{6}_#|^plugins\.lastVersion\.\w+)$/, left('derived'), 'seen'],
  // State of the server
  [
    'site',
    /^confluence\.server\.installation\.date$|^applinks\.admin\.[\w-]+\.providerKeys$/,
    left('internal'),
    'seen',
  ],
  ['site', /^com\.atlassian\.upm[.:]/, left('internal'), 'seen'],
  ['space', /^(?:trash\.date\.migration\.time|copyspace\.copier\.\w+)$/, left('internal'), 'seen'],
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
