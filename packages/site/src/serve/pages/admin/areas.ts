import { type Setting, type StreamName, hangingOn } from '@spacecrate/format'
import type { Html } from '../../html.js'
import { defaultPermissions, globalPermissions, roles } from '../../lists/access-lists.js'
import { allCalendars, allFigures, allPublicLinks, appFiles, auditRecords } from '../../lists/evidence-lists.js'
import { applicationLinks, navigatorEntries, shortcutLinks } from '../../lists/link-lists.js'
import { settingsIn } from '../../lists/setting-lists.js'
import { classificationLevels, customEmoji, properties, retentionRules, userMacros } from '../../lists/site-lists.js'
import { type ListOf, recordList } from '../../parts/record-list.js'
import type { Visit } from '../../visit.js'

/** Shows one list of what belongs to an owner; nothing where the list is one of many and empty. */
export type ShowList = (visit: Visit, owner: string) => Promise<Html | undefined>

/** One page of the administration. */
export interface AdminArea {
  /** Behind `/admin/`. */
  readonly part: string
  readonly title: string
  readonly about: string
  /** Those whose number it tells: of the site, or of everything. */
  readonly streams: readonly StreamName[]
  readonly ofEverything?: true
  readonly lists: readonly ShowList[]
}

const show =
  <Name extends StreamName>(list: ListOf<Name>): ShowList =>
  (visit, owner) =>
    recordList(visit, owner, list)

/** The settings of some areas, each a list of its own. */
export function showSettings(areas: readonly Setting['area'][]): ShowList[] {
  return areas.map((area) => show(settingsIn(area)))
}

/** Areas of settings that are about how the site looks. */
const lookAreas: readonly Setting['area'][] = [
  'logo',
  'theme',
  'look-and-feel',
  'colour-scheme',
  'layout',
  'stylesheet',
  'custom-html',
  'pdf',
  'sidebar',
]
const generalAreas: readonly Setting['area'][] = [
  'general',
  'further',
  'languages',
  'navigation',
  'mail',
  'security',
  'code-macro',
  'content-states',
  'related-pages',
  'app',
  'other',
]

const described: readonly AdminArea[] = [
  {
    part: 'settings',
    title: 'Settings',
    about: 'How the source was configured. Secrets are never carried.',
    streams: ['settings'],
    lists: showSettings(generalAreas),
  },
  {
    part: 'permissions',
    title: 'Permissions',
    about: 'Who may do what on the whole site, what new spaces get, and the roles that there are.',
    streams: ['permissions', 'default-permissions', 'roles'],
    lists: [show(globalPermissions), show(defaultPermissions), show(roles)],
  },
  {
    part: 'look',
    title: 'Look and feel',
    about: 'Logos, themes, colours, layouts. Stylesheets and custom HTML stand here as text and change nothing.',
    streams: [],
    lists: showSettings(lookAreas),
  },
  {
    part: 'links',
    title: 'Links',
    about: 'Shortcut links, other applications, and what the menu of applications offered.',
    streams: ['shortcut-links', 'application-links', 'navigator-entries'],
    lists: [show(shortcutLinks), ...showSettings(['shortcut-links']), show(applicationLinks), show(navigatorEntries)],
  },
  {
    part: 'classification',
    title: 'Classification',
    about: 'Levels by which content is classified.',
    streams: ['classification-levels'],
    lists: [show({ ...classificationLevels, title: '' })],
  },
  {
    part: 'emoji',
    title: 'Custom emoji',
    about: 'Emoji that people of the site made.',
    streams: ['emoji'],
    lists: [show({ ...customEmoji, title: '' })],
  },
  {
    part: 'retention',
    title: 'Retention',
    about: 'What the source removed by itself after a time. Nothing is removed here.',
    streams: ['retention-rules'],
    lists: [show({ ...retentionRules, title: '' })],
  },
  {
    part: 'macros',
    title: 'User macros',
    about: 'Macros that administrators wrote. They stand here as text and are never run.',
    streams: ['user-macros'],
    lists: [show({ ...userMacros, title: '' })],
  },
  {
    part: 'audit',
    title: 'Audit log',
    about: 'What the source wrote down, the last entry first.',
    streams: ['audit-records'],
    lists: [show({ ...auditRecords, title: '' })],
  },
  {
    part: 'analytics',
    title: 'Analytics',
    about: 'Numbers that the source counted, of the site, its spaces and its pages.',
    streams: ['analytics'],
    ofEverything: true,
    lists: [show({ ...allFigures, title: '' })],
  },
  {
    part: 'public-links',
    title: 'Public links',
    about: 'What could be read by anybody who had the link. The links themselves are never carried.',
    streams: ['public-links'],
    ofEverything: true,
    lists: [show({ ...allPublicLinks, title: '' })],
  },
  {
    part: 'calendars',
    title: 'Calendars',
    about: 'Team calendars of the site and of its spaces.',
    streams: ['calendars'],
    ofEverything: true,
    lists: [show({ ...allCalendars, title: '' })],
  },
  {
    part: 'apps',
    title: 'Apps',
    about: 'What apps kept outside of pages: files that only the app can read, and properties of the site.',
    streams: ['app-data', 'properties'],
    lists: [show(appFiles), show(properties)],
  },
]

/** Kinds of the site that no page above shows, as their rules describe them: templates have a place of their own. */
const others: readonly StreamName[] = hangingOn('site').filter(
  (stream) => stream !== 'templates' && !described.some(({ streams }) => streams.includes(stream)),
)

/** Every page of the administration, in the order of its menu. */
export const adminAreas: readonly AdminArea[] = [
  ...described,
  ...(others.length === 0
    ? []
    : [
        {
          part: 'other',
          title: 'Other kinds',
          about: 'What else belongs to the site.',
          streams: others,
          lists: others.map((stream) => show({ stream })),
        },
      ]),
]
