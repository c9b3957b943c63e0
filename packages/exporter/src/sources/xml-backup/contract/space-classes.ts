import { type ClassContract, plain, shared } from './class-contract.js'

const { acts, creator, kept, locks, modified, unknownMeaning, versioned } = shared

/** Spaces and who may do what in them. */
export const spaceContracts: Readonly<Record<string, ClassContract>> = {
  Space: plain({
    rows: 'S1 S2 S3 S5 S6 S20',
    mapped: `${acts} name key spaceType spaceStatus homePage description permissions pageTemplates`,
    derived: 'lowerKey',
    extra: 'position text',
  }),
  SpaceDescription: plain({
    rows: 'S4 S7 S8 S22',
    mapped: `${versioned} ${kept} space customContent`,
    derived: 'lowerTitle',
    excluded: locks,
    extra: unknownMeaning,
  }),
  SpacePermission: plain({
    rows: 'S11 S16 G8',
    why: 'Cloud marks its rows as active; one that is not was never met, and would be given to nobody',
    kind: 'permissions',
    mapped: `space type group userSubject userName allUsersSubject active ${creator}`,
    derived: modified,
  }),
}
