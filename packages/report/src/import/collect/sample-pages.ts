import type { Archive, StreamName } from '@spacecrate/format'
import { openJournalLookup, type PlanSummary } from '@spacecrate/importer'
import type { SamplePage } from '../import-report.js'
import type { PickedPage } from './sample-picker.js'

/** Counts stop here. */
const most = 1_000

/** What to look at on both sides, for each content that was picked. */
export async function describeSample(
  archive: Archive,
  picks: readonly PickedPage[],
  plan: PlanSummary,
  destination: { readonly journalDir?: string | undefined; readonly product: string },
): Promise<SamplePage[]> {
  using journal = destination.journalDir === undefined ? undefined : openJournalLookup(destination.journalDir)
  const titles = new Map(plan.renames.first.map(({ id, to }) => [id, to]))
  const [base] = plan.sourceUrls
  const sample: SamplePage[] = []
  for (const { id, because } of picks) {
    const content = (await archive.find('content', id))?.record
    if (content === undefined) continue
    const space = (await archive.find('spaces', content.space))?.record
    const target = journal?.resolve(id)
    const oldUrl = base === undefined ? undefined : oldUrlOf(base, id)
    const newTitle = titles.get(id)
    const newPath = target === undefined ? undefined : newPathOf(target, destination.product)
    sample.push({
      id,
      title: content.title,
      space: space?.key ?? content.space,
      because,
      version: content.version,
      comments: await countOwned(archive, 'comments', id),
      attachments: await countOwned(archive, 'attachments', id),
      oldUrl,
      newTitle,
      target,
      newPath,
    })
  }
  return sample
}

async function countOwned(archive: Archive, stream: StreamName, id: string): Promise<number> {
  let count = 0
  for await (const _ of archive.owned(stream, id)) if (++count === most) break
  return count
}

/** The URL form that every Confluence understands. */
function oldUrlOf(base: string, id: string): string | undefined {
  const digits = /^(?:page|post):(\d+)$/.exec(id)?.[1]
  return digits === undefined || !/^https?:\/\//i.test(base)
    ? undefined
    : `${base.replace(/\/+$/, '')}/pages/viewpage.action?pageId=${digits}`
}

function newPathOf(target: string, product: string): string | undefined {
  if (product !== 'embedded') return undefined
  const digits = /^page:(\d+)$/.exec(target)?.[1]
  return `/pages/${digits ?? encodeURIComponent(target).replaceAll('%3A', ':')}`
}
