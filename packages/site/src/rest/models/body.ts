import type { Body, Content, Space } from '@spacecrate/format'
import { storageOfAdf } from '../../render/adf-document.js'
import { escapeHtml } from '../../render/escape.js'
import type { Call } from '../call.js'
import { adfOfStorage } from './adf-of-storage.js'

/** Forms in which a body may be asked for. */
export const bodyFormats = [
  'storage',
  'atlas_doc_format',
  'view',
  'export_view',
  'styled_view',
  'anonymous_export_view',
  'editor',
] as const

/** One of `bodyFormats`. */
export type BodyFormatWord = (typeof bodyFormats)[number]

/** Texts of one version: the master, and other forms of it. */
export interface Texts {
  readonly body?: Body | undefined
  readonly renditions?: readonly Body[] | undefined
}

/** Where the body stands. */
export interface BodyPlace {
  readonly content?: Content | undefined
  readonly space?: Space | undefined
}

/** A body as v2 has it: `{}` where no form was asked for. */
export async function bodyV2(
  call: Call,
  texts: Texts | undefined,
  format: BodyFormatWord | undefined,
  place: BodyPlace,
): Promise<unknown> {
  if (format === undefined) return {}
  return { [format]: { representation: format, value: await bodyValue(call, texts, format, place) } }
}

/** A body in a form; the empty text where there is none. What was written in another form is converted as well as that can be. */
export async function bodyValue(
  call: Call,
  { body, renditions = [] }: Texts = {},
  format: BodyFormatWord,
  place: BodyPlace,
): Promise<string> {
  if (body === undefined) return format === 'atlas_doc_format' ? emptyDocument : ''
  if (format === 'storage' || format === 'editor') return asStorage(call, body, renditions)
  if (format === 'atlas_doc_format') {
    const own = [body, ...renditions].find((one) => one.format === 'adf')
    return own === undefined ? adfOfStorage(await asStorage(call, body, [])) : text(call, own)
  }
  return (await call.visit.rendered(body, place)).text
}

const emptyDocument = '{"type":"doc","content":[],"version":1}'

async function asStorage(call: Call, body: Body, renditions: readonly Body[]): Promise<string> {
  const own = [body, ...renditions].find((one) => one.format === 'storage')
  if (own !== undefined) return text(call, own)
  const value = await text(call, body)
  switch (body.format) {
    case 'adf':
      return storageOfAdf(value) ?? paragraph(value)
    case 'wiki':
      // So Confluence keeps what it never converted.
      return `<ac:structured-macro ac:name="unmigrated-wiki-markup"><ac:plain-text-body><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></ac:plain-text-body></ac:structured-macro>`
    default:
      return paragraph(value)
  }
}

function paragraph(value: string): string {
  return value === '' ? '' : `<p>${escapeHtml(value)}</p>`
}

async function text(call: Call, body: Body): Promise<string> {
  if ('value' in body) return body.value
  return (await call.visit.bodyText(body, Number.MAX_SAFE_INTEGER)).value ?? ''
}
