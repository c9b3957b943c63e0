import {
  type Body,
  type Instant,
  type StreamName,
  type StreamRecords,
  type StreamRule,
  fieldsOf,
  streamRules,
} from '@spacecrate/format'
import { type Html, type Part, html } from '../html.js'
import { recordFileUrl } from '../urls.js'
import type { Visit } from '../visit.js'
import { time } from '../words.js'
import { idLink } from './id-link.js'
import { outerLink } from './outer-link.js'
import { plainText, sourceText } from './source-text.js'

const longestInList = 300
/** A line of the archive is not longer, so a record shows every field whole. */
const longestLine = 1024 * 1024
const mostItems = 200
const deepest = 6

type Members = Readonly<Record<string, unknown>>

/** Where a value stands: the record it is of, and the path of its field. */
interface FieldPlace {
  readonly stream: StreamName
  readonly id: string
  readonly path: string
}

/** Every field of a record with its words from the schema, so that a kind is readable before anybody wrote a page for it. */
export async function fieldList<Name extends StreamName>(
  visit: Visit,
  stream: Name,
  record: StreamRecords[Name],
): Promise<Html> {
  const words = fieldsOf(stream)
  const rows: Html[] = []
  for (const [name, value] of Object.entries(record)) {
    const place = { stream, id: record.id, path: name }
    rows.push(
      html`<div>
        <dt><code>${name}</code><br /><span class="quiet">${words.get(name)?.about}</span></dt>
        <dd>${await fieldValue(visit, place, value)}</dd>
      </div> `,
    )
  }
  return html`<dl class="fields">${rows}</dl>`
}

/** The columns that the rule of a stream names for a listing. */
export function shownColumns<Name extends StreamName>(
  stream: Name,
): readonly { readonly head: string; readonly cell: (record: StreamRecords[Name], visit: Visit) => Promise<Part> }[] {
  const rule: StreamRule<Name> = streamRules[stream]
  return rule.shows.map((path) => ({
    head: headOf(path),
    cell: async (record, visit) => {
      const { owner, last } = walk(record, path)
      const value = owner[last]
      // `at.at` is the time of an instant: the instant as a whole says where its zone comes from.
      if (last === 'at' && typeof value === 'string') return time(owner as unknown as Instant)
      return fieldValue(visit, { stream, id: record.id, path }, value, longestInList)
    },
  }))
}

function headOf(path: string): string {
  const last =
    path
      .replace(/\.(?:at|id)$/, '')
      .split('.')
      .at(-1) ?? path
  const words = last.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function walk(record: object, path: string): { readonly owner: Members; readonly last: string } {
  const steps = path.split('.')
  const last = steps.pop() ?? ''
  let owner: unknown = record
  for (const step of steps) owner = isMembers(owner) ? owner[step] : undefined
  return { owner: isMembers(owner) ? owner : {}, last }
}

async function fieldValue(visit: Visit, place: FieldPlace, value: unknown, most?: number, depth = 0): Promise<Part> {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return textValue(visit, place, value, most)
  if (depth >= deepest) return '…'
  if (Array.isArray(value)) return listValue(visit, place, value, most, depth)
  if (!isMembers(value)) return undefined
  if (isBody(value)) return bodyValue(visit, place, value, most)
  if (isInstant(value)) return time(value)
  const rows: Html[] = []
  for (const [name, inner] of Object.entries(value).slice(0, mostItems)) {
    const shown = await fieldValue(visit, { ...place, path: `${place.path}.${name}` }, inner, most, depth + 1)
    rows.push(
      html`<div>
        <dt>${name}</dt>
        <dd>${shown}</dd>
      </div>`,
    )
  }
  return html`<dl>${rows}</dl>`
}

async function listValue(
  visit: Visit,
  place: FieldPlace,
  values: readonly unknown[],
  most: number | undefined,
  depth: number,
): Promise<Html> {
  const items: Html[] = []
  for (const [index, inner] of values.slice(0, mostItems).entries()) {
    const at = { ...place, path: `${place.path}.${index}` }
    items.push(html`<li>${await fieldValue(visit, at, inner, most, depth + 1)}</li>`)
  }
  const rest = values.length > mostItems && html`<li class="quiet">… and ${values.length - mostItems} more</li>`
  return html`<ul>
    ${items}${rest}
  </ul>`
}

function textValue(visit: Visit, { stream, id, path }: FieldPlace, text: string, most: number | undefined): Part {
  const { references, blobs } = streamRules[stream]
  if (references.includes(path)) return idLink(visit, text)
  if (blobs.includes(path)) return fileLink(visit, { stream, id, path }, text)
  if (/^https?:\/\/\S+$/i.test(text)) return outerLink(text)
  if (most !== undefined) return text.length > most ? `${text.slice(0, most)}…` : text
  return /\n|.{200}/.test(text) ? plainText(text, undefined, longestLine) : text
}

function fileLink(visit: Visit, { stream, id, path }: FieldPlace, digest: string): Html {
  const name = html`<code title="SHA-256">${digest}</code>`
  return visit.store.hasBlob(digest)
    ? html`<a class="file" href="${recordFileUrl(stream, id, path)}">${name}</a>`
    : html`${name} <span class="badge badge-missing">File missing</span>`
}

async function bodyValue(visit: Visit, place: FieldPlace, body: Body, most: number | undefined): Promise<Html> {
  const whole = recordFileUrl(place.stream, place.id, place.path)
  return html`<span class="kind">${body.format}</span> ${await sourceText(visit, body, whole, most)}`
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isBody(value: Members): value is Members & Body {
  return typeof value['format'] === 'string' && ('value' in value || 'blob' in value)
}

function isInstant(value: Members): value is Members & Instant {
  return typeof value['at'] === 'string'
}
