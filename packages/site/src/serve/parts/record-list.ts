import { type StreamName, type StreamRecords, streamRules } from '@spacecrate/format'
import type { Cut } from '../../store/catalog.js'
import { type Html, type Part, html } from '../html.js'
import { more, table } from '../page.js'
import { recordUrl, withQuery } from '../urls.js'
import type { Visit } from '../visit.js'
import { shownColumns } from './field-value.js'

const perPage = 50

/** One column of a list: what stands above it, and what of a record stands in it. */
export interface Column<Name extends StreamName> {
  readonly head: string
  readonly cell: (record: StreamRecords[Name], visit: Visit) => Part | Promise<Part>
}

/** What a list shows of the records of an owner. */
export interface ListOf<Name extends StreamName> {
  readonly stream: Name
  /** Absent: the fields that the rule of the stream names for a listing. */
  readonly columns?: readonly Column<Name>[]
  /** The last ones first. */
  readonly backwards?: boolean
  /** A list that is one of many is left out where it is empty. */
  readonly empty?: string | undefined
  /** Empty on a page that has this title already. @default the words of the stream */
  readonly title?: string
  /** Id on the page, where a stream is listed in pieces; also of what says where it goes on. */
  readonly name?: string
  /** Reads a piece, where that is not all of the owner's. */
  readonly read?: (visit: Visit, owner: string, cut: Cut) => StreamRecords[Name][]
}

/**
 * The records of an owner in a table, a piece at a time; the next piece is asked for by a parameter of the list's own, so
 * that several lists can stand on one page.
 */
export async function recordList<Name extends StreamName>(
  visit: Visit,
  owner: string,
  list: ListOf<Name>,
): Promise<Html | undefined> {
  const { stream, columns = shownColumns(stream), name = stream, empty } = list
  const after = visit.asked(`${name}-after`)
  const cut = { ...(after === undefined ? {} : { after }), limit: perPage + 1 }
  const found = list.read?.(visit, owner, cut) ?? readOf(visit, stream, owner, cut, list.backwards === true)
  if (found.length === 0 && empty === undefined) return undefined
  const rows: Part[][] = []
  for (const record of found.slice(0, perPage)) {
    const cells: Part[] = []
    for (const { cell } of columns) cells.push(await cell(record, visit))
    // An undo takes back what an import made, and deletes nothing.
    const state = visit.store.isWithdrawn(record.id) && html`<span class="badge badge-trashed">Taken back</span> `
    const link = html`<a class="quiet record-link" href="${recordUrl(stream, record.id)}">Record</a>`
    cells.push(html`${state}${visit.view.isAdministrator && link}`)
    rows.push(cells)
  }
  const heads = [...columns.map(({ head }) => head), '']
  // A column of which nothing is known here says nothing.
  const filled = heads.flatMap((_, index) => (rows.some((cells) => !isBlank(cells[index])) ? [index] : []))
  const last = found.length > perPage ? found[perPage - 1]?.id : undefined
  const title = list.title ?? capital(streamRules[stream].words[1])
  return html`<section id="${name}">
    ${title !== '' && html`<h2>${title}</h2>`}
    ${after !== undefined && html`<p class="facts"><a href="${visit.url.pathname}#${name}">From the beginning</a></p>`}
    ${table(
      filled.map((index) => heads[index] ?? ''),
      rows.map((cells) => filled.map((index) => !isBlank(cells[index]) && cells[index])),
      empty ?? '',
    )}
    ${more(last && `${nextPiece(visit, name, last)}#${name}`)}
  </section>`
}

function readOf<Name extends StreamName>(
  visit: Visit,
  stream: Name,
  owner: string,
  cut: Cut,
  backwards: boolean,
): StreamRecords[Name][] {
  return backwards ? visit.catalog.backwards(stream, owner, cut) : visit.catalog.siblings(stream, owner, cut)
}

/** This page with the list from that record on. */
function nextPiece(visit: Visit, name: string, after: string): string {
  const asked = [...visit.url.searchParams.keys()].filter((key) => key !== `${name}-after` && !key.endsWith('-after'))
  const kept = asked.map((key) => [key, visit.asked(key)] as const)
  return withQuery(visit.url.pathname, { ...Object.fromEntries(kept), [`${name}-after`]: after })
}

function isBlank(cell: Part): boolean {
  return html`${cell}`.text.trim() === ''
}

/** A word at the beginning of a line. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
