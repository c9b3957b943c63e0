import { type Setting, siteId } from '@spacecrate/format'
import {
  calendarUrl,
  contentUrl,
  encodeSegment,
  groupUrl,
  personUrl,
  templateUrl,
} from '../../../packages/site/src/serve/urls.js'
import { type Look, type Looks, on } from './look.js'

/** A setting of the site on a page of the administration, or of a space on its own. */
const setting =
  (part: string) =>
  ({ owner, key }: Setting): Look =>
    on(owner === siteId ? `/admin/${part}` : `/spaces/${encodeSegment(owner)}/settings`, key)

/** Where what hangs on something is seen. */
function pageOf(owner: string): string {
  if (owner === siteId) return '/admin/apps'
  if (owner.startsWith('person:')) return personUrl(owner)
  if (owner.startsWith('group:')) return groupUrl(owner)
  if (owner.startsWith('space:')) return `/spaces/${encodeSegment(owner)}/settings`
  return owner.startsWith('template:') ? templateUrl(owner) : contentUrl(owner)
}

/** What belongs to the site at large, and what apps keep. */
export const site: Looks = {
  G1: { settings: setting('settings') },
  G2: { settings: setting('settings') },
  G3: { settings: setting('settings') },
  G4: { 'shortcut-links': ({ key }) => on('/admin/links', key), settings: setting('links') },
  G5: { templates: ({ name }) => on('/templates', name) },
  G6: { settings: setting('settings') },
  G7: { settings: setting('settings') },
  G8: { permissions: ({ native }) => on('/admin/permissions', native) },
  G9: {
    'default-permissions': ({ subject }, nameOf) =>
      on('/admin/permissions', 'id' in subject ? nameOf(subject.id) : 'Permissions of new spaces'),
  },
  G10: { settings: setting('look') },
  G11: { settings: setting('look') },
  G12: { settings: setting('look') },
  G13: { settings: setting('look') },
  G14: { settings: setting('look') },
  G15: { 'audit-records': ({ summary }) => on('/admin/audit', summary) },
  G16: { 'application-links': ({ name }) => on('/admin/links', name) },
  G17: {
    'navigator-entries': ({ name }) => on('/admin/links', name),
    settings: (one) => setting(one.area === 'sidebar' ? 'look' : 'settings')(one),
  },
  A1: {
    properties: ({ owner, key }) => on(pageOf(owner), key),
    content: ({ id, title }) => on(contentUrl(id), title),
    'app-data': ({ name }) => on('/admin/apps', name),
    'user-macros': ({ name }) => on('/admin/macros', name),
    settings: ({ owner, area, key }) =>
      on(
        area === 'app' && owner === siteId ? '/admin/settings' : owner === siteId ? '/admin/look' : pageOf(owner),
        key,
      ),
  },
  A2: {
    calendars: ({ name }) => on('/admin/calendars', name),
    'calendar-events': ({ calendar, title }) => on(calendarUrl(calendar), title),
  },
}
