import type { Attachment } from '@spacecrate/format'
import { html } from '../html.js'
import { type Crumb, type Page, facts, heading, more, spaceCrumbs, table } from '../page.js'
import { properties } from '../lists/site-lists.js'
import { recordList } from '../parts/record-list.js'
import { Refusal } from '../refusal.js'
import { attachmentUrl, commentUrl, contentUrl, templateUrl, withQuery } from '../urls.js'
import type { Visit } from '../visit.js'
import { personLink, size, stateBadge, time } from '../words.js'
import { attachmentTable, fileLink, filesOf } from './attachment-table.js'
import { commentsOfFile } from './comment-threads.js'
import { labelLine } from './content-facts.js'
import { contentCrumbs, sideOf } from './content-frame.js'

const perPage = 100

/** All files of a content, piece by piece. */
export async function attachmentsPage(visit: Visit, segment: string): Promise<Page> {
  const content = visit.content(segment)
  const after = visit.after((id) => visit.view.mayReadAttachment(id))
  const { rows, next } = await filesOf(visit, content.id, { after, limit: perPage })
  const main = html`${heading(undefined, 'Attachments')}${attachmentTable(visit, rows)}
  ${more(next && withQuery(contentUrl(content, '/attachments'), { after: next }))}`
  return {
    title: `Attachments of ${content.title}`,
    crumbs: contentCrumbs(visit, content, true),
    main,
    side: await sideOf(visit, content),
  }
}

/** One file: its versions, labels and what was said about it. */
export async function attachmentPage(visit: Visit, segment: string): Promise<Page> {
  const attachment = visit.store.get('attachments', visit.id('attachment', segment))
  if (attachment === undefined || !visit.view.mayReadAttachment(attachment.id))
    throw new Refusal(404, 'There is no such attachment')
  const after = visit.asked('after')
  const versions = visit.catalog.backwards('attachment-versions', attachment.id, {
    ...(after === undefined ? {} : { after }),
    limit: perPage + 1,
  })
  const last = versions.length > perPage ? versions[perPage - 1]?.id : undefined
  const content = visit.store.get('content', attachment.container)
  const rows = versions
    .slice(0, perPage)
    .map((version) => [
      `${version.number}`,
      fileLink(visit, attachment, version),
      size(version.bytes),
      html`${personLink(visit, version.author)}, ${time(version.at)}`,
      version.message,
    ])
  const main = html`${heading('Attachment', attachment.name, stateBadge(attachment.status))}
  ${facts(attachment.mediaType, html`By ${personLink(visit, attachment.created?.by)}, ${time(attachment.created?.at)}`, attachment.hidden === true && 'not listed in the source')}
  ${labelLine(visit, attachment.id)}
  ${table(['Version', 'File', 'Size', 'Uploaded', 'Comment'], rows, 'No version of this file is here.')}
  ${more(last && withQuery(attachmentUrl(attachment.id), { after: last }), 'Earlier versions')}
  ${await recordList(visit, attachment.id, properties)}
  ${content !== undefined && (await commentsOfFile(visit, content, attachment.id))}`
  return {
    title: attachment.name,
    crumbs: containerCrumbs(visit, attachment),
    main,
    side: content && (await sideOf(visit, content)),
  }
}

function containerCrumbs(visit: Visit, { container }: Attachment): Crumb[] {
  const content = visit.store.get('content', container)
  if (content !== undefined) return contentCrumbs(visit, content, true)
  const space = visit.store.get('spaces', container)
  if (space !== undefined) return spaceCrumbs(space)
  const url = container.startsWith('template:') ? templateUrl(container) : commentUrl(container)
  return [{ url, text: container.startsWith('template:') ? 'Template' : 'Comment' }]
}
