import { type SelectableKind, type StreamName, streamRules } from '@spacecrate/format'

type Line = Readonly<Record<string, unknown>>

const byStatus: Readonly<Partial<Record<SelectableKind, string>>> = {
  trash: 'trashed',
  drafts: 'draft',
  archived: 'archived',
}

const versionStreams: ReadonlySet<StreamName> = new Set([
  'versions',
  'comment-versions',
  'attachment-versions',
  'template-versions',
])

/**
 * True if leaving out a kind leaves out this record for its own sake, and not for that of its owner. What a kind means is
 * said here anew, so that source and importer are held to it and not to themselves.
 */
export function isOfKind(kind: SelectableKind, stream: StreamName, record: Line): boolean {
  if (streamRules[stream].kind === kind) return true
  switch (kind) {
    case 'history':
      return versionStreams.has(stream)
    case 'posts':
      return stream === 'content' && record['kind'] === 'blogpost'
    case 'attachments':
      // A comment on a file goes with the files.
      return stream === 'comments' && record['attachment'] !== undefined
    case 'trash':
    case 'drafts':
    case 'archived':
      return stream !== 'spaces' && stream !== 'people' && record['status'] === byStatus[kind]
    default:
      return false
  }
}
