import { tableContracts } from './contract/app-tables.js'
import { type ClassContract, whole } from './contract/class-contract.js'
import { contentContracts } from './contract/content-classes.js'
import { peopleContracts } from './contract/people-classes.js'
import { serverContracts } from './contract/server-classes.js'
import { siteContracts } from './contract/site-classes.js'
import { spaceContracts } from './contract/space-classes.js'

export type { ClassContract } from './contract/class-contract.js'

/**
 * What happens to each class of entities.xml and each of its properties, and to each table beside it and its columns: the
 * allow-list of this source. What is not named here is never carried by accident: an unknown property is an omission that
 * tells its name and no value, in every class. Collections and components are named like properties.
 */
export const contracts: ReadonlyMap<string, ClassContract> = new Map(
  Object.entries({
    ...spaceContracts,
    ...contentContracts,
    ...peopleContracts,
    ...siteContracts,
    ...serverContracts,
    ...tableContracts,
  }),
)

/** What the contract says of a class that it does not name: the data of an app, or something newer than this version. */
export const unknownClass: ClassContract = whole('app', { rows: 'A1' })

/** The contract of a class or table. */
export function contractOf(className: string): ClassContract {
  return contracts.get(className) ?? unknownClass
}

/** True for a table of an app that has a place in the archive. */
export function isKnownTable(name: string): boolean {
  return Object.hasOwn(tableContracts, name)
}

/** Content classes: they share one space of ids in Confluence, and references may name their abstract class alone. */
export const contentClasses: readonly string[] = [
  'Page',
  'BlogPost',
  'Draft',
  'CustomContentEntityObject',
  'Comment',
  'Attachment',
  'SpaceDescription',
  'PersonalInformation',
  'GlobalDescription',
]

/**
 * Classes whose objects are known by id and owner together, since nothing else names them: backups were met where two
 * pages have each a body of one id. Sets of restrictions and their rows name each other by id and are not among them.
 */
export const ownedClasses: ReadonlySet<string> = new Set([
  'BodyContent',
  'ContentProperty',
  'Labelling',
  'LikeEntity',
  'Notification',
  'SpacePermission',
  'User2ContentRelationEntity',
  'HibernateMembership',
  'OutgoingLink',
  'ReferralLink',
])
