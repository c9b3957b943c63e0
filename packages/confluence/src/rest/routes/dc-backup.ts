/** Backups of a Data Center as jobs. */
export const dcBackupRoutes = {
  'dc.backupSite': {
    on: 'POST /rest/api/backup-restore/backup/site',
    admin: 'site',
    use: 'Begins a backup of the site',
  },
  'dc.backupSpaces': { on: 'POST /rest/api/backup-restore/backup/space', use: 'Begins a backup of spaces' },
  'dc.getBackupJobs': { on: 'GET /rest/api/backup-restore/jobs', list: 'limit 25 1000', use: 'Lists jobs' },
  'dc.getBackupJob': { on: 'GET /rest/api/backup-restore/jobs/{jobId}', use: 'Reads how far a job is' },
  'dc.cancelBackupJob': { on: 'PUT /rest/api/backup-restore/jobs/{jobId}/cancel', use: 'Ends a job' },
  'dc.downloadBackup': { on: 'GET /rest/api/backup-restore/jobs/{jobId}/download', use: 'Downloads what a job made' },
  'dc.clearBackupQueue': {
    on: 'PUT /rest/api/backup-restore/jobs/clear-queue',
    admin: 'site',
    use: 'Ends all jobs that wait',
  },
  'dc.getRestoreFiles': {
    on: 'GET /rest/api/backup-restore/restore/files',
    admin: 'site',
    use: 'Lists backups that lie on the server',
  },
  'dc.restoreSite': {
    on: 'POST /rest/api/backup-restore/restore/site',
    admin: 'site',
    use: 'Begins to restore the site',
  },
  'dc.restoreSpace': {
    on: 'POST /rest/api/backup-restore/restore/space',
    admin: 'site',
    use: 'Begins to restore a space',
  },
  'dc.uploadSiteBackup': {
    on: 'POST /rest/api/backup-restore/restore/site/upload',
    admin: 'site',
    use: 'Uploads a backup of a site and restores it',
  },
  'dc.uploadSpaceBackup': {
    on: 'POST /rest/api/backup-restore/restore/space/upload',
    admin: 'site',
    use: 'Uploads a backup of a space and restores it',
  },
} as const
