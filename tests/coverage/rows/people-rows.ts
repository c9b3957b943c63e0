import { all, goals, type RowGroup } from '../row.js'

/** People and groups. */
export const peopleRows: RowGroup = {
  title: 'People',
  rows: [
    {
      id: 'U1',
      title: 'users',
      shows: { people: all },
      goals: goals('F', 'F', 'F', 'M', 'M create if allowed', 'F'),
    },
    {
      id: 'U2',
      title: 'groups',
      shows: { groups: all },
      goals: goals('F site export; names in a space export', 'F', 'F', 'F new ones', 'F new ones', 'P names'),
    },
    {
      id: 'U3',
      title: 'memberships',
      shows: { memberships: all },
      goals: goals('F site export', 'F', 'F', 'F in new groups, else X', 'F in new groups, else X', '–'),
    },
    {
      id: 'U4',
      title: 'user avatars ✱',
      shows: { people: ({ avatar }) => avatar !== undefined },
      goals: goals('P', 'F', 'F', 'E', 'E', 'E'),
    },
    {
      id: 'U5',
      title: 'passwords ✱',
      shows: {},
      goals: goals('never', 'never', 'never', 'never', 'never', 'never'),
    },
  ],
}
