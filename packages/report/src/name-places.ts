import type { Archive } from '@spacecrate/format'
import type { Finding, Missing } from './findings.js'

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

/** The title of the content (or space) that a record lies on; `undefined` where the archive has none. */
export async function nameOf(archive: Archive, id: string): Promise<string | undefined> {
  const owner = /(?:^|:)((?:page|post|folder|whiteboard|database|embed|custom|comment|attachment|space):[^/]+)/.exec(
    id,
  )?.[1]
  if (owner === undefined) return undefined
  switch (owner.slice(0, owner.indexOf(':'))) {
    case 'space': {
      const space = (await archive.find('spaces', owner))?.record
      return space === undefined ? undefined : (space.name ?? space.key)
    }
    case 'comment': {
      const content = (await archive.find('comments', owner))?.record.content
      return content === undefined ? undefined : await nameOf(archive, content)
    }
    case 'attachment': {
      const container = (await archive.find('attachments', owner))?.record.container
      return container === undefined || container.startsWith('attachment:')
        ? undefined
        : await nameOf(archive, container)
    }
    default:
      return (await archive.find('content', owner))?.record.title
  }
}
