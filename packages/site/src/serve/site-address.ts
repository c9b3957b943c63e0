import type { StreamName, StreamRecords } from '@spacecrate/format'
import {
  attachmentUrl,
  commentUrl,
  contentUrl,
  fileUrl,
  groupUrl,
  personUrl,
  spaceUrl,
  templateUrl,
  versionKey,
} from './urls.js'

/** The path at which a site shows a row; `undefined` for what has no page of its own. */
export function siteAddress<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): string | undefined {
  const pair: unknown = { stream, record }
  return addressOf(pair as Row)
}

type Row = { [Name in StreamName]: { readonly stream: Name; readonly record: StreamRecords[Name] } }[StreamName]

function addressOf({ stream, record }: Row): string | undefined {
  switch (stream) {
    case 'spaces':
      return spaceUrl(record)
    case 'content':
      return contentUrl(record)
    case 'comments':
      return commentUrl(record.id)
    case 'attachments':
      return attachmentUrl(record.id)
    case 'attachment-versions':
      return fileUrl(record.of, versionKey(record), 'file')
    case 'templates':
      return templateUrl(record.id)
    case 'people':
      return personUrl(record.id)
    case 'groups':
      return groupUrl(record.id)
    default:
      return undefined
  }
}
