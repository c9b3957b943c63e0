import { type Setting, siteId, type Subject } from '@spacecrate/format'
import {
  attachmentUrl,
  contentUrl,
  encodeSegment,
  groupUrl,
  personUrl,
  templateUrl,
} from '../../../packages/site/src/serve/urls.js'
import { firstWords, type Look, type Looks, type NameOf, on } from './look.js'

/** A space by its id, which every page of it takes. */
const space = (id: string, part = ''): string => `/spaces/${encodeSegment(id)}${part}`
const settings = (id: string): string => space(id, '/settings')
const setting = ({ owner, key }: Setting): Look => on(owner === siteId ? '/admin/settings' : settings(owner), key)
const subject = (who: Subject, nameOf: NameOf): string | undefined =>
  'id' in who ? nameOf(who.id) : who.type === 'anonymous' ? 'nonymous' : 'very'

/** People, groups, spaces. */
export const peopleAndSpaces: Looks = {
  U1: { people: ({ id }, nameOf) => on(personUrl(id), nameOf(id)) },
  U2: { groups: ({ id, name }) => on(groupUrl(id), name) },
  U3: { memberships: ({ group, member }, nameOf) => on(groupUrl(group), nameOf(member)) },
  U4: { people: ({ id }) => ({ path: personUrl(id), element: 'main img, main .avatar-file' }) },
  S1: { spaces: ({ name }) => on('/spaces', name) },
  S2: { spaces: ({ id, name }) => on(space(id), name) },
  S3: { spaces: ({ id, name }) => on(space(id), name) },
  S4: {
    spaces: () => ({ path: '/spaces', element: 'main img' }),
    settings: setting,
  },
  S5: { spaces: ({ id, name }) => on(space(id), name) },
  S6: { spaces: ({ id, key }) => on(settings(id), key) },
  S7: { spaces: ({ categories = [] }) => on('/spaces', categories[0]) },
  S8: {
    spaces: ({ description }) =>
      on('/spaces', description !== undefined && 'value' in description ? firstWords(description.value) : undefined),
  },
  S9: {
    settings: setting,
    'sidebar-links': ({ space: of, title, url, native }) => on(settings(of), title ?? url ?? native),
  },
  S10: {
    settings: setting,
    'space-states': ({ space: of, name }) => on(settings(of), name),
  },
  S11: {
    'space-permissions': ({ space: of, subject: who }, nameOf) => on(space(of, '/permissions'), subject(who, nameOf)),
    'role-assignments': ({ space: of, role }, nameOf) => on(settings(of), nameOf(role)),
  },
  S12: { settings: setting },
  S13: {
    templates: ({ space: of, name }) => on(space(of ?? '', '/templates'), name),
    'template-versions': ({ of }, nameOf) => on(templateUrl(of), nameOf(of)),
    labels: ({ on: of, name }) => on(templateUrl(of), name),
    attachments: ({ id, name }) => on(attachmentUrl(id), name),
  },
  S14: { settings: setting },
  S15: { settings: setting },
  S16: {
    'space-permissions': ({ space: of, subject: who }, nameOf) => on(space(of, '/permissions'), subject(who, nameOf)),
  },
  S17: {
    'sidebar-links': ({ space: of, title, target = '', url }, nameOf) =>
      on(settings(of), title ?? url ?? nameOf(target)),
  },
  S18: { settings: setting },
  S19: { analytics: ({ on: of, measure }) => on(of === siteId ? '/admin/analytics' : settings(of), measure) },
  S20: {
    spaces: ({ id, home, owner }, nameOf) =>
      on(home === undefined ? settings(id) : space(id), nameOf(home ?? owner ?? '')),
    content: ({ id, parent, owner }, nameOf) => on(contentUrl(id), nameOf(parent ?? owner ?? id)),
  },
  S21: {
    watches: ({ on: of, by }, nameOf) => on(of.startsWith('space:') ? settings(of) : contentUrl(of), nameOf(by)),
  },
  S22: {
    roles: ({ name }) => on('/admin/permissions', name),
    'retention-rules': ({ owner }) => on(owner === siteId ? '/admin/retention' : settings(owner), 'etention'),
    properties: ({ owner, key }) => on(settings(owner), key),
    spaces: ({ id, classification = '' }, nameOf) => on(settings(id), nameOf(classification)),
  },
}
