/** What was looked at, noted down or blacked out: audit, analytics, data policies. */
export const evidenceRoutes = {
  'v1.createAuditRecord': {
    on: 'POST /rest/api/audit',
    admin: 'site',
    scopes: ['read:audit-log:confluence', 'write:audit-log:confluence'],
    use: 'Makes audit record',
  },
  'v1.exportAuditRecords': {
    on: 'GET /rest/api/audit/export',
    admin: 'site',
    scopes: ['read:audit-log:confluence'],
    use: 'Exports audit records',
  },
  'v1.getAuditRecords': {
    on: 'GET /rest/api/audit',
    list: 'start 1000 1000',
    admin: 'site',
    scopes: ['read:audit-log:confluence'],
    use: 'Reads audit records',
  },
  'v1.getAuditRecordsForTimePeriod': {
    on: 'GET /rest/api/audit/since',
    list: 'start 1000 1000',
    admin: 'site',
    scopes: ['read:audit-log:confluence'],
    use: 'Reads audit records for time period',
  },
  'v1.getRetentionPeriod': {
    on: 'GET /rest/api/audit/retention',
    admin: 'site',
    scopes: ['read:audit-log:confluence'],
    use: 'Reads retention period',
  },
  'v1.getViewers': {
    on: 'GET /rest/api/analytics/content/{contentId}/viewers',
    scopes: ['read:confluence-content.summary'],
    use: 'Reads viewers',
  },
  'v1.getViews': {
    on: 'GET /rest/api/analytics/content/{contentId}/views',
    scopes: ['read:confluence-content.summary'],
    use: 'Reads views',
  },
  'v1.setRetentionPeriod': {
    on: 'PUT /rest/api/audit/retention',
    admin: 'site',
    scopes: ['write:audit-log:confluence'],
    use: 'Sets retention period',
  },
  'v2.deleteForgeAppProperty': {
    on: 'DELETE /api/v2/app/properties/{propertyKey}',
    scopes: ['write:app-data:confluence'],
    use: 'Removes forge app property',
  },
  'v2.getDataPolicyMetadata': {
    on: 'GET /api/v2/data-policies/metadata',
    scopes: ['read:configuration:confluence'],
    use: 'Reads data policy metadata',
  },
  'v2.getDataPolicySpaces': {
    on: 'GET /api/v2/data-policies/spaces',
    list: 'cursor 25 250',
    scopes: ['read:space:confluence'],
    use: 'Reads data policy spaces',
  },
  'v2.getForgeAppProperties': {
    on: 'GET /api/v2/app/properties',
    list: 'cursor 50 250',
    scopes: ['read:app-data:confluence'],
    use: 'Reads forge app properties',
  },
  'v2.getForgeAppProperty': {
    on: 'GET /api/v2/app/properties/{propertyKey}',
    scopes: ['read:app-data:confluence'],
    use: 'Reads forge app property',
  },
  'v2.postRedactBlog': {
    on: 'POST /api/v2/blogposts/{id}/redact',
    scopes: ['write:page:confluence'],
    use: 'Sends redact blog',
  },
  'v2.postRedactPage': {
    on: 'POST /api/v2/pages/{id}/redact',
    scopes: ['write:page:confluence'],
    use: 'Sends redact page',
  },
  'v2.putForgeAppProperty': {
    on: 'PUT /api/v2/app/properties/{propertyKey}',
    scopes: ['write:app-data:confluence'],
    use: 'Sets forge app property',
  },
} as const
