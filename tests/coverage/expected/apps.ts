import { type Expectations, page, storage } from './expectation.js'

const bells = page('BELLS', 'Bells')
const safety = page('STUDIO', 'Safety in the kiln room')

/** What stands beside the pages: in tables and files of apps, on profiles, and in content properties. */
export const apps: Expectations = {
  U4: {
    degree: 'partial',
    missing: 'Earlier pictures, and a picture that neither a preference nor its name tells; Cloud holds none',
    foundry: {
      people: [
        {
          userName: 'ida',
          avatar: '2b6fdc2a30bf1dd5185de6a273fe70d5129a8fb082241de460d5fa0b99f8b10c',
          timeZone: 'Europe/Oslo',
          locale: 'nb_NO',
        },
        { userName: 'yoko', avatar: '9eccd25c5fed734831123226c83b13def7ba62e512b1871771c4fe7e8f1628d5' },
      ],
    },
  },
  S17: {
    degree: 'full',
    foundry: {
      'sidebar-links': [
        { space: 'space BELLS', list: 'shortcut', title: 'How we tune', target: page('BELLS', 'Tuning'), position: 1 },
        { title: 'Guild & friends', url: 'https://guild.example/?a=1&b=2', icon: 'external-link' },
        { space: 'space BELLS', target: 'space TOWER', position: 3 },
        { space: 'space TOWER', title: '鐘', target: bells },
      ],
    },
  },
  S21: {
    degree: 'full',
    kiln: {
      watches: [
        { on: safety, by: 'person Noor Haddad', kind: 'watch' },
        { on: page('STUDIO', 'Glaze recipes'), by: 'person Tomás Herrera', kind: 'favourite' },
      ],
    },
  },
  S22: {
    degree: 'partial',
    missing: 'Roles, retention rules and classification are in no XML backup',
    kiln: { properties: [{ owner: 'space SHOP', key: 'shop-window', value: '{"window":"autumn"}', json: true }] },
  },
  C16: {
    degree: 'full',
    kiln: { content: [{ space: 'space OLD', title: 'Price list', status: 'archived', kind: 'page' }] },
  },
  C14: {
    degree: 'full',
    kiln: {
      properties: [
        {
          owner: safety,
          key: 'cover-picture-id-published',
          value: '{"id":"https://images.unsplash.com/photo-1493106641515","position":40}',
        },
      ],
    },
  },
  C21: {
    degree: 'full',
    kiln: {
      properties: [
        { owner: page('STUDIO', 'House glossary 🏺'), value: '{"id":"attachment:kiln-sky.jpg","position":50}' },
        { owner: page('STUDIO', 'Firing schedules', 'draft'), key: 'cover-picture-id-draft' },
      ],
    },
  },
  C23: {
    degree: 'partial',
    missing: 'The picture of the emoji; its name is carried',
    kiln: {
      properties: [
        { owner: page('STUDIO', 'House glossary 🏺'), key: 'emoji-title-published', value: '"atlassian-cone"' },
      ],
    },
  },
  C24: {
    degree: 'full',
    kiln: {
      properties: [
        { owner: safety, key: 'emoji-title-published', value: '"1f9ef"', json: true },
        { owner: safety, key: 'content-appearance-published', value: '"full-width"' },
        { owner: page('STUDIO', 'Welcome to the studio'), key: 'editor', value: '"v2"' },
      ],
    },
  },
  C26: {
    degree: 'full',
    kiln: {
      tasks: [
        {
          on: page('SHOP', 'Shop and orders'),
          localId: '1',
          state: 'incomplete',
          assignee: 'person Yusuf Demir',
          due: '2024-09-06',
          created: { by: 'person Yusuf Demir' },
        },
        {
          on: page('STUDIO', 'Your first week'),
          localId: '2',
          state: 'complete',
          completed: { by: 'person Yusuf Demir' },
        },
      ],
    },
    foundry: {
      tasks: [
        { on: bells, localId: '1', state: 'incomplete', assignee: 'person Oskar Blix', due: '2025-02-01' },
        { on: bells, localId: '2', state: 'complete', text: storage('Draw the <em>profile</em>') },
      ],
    },
  },
  C27: {
    degree: 'partial',
    missing: 'Smart links in the tree: how a backup holds one was never seen, and what is unknown is listed',
    kiln: {
      content: [{ kind: 'folder', title: 'Firing records', parent: page('STUDIO', 'Welcome to the studio') }],
    },
  },
  C29: {
    degree: 'partial',
    missing: 'Classification levels and owners of pages are in no XML backup that was ever seen',
    kiln: {
      content: [
        { title: 'House glossary 🏺', subtype: 'live' },
        {
          kind: 'custom',
          title: 'Kiln rota',
          customType: 'com.atlassian.confluence.extra.team-calendars:calendar-content-type',
        },
      ],
    },
  },
  G15: {
    degree: 'full',
    foundry: {
      'audit-records': [
        { summary: 'Group created', by: 'person Ida Ashby', affected: 'gießer', affectedKind: 'Group' },
        {
          summary: 'Space renamed',
          at: { at: '2024-12-01T09:30:00.000Z' },
          changes: [{ name: 'Name', from: 'Bells', to: 'Bells in the making' }],
        },
      ],
    },
  },
  A1: {
    degree: 'full',
    kiln: {
      'app-data': [{ app: 'com.kiln.glaze-calculator', name: 'recipes.pdata' }],
      content: [{ kind: 'custom', title: 'Kiln rota' }],
    },
    foundry: {
      'app-data': [{ app: 'com.atlassian.activeobjects.confluence.spi' }],
      properties: [{ owner: 'person Ida Ashby', key: 'confluence.user.profile.phone', value: '+47 22 00 00 00' }],
    },
  },
  A2: {
    degree: 'partial',
    missing: 'How the app stores what it reads from elsewhere; columns of newer versions',
    foundry: {
      calendars: [
        { name: 'Castings', space: 'space BELLS', timeZone: 'Europe/Oslo', created: { by: 'person Ida Ashby' } },
        { name: '鳴鐘', space: 'space TOWER', kind: 'subscription_subcalendar' },
      ],
      'calendar-events': [
        { title: 'First pour', start: '2025-02-03T07:00:00.000Z', rule: 'FREQ=MONTHLY;BYDAY=1MO', location: 'Pit two' },
        { title: 'May ringing', start: '2025-05-01', end: '2025-05-02', allDay: true },
      ],
    },
  },
}
