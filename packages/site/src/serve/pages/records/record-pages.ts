import {
  type StreamName,
  type StreamRecords,
  hangingOn,
  isStreamName,
  streamNames,
  streamRules,
} from '@spacecrate/format'
import { type Html, html } from '../../html.js'
import { type Page, facts, heading, more, table } from '../../page.js'
import { fieldList, shownColumns } from '../../parts/field-value.js'
import { idLink } from '../../parts/id-link.js'
import { capital } from '../../parts/record-list.js'
import { Refusal } from '../../refusal.js'
import { decodeSegment, recordUrl, withQuery } from '../../urls.js'
import type { Visit } from '../../visit.js'
import { adminPage } from '../admin/admin-frame.js'

const perPage = 50
const kindsCrumb = { url: '/admin/records', text: 'Everything by kind' }

/** Every kind that a site can hold, with how many of each there are. */
export async function kindsPage(visit: Visit): Promise<Page> {
  return adminPage(visit, 'Everything by kind', async () => {
    const rows = streamNames.map((stream) => {
      const { words, impact, evidence, kind } = streamRules[stream]
      return [
        html`<a href="${listUrl(stream)}">${capital(words[1])}</a> <code class="quiet">${stream}</code>`,
        visit.store.count(stream).toLocaleString('en'),
        kind,
        evidence === true ? `${impact}, evidence` : impact,
      ]
    })
    return html`${heading(undefined, 'Everything by kind')}
      <p class="quiet">Each record of the site as it lies there, whether or not a page shows it.</p>
      ${table(['Kind', 'Number', 'Name for --kinds', 'Impact'], rows, '')}`
  })
}

/** The records of one kind, in order of id, or those of one owner in their order. */
export async function kindPage(visit: Visit, segment: string): Promise<Page> {
  visit.needAdministrator()
  const stream = streamOf(segment)
  const { words } = streamRules[stream]
  const title = capital(words[1])
  const owner = visit.asked('owner')
  const after = visit.asked('after')
  const cut = { ...(after === undefined ? {} : { after }), limit: perPage + 1 }
  return adminPage(
    visit,
    title,
    async () => {
      const found =
        owner === undefined ? visit.catalog.everywhere(stream, cut) : visit.catalog.ofOwner(stream, owner, cut)
      const last = found.length > perPage ? found[perPage - 1]?.id : undefined
      const count = owner === undefined ? visit.store.count(stream) : visit.catalog.countOf(stream, owner)
      return html`${heading(undefined, title)}
      ${facts(count.toLocaleString('en'), html`<code>${stream}</code>`, owner !== undefined && html`of ${idLink(visit, owner)}`)}
      ${await recordTable(visit, stream, found.slice(0, perPage))}
      ${more(last && withQuery(listUrl(stream), { owner, after: last }))}`
    },
    [kindsCrumb],
  )
}

async function recordTable<Name extends StreamName>(
  visit: Visit,
  stream: Name,
  records: readonly StreamRecords[Name][],
): Promise<Html> {
  const columns = shownColumns(stream)
  const rows = []
  for (const record of records) {
    const cells = [html`<a href="${recordUrl(stream, record.id)}"><code>${record.id.slice(0, 200)}</code></a>`]
    for (const { cell } of columns) cells.push(html`${await cell(record, visit)}`)
    rows.push(cells)
  }
  return table(['Id', ...columns.map(({ head }) => head)], rows, 'There are none here.')
}

/** One record with all its fields, where it comes from, and what hangs on it. */
export async function recordPage(visit: Visit, kind: string, segment: string): Promise<Page> {
  visit.needAdministrator()
  const stream = streamOf(kind)
  const id = decodeSegment(segment)
  const record = visit.store.get(stream, id)
  if (record === undefined) throw new Refusal(404, 'There is no such record')
  const { words } = streamRules[stream]
  return adminPage(
    visit,
    id,
    async () => {
      const provenance = visit.store.provenanceOf(id)
      const hanging = hangingOn(stream).flatMap((name) => {
        const count = visit.catalog.countOf(name, id)
        const text = html`<a href="${withQuery(listUrl(name), { owner: id })}"
          >${capital(streamRules[name].words[1])}</a
        >`
        return count === 0 ? [] : [[text, count.toLocaleString('en')]]
      })
      return html`${heading(capital(words[0]), id.length > 120 ? `${id.slice(0, 120)}…` : id)}
      ${facts(ownPage(visit, stream, id), visit.store.isWithdrawn(id) && html`<span class="badge badge-trashed">Taken back</span>`)}
      ${await fieldList(visit, stream, record)}
      ${
        provenance !== undefined &&
        html`<p class="facts">
          Comes from record <code>${provenance.record}</code> of the site <code>${provenance.source}</code>, by archive
          <code>${provenance.archive}</code>
        </p>`
      }
      ${
        hanging.length > 0 &&
        html`<section>
          <h2>What belongs to it</h2>
          ${table(['Kind', 'Number'], hanging, '')}
        </section>`
      }`
    },
    [kindsCrumb, { url: listUrl(stream), text: capital(words[1]) }],
  )
}

/** A link to the page of a record, of kinds that have pages of their own. */
function ownPage(visit: Visit, stream: StreamName, id: string): Html | undefined {
  const link = idLink(visit, id)
  return link.text.includes(html`"${recordUrl(stream, id)}"`.text) ? undefined : link
}

function streamOf(segment: string): StreamName {
  if (!isStreamName(segment)) throw new Refusal(404, 'There is no such kind')
  return segment
}

function listUrl(stream: StreamName): string {
  return `/admin/records/${stream}`
}
