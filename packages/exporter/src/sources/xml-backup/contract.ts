/**
 * What happens to each class and each of its properties: the allow-list of this source. What is not named here is never
 * carried by accident: an unknown property of a content class is quarantined (kept verbatim in `extra`), that of any
 * other class is an omission that tells its name and no value. Collections and components are named like properties.
 */
export interface ClassContract {
  /**
   * `record` becomes a record or a part of one; `derived` is made anew by a site; `secret`, `setting`, `app`, `relation`
   * and `internal` are left out, each object with an omission that says so.
   */
  readonly role: 'record' | 'derived' | 'secret' | 'setting' | 'app' | 'relation' | 'internal'
  /** Fields of a record. */
  readonly mapped: readonly string[]
  /** Says again what another field or object says. */
  readonly derived: readonly string[]
  /** Left out on purpose: locks, secrets, what only the directory of the source needs. */
  readonly excluded: readonly string[]
  /** Kept verbatim in `extra`. */
  readonly extra: readonly string[]
  /** True for a content class: unknown properties are quarantined as well. */
  readonly quarantine: boolean
}

interface Lists {
  readonly mapped?: string
  readonly derived?: string
  readonly excluded?: string
  readonly extra?: string
}

function words(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(' ')
}

function contract(role: ClassContract['role'], quarantine: boolean, lists: Lists): ClassContract {
  return {
    role,
    quarantine,
    mapped: words(lists.mapped),
    derived: words(lists.derived),
    excluded: words(lists.excluded),
    extra: words(lists.extra),
  }
}

const content = (lists: Lists): ClassContract => contract('record', true, lists)
const plain = (lists: Lists): ClassContract => contract('record', false, lists)
/** A class that is left out whole: none of its properties is looked at. */
const whole = (role: ClassContract['role']): ClassContract => contract(role, false, {})

const creator = 'creator creatorName creationDate'
const acts = `${creator} lastModifier lastModifierName lastModificationDate`
const versioned = `${acts} title version versionComment contentStatus originalVersion originalVersionId`
const kept = 'bodyContents contentProperties historicalVersions labellings attachments'
/** `hibernateVersion` counts locks; `adfContentBodies` and `imageDetailsDTO` were never seen with an element. */
const locks = 'hibernateVersion adfContentBodies'
const unknownMeaning = 'navigationType entitySubType'

