/** Who may read and change a content. */
export const restrictionsRoutes = {
  'v1.addGroupToContentRestriction': {
    on: 'PUT /rest/api/content/{id}/restriction/byOperation/{operationKey}/group/{groupName}',
    old: true,
    scopes: ['write:confluence-content'],
    use: 'Adds group to content restriction',
  },
  'v1.addGroupToContentRestrictionByGroupId': {
    on: 'PUT /rest/api/content/{id}/restriction/byOperation/{operationKey}/byGroupId/{groupId}',
    scopes: ['write:confluence-content'],
    use: 'Adds group to content restriction by group id',
  },
  'v1.addRestrictions': {
    on: 'POST /rest/api/content/{id}/restriction',
    scopes: ['write:confluence-content'],
    use: 'Adds restrictions',
  },
  'v1.addUserToContentRestriction': {
    on: 'PUT /rest/api/content/{id}/restriction/byOperation/{operationKey}/user',
    scopes: ['write:confluence-content'],
    use: 'Adds user to content restriction',
  },
  'v1.checkContentPermission': {
    on: 'POST /rest/api/content/{id}/permission/check',
    scopes: ['read:confluence-content.permission'],
    use: 'Tells content permission',
  },
  'v1.deleteRestrictions': {
    on: 'DELETE /rest/api/content/{id}/restriction',
    scopes: ['write:confluence-content'],
    use: 'Removes restrictions',
  },
  'v1.getContentRestrictionStatusForGroup': {
    on: 'GET /rest/api/content/{id}/restriction/byOperation/{operationKey}/group/{groupName}',
    old: true,
    scopes: ['read:confluence-content.all'],
    use: 'Reads content restriction status for group',
  },
  'v1.getContentRestrictionStatusForUser': {
    on: 'GET /rest/api/content/{id}/restriction/byOperation/{operationKey}/user',
    scopes: ['read:confluence-content.all'],
    use: 'Reads content restriction status for user',
  },
  'v1.getIndividualGroupRestrictionStatusByGroupId': {
    on: 'GET /rest/api/content/{id}/restriction/byOperation/{operationKey}/byGroupId/{groupId}',
    scopes: ['read:confluence-content.all'],
    use: 'Reads individual group restriction status by group id',
  },
  'v1.getRestrictions': {
    on: 'GET /rest/api/content/{id}/restriction',
    list: 'start 100 200',
    scopes: ['read:confluence-content.all'],
    use: 'Reads restrictions',
  },
  'v1.getRestrictionsByOperation': {
    on: 'GET /rest/api/content/{id}/restriction/byOperation',
    scopes: ['read:confluence-content.all'],
    use: 'Reads restrictions by operation',
  },
  'v1.getRestrictionsForOperation': {
    on: 'GET /rest/api/content/{id}/restriction/byOperation/{operationKey}',
    list: 'start 100 200',
    scopes: ['read:confluence-content.all'],
    use: 'Reads restrictions for operation',
  },
  'v1.removeGroupFromContentRestriction': {
    on: 'DELETE /rest/api/content/{id}/restriction/byOperation/{operationKey}/byGroupId/{groupId}',
    scopes: ['write:confluence-content'],
    use: 'Removes group from content restriction',
  },
  'v1.removeGroupFromContentRestrictionById': {
    on: 'DELETE /rest/api/content/{id}/restriction/byOperation/{operationKey}/group/{groupName}',
    old: true,
    scopes: ['write:confluence-content'],
    use: 'Removes group from content restriction by id',
  },
  'v1.removeUserFromContentRestriction': {
    on: 'DELETE /rest/api/content/{id}/restriction/byOperation/{operationKey}/user',
    scopes: ['write:confluence-content'],
    use: 'Removes user from content restriction',
  },
  'v1.updateRestrictions': {
    on: 'PUT /rest/api/content/{id}/restriction',
    scopes: ['write:confluence-content'],
    use: 'Changes restrictions',
  },
} as const
