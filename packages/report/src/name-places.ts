import type { Archive, StreamRecords } from '@spacecrate/format'
import type { Finding, Missing } from './findings.js'

/** A content or space by its name. */
export interface NamedPlace {
  readonly id: string
  readonly name: string
}

/** Finds a record by its id. */
export type FindRecord = <Name extends 'spaces' | 'content' | 'comments' | 'attachments'>(
  stream: Name,
  id: string,
) => Promise<StreamRecords[Name] | undefined>

/** The content, or else the space, that something lies on; `id` may be that of the place itself. */
export async function placeOf(id: string, find: FindRecord): Promise<NamedPlace | undefined> {
  switch (id.slice(0, id.indexOf(':'))) {
    case 'person':
    case 'group':
    case 'site':
    case 'template':
      return undefined
    case 'comment': {
      const content = (await find('comments', id))?.content
      return content === undefined ? undefined : placeOf(content, find)
    }
    case 'attachment': {
      const container = (await find('attachments', id))?.container
      return container === undefined || container.startsWith('attachment:') ? undefined : placeOf(container, find)
    }
    case 'space': {
      const space = await find('spaces', id)
      return space === undefined ? undefined : { id, name: space.name ?? space.key }
    }
    default: {
      const content = await find('content', id)
      return content === undefined ? undefined : { id, name: content.title }
    }
  }
}

/** Says in words on which page or in which space the listed things lie: ids mean nothing to most readers. */
export async function namePlaces(archive: Archive, findings: readonly Finding[]): Promise<Finding[]> {
  const named: Finding[] = []
  for (const finding of findings) {
    const sample: Missing[] = []
    for (const missing of finding.sample) {
      const on = missing.id === undefined ? undefined : await nameOf(archive, missing.id)
      sample.push(on === undefined ? missing : { ...missing, on })
    }
    named.push({ ...finding, sample })
  }
  return named
}

/** Title of the content, or name of the space, in which a record lies; `undefined` where the archive has none. */
export async function nameOf(archive: Archive, id: string): Promise<string | undefined> {
  const owner = /(?:^|:)((?:page|post|folder|whiteboard|database|embed|custom|comment|attachment|space):[^/]+)/.exec(
    id,
  )?.[1]
  if (owner === undefined) return undefined
  return (await placeOf(owner, async (stream, one) => (await archive.find(stream, one))?.record))?.name
}
