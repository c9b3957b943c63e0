import type { ListShape } from '../lists.js'

/** Name of a list of an import. */
export type ImportListName =
  | 'spaces'
  | 'created'
  | 'matched'
  | 'skipped'
  | 'refused'
  | 'failed'
  | 'unexplained'
  | 'losses'
  | 'omissions'
  | 'access'
  | 'people'
  | 'links'
  | 'macros'
  | 'hosts'
  | 'limits'
  | 'renamed'
  | 'existing'
  | 'added'

const record = ['kind', 'space', 'id', 'name', 'belongs to', 'id at the destination', 'why']

/** The lists behind the numbers of a plan and of an import, by name. */
export const importLists: Readonly<Record<ImportListName, ListShape>> = {
  spaces: {
    what: 'Every space with what becomes of it',
    columns: [
      'key',
      'name',
      'key at the destination',
      'outcome',
      'in the archive',
      'created',
      'there already',
      'skipped',
      'refused',
      'failed',
      'unexplained',
    ],
  },
  created: { what: 'Records that are created', columns: record },
  matched: { what: 'Records that are there already', columns: record },
  skipped: { what: 'Records that are left out', columns: record },
  refused: { what: 'Records that are refused', columns: record },
  failed: { what: 'Records that failed', columns: record },
  unexplained: { what: 'Records without an outcome', columns: record },
  losses: {
    what: 'Everything in the archive that the destination does not get',
    columns: ['impact', 'code', 'kind', 'space', 'id', 'on', 'what', 'why', 'remedy'],
  },
  omissions: {
    what: 'What the export left out',
    columns: ['impact', 'code', 'kind', 'id', 'objects', 'what', 'why', 'remedy', 'place in the source'],
  },
  access: {
    what: 'Who gains and who loses access, and where',
    columns: [
      'kind',
      'place',
      'name',
      'change',
      'person',
      'person name',
      'people',
      'code',
      'why',
      'people who keep it',
    ],
  },
  people: {
    what: 'People and groups, and who they are at the destination',
    columns: ['kind', 'id', 'name', 'e-mail', 'state', 'outcome', 'id at the destination', 'why'],
  },
  links: {
    what: 'Links and mentions that lead nowhere',
    columns: ['reason', 'kind', 'text', 'in', 'content id', 'place in the text', 'why', 'remedy'],
  },
  macros: { what: 'Macros by name', columns: ['macro', 'times', 'destination', 'for example in', 'on'] },
  hosts: { what: 'Hosts that links lead to', columns: ['host', 'times', 'kind', 'for example in', 'on'] },
  limits: { what: 'What the destination does not take as it is', columns: ['code', 'id', 'on', 'what'] },
  renamed: { what: 'Spaces and contents with another name', columns: ['kind', 'id', 'from', 'to'] },
  existing: { what: 'Things that stood there before and are used as they are', columns: record },
  added: { what: 'What was allowed by name to be added to things that stood there before', columns: record },
}
