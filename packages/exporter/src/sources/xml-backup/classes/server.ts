import { namesSecret } from '@spacecrate/confluence'
import { type BackupClass, leftClass } from '../backup-class.js'
import type { ClassFamily } from '../read-class.js'

/**
 * Classes in which the server keeps its own state, by what that is. Names are those of Atlassian's public documentation of
 * the classes (docs.atlassian.com, Confluence 5.9 to 9.2) and of its data model ("Confluence Data Model"); few were met in
 * a public backup. Their fields are not looked at.
 */
const internal: Readonly<Record<string, string>> = {
  '– which versions the server ran': 'VersionHistory',
  '– what the server does when': 'SchedulerRunDetails',
  '– how the nodes of a cluster find one another': 'ClusterSafetyNumber ClusterLockStatus',
  '– what the server noticed about its own health': 'AlertEntity AlertEntityImpl',
  '– what the search index has yet to read': 'JournalEntry JournalIdentifier IndexQueueEntry',
  '– who may see what, made anew from restrictions and permissions':
    'DenormalisedContentViewPermission DenormalisedSpaceViewPermission DenormalisedSpacePermission DenormalisedSidMapping DenormalisedContentChangeLog DenormalisedSpaceChangeLog DenormalisedServiceStateRecord DenormalisedSpaceEditPermission',
  '– what is edited at the moment, kept by Synchrony': 'Events Snapshots Event Snapshot',
  '– runs of backups': 'BackupRestoreJob BackupRestoreJobResult BackupRestoreJobSettings',
  '– where the server finds its people':
    'GroupMapping DirectorySynchronisationStatus DirectorySynchronisationStatusImpl DirectorySynchronisationToken UserTombstone GroupTombstone UserMembershipTombstone GroupMembershipTombstone AliasTombstone ApplicationUpdatedTombstone EventStreamTombstone DefaultHibernateExternalEntity',
}

/** Classes that are secrets as a whole. */
const secret: Readonly<Record<string, string>> = {
  '– keys that Synchrony signs with': 'Secrets',
  '– which applications the server trusts, and their keys':
    'ConfluenceTrustedApplication TrustedApplicationRestriction HibernateTrustedApplication',
  '– who is logged in': 'Token',
  '– settings of the directory, the passwords among them': 'Property SALProperty',
}

function classes(role: 'internal' | 'secret', table: Readonly<Record<string, string>>): BackupClass[] {
  return Object.entries(table).flatMap(([rows, names]) =>
    names.split(' ').map((name): BackupClass => leftClass(role, { name, rows })),
  )
}

const job = leftClass('internal', {
  name: 'SchedulerClusteredJob',
  rows: '– when the server does what',
  fields:
    'jobId nextRunTime version jobRunnerKey rawParameters schedType cronExpression cronTimeZone intervalFirstRunTime intervalMillis',
})

/** State of the server and its secrets. */
export const server: ClassFamily = { classes: [job, ...classes('internal', internal), ...classes('secret', secret)] }

/** Packages of what a server keeps for itself. An app has no class in entities.xml: its data are tables and settings. */
const ofServer =
  /^com\.atlassian\.(?:confluence\.(?:internal|impl|upgrade|cluster|security|schedule|journal|event|search|index|mail|setup|backuprestore|cache|user)|crowd|synchrony|scheduler|user|hibernate|diagnostics)(?:\.|$)/

/** The role of a class that no table names, by the package that it lies in; `undefined` if that tells nothing. */
export function roleByPackage(className: string, packageName: string): 'internal' | 'secret' | undefined {
  if (!ofServer.test(packageName)) return undefined
  return namesSecret(className) ? 'secret' : 'internal'
}
