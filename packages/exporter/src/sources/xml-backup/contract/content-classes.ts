import { type ClassContract, plain, shared, whole } from './class-contract.js'

const { acts, creator, kept, locks, modified, unknownMeaning, versioned } = shared

/** Pages, posts and what hangs on them. */
export const contentContracts: Readonly<Record<string, ClassContract>> = {
  Page: plain({
    rows: 'C1 C2 C3 C16 C17 C18 C24 C27 C29 S20',
    why: 'The sub-type live becomes a field of the record; any other one, and what navigationType means, nobody knows',
    mapped: `${versioned} ${kept} space parent position isFolder editorVersion owner comments customContent contentPermissionSets children childrens`,
    derived: 'lowerTitle ancestors outgoingLinks referralLinks trackbackLinks',
    excluded: locks,
    extra: unknownMeaning,
  }),
  BlogPost: plain({
    rows: 'C1 C2 C3 C15 C16 C17 C18 C24',
    mapped: `${versioned} ${kept} space editorVersion owner comments customContent contentPermissionSets`,
    derived: 'lowerTitle outgoingLinks referralLinks trackbackLinks',
    excluded: locks,
    extra: unknownMeaning,
  }),
  Draft: plain({
    rows: 'C18',
    mapped: `${versioned} ${kept} pageId draftSpaceKey draftType`,
    derived: 'lowerTitle outgoingLinks',
    excluded: locks,
    extra: 'pageVersion',
  }),
  CustomContentEntityObject: plain({
    rows: 'C14 C21 C23 C24 C29 A1 A2',
    mapped: `${versioned} ${kept} space containerContent parent pluginModuleKey customContent comments contentPermissionSets children childrens`,
    derived: 'lowerTitle ancestors outgoingLinks',
    excluded: locks,
    extra: `${unknownMeaning} pluginVersion`,
  }),
  Comment: plain({
    rows: 'C6 C7',
    kind: 'comments',
    mapped: `${versioned} ${kept} containerContent owner parent children childrens`,
    derived: 'lowerTitle ancestors outgoingLinks space',
    excluded: locks,
    extra: unknownMeaning,
  }),
  Attachment: plain({
    rows: 'C8 C9 S4 U4',
    kind: 'attachments',
    mapped: `${versioned} ${kept} containerContent content fileName contentType fileSize comment attachmentVersion comments`,
    derived: 'lowerTitle space',
    excluded: locks,
    extra: unknownMeaning,
  }),
  BodyContent: plain({ rows: 'C2 C3 C6 C22 S8', mapped: 'body bodyType content', excluded: 'creatorName' }),
  ContentProperty: plain({
    rows: 'C14 C21 C24 A1',
    kind: 'properties',
    mapped: 'name stringValue longValue dateValue content',
  }),
  PageTemplate: plain({
    rows: 'S13 G5',
    kind: 'templates',
    mapped: `${acts} name description content bodyType space version pluginKey moduleKey labellings`,
    excluded: 'hibernateVersion',
    extra: 'referencingPluginKey referencingModuleKey',
  }),
  // What hangs on content
  Label: plain({
    rows: 'C4 S7 S21',
    kind: 'labels',
    mapped: 'name namespace owningUser owner creationDate',
    derived: 'lastModificationDate',
  }),
  Labelling: plain({
    rows: 'C4 C9 S7 S13 S21',
    why: 'The star on a page or space is the personal label my:favourite, and stays that label',
    kind: 'labels',
    mapped: 'label content pageTemplate creationDate owningUser user labelableId labelableType',
    derived: 'lastModificationDate',
  }),
  LikeEntity: plain({
    rows: 'C10',
    kind: 'likes',
    mapped: 'content user creationDate',
    derived: 'liked',
    excluded: 'sequenceNumber',
  }),
  Notification: plain({
    rows: 'S21',
    why: 'The form of its mails (digest, network) is a preference of the person and means nothing elsewhere',
    kind: 'watches',
    mapped: 'content page space receiver userName type creationDate',
    derived: `creator creatorName ${modified}`,
    excluded: 'digest network includeChildren',
  }),
  User2ContentRelationEntity: plain({
    rows: 'S21',
    why: 'A favourite is a watch; touched is an index of recent work; for a collaborator there is no place yet',
    kind: 'watches',
    mapped: 'targetContent sourceContent relationName creationDate',
    derived: `targetType creator creatorName ${modified}`,
  }),
  ContentPermissionSet: plain({
    rows: 'C5',
    kind: 'restrictions',
    mapped: 'type owningContent contentPermissions',
    derived: `${creator} ${modified}`,
  }),
  ContentPermission: plain({
    rows: 'C5 S16',
    kind: 'restrictions',
    mapped: `type userSubject userName groupName owningSet ${creator}`,
    derived: modified,
  }),
  // Made anew by every site
  OutgoingLink: whole('derived', {
    rows: 'C11',
    why: 'Made from the links in bodies',
    excluded: `${acts} destinationPageTitle destinationSpaceKey lowerDestinationPageTitle lowerDestinationSpaceKey sourceContent`,
  }),
  ReferralLink: whole('derived', {
    rows: '– counts visits from other sites',
    excluded: `${acts} viewCount url sourceContent`,
  }),
  TrackbackLink: whole('derived', { rows: '– counts links of other sites; gone since Confluence 5' }),
  ImageDetailsDto: whole('derived', { rows: '– width and height, which are in the file' }),
  Content2ContentRelationEntity: whole('relation', {
    rows: 'S20',
    why: 'Says of which page a page is a copy',
    excluded: `${acts} targetContent sourceContent targetType sourceType relationName`,
  }),
}
