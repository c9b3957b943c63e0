import type { Attachment, AttachmentVersion } from '@spacecrate/format'
import { type Html, html } from '../html.js'
import { more, table } from '../page.js'
import { attachmentUrl, fileUrl, versionKey } from '../urls.js'
import { type Piece, seen } from '../seen.js'
import type { Visit } from '../visit.js'
import { counted, personLink, size, stateBadge, time } from '../words.js'
import { labelLine } from './content-facts.js'

const shownBelow = 30

/** The files of a content below its text; many of them on a page of their own. */
export async function attachmentSection(visit: Visit, container: string, allUrl: string): Promise<Html | undefined> {
  const { rows, next } = await filesOf(visit, container, { limit: shownBelow })
  if (rows.length === 0) return undefined
  // Of more than is shown only the administrator is told the number: others may not see them all.
  const all = visit.view.isAdministrator ? visit.catalog.countOf('attachments', container) : undefined
  const count = next === undefined ? rows.length : all
  return html`<section id="attachments">
    <h2>Attachments${count !== undefined && html` <span class="count">${count.toLocaleString('en')}</span>`}</h2>
    ${attachmentTable(visit, rows)}${more(next === undefined ? undefined : allUrl, 'All attachments')}
  </section>`
}

/** A piece of the files of a content, comment or template that the visitor may see. */
export function filesOf(
  visit: Visit,
  container: string,
  cut: { readonly after?: string | undefined; readonly limit: number },
): Promise<Piece<Attachment>> {
  return seen(
    (piece) => visit.catalog.siblings('attachments', container, piece),
    ({ id }) => visit.view.mayReadAttachment(id),
    cut,
  )
}

/** Files, with their size, author and history. */
export function attachmentTable(visit: Visit, attachments: readonly Attachment[]): Html {
  const rows = attachments.map((attachment) => {
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
