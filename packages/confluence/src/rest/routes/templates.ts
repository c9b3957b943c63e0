/** Templates. */
export const templatesRoutes = {
  'v1.createContentTemplate': {
    on: 'POST /rest/api/template',
    scopes: ['write:confluence-content'],
    use: 'Makes content template',
  },
  'v1.getBlueprintTemplates': {
    on: 'GET /rest/api/template/blueprint',
    list: 'start 25 1000',
    scopes: ['read:confluence-content.summary'],
    use: 'Reads blueprint templates',
  },
  'v1.getContentTemplate': {
    on: 'GET /rest/api/template/{contentTemplateId}',
    scopes: ['read:confluence-content.summary'],
    use: 'Reads content template',
  },
  'v1.getContentTemplates': {
    on: 'GET /rest/api/template/page',
    list: 'start 25 1000',
    scopes: ['read:confluence-content.summary'],
    use: 'Reads content templates',
  },
  'v1.removeTemplate': {
    on: 'DELETE /rest/api/template/{contentTemplateId}',
    scopes: ['write:confluence-content'],
    use: 'Removes template',
  },
  'v1.updateContentTemplate': {
    on: 'PUT /rest/api/template',
    scopes: ['write:confluence-content'],
    use: 'Changes content template',
  },
} as const
