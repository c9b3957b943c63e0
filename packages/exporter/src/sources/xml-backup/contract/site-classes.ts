import { type ClassContract, plain, shared, whole } from './class-contract.js'

const { kept, locks, versioned } = shared

/** What belongs to the site as a whole. */
export const siteContracts: Readonly<Record<string, ClassContract>> = {
  GlobalDescription: plain({
    rows: 'G1 G12',
    mapped: `${versioned} ${kept}`,
    derived: 'lowerTitle',
    excluded: locks,
  }),
  AuditRecordEntity: plain({
    rows: 'G15',
    why: 'Names of its fields are told apart leniently; addresses of machines stay behind',
    kind: 'audit',
    mapped:
      'creationDate creationTime author authorKey userKey authorName authorFullName userName summary description category objectName affectedObjectName objectType affectedObjectType sysAdmin isSysAdmin',
    derived: 'searchString',
    excluded: 'address remoteAddress',
  }),
  ConfluenceBandanaRecord: plain({
    rows: 'G1 G2 G3 G4 G6 G7 G9 G10 G11 G14 G16 G17 S9 S12 S15 A1',
    why: 'Of settings only those on a list are carried, field by field; any other may hold a secret',
    kind: 'settings',
    mapped: 'context key value',
  }),
  PersistentDecorator: plain({
    rows: 'S14 G13',
    kind: 'settings',
    mapped: 'spaceKey name body lastModificationDate',
  }),
  SchedulerClusteredJob: whole('internal', {
    rows: '– when the server does what',
    excluded:
      'jobId nextRunTime version jobRunnerKey rawParameters schedType cronExpression cronTimeZone intervalFirstRunTime intervalMillis',
  }),
}
