export type {
  Account,
  Act,
  Anchor,
  AppFile,
  ApplicationLink,
  Attachment,
  AttachmentVersion,
  AuditRecord,
  Body,
  BodyFormat,
  Calendar,
  CalendarEvent,
  Certificate,
  ClassificationLevel,
  Comment,
  CommentVersion,
  Content,
  CustomEmoji,
  DefaultPermission,
  Figure,
  GlobalPermission,
  Group,
  InlineBody,
  Instant,
  Label,
  Like,
  Manifest,
  Membership,
  NavigatorEntry,
  Omission,
  Packing,
  Person,
  Property,
  PublicLink,
  Reaction,
  Resolution,
  Restriction,
  RetentionRule,
  Role,
  RoleAssignment,
  Seal,
  Selection,
  Setting,
  ShortcutLink,
  SidebarLink,
  SiteRecord,
  SourceIdentity,
  Space,
  SpacePermission,
  SpaceState,
  State,
  Subject,
  Task,
  Template,
  TemplateVersion,
  UserMacro,
  Version,
  Watch,
} from '#records'
export type { AnyRecord, StreamName, StreamRecord, StreamRecords } from './records.js'
export type { Impact, StreamRule } from './rules/stream-rule.js'
export { impacts, siteId } from './rules/stream-rule.js'
export { hangingOn, isStreamName, streamNames, streamRules } from './streams.js'
export type { KindSelection, SelectableKind } from './selectable-kinds.js'
export { selectableKinds, takesKind } from './selectable-kinds.js'
export { blobsOf, mapIds, referencesOf } from './record-references.js'
export type {
  ArchiveWriter,
  Bytes,
  ManifestHead,
  Sealed,
  SealOptions,
  SealProgress,
  StoredBlob,
} from './archive-writer.js'
export type { Archive, ReadRecord } from './archive.js'
export type { ArchiveErrorCode, ArchiveErrorDetails } from './error.js'
export { ArchiveError, archiveErrorHints, isArchiveError } from './error.js'
export { formatVersion } from './format-version.js'
export type { CertificateHead, SourceAccount } from './certificate.js'
export { isPartial, unexplainedIn } from './certificate.js'
export type { ValidateOptions, ValidationResult } from './validate.js'
export { validateRecord, withoutFields } from './validate.js'
export type { RecordField } from './record-fields.js'
export { fieldsOf } from './record-fields.js'
export type { UnknownAccess } from './unknown-access.js'
export { unknownAccessOf, unknownPermission, unknownRestriction } from './unknown-access.js'
export { bodyFor, fitsRecord, loadBody } from './body.js'
export { encodeValue } from './encode-record.js'
export type { WorkFolder, WorkFolderOptions } from './work/work-folder.js'
export { openWorkFolder } from './work/work-folder.js'
export { refusalOf } from './work/encode-line.js'
export type { EncodedRecord } from './work/encoded-record.js'
export { RecordPack, unpackRecords } from './work/record-pack.js'
export { openArchive } from './read/open-archive.js'
export { OwnerWalk } from './read/owner-walk.js'
export { SpaceFinder } from './read/space-finder.js'
export type { VerifyCounts, VerifyLevel, VerifyOptions, VerifyProgress, VerifyReport } from './verify/verify-archive.js'
export { verifyArchive, verifyLevels } from './verify/verify-archive.js'
export type { VerifyProblem, VerifyProblemCode } from './verify/problems.js'
export type { Difference, DiffOptions } from './diff/diff-archives.js'
export { diffArchives } from './diff/diff-archives.js'
