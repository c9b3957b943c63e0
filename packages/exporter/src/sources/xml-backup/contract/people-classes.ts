import { type ClassContract, plain, shared, whole } from './class-contract.js'

const { acts, kept, locks, versioned } = shared

/** Directories and accounts. Secrets stand beside the names here. */
export const peopleContracts: Readonly<Record<string, ClassContract>> = {
  ConfluenceUserImpl: plain({ rows: 'U1', mapped: 'name email atlassianAccountId', derived: 'lowerName' }),
  InternalUser: plain({
    rows: 'U1 U5',
    why: 'The credential is a password hash',
    mapped: 'name displayName emailAddress active createdDate',
    derived: 'lowerName lowerDisplayName lowerEmailAddress firstName lowerFirstName lastName lowerLastName',
    excluded: 'credential credentialRecords attributes externalId directory updatedDate',
  }),
  DefaultHibernateUser: plain({
    rows: 'U1 U3 U5',
    mapped: 'name fullName email created groups',
    excluded: 'password',
  }),
  PersonalInformation: plain({
    rows: 'U1 U4',
    mapped: `${versioned} ${kept} user username`,
    derived: 'lowerTitle',
    excluded: locks,
  }),
  BucketPropertySetItem: plain({
    rows: 'U1 U4',
    why: 'Of preferences only those on a list are carried; any other may hold the state of an app, and a secret',
    kind: 'people-details',
    mapped: 'entityName entityId key type booleanVal doubleVal stringVal textVal longVal intVal dateVal',
  }),
  InternalGroup: plain({
    rows: 'U2',
    mapped: 'name description externalId',
    derived: 'lowerName',
    excluded: 'active local type createdDate updatedDate directory attributes',
  }),
  DefaultHibernateGroup: plain({ rows: 'U2 U3', mapped: 'name localMembers' }),
  HibernateMembership: plain({
    rows: 'U3',
    mapped: 'parentGroup userMember groupMember',
    excluded: 'createdDate',
  }),
  // Never carried
  ConfluenceRememberMeToken: whole('secret', { rows: 'U5', excluded: 'username createdTime token' }),
  InternalUserCredentialRecord: whole('secret', { rows: 'U5', why: 'Earlier password hashes' }),
  ApplicationImpl: whole('secret', {
    rows: '– how the directory lets applications in',
    excluded: 'name lowerName createdDate updatedDate active description type credential attributes directoryMappings',
  }),
  AliasedKey: whole('secret', { rows: '– keys that the server encrypts with', excluded: 'alias key' }),
  DirectoryImpl: whole('internal', {
    rows: '– where the server finds its people',
    why: 'Its attributes hold the address and the password of a directory',
    excluded:
      'name lowerName createdDate updatedDate active description implementationClass lowerImplementationClass type allowedOperations attributes',
  }),
  DirectoryMapping: whole('internal', {
    rows: '– where the server finds its people',
    excluded: 'application directory allowAllToAuthenticate allowedOperations',
  }),
  InternalUserAttribute: whole('internal', {
    rows: '– last logins, and what a directory keeps for itself',
    excluded: 'user directory name value lowerValue',
  }),
  InternalGroupAttribute: whole('internal', {
    rows: '– what a directory keeps for itself',
    excluded: 'group directory name value lowerValue',
  }),
  UserLoginInfo: whole('internal', {
    rows: '– counts logins',
    excluded:
      'user currentFailedLoginCount totalFailedLoginCount lastSuccessfulLoginDate previousSuccessfulLoginDate lastFailedLoginDate',
  }),
  User2UserRelationEntity: whole('relation', {
    rows: 'S21',
    why: 'Says who follows whom',
    excluded: `${acts} targetContent sourceContent relationName`,
  }),
}
