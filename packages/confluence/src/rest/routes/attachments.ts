/** Files. */
export const attachmentsRoutes = {
  'v1.createAttachment': {
    on: 'POST /rest/api/content/{id}/child/attachment',
    scopes: ['write:confluence-file'],
    use: 'Makes attachment',
  },
  'v1.createOrUpdateAttachments': {
    on: 'PUT /rest/api/content/{id}/child/attachment',
    scopes: ['write:confluence-file'],
    use: 'Makes or update attachments',
  },
  'v1.downloadAttatchment': {
    on: 'GET /rest/api/content/{id}/child/attachment/{attachmentId}/download',
    scopes: ['readonly:content.attachment:confluence'],
    use: 'Sends attachment',
  },
  'v1.getAttachments': {
    on: 'GET /rest/api/content/{id}/child/attachment',
    list: 'start 25 1000',
    old: true,
    scopes: ['read:confluence-content.summary'],
    use: 'Reads attachments',
  },
  'v1.updateAttachmentData': {
    on: 'POST /rest/api/content/{id}/child/attachment/{attachmentId}/data',
    scopes: ['write:confluence-file'],
    use: 'Changes attachment data',
  },
  'v1.updateAttachmentProperties': {
    on: 'PUT /rest/api/content/{id}/child/attachment/{attachmentId}',
    scopes: ['write:confluence-file', 'write:confluence-props'],
    use: 'Changes attachment properties',
  },
  'v2.deleteAttachment': {
    on: 'DELETE /api/v2/attachments/{id}',
    scopes: ['delete:attachment:confluence'],
    use: 'Removes attachment',
  },
  'v2.getAttachmentById': {
    on: 'GET /api/v2/attachments/{id}',
    scopes: ['read:attachment:confluence'],
    use: 'Reads attachment by id',
  },
  'v2.getAttachmentThumbnailById': {
    on: 'GET /api/v2/attachments/{id}/thumbnail/download',
    scopes: ['read:attachment:confluence'],
    use: 'Reads attachment thumbnail by id',
  },
  'v2.getAttachments': {
    on: 'GET /api/v2/attachments',
    list: 'cursor 50 250',
    scopes: ['read:attachment:confluence'],
    use: 'Reads attachments',
  },
  'v2.getBlogpostAttachments': {
    on: 'GET /api/v2/blogposts/{id}/attachments',
    list: 'cursor 50 250',
    scopes: ['read:attachment:confluence'],
    use: 'Reads blogpost attachments',
  },
  'v2.getCustomContentAttachments': {
    on: 'GET /api/v2/custom-content/{id}/attachments',
    list: 'cursor 50 250',
    scopes: ['read:attachment:confluence'],
    use: 'Reads custom content attachments',
  },
  'v2.getPageAttachments': {
    on: 'GET /api/v2/pages/{id}/attachments',
    list: 'cursor 50 250',
    scopes: ['read:attachment:confluence'],
    use: 'Reads page attachments',
  },
} as const
