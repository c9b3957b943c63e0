/** Contents of a Data Center. */
export const dcContentRoutes = {
  'dc.getContentList': {
    on: 'GET /rest/api/content',
    list: 'start 25 1000',
    withBody: 50,
    use: 'Lists contents; administrators often shut it off',
  },
  'dc.createContent': { on: 'POST /rest/api/content', use: 'Makes a page, a post or a comment' },
  'dc.scanContent': {
    on: 'GET /rest/api/content/scan',
    list: 'cursor 25 1000',
    withBody: 50,
    use: 'Lists all contents of a kind without losing any',
  },
  'dc.getContent': { on: 'GET /rest/api/content/{id}', use: 'Reads a content' },
  'dc.updateContent': { on: 'PUT /rest/api/content/{id}', use: 'Writes a new version, restores from the trash' },
  'dc.deleteContent': { on: 'DELETE /rest/api/content/{id}', use: 'Moves a content to the trash, or purges it' },
  'dc.getChildren': { on: 'GET /rest/api/content/{id}/child', use: 'Reads what hangs on a content, by kind' },
  'dc.getChildrenOfType': {
    on: 'GET /rest/api/content/{id}/child/{type}',
    list: 'start 25 1000',
    withBody: 50,
    use: 'Lists children of one kind',
  },
  'dc.getComments': {
    on: 'GET /rest/api/content/{id}/child/comment',
    list: 'start 25 1000',
    withBody: 50,
    use: 'Lists comments, by place and depth',
  },
  'dc.getAttachments': { on: 'GET /rest/api/content/{id}/child/attachment', list: 'start 50 200', use: 'Lists files' },
  'dc.createAttachments': { on: 'POST /rest/api/content/{id}/child/attachment', use: 'Uploads files' },
  'dc.updateAttachment': {
    on: 'PUT /rest/api/content/{id}/child/attachment/{attachmentId}',
    use: 'Renames or moves a file',
  },
  'dc.updateAttachmentData': {
    on: 'POST /rest/api/content/{id}/child/attachment/{attachmentId}/data',
    use: 'Uploads a new version of a file',
  },
  'dc.deleteAttachmentVersion': {
    on: 'DELETE /rest/api/content/{id}/child/attachment/{attachmentId}/version/{version}',
    use: 'Deletes a version of a file',
  },
  'dc.getDescendants': { on: 'GET /rest/api/content/{id}/descendant', use: 'Reads what is below a content, by kind' },
  'dc.getDescendantsOfType': {
    on: 'GET /rest/api/content/{id}/descendant/{type}',
    list: 'start 25 1000',
    withBody: 50,
    use: 'Lists what is below a content',
  },
  'dc.moveContent': {
    on: 'PUT /rest/api/content/{id}/move/{position}/{targetId}',
    use: 'Moves a page next to another, or below it',
  },
  'dc.getHistory': { on: 'GET /rest/api/content/{id}/history', use: 'Reads who made and last changed a content' },
  'dc.getVersions': {
    on: 'GET /rest/api/content/{id}/version',
    list: 'start 25 200',
    withBody: 50,
    use: 'Lists versions',
  },
  'dc.getVersion': { on: 'GET /rest/api/content/{id}/version/{versionNumber}', use: 'Reads a version' },
  'dc.deleteVersion': { on: 'DELETE /rest/api/content/{id}/version/{versionNumber}', use: 'Deletes a version' },
  'dc.restoreVersion': { on: 'POST /rest/api/content/{id}/version', use: 'Makes an earlier version the current one' },
  'dc.getVersionsOfOld': {
    on: 'GET /rest/experimental/content/{id}/version',
    list: 'start 25 200',
    withBody: 50,
    use: 'Lists versions, where the site is older',
  },
  'dc.getVersionOfOld': {
    on: 'GET /rest/experimental/content/{id}/version/{versionNumber}',
    use: 'Reads a version, where the site is older',
  },
  'dc.getWatchers': {
    on: 'GET /rest/api/content/{id}/watchers',
    list: 'start 25 200',
    use: 'Lists who watches a content',
  },
  'dc.convertBody': { on: 'POST /rest/api/contentbody/convert/{to}', use: 'Converts a body' },
} as const
