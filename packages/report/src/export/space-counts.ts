import { type Archive, OwnerWalk, SpaceFinder, type StreamRecords } from '@spacecrate/format'

/** The contents of one space in an archive, counted. */
export interface SpaceCounts {
  /** Empty for what belongs to no space. */
  readonly id: string
  readonly key: string
  readonly name: string
  readonly kind: string
  readonly status: string
  pages: number
  posts: number
  /** Folders, whiteboards, databases … */
  others: number
  versions: number
  comments: number
  attachments: number
  /** Of all versions of all attachments. */
  attachmentBytes: number
}

/** Counts per space, in the order of the archive. */
export async function countSpaces(archive: Archive, signal: AbortSignal): Promise<SpaceCounts[]> {
  const options = { signal }
  const spaces = new Map<string, SpaceCounts>()
  for await (const { record } of archive.records('spaces', options)) spaces.set(record.id, emptyCounts(record))
  const nowhere = emptyCounts({ id: '', key: '', name: 'in no space', kind: '', status: '' })
  const countsOf = (space: string | undefined): SpaceCounts =>
    (space === undefined ? undefined : spaces.get(space)) ?? nowhere

  const countContent = async (content: StreamRecords['content']): Promise<void> => {
    const counts = countsOf(content.space)
    if (content.kind === 'page') counts.pages++
    else if (content.kind === 'blogpost') counts.posts++
    else counts.others++
  }
  {
    await using owners = new OwnerWalk(archive, 'content', { ...options, passed: countContent })
    for await (const { record } of archive.records('versions', options)) {
      countsOf((await owners.find(record.of))?.space).versions++
    }
    await owners.finish()
  }
  {
    await using owners = new OwnerWalk(archive, 'content', options)
    for await (const { record } of archive.records('comments', options)) {
      countsOf((await owners.find(record.content))?.space).comments++
    }
  }
  {
    await using finder = new SpaceFinder(archive, options)
    let current = nowhere
    const countAttachment = async (attachment: StreamRecords['attachments']): Promise<void> => {
      current = countsOf(await finder.spaceOf(attachment.container))
      current.attachments++
    }
    await using files = new OwnerWalk(archive, 'attachments', { ...options, passed: countAttachment })
    for await (const { record } of archive.records('attachment-versions', options)) {
      const attachment = await files.find(record.of)
      ;(attachment === undefined ? nowhere : current).attachmentBytes += record.bytes ?? 0
    }
    await files.finish()
  }
  return hasAny(nowhere) ? [...spaces.values(), nowhere] : [...spaces.values()]
}

/** The sum of all rows. */
export function sumCounts(rows: readonly SpaceCounts[]): SpaceCounts {
  const sum = emptyCounts({ id: '', key: '', name: 'All', kind: '', status: '' })
  for (const row of rows) {
    for (const field of countFields) sum[field] += row[field]
  }
  return sum
}

const countFields = ['pages', 'posts', 'others', 'versions', 'comments', 'attachments', 'attachmentBytes'] as const

function emptyCounts(space: {
  readonly id: string
  readonly key: string
  readonly name?: string
  readonly kind: string
  readonly status: string
}): SpaceCounts {
  const { id, key, name = '', kind, status } = space
  const counts = { pages: 0, posts: 0, others: 0, versions: 0, comments: 0, attachments: 0, attachmentBytes: 0 }
  return { id, key, name, kind, status, ...counts }
}

function hasAny(counts: SpaceCounts): boolean {
  return countFields.some((field) => counts[field] > 0)
}
