import type { Expectations } from './expectation.js'

/** What belongs to the site at large, and what apps keep. */
export const site: Expectations = {
  G5: {
    degree: 'full',
    foundry: {
      templates: [
        { name: 'Casting record', description: 'One for every bell', version: 3 },
        { name: 'Meeting notes', description: '会議' },
      ],
    },
  },
  G8: {
    degree: 'full',
    kiln: { permissions: [{ subject: { type: 'group', id: 'group confluence-users' }, native: 'USECONFLUENCE' }] },
    foundry: {
      permissions: [
        { subject: { type: 'anonymous' }, native: 'USECONFLUENCE' },
        { subject: { type: 'user', id: 'person 陽子 森' }, native: 'CREATESPACE' },
        { subject: { type: 'group', id: 'group gießer' }, native: 'USECONFLUENCE' },
      ],
    },
  },
}
