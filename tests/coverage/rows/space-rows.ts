import { type Setting, siteId, type Space } from '@spacecrate/format'
import { all, goals, type RowGroup } from '../row.js'

const ofSpace = (owner: string): boolean => owner.startsWith('space:')

/** Settings of a space in some areas. */
function settingsIn(...areas: readonly Setting['area'][]): (setting: Setting) => boolean {
  return ({ owner, area }) => ofSpace(owner) && areas.includes(area)
}

const personal = ({ kind }: Space): boolean => kind === 'personal'

/** Spaces by their type. */
export const spaceTypeRows: RowGroup = {
  title: 'Space types',
  rows: [
    {
      id: 'S1',
      title: 'active spaces',
      shows: { spaces: (space) => !personal(space) && space.status === 'current' },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
    {
      id: 'S2',
      title: 'personal spaces',
      shows: { spaces: personal },
      goals: goals('F', 'F', 'F', "F mapped key if the owner can't be set", 'F', 'F'),
    },
    {
      id: 'S3',
      title: 'archived spaces',
      shows: { spaces: ({ status }) => status === 'archived' },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
  ],
}

/** What a space has beside its content. */
export const spaceRows: RowGroup = {
  title: 'Space data',
  rows: [
    {
      id: 'S4',
      title: 'logo',
      shows: { spaces: ({ logo }) => logo !== undefined, settings: settingsIn('logo') },
      goals: goals('F', 'F', 'F', 'U', 'U', 'F'),
    },
    {
      id: 'S5',
      title: 'name',
      shows: { spaces: ({ name }) => name !== undefined },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
    {
      id: 'S6',
      title: 'key (and URL alias)',
      shows: { spaces: all },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
    {
      id: 'S7',
      title: 'categories',
      shows: { spaces: ({ categories = [] }) => categories.length > 0 },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
    {
      id: 'S8',
      title: 'description',
      shows: { spaces: ({ description }) => description !== undefined },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
    {
      id: 'S9',
      title: 'sidebar settings',
      shows: {
        settings: settingsIn('sidebar', 'navigation'),
        'sidebar-links': ({ list }) => list === 'main',
      },
      goals: goals('F where present', 'U', 'U', 'E', 'U', 'E'),
    },
    {
      id: 'S10',
      title: 'content status settings',
      shows: { settings: ({ area }) => area === 'content-states', 'space-states': all },
      goals: goals('O', 'F', '–', 'E', '–', 'E'),
    },
    {
      id: 'S11',
      title: 'space permissions (users, groups, anonymous; roles on Cloud)',
      shows: { 'space-permissions': all, 'role-assignments': all },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
    {
      id: 'S12',
      title: 'themes; colour scheme, look and feel',
      shows: { settings: settingsIn('theme', 'colour-scheme', 'look-and-feel') },
      goals: goals('F DC', 'F', 'P', 'F', 'P', 'F'),
    },
    {
      id: 'S13',
      title: 'space templates, with labels and files',
      shows: {
        templates: ({ space }) => space !== undefined,
        'template-versions': all,
        labels: ({ on }) => on.startsWith('template:'),
        attachments: ({ container }) => container.startsWith('template:'),
      },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
    {
      id: 'S14',
      title: 'page layout: header and footer',
      shows: { settings: settingsIn('layout') },
      goals: goals('F DC', 'O', 'O', 'E', 'E', 'F'),
    },
    {
      id: 'S15',
      title: 'PDF export customisation',
      shows: { settings: settingsIn('pdf') },
      goals: goals('F DC', 'O', 'O', 'E', 'E', 'F'),
    },
    {
      id: 'S16',
      title: 'permissions of a group that the destination lacks ✱',
      shows: { 'space-permissions': ({ subject }) => subject.type === 'group' },
      goals: goals(
        'F',
        'F',
        'F',
        'F create the group, map it, or list each as a loss',
        'F create the group, map it, or list each as a loss',
        'F',
      ),
    },
    {
      id: 'S17',
      title: 'space shortcuts ✱',
      shows: { 'sidebar-links': ({ list }) => list === 'shortcut' },
      goals: goals('F where present', 'U', 'U', 'X', 'X', 'E'),
    },
    {
      id: 'S18',
      title: 'related pages settings ✱',
      shows: { settings: ({ area }) => area === 'related-pages' },
      goals: goals('O', 'O', '–', 'E', '–', 'E'),
    },
    {
      id: 'S19',
      title: 'space analytics ✱',
      shows: { analytics: ({ on }) => ofSpace(on) || on === siteId },
      goals: goals('O', 'F', 'O', 'E', 'E', 'E'),
    },
    {
      id: 'S20',
      title: 'home page, page tree, order of children, owner',
      shows: {
        spaces: ({ home, owner }) => home !== undefined || owner !== undefined,
        content: ({ parent, position, owner }) => parent !== undefined || position !== undefined || owner !== undefined,
      },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
    {
      id: 'S21',
      title: 'watches, favourites ✱',
      shows: { watches: all },
      goals: goals('F', 'P', 'P', 'F last', 'F last', 'F'),
    },
    {
      id: 'S22',
      title: 'roles, retention rules, space properties, default classification ✱',
      shows: {
        roles: all,
        'retention-rules': all,
        properties: ({ owner }) => ofSpace(owner),
        spaces: ({ classification }) => classification !== undefined,
      },
      goals: goals('P', 'F', 'P', 'P', 'P', 'E'),
    },
  ],
}
