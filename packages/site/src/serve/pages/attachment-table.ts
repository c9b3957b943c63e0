import type { Attachment, AttachmentVersion } from '@spacecrate/format'
import { type Html, html } from '../html.js'
import { more, table } from '../page.js'
import { attachmentUrl, fileUrl, versionKey } from '../urls.js'
import type { Visit } from '../visit.js'
import { counted, personLink, size, stateBadge, time } from '../words.js'
import { labelLine } from './content-facts.js'

const shownBelow = 30

/** The files of a content below its text; many of them on a page of their own. */
export async function attachmentSection(visit: Visit, container: string, allUrl: string): Promise<Html | undefined> {
  const count = visit.catalog.countOf('attachments', container)
  if (count === 0) return undefined
  const attachments = visit.catalog.siblings('attachments', container, { limit: shownBelow })
  const rest = count > shownBelow ? allUrl : undefined
  return html`<section id="attachments">
    <h2>Attachments <span class="count">${count.toLocaleString('en')}</span></h2>
    ${attachmentTable(visit, attachments)}${more(rest, 'All attachments')}
  </section>`
}

/** Files, with their size, author and history. */
export function attachmentTable(visit: Visit, attachments: readonly Attachment[]): Html {
  const shown = attachments.filter(({ id }) => visit.view.mayReadAttachment(id))
  const rows = shown.map((attachment) => {
    const version = visit.currentFile(attachment.id)
    const versions = visit.catalog.countOf('attachment-versions', attachment.id)
    return [
      html`${fileLink(visit, attachment, version)}
      ${stateBadge(attachment.status)}${version?.message !== undefined && html`<br /><span class="quiet">${version.message}</span>`}${labelLine(visit, attachment.id)}`,
      size(version?.bytes),
      html`${personLink(visit, version?.author ?? attachment.created?.by)},
      ${time(version?.at ?? attachment.created?.at)}`,
      html`<a href="${attachmentUrl(attachment.id)}">${counted(versions, 'version')}</a>`,
    ]
  })
  return table(['File', 'Size', 'Uploaded', 'History'], rows, 'There is nothing here.')
}

/** A link to the bytes of a version, or that they are missing. */
export function fileLink(visit: Visit, attachment: Attachment, version: AttachmentVersion | undefined): Html {
  const name = version?.name ?? attachment.name
  const there = version?.blob !== undefined && visit.store.hasBlob(version.blob)
  if (version === undefined || !there) return html`${name} <span class="badge badge-missing">File missing</span>`
  return html`<a class="file" href="${fileUrl(attachment.id, versionKey(version), name)}">${name}</a>`
}
