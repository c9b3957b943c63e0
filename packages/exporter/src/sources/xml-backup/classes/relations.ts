import { leftClass } from '../backup-class.js'
import { hanging } from '../joined-fields.js'
import type { ClassFamily } from '../read-class.js'
import { acts } from '../shared-fields.js'

const copyOf = leftClass('relation', {
  name: 'Content2ContentRelationEntity',
  rows: 'S20',
  why: 'Says of which page a page is a copy',
  fields: `${acts} targetContent sourceContent targetType sourceType relationName`,
  join: hanging('sourceContent', 'targetContent'),
  leftover: { ofSite: 'unowned' },
})

const follower = leftClass('relation', {
  name: 'User2UserRelationEntity',
  rows: 'S21',
  why: 'Says who follows whom',
  fields: `${acts} targetContent sourceContent relationName`,
  leftover: { ofSite: 'always' },
})

/** Relations that no record has a place for. Those of people to content are watches. */
export const relations: ClassFamily = { classes: [copyOf, follower] }
