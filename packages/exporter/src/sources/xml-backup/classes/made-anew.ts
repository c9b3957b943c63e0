import { leftClass } from '../backup-class.js'
import { hanging } from '../joined-fields.js'
import type { ClassFamily } from '../read-class.js'
import { acts } from '../shared-fields.js'

const outgoing = leftClass('derived', {
  name: 'OutgoingLink',
  rows: 'C11',
  why: 'Made from the links in bodies',
  fields: `${acts} destinationPageTitle destinationSpaceKey lowerDestinationPageTitle lowerDestinationSpaceKey sourceContent`,
  join: hanging('sourceContent'),
  isOwned: true,
})

const referral = leftClass('derived', {
  name: 'ReferralLink',
  rows: '– counts visits from other sites',
  fields: `${acts} viewCount url sourceContent`,
  join: hanging('sourceContent'),
  isOwned: true,
})

const trackback = leftClass('derived', {
  name: 'TrackbackLink',
  rows: '– counts links of other sites; gone since Confluence 5',
})

const imageDetails = leftClass('derived', {
  name: 'ImageDetailsDto',
  rows: '– width and height, which are in the file',
})

/** What every site makes anew. */
export const madeAnew: ClassFamily = { classes: [outgoing, referral, trackback, imageDetails] }
