import type {
  Attachment,
  AttachmentVersion,
  Comment,
  CommentVersion,
  Content,
  GlobalPermission,
  Group,
  Label,
  Like,
  Membership,
  Person,
  Property,
  Restriction,
  SiteRecord,
  Space,
  SpacePermission,
  Template,
  TemplateVersion,
  Version,
  Watch,
} from '#records'

/** Which record stands in which stream. The one list of kinds: `streamRules` must know each of them. */
export interface StreamRecords {
  site: SiteRecord
  people: Person
  groups: Group
  memberships: Membership
  spaces: Space
  'space-permissions': SpacePermission
  templates: Template
  'template-versions': TemplateVersion
  content: Content
  attachments: Attachment
  'attachment-versions': AttachmentVersion
  versions: Version
  comments: Comment
  'comment-versions': CommentVersion
  labels: Label
  properties: Property
  restrictions: Restriction
  likes: Like
  watches: Watch
  permissions: GlobalPermission
}

/** Name of a stream, as in `streams/<name>/0001.ndjson`. */
export type StreamName = keyof StreamRecords

/** Any record. */
export type AnyRecord = StreamRecords[StreamName]

/** A record together with the stream it belongs to; narrows by `stream`. */
export type StreamRecord = {
  [Name in StreamName]: { readonly stream: Name; readonly record: StreamRecords[Name] }
}[StreamName]