export const contracts: ReadonlyMap<string, ClassContract> = new Map(
  Object.entries({
    // Spaces
    Space: content({
      mapped: `${acts} name key spaceType spaceStatus homePage description permissions pageTemplates`,
      derived: 'lowerKey',
    }),
    SpaceDescription: content({
      mapped: `${versioned} ${kept} space`,
      derived: 'lowerTitle',
      excluded: locks,
      extra: unknownMeaning,
    }),
    // Content
    Page: content({
      mapped: `${versioned} ${kept} space parent position isFolder editorVersion comments customContent contentPermissionSets children childrens`,
      derived: 'lowerTitle ancestors outgoingLinks referralLinks trackbackLinks',
      excluded: locks,
      extra: unknownMeaning,
    }),
    BlogPost: content({
      mapped: `${versioned} ${kept} space editorVersion comments customContent contentPermissionSets`,
      derived: 'lowerTitle outgoingLinks referralLinks trackbackLinks',
      excluded: locks,
      extra: unknownMeaning,
    }),
    Draft: content({
      mapped: `${versioned} ${kept} pageId draftSpaceKey draftType`,
      derived: 'lowerTitle outgoingLinks',
      excluded: locks,
      extra: 'pageVersion',
    }),
    CustomContentEntityObject: content({
      mapped: `${versioned} ${kept} space containerContent parent pluginModuleKey customContent comments contentPermissionSets children childrens`,
      derived: 'lowerTitle ancestors outgoingLinks',
      excluded: locks,
      extra: `${unknownMeaning} pluginVersion`,
    }),
    Comment: content({
      mapped: `${versioned} ${kept} containerContent owner parent children childrens`,
      derived: 'lowerTitle ancestors outgoingLinks',
      excluded: locks,
      extra: unknownMeaning,
    }),
    Attachment: content({
      mapped: `${versioned} ${kept} containerContent content fileName contentType fileSize comment attachmentVersion comments`,
      derived: 'lowerTitle space',
      excluded: `${locks} imageDetailsDTO`,
      extra: unknownMeaning,
    }),
    BodyContent: content({ mapped: 'body bodyType content', excluded: 'creatorName' }),
    ContentProperty: plain({ mapped: 'name stringValue longValue dateValue content' }),
    PageTemplate: content({
      mapped: `${acts} name description content bodyType space version pluginKey moduleKey labellings`,
      excluded: 'hibernateVersion',
      extra: 'referencingPluginKey referencingModuleKey',
    }),
    // What hangs on content
    Label: plain({ mapped: 'name namespace owningUser owner creationDate', derived: 'lastModificationDate' }),
    Labelling: plain({
      mapped: 'label content pageTemplate creationDate owningUser user labelableId labelableType',
      derived: 'lastModificationDate',
    }),
    LikeEntity: plain({ mapped: 'content user creationDate', derived: 'liked', excluded: 'sequenceNumber' }),
    Notification: plain({
      mapped: 'content page space receiver userName type creationDate',
      derived: 'creator creatorName lastModifier lastModifierName lastModificationDate',
      excluded: 'digest network includeChildren',
    }),
    ContentPermissionSet: plain({
      mapped: 'type owningContent contentPermissions',
      derived: 'creationDate lastModificationDate creator creatorName lastModifier lastModifierName',
    }),
    ContentPermission: plain({
      mapped: `type userSubject userName groupName owningSet ${creator}`,
      derived: 'lastModifier lastModifierName lastModificationDate',
    }),
    SpacePermission: plain({
      mapped: `space type group userSubject userName allUsersSubject ${creator}`,
      derived: 'lastModifier lastModifierName lastModificationDate',
      excluded: 'active',
    }),
    // People: directories and accounts; no quarantine, secrets stand beside the names
    ConfluenceUserImpl: plain({ mapped: 'name email atlassianAccountId', derived: 'lowerName' }),
    InternalUser: plain({
      mapped: 'name displayName emailAddress active createdDate',
      derived: 'lowerName lowerDisplayName lowerEmailAddress firstName lowerFirstName lastName lowerLastName',
      excluded: 'credential credentialRecords attributes externalId directory updatedDate',
    }),
    DefaultHibernateUser: plain({
      mapped: 'name fullName email created groups',
      excluded: 'password',
    }),
    PersonalInformation: content({
      mapped: `${versioned} ${kept} user username`,
      derived: 'lowerTitle',
      excluded: locks,
    }),
    InternalGroup: plain({
      mapped: 'name description externalId',
      derived: 'lowerName',
      excluded: 'active local type createdDate updatedDate directory attributes',
    }),
    DefaultHibernateGroup: plain({ mapped: 'name localMembers' }),
    HibernateMembership: plain({ mapped: 'parentGroup userMember groupMember', excluded: 'createdDate' }),
    // The site
    ConfluenceBandanaRecord: plain({ mapped: 'context key value' }),
    PersistentDecorator: plain({ mapped: 'spaceKey name body lastModificationDate' }),
    GlobalDescription: content({ mapped: `${versioned} ${kept}`, derived: 'lowerTitle', excluded: locks }),
    // Made anew by every site
    OutgoingLink: whole('derived'),
    ReferralLink: whole('derived'),
    TrackbackLink: whole('derived'),
    ImageDetailsDto: whole('derived'),
    // Never carried
    ConfluenceRememberMeToken: whole('secret'),
    AliasedKey: whole('secret'),
    ApplicationImpl: whole('secret'),
    InternalUserCredentialRecord: whole('secret'),
    // Left out in this version, listed one by one
    BucketPropertySetItem: whole('setting'),
    User2ContentRelationEntity: whole('relation'),
    Content2ContentRelationEntity: whole('relation'),
    User2UserRelationEntity: whole('relation'),
    AuditRecordEntity: whole('setting'),
    DirectoryImpl: whole('internal'),
    DirectoryMapping: whole('internal'),
    InternalUserAttribute: whole('internal'),
    InternalGroupAttribute: whole('internal'),
    UserLoginInfo: whole('internal'),
    SchedulerClusteredJob: whole('internal'),
  } satisfies Record<string, ClassContract>),
)

/** What the contract says of a class that it does not name: the data of an app, or something newer than this version. */
export const unknownClass: ClassContract = whole('app')

/** The contract of a class. */
export function contractOf(className: string): ClassContract {
  return contracts.get(className) ?? unknownClass
}

/** Content classes: they share one space of ids in Confluence, and references may name their abstract class alone. */
export const contentClasses: readonly string[] = [
  'Page',
  'BlogPost',
  'Draft',
  'CustomContentEntityObject',
  'Comment',
  'Attachment',
  'SpaceDescription',
  'PersonalInformation',
  'GlobalDescription',
]
