import { type Expectations, page } from './expectation.js'

const at = (instant: string): object => ({ at: { at: instant } })

/** People, groups, and spaces without their settings. */
export const peopleAndSpaces: Expectations = {
  U1: {
    degree: 'full',
    kiln: {
      people: [
        {
          userName: 'mara.lindqvist',
          displayName: 'Mara Lindqvist',
          email: 'mara.lindqvist@kiln-and-co.example',
          accountId: '712020:0a5f2c1e-7d11-4c6f-9a27-5e1b7a3c0d01',
          kind: 'person',
          state: 'active',
        },
        { displayName: 'Tomás Herrera', email: 'tomas.herrera@kiln-and-co.example' },
        { accountId: '5b10a2844c20165700ede21g', kind: 'unknown', referencedOnly: true },
      ],
    },
    foundry: {
      people: [
        {
          userKey: '8a7f800394c1d2e30194c1d2e3f40000',
          userName: 'yoko',
          displayName: '陽子 森',
          email: 'yoko@ashby-bells.example',
        },
        { userName: 'oskar', state: 'inactive' },
        { userName: 'before-crowd', displayName: 'Before Crowd' },
      ],
    },
  },
  U2: {
    degree: 'full',
    kiln: {
      groups: [
        { name: 'kiln-crew', description: 'May fire the kilns' },
        { name: 'shop-team', description: 'Orders, stockists and fairs' },
      ],
    },
    foundry: { groups: [{ name: 'gießer', description: 'Pour the metal' }] },
  },
  U3: {
    degree: 'full',
    kiln: {
      memberships: [
        { group: 'group kiln-crew', member: 'person Aiko Tanaka' },
        { group: 'group shop-team', member: 'person Yusuf Demir' },
      ],
    },
    foundry: {
      memberships: [
        { group: 'group gießer', member: 'person Oskar Blix' },
        { group: 'group bell-tuners', member: 'person 陽子 森' },
      ],
    },
  },
  S1: {
    degree: 'full',
    kiln: {
      spaces: [
        { key: 'STUDIO', kind: 'global', status: 'current' },
        { key: 'SHOP', kind: 'global', status: 'current' },
      ],
    },
    foundry: { spaces: [{ key: 'TOWER', kind: 'global', status: 'current' }] },
  },
  S2: {
    degree: 'full',
    kiln: { spaces: [{ key: '~mara', kind: 'personal', name: 'Mara Lindqvist' }] },
    foundry: { spaces: [{ key: '~ravi.menon', kind: 'personal', owner: 'person Ravi Menon' }] },
  },
  S3: {
    degree: 'full',
    kiln: { spaces: [{ key: 'OLD', status: 'archived' }] },
    foundry: { spaces: [{ key: 'OLDMOULDS', status: 'archived' }] },
  },
  S5: {
    degree: 'full',
    kiln: { spaces: [{ key: 'SHOP', name: 'Shop & orders' }] },
    foundry: { spaces: [{ key: 'TOWER', name: '鐘楼 – towers and ringers' }] },
  },
  S6: {
    degree: 'full',
    kiln: { spaces: [{ key: 'STUDIO' }, { key: '~mara' }, { key: 'OLD' }] },
    foundry: { spaces: [{ key: 'BELLS' }, { key: '~ravi.menon' }] },
  },
  S7: {
    degree: 'full',
    kiln: { spaces: [{ key: 'STUDIO', categories: ['craft', 'handbook'] }] },
    foundry: { spaces: [{ key: 'BELLS', categories: ['casting'] }] },
  },
  S8: {
    degree: 'full',
    kiln: {
      spaces: [
        { key: 'STUDIO', description: { format: 'plain', value: 'How we throw, glaze and fire at Kiln & Co.' } },
        { key: 'OLD', description: { format: 'plain', value: 'Kept because the kiln book is in it.' } },
      ],
    },
    foundry: {
      spaces: [
        { key: 'BELLS', description: { format: 'plain', value: 'Every bell from the first drawing to the tower' } },
      ],
    },
  },
  S11: {
    degree: 'full',
    kiln: {
      'space-permissions': [
        {
          space: 'space STUDIO',
          subject: { type: 'group', id: 'group confluence-administrators' },
          operation: 'administer',
          target: 'space',
          native: 'SETSPACEPERMISSIONS',
        },
      ],
    },
    foundry: {
      'space-permissions': [
        { space: 'space BELLS', subject: { type: 'anonymous' }, operation: 'read', native: 'VIEWSPACE' },
        { space: 'space BELLS', subject: { type: 'user', id: 'person Ida Ashby' }, operation: 'administer' },
        {
          space: 'space TOWER',
          subject: { type: 'group', id: 'group bell-tuners' },
          operation: 'create',
          target: 'page',
          created: at('2023-01-11T09:30:00.000Z'),
        },
      ],
    },
  },
  S16: {
    degree: 'full',
    kiln: {
      'space-permissions': [{ subject: { type: 'group', id: 'group confluence-users' }, operation: 'read' }],
    },
    foundry: {
      'space-permissions': [{ space: 'space OLDMOULDS', subject: { type: 'group', id: 'group gießer' } }],
    },
  },
  S20: {
    degree: 'full',
    kiln: {
      spaces: [{ key: 'STUDIO', home: page('STUDIO', 'Welcome to the studio') }],
      content: [
        { title: 'Arriving', parent: page('STUDIO', 'Welcome to the studio'), position: 10 },
        { title: 'Firing', parent: page('STUDIO', 'Welcome to the studio'), position: 40 },
        { title: 'Commissions', parent: page('SHOP', 'What we make') },
      ],
    },
    foundry: {
      spaces: [{ key: 'TOWER', home: page('TOWER', '塔') }],
      content: [{ title: 'Tuning', parent: page('BELLS', 'Bells') }],
    },
  },
}
