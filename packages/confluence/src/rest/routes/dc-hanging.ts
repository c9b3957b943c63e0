/** What hangs on contents of a Data Center. */
export const dcHangingRoutes = {
  'dc.getLabels': { on: 'GET /rest/api/content/{id}/label', list: 'start 200 200', use: 'Lists labels' },
  'dc.addLabels': { on: 'POST /rest/api/content/{id}/label', use: 'Adds labels' },
  'dc.removeLabel': { on: 'DELETE /rest/api/content/{id}/label', use: 'Takes a label away, by its name in the query' },
  'dc.removeLabelByPath': { on: 'DELETE /rest/api/content/{id}/label/{label}', use: 'Takes a label away' },
  'dc.getProperties': { on: 'GET /rest/api/content/{id}/property', list: 'start 10 200', use: 'Lists properties' },
  'dc.createProperty': { on: 'POST /rest/api/content/{id}/property', use: 'Makes a property' },
  'dc.getProperty': { on: 'GET /rest/api/content/{id}/property/{key}', use: 'Reads a property' },
  'dc.createPropertyByKey': { on: 'POST /rest/api/content/{id}/property/{key}', use: 'Makes a property of this key' },
  'dc.updateProperty': { on: 'PUT /rest/api/content/{id}/property/{key}', use: 'Changes a property' },
  'dc.deleteProperty': { on: 'DELETE /rest/api/content/{id}/property/{key}', use: 'Removes a property' },
  'dc.getRestrictions': {
    on: 'GET /rest/api/content/{id}/restriction',
    list: 'start 100 200',
    use: 'Lists restrictions',
  },
  'dc.setRestrictions': { on: 'PUT /rest/api/content/{id}/restriction', use: 'Puts other restrictions in place' },
  'dc.getRestrictionsByOperation': {
    on: 'GET /rest/api/content/{id}/restriction/byOperation',
    use: 'Reads restrictions by what they are on',
  },
  'dc.getRestrictionsOfOperation': {
    on: 'GET /rest/api/content/{id}/restriction/byOperation/{operationKey}',
    list: 'start 100 200',
    use: 'Reads restrictions of one kind',
  },
  'dc.setRestrictionsOfOld': {
    on: 'PUT /rest/experimental/content/{id}/restriction',
    use: 'Puts other restrictions in place, where the site is older',
  },
  'dc.getLikes': { on: 'GET /rest/likes/1.0/content/{id}/likes', use: 'Reads who likes a content and its comments' },
  'dc.like': { on: 'POST /rest/likes/1.0/content/{id}/likes', use: 'Likes a content, as the caller' },
  'dc.unlike': { on: 'DELETE /rest/likes/1.0/content/{id}/likes', use: 'Takes a like back' },
  'dc.getInlineComments': { on: 'GET /rest/inlinecomments/1.0/comments', use: 'Lists comments on words of a page' },
  'dc.createInlineComment': { on: 'POST /rest/inlinecomments/1.0/comments', use: 'Comments on words of a page' },
  'dc.resolveInlineComment': {
    on: 'POST /rest/inlinecomments/1.0/comments/{id}/resolve/{resolved}/dangling/{dangling}',
    use: 'Resolves a comment on words, or opens it again',
  },
  'dc.getTask': { on: 'GET /rest/inlinetasks/1/task/{contentId}/{taskId}', use: 'Reads a task' },
  'dc.setTask': { on: 'POST /rest/inlinetasks/1/task/{contentId}/{taskId}', use: 'Ticks a task off' },
} as const
