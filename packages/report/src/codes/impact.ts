import { type Impact, type StreamName, streamRules } from '@spacecrate/format'

/** Words for the reader. */
export const impactWords: Readonly<Record<Impact, { readonly title: string; readonly lead: string }>> = {
  access: {
    title: 'Access closed or lost',
    lead: 'Somebody can’t read or do what they could before. Nothing is ever opened.',
  },
  content: { title: 'Content lost', lead: 'Pages, comments, files, or a part of what they say.' },
  history: { title: 'History lost', lead: 'Earlier versions, and who did what when.' },
  decoration: { title: 'Decoration lost', lead: 'Likes, watches, labels, settings and the like.' },
}

const ofLoss: Readonly<Record<string, Impact>> = {
  CONTENT_LEFT_CLOSED: 'access',
  MEMBERSHIP_IN_EXISTING_GROUP: 'access',
  MEMBER_UNMAPPED: 'access',
  PERMISSION_SUBJECT_UNMAPPED: 'access',
  RESTRICTION_SUBJECT_UNMAPPED: 'access',
  SITE_PERMISSION_NOT_CARRIED: 'access',
  SPACE_LEFT_PRIVATE: 'access',
  BODY_NOT_REWRITTEN: 'content',
  NOT_ADVANCED: 'content',
  PARENT_DROPPED: 'content',
  REFERENCE_UNRESOLVED: 'content',
  PERSON_UNMAPPED: 'decoration',
}

const versions: ReadonlySet<StreamName> = new Set([
  'versions',
  'comment-versions',
  'attachment-versions',
  'template-versions',
])

/** Impact of a loss of an import. A version that is lost counts as content: it may be the current one. */
export function impactOfLoss(code: string, stream: StreamName): Impact {
  // A field that was dropped: the author of a version, the owner of a page.
  if (code === 'REFERENCE_DROPPED') return versions.has(stream) ? 'history' : 'decoration'
  return (Object.hasOwn(ofLoss, code) ? ofLoss[code] : undefined) ?? streamRules[stream].impact
}

const ofOmission: Readonly<Record<string, Impact>> = {
  CONTENT_CLOSED: 'access',
  PERMISSION_SUBJECT_UNKNOWN: 'access',
  RESTRICTION_UNKNOWN: 'access',
  BODY_SURPLUS: 'history',
  PROFILE_HISTORY: 'history',
  PROPERTY_HISTORY: 'history',
  SPACE_DESCRIPTION_HISTORY: 'history',
  TIME_UNREADABLE: 'history',
  VERSION_ORPHAN: 'history',
  INTERNAL: 'decoration',
  LABEL_MISSING: 'decoration',
  LABEL_UNUSED: 'decoration',
  PROFILE_FILE: 'decoration',
  RELATION: 'decoration',
  SECRET: 'decoration',
  SETTING: 'decoration',
  SETTING_UNREADABLE: 'decoration',
  SITE_FILE: 'decoration',
  WATCH_UNCLEAR: 'decoration',
}

/** Impact of an omission of an export, whose kind is a name of the source. Unknown kinds count as content. */
export function impactOfOmission(code: string, kind: string): Impact {
  const known = Object.hasOwn(ofOmission, code) ? ofOmission[code] : undefined
  if (known !== undefined) return known
  if (/permission|restriction|group|member|person|people|user/i.test(kind)) return 'access'
  return /label|like|watch|favo|propert|setting|notification|bandana|decorator/i.test(kind) ? 'decoration' : 'content'
}
