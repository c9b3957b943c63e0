import { type RouteId, isRouteId } from '@spacecrate/confluence'

/** Operations that nothing answers yet, by the file of the table that they are in. A handler that comes takes its name away. */
const missing: { readonly [area: string]: string } = {
  attachments: `
    v1.createAttachment v1.createOrUpdateAttachments v1.downloadAttatchment v1.getAttachments
    v1.updateAttachmentData v1.updateAttachmentProperties v2.deleteAttachment v2.getAttachmentById
    v2.getAttachmentThumbnailById v2.getAttachments v2.getBlogpostAttachments v2.getCustomContentAttachments
    v2.getPageAttachments
  `,
  classification: `
    v2.deleteSpaceDefaultClassificationLevel v2.getBlogPostClassificationLevel v2.getClassificationLevels
    v2.getDatabaseClassificationLevel v2.getPageClassificationLevel v2.getSpaceDefaultClassificationLevel
    v2.getWhiteboardClassificationLevel v2.postBlogPostClassificationLevel v2.postDatabaseClassificationLevel
    v2.postPageClassificationLevel v2.postWhiteboardClassificationLevel v2.putBlogPostClassificationLevel
    v2.putDatabaseClassificationLevel v2.putPageClassificationLevel v2.putSpaceDefaultClassificationLevel
    v2.putWhiteboardClassificationLevel
  `,
  comments: `
    v2.getAttachmentComments v2.getBlogPostFooterComments v2.getBlogPostInlineComments
    v2.getCustomContentComments v2.getPageFooterComments v2.getPageInlineComments
  `,
  content: `
    v1.archivePages v1.copyPage v1.copyPageHierarchy v1.createContent v1.deleteContent v1.deletePageTree
    v1.getContent v1.getContentById v1.getContentByTypeForSpace v1.getContentForSpace v1.getHistoryForContent
    v1.publishLegacyDraft v1.publishSharedDraft v1.updateContent
  `,
  convert: `
    v1.asyncConvertContentBodyRequest v1.asyncConvertContentBodyResponse v1.convertContentBody
    v1.getAndAsyncConvertMacroBodyByMacroId v1.getAndConvertMacroBodyByMacroId v1.getMacroBodyByMacroId
    v2.convertContentIdsToContentTypes
  `,
  'custom-content': `
    v2.createCustomContent v2.deleteCustomContent v2.getChildCustomContent v2.getCustomContentById
    v2.getCustomContentByType v2.getCustomContentByTypeInBlogPost v2.getCustomContentByTypeInPage
    v2.getCustomContentByTypeInSpace v2.updateCustomContent
  `,
  evidence: `
    v1.createAuditRecord v1.exportAuditRecords v1.getAuditRecords v1.getAuditRecordsForTimePeriod
    v1.getRetentionPeriod v1.getViewers v1.getViews v1.setRetentionPeriod v2.deleteForgeAppProperty
    v2.getDataPolicyMetadata v2.getDataPolicySpaces v2.getForgeAppProperties v2.getForgeAppProperty
    v2.postRedactBlog v2.postRedactPage v2.putForgeAppProperty
  `,
  'footer-comments': `
    v1.getContentComments v2.createFooterComment v2.deleteFooterComment v2.getFooterCommentById
    v2.getFooterCommentChildren v2.getFooterCommentVersionDetails v2.getFooterCommentVersions
    v2.getFooterComments v2.updateFooterComment
  `,
  groups: `
    v1.addUserToGroup v1.addUserToGroupByGroupId v1.createGroup v1.getGroupByGroupId v1.getGroupByName
    v1.getGroupByQueryParam v1.getGroupMembers v1.getGroupMembersByGroupId v1.getGroups
    v1.getMembersByQueryParam v1.removeGroup v1.removeGroupById v1.removeMemberFromGroup
    v1.removeMemberFromGroupByGroupId v1.searchGroups
  `,
  'inline-comments': `
    v2.createInlineComment v2.deleteInlineComment v2.getInlineCommentById v2.getInlineCommentChildren
    v2.getInlineCommentVersionDetails v2.getInlineCommentVersions v2.getInlineComments v2.updateInlineComment
  `,
  labels: `
    v1.addLabelsToContent v1.addLabelsToSpace v1.deleteLabelFromSpace v1.getAllLabelContent
    v1.getLabelsForContent v1.getLabelsForSpace v1.removeLabelFromContent
    v1.removeLabelFromContentUsingQueryParameter v2.getAttachmentLabels v2.getBlogPostLabels
    v2.getCustomContentLabels v2.getLabelAttachments v2.getLabelBlogPosts v2.getLabelPages v2.getLabels
    v2.getPageLabels v2.getSpaceContentLabels
  `,
  likes: `
    v2.getBlogPostLikeCount v2.getBlogPostLikeUsers v2.getFooterLikeCount v2.getFooterLikeUsers
    v2.getInlineLikeCount v2.getInlineLikeUsers v2.getPageLikeCount v2.getPageLikeUsers
  `,
  'long-tasks': `
    v1.getTask v1.getTasks
  `,
  look: `
    v1.getGlobalTheme v1.getLookAndFeelSettings v1.getSpaceSettings v1.getSpaceTheme v1.getSystemInfo
    v1.getTheme v1.getThemes v1.resetLookAndFeelSettings v1.resetSpaceTheme v1.setLookAndFeelSettings
    v1.setSpaceTheme v1.updateLookAndFeel v1.updateLookAndFeelSettings v1.updateSpaceSettings
  `,
  operations: `
    v2.getAttachmentOperations v2.getBlogPostOperations v2.getCustomContentOperations
    v2.getDatabaseOperations v2.getFolderOperations v2.getFooterCommentOperations
    v2.getInlineCommentOperations v2.getPageOperations v2.getSmartLinkOperations v2.getWhiteboardOperations
  `,
  'other-properties': `
    v2.createCustomContentProperty v2.createDatabaseProperty v2.createFolderProperty
    v2.createSmartLinkProperty v2.createWhiteboardProperty v2.deleteCustomContentPropertyById
    v2.deleteDatabasePropertyById v2.deleteFolderPropertyById v2.deleteSmartLinkPropertyById
    v2.deleteWhiteboardPropertyById v2.getCustomContentContentProperties
    v2.getCustomContentContentPropertiesById v2.getDatabaseContentProperties
    v2.getDatabaseContentPropertiesById v2.getFolderContentProperties v2.getFolderContentPropertiesById
    v2.getSmartLinkContentProperties v2.getSmartLinkContentPropertiesById v2.getWhiteboardContentProperties
    v2.getWhiteboardContentPropertiesById v2.updateCustomContentPropertyById v2.updateDatabasePropertyById
    v2.updateFolderPropertyById v2.updateSmartLinkPropertyById v2.updateWhiteboardPropertyById
  `,
  others: `
    v2.createDatabase v2.createFolder v2.createSmartLink v2.createWhiteboard v2.deleteDatabase
    v2.deleteFolder v2.deleteSmartLink v2.deleteWhiteboard v2.getDatabaseById v2.getFolderById
    v2.getSmartLinkById v2.getWhiteboardById
  `,
  pages: `
    v2.deletePage v2.updatePage v2.updatePageTitle
  `,
  posts: `
    v2.createBlogPost v2.deleteBlogPost v2.getBlogPostById v2.getBlogPosts v2.getBlogPostsInSpace
    v2.updateBlogPost
  `,
  properties: `
    v1.createContentProperty v1.createContentPropertyForKey v1.createSpaceProperty
    v1.createSpacePropertyForKey v1.deleteContentProperty v1.deleteSpaceProperty v1.getContentProperties
    v1.getContentProperty v1.getSpaceProperties v1.getSpaceProperty v1.updateContentProperty
    v1.updateSpaceProperty v2.createAttachmentProperty v2.createBlogpostProperty v2.createCommentProperty
    v2.createPageProperty v2.createSpaceProperty v2.deleteAttachmentPropertyById
    v2.deleteBlogpostPropertyById v2.deleteCommentPropertyById v2.deletePagePropertyById
    v2.deleteSpacePropertyById v2.getAttachmentContentProperties v2.getAttachmentContentPropertiesById
    v2.getBlogpostContentProperties v2.getBlogpostContentPropertiesById v2.getCommentContentProperties
    v2.getCommentContentPropertiesById v2.getPageContentProperties v2.getPageContentPropertiesById
    v2.updateAttachmentPropertyById v2.updateBlogpostPropertyById v2.updateCommentPropertyById
    v2.updatePagePropertyById v2.updateSpacePropertyById
  `,
  relations: `
    v1.createRelationship v1.deleteRelationship v1.findSourcesForTarget v1.findTargetFromSource
    v1.getRelationship
  `,
  restrictions: `
    v1.addGroupToContentRestriction v1.addGroupToContentRestrictionByGroupId v1.addRestrictions
    v1.addUserToContentRestriction v1.checkContentPermission v1.deleteRestrictions
    v1.getContentRestrictionStatusForGroup v1.getContentRestrictionStatusForUser
    v1.getIndividualGroupRestrictionStatusByGroupId v1.getRestrictions v1.getRestrictionsByOperation
    v1.getRestrictionsForOperation v1.removeGroupFromContentRestriction
    v1.removeGroupFromContentRestrictionById v1.removeUserFromContentRestriction v1.updateRestrictions
  `,
  'space-permissions': `
    v1.addCustomContentPermissions v1.addPermissionToSpace v1.removePermission v2.createSpaceRole
    v2.deleteSpaceRole v2.getAvailableSpacePermissions v2.getAvailableSpaceRoles v2.getSpaceRoleMode
    v2.getSpaceRolesById v2.setSpaceRoleAssignments v2.updateSpaceRole
  `,
  spaces: `
    v1.createPrivateSpace v1.createSpace v1.deleteSpace v1.getSpace v1.getSpaces v1.updateSpace
    v2.createSpace
  `,
  states: `
    v1.bulkRemoveContentStates v1.bulkSetContentStates v1.getAvailableContentStates v1.getContentState
    v1.getContentStateSettings v1.getContentsWithState v1.getCustomContentStates v1.getSpaceContentStates
    v1.getTaskUpdate v1.removeContentState v1.setContentState
  `,
  tasks: `
    v1.getTaskById v1.searchTasks v1.updateTaskById v2.getTaskById v2.getTasks v2.updateTask
  `,
  templates: `
    v1.createContentTemplate v1.getBlueprintTemplates v1.getContentTemplate v1.getContentTemplates
    v1.removeTemplate v1.updateContentTemplate
  `,
  tree: `
    v1.getContentChildren v1.getContentChildrenByType v1.getContentDescendants v1.getDescendantsOfType
    v1.movePage
  `,
  users: `
    v1.createUserProperty v1.deleteUserProperty v1.getGroupMembershipsForUser v1.getPrivacyUnsafeUserEmail
    v1.getPrivacyUnsafeUserEmailBulk v1.getUserProperties v1.getUserProperty v1.updateUserProperty
    v2.checkAccessByEmail v2.inviteByEmail
  `,
  versions: `
    v1.deleteContentVersion v1.getContentVersion v1.getContentVersions v1.restoreContentVersion
    v2.getAttachmentVersionDetails v2.getAttachmentVersions v2.getBlogPostVersionDetails
    v2.getBlogPostVersions v2.getCustomContentVersionDetails v2.getCustomContentVersions
    v2.getPageVersionDetails v2.getPageVersions
  `,
  watches: `
    v1.addContentWatcher v1.addLabelWatcher v1.addSpaceWatcher v1.getContentWatchStatus
    v1.getWatchersForSpace v1.getWatchesForPage v1.getWatchesForSpace v1.isWatchingLabel v1.isWatchingSpace
    v1.removeContentWatcher v1.removeLabelWatcher v1.removeSpaceWatch
  `,
  'dc-content': `
    dc.getContentList dc.createContent dc.scanContent dc.getContent dc.updateContent dc.deleteContent
    dc.getChildren dc.getChildrenOfType dc.getComments dc.getAttachments dc.createAttachments
    dc.updateAttachment dc.updateAttachmentData dc.deleteAttachmentVersion dc.getDescendants
    dc.getDescendantsOfType dc.moveContent dc.getHistory dc.getVersions dc.getVersion dc.deleteVersion
    dc.restoreVersion dc.getVersionsOfOld dc.getVersionOfOld dc.getWatchers dc.convertBody
  `,
  'dc-hanging': `
    dc.getLabels dc.addLabels dc.removeLabel dc.removeLabelByPath dc.getProperties dc.createProperty
    dc.getProperty dc.createPropertyByKey dc.updateProperty dc.deleteProperty dc.getRestrictions
    dc.setRestrictions dc.getRestrictionsByOperation dc.getRestrictionsOfOperation dc.setRestrictionsOfOld
    dc.getLikes dc.like dc.unlike dc.getInlineComments dc.createInlineComment dc.resolveInlineComment
    dc.getTask dc.setTask
  `,
  'dc-spaces': `
    dc.getSpaces dc.createSpace dc.createPrivateSpace dc.getSpace dc.updateSpace dc.deleteSpace
    dc.archiveSpace dc.restoreSpace dc.getSpaceContent dc.getSpaceContentOfType dc.getSpaceTrash
    dc.getSpaceContentTrash dc.purgeSpaceTrash dc.getSpaceLabels dc.addSpaceCategory dc.removeSpaceCategory
    dc.getSpaceProperties dc.createSpaceProperty dc.getSpaceProperty dc.createSpacePropertyByKey
    dc.updateSpaceProperty dc.deleteSpaceProperty dc.getPermissions dc.setPermissions
    dc.getAnonymousPermissions dc.getGroupPermissions dc.getUserPermissions dc.grantAnonymousPermissions
    dc.grantGroupPermissions dc.grantUserPermissions dc.revokeAnonymousPermissions dc.revokeGroupPermissions
    dc.revokeUserPermissions dc.setAnonymousPermissions dc.setGroupPermissions dc.setUserPermissions
    dc.getColourScheme dc.setColourScheme dc.getColourSchemeType dc.setColourSchemeType
  `,
  'dc-people': `
    dc.getUsers dc.getGroupsOfUser dc.getProfile
    dc.getGroups dc.getGroup dc.getMembers dc.createUser dc.enableUser dc.disableUser dc.createGroup
    dc.deleteGroup dc.addToGroup dc.removeFromGroup dc.isWatchingContent dc.watchContent dc.unwatchContent
    dc.isWatchingSpace dc.watchSpace dc.unwatchSpace
  `,
  'dc-site': `
    dc.search dc.searchContent dc.searchUsers dc.getLongTasks dc.getLongTask dc.getPageTemplates
    dc.getBlueprintTemplates dc.getTemplate dc.createTemplate dc.updateTemplate dc.deleteTemplate
    dc.getPageTemplatesOfOld dc.getAuditRecords dc.getSidebarLinks
    dc.addSidebarLink dc.setSidebarOption dc.setSpaceLogo
  `,
  'dc-backup': `
    dc.backupSite dc.backupSpaces dc.getBackupJobs dc.getBackupJob dc.cancelBackupJob dc.downloadBackup
    dc.clearBackupQueue dc.getRestoreFiles dc.restoreSite dc.restoreSpace dc.uploadSiteBackup
    dc.uploadSpaceBackup
  `,
}

/** Operations of the table that are answered with 501. */
export const missingHandlers: ReadonlySet<RouteId> = new Set(
  Object.values(missing).flatMap((ids) => ids.trim().split(/\s+/).filter(isRouteId)),
)
