import {
  alone,
  byPosition,
  noRank,
  permissionWords,
  type RulesOf,
  siteId,
  sortable,
  subjectId,
  suffix,
} from './stream-rule.js'

/** Spaces, and what belongs to a space and to none of its contents. */
export const spaceRules: RulesOf<
  | 'spaces'
  | 'space-permissions'
  | 'role-assignments'
  | 'space-states'
  | 'sidebar-links'
  | 'templates'
  | 'template-versions'
> = {
  spaces: {
    words: ['a space', 'spaces'],
    shows: ['key', 'name', 'kind', 'status'],
    impact: 'content',
    owner: alone,
    owners: [],
    rank: noRank,
    references: ['owner', 'home', 'logo', 'classification', 'created.by', 'modified.by'],
    required: [],
    blobs: ['description'],
  },
  'space-permissions': {
    words: ['a permission in a space', 'permissions in spaces'],
    shows: ['subject.type', 'subject.id', 'operation', 'target', 'native'],
    kind: 'permissions',
    impact: 'access',
    owner: (r) => r.space,
    owners: ['spaces'],
    rank: noRank,
    references: ['space', 'subject.id', 'created.by'],
    required: ['space', 'subject.id'],
    blobs: [],
    deriveId: (r) => `permission:${r.space}/${subjectId(r.subject)}/${permissionWords(r)}${suffix(r)}`,
  },
  'role-assignments': {
    words: ['a role that somebody has in a space', 'roles that people have in spaces'],
    shows: ['subject.type', 'subject.id', 'role'],
    kind: 'permissions',
    impact: 'access',
    owner: (r) => r.space,
    owners: ['spaces'],
    rank: noRank,
    references: ['space', 'subject.id', 'role', 'created.by'],
    required: ['space', 'subject.id', 'role'],
    blobs: [],
    deriveId: (r) => `role-assignment:${r.space}/${subjectId(r.subject)}/${r.role}`,
  },
  'space-states': {
    words: ['a status that a space offers', 'statuses that spaces offer'],
    shows: ['name', 'colour', 'scope'],
    kind: 'states',
    impact: 'decoration',
    owner: (r) => r.space,
    owners: ['spaces'],
    rank: (r) => byPosition(r.position),
    references: ['space'],
    required: ['space'],
    blobs: [],
    deriveId: (r) => `space-state:${r.space}/${r.name}${suffix(r)}`,
  },
  'sidebar-links': {
    words: ['a link in a sidebar', 'links in sidebars'],
    shows: ['list', 'title', 'url', 'target', 'native'],
    kind: 'settings',
    impact: 'decoration',
    owner: (r) => r.space,
    owners: ['spaces'],
    rank: (r) => `${r.list} ${byPosition(r.position)}`,
    references: ['space', 'target'],
    required: ['space'],
    blobs: [],
  },
  templates: {
    words: ['a template', 'templates'],
    shows: ['name', 'space', 'description'],
    kind: 'templates',
    impact: 'content',
    owner: (r) => r.space ?? siteId,
    owners: ['site', 'spaces'],
    rank: noRank,
    references: ['space', 'created.by'],
    required: ['space'],
    blobs: [],
  },
  'template-versions': {
    words: ['a version of a template', 'versions of templates'],
    shows: ['at.at', 'title'],
    impact: 'content',
    owner: (r) => r.of,
    owners: ['templates'],
    rank: (r) => sortable(r.order),
    references: ['of', 'author'],
    required: ['of'],
    blobs: ['body'],
    deriveId: (r) => `version:${r.of}/${r.number}${suffix(r)}`,
  },
}
