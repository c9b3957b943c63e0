import { leftClass } from '../backup-class.js'
import type { ClassFamily } from '../read-class.js'

const token = leftClass('secret', {
  name: 'ConfluenceRememberMeToken',
  rows: 'U5',
  fields: 'username createdTime token',
})

const oldCredential = leftClass('secret', {
  name: 'InternalUserCredentialRecord',
  rows: 'U5',
  why: 'Earlier password hashes',
})

const application = leftClass('secret', {
  name: 'ApplicationImpl',
  rows: '– how the directory lets applications in',
  fields: 'name lowerName createdDate updatedDate active description type credential attributes directoryMappings',
})

const key = leftClass('secret', {
  name: 'AliasedKey',
  rows: '– keys that the server encrypts with',
  fields: 'alias key',
})

const directoryItself = leftClass('internal', {
  name: 'DirectoryImpl',
  rows: '– where the server finds its people',
  why: 'Its attributes hold the address and the password of a directory',
  fields:
    'name lowerName createdDate updatedDate active description implementationClass lowerImplementationClass type allowedOperations attributes',
})

const mapping = leftClass('internal', {
  name: 'DirectoryMapping',
  rows: '– where the server finds its people',
  fields: 'application directory allowAllToAuthenticate allowedOperations',
})

const userAttribute = leftClass('internal', {
  name: 'InternalUserAttribute',
  rows: '– last logins, and what a directory keeps for itself',
  fields: 'user directory name value lowerValue',
})

const groupAttribute = leftClass('internal', {
  name: 'InternalGroupAttribute',
  rows: '– what a directory keeps for itself',
  fields: 'group directory name value lowerValue',
})

const login = leftClass('internal', {
  name: 'UserLoginInfo',
  rows: '– counts logins',
  fields:
    'user currentFailedLoginCount totalFailedLoginCount lastSuccessfulLoginDate previousSuccessfulLoginDate lastFailedLoginDate',
})

/** What the directories of a server hold beside people and groups. Secrets stand beside names here: nothing is carried. */
export const directory: ClassFamily = {
  classes: [token, oldCredential, application, key, directoryItself, mapping, userAttribute, groupAttribute, login],
}
