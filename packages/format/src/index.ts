export type {
  Account,
  Act,
  Anchor,
  Attachment,
  AttachmentVersion,
  Body,
  BodyFormat,
  Comment,
  CommentVersion,
  Content,
  GlobalPermission,
  Group,
  InlineBody,
  Instant,
  Label,
  Like,
  Manifest,
  Membership,
  Omission,
  Packing,
  Person,
  Property,
  Resolution,
  Restriction,
  Seal,
  Selection,
  SiteRecord,
  SourceIdentity,
  Space,
  SpacePermission,
  Subject,
  Template,
  TemplateVersion,
  Version,
  Watch,
} from '#records'
export type { AnyRecord, StreamName, StreamRecord, StreamRecords } from './records.js'
export type { StreamRule } from './streams.js'
export { isStreamName, streamNames, streamRules } from './streams.js'
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
export type { ValidateOptions, ValidationResult } from './validate.js'
export { validateRecord } from './validate.js'
export { bodyFor, loadBody } from './body.js'
export { encodeValue } from './encode-record.js'
export type { WorkFolder, WorkFolderOptions } from './work/work-folder.js'
export { openWorkFolder } from './work/work-folder.js'
export { openArchive } from './read/open-archive.js'
export type { VerifyCounts, VerifyOptions, VerifyProgress, VerifyReport } from './verify/verify-archive.js'
export { verifyArchive } from './verify/verify-archive.js'
export type { VerifyProblem, VerifyProblemCode } from './verify/problems.js'
export type { Difference, DiffOptions } from './diff/diff-archives.js'
export { diffArchives } from './diff/diff-archives.js'
