/** Bodies from one format to another, and what kind of thing an id is. */
export const convertRoutes = {
  'v1.asyncConvertContentBodyRequest': {
    on: 'POST /rest/api/contentbody/convert/async/{to}',
    scopes: ['read:confluence-content.all'],
    use: 'Begins to convert content body request',
  },
  'v1.asyncConvertContentBodyResponse': {
    on: 'GET /rest/api/contentbody/convert/async/{id}',
    scopes: ['read:confluence-content.all'],
    use: 'Begins to convert content body response',
  },
  'v1.convertContentBody': {
    on: 'POST /rest/api/contentbody/convert/{to}',
    old: true,
    scopes: ['read:confluence-content.all'],
    use: 'Converts content body',
  },
  'v1.getAndAsyncConvertMacroBodyByMacroId': {
    on: 'GET /rest/api/content/{id}/history/{version}/macro/id/{macroId}/convert/async/{to}',
    scopes: ['read:confluence-content.all'],
    use: 'Reads and async convert macro body by macro id',
  },
  'v1.getAndConvertMacroBodyByMacroId': {
    on: 'GET /rest/api/content/{id}/history/{version}/macro/id/{macroId}/convert/{to}',
    scopes: ['read:confluence-content.all'],
    use: 'Reads and convert macro body by macro id',
  },
  'v1.getMacroBodyByMacroId': {
    on: 'GET /rest/api/content/{id}/history/{version}/macro/id/{macroId}',
    scopes: ['read:confluence-content.all'],
    use: 'Reads macro body by macro id',
  },
  'v2.convertContentIdsToContentTypes': {
    on: 'POST /api/v2/content/convert-ids-to-types',
    scopes: ['read:content.metadata:confluence'],
    use: 'Converts content ids to content types',
  },
} as const
