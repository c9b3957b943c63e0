import { type Setting, siteId } from '@spacecrate/format'
import { all, goals, type RowGroup } from '../row.js'

/** Settings of the site in some areas. */
function settingsIn(...areas: readonly Setting['area'][]): (setting: Setting) => boolean {
  return ({ owner, area }) => owner === siteId && areas.includes(area)
}

/** Data Center calls it `global.logo`. */
const isDefaultSpaceLogo = ({ key }: Setting): boolean => /space/i.test(key) || key === 'global.logo'
const logo = settingsIn('logo')

/** What belongs to the site at large. */
export const siteRows: RowGroup = {
  title: 'Site settings ✱',
  rows: [
    {
      id: 'G1',
      title: 'general configuration',
      shows: { settings: settingsIn('general') },
      goals: goals('F site export', 'O', 'O', 'E', 'E', 'E'),
    },
    {
      id: 'G2',
      title: 'further configuration',
      shows: { settings: settingsIn('further', 'mail', 'other') },
      goals: goals('F site export', 'O', 'O', 'E', 'E', 'E'),
    },
    {
      id: 'G3',
      title: 'languages',
      shows: { settings: settingsIn('languages') },
      goals: goals('F site export', 'O', 'O', 'E', 'E', 'E'),
    },
    {
      id: 'G4',
      title: 'shortcut links',
      shows: { 'shortcut-links': all, settings: settingsIn('shortcut-links') },
      goals: goals('F site export', 'O', 'O', 'E', 'E', 'E'),
    },
    {
      id: 'G5',
      title: 'global templates',
      shows: { templates: ({ space }) => space === undefined },
      goals: goals('F site export', 'F', 'F', 'X', 'X', 'E'),
    },
    {
      id: 'G6',
      title: 'code macro administration',
      shows: { settings: settingsIn('code-macro') },
      goals: goals('F site export', 'O', 'O', 'E', 'E', 'E'),
    },
    {
      id: 'G7',
      title: 'security configuration (no secrets)',
      shows: { settings: settingsIn('security') },
      goals: goals('F site export', 'O', 'O', 'E', 'E', 'E'),
    },
    {
      id: 'G8',
      title: 'global permissions',
      shows: { permissions: all },
      goals: goals('F site export', 'O', 'P 9.2+', 'E', 'X', 'E'),
    },
    {
      id: 'G9',
      title: 'default space permissions',
      shows: { 'default-permissions': all },
      goals: goals('F site export', 'O', 'P 9.2+', 'E', 'X', 'E'),
    },
    {
      id: 'G10',
      title: 'site themes',
      shows: { settings: settingsIn('theme') },
      goals: goals('F site export', 'F', 'F', 'X', 'X', 'E'),
    },
    {
      id: 'G11',
      title: 'colour scheme',
      shows: { settings: settingsIn('colour-scheme', 'look-and-feel') },
      goals: goals('F site export', 'F', 'F', 'X', 'X', 'E'),
    },
    {
      id: 'G12',
      title: 'site logo and favicon',
      shows: { settings: (setting) => logo(setting) && !isDefaultSpaceLogo(setting) },
      goals: goals('F site export', 'O', 'O', 'E', 'E', 'E'),
    },
    {
      id: 'G13',
      title: 'header and footer',
      shows: { settings: settingsIn('layout', 'pdf') },
      goals: goals('F site export', 'O', 'O', 'E', 'E', 'E'),
    },
    {
      id: 'G14',
      title: 'default space logo',
      shows: { settings: (setting) => logo(setting) && isDefaultSpaceLogo(setting) },
      goals: goals('F site export', 'O', 'O', 'E', 'E', 'E'),
    },
    {
      id: 'G15',
      title: 'audit log',
      shows: { 'audit-records': all },
      goals: goals('F where present', 'F', 'F', 'E', 'E', 'E'),
    },
    {
      id: 'G16',
      title: 'application links (no secrets)',
      shows: { 'application-links': all },
      goals: goals('F site export', 'O', 'O', 'E', 'E', 'E'),
    },
    {
      id: 'G17',
      title: 'application navigator',
      shows: { 'navigator-entries': all, settings: settingsIn('navigation', 'sidebar') },
      goals: goals('F site export', 'O', 'O', 'E', 'E', 'E'),
    },
  ],
}

/** What apps keep. */
export const appRows: RowGroup = {
  title: 'Apps ✱',
  rows: [
    {
      id: 'A1',
      title:
        'app data that is reachable: properties, custom content, plugin data as opaque files; user macros, stylesheets, custom HTML',
      shows: {
        properties: ({ owner, app }) => app !== undefined || /^(site|person|group):/.test(owner),
        content: ({ kind }) => kind === 'custom',
        'app-data': all,
        'user-macros': all,
        settings: ({ area }) => area === 'stylesheet' || area === 'custom-html' || area === 'app',
      },
      goals: goals('F', 'P', 'P', 'P where the app takes it', 'P where the app takes it', 'F'),
    },
    {
      id: 'A2',
      title: 'Team Calendars',
      shows: { calendars: all, 'calendar-events': all },
      goals: goals('P', 'U', 'U', 'E', 'E', 'E'),
    },
  ],
}
