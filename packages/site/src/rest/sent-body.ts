import { checkStorage } from '@spacecrate/confluence'
import { type Body, bodyFor } from '@spacecrate/format'
import type { Call } from './call.js'
import { RestError, badRequest } from './rest-error.js'
import { type Sent, objectField, textField } from './sent.js'

/** Confluence refuses longer ones. */
const longestBody = 5 * 1024 * 1024

/** A text and the form that its client says it has. */
export interface SentText {
  readonly representation: string
  readonly value: string
}

/** The body in what was sent: `{representation, value}`, or the same under the name of its form. `undefined` where there is none. */
export function sentText(sent: Sent): SentText | undefined {
  const body = objectField(sent, 'body')
  if (body === undefined) return undefined
  const named = ['storage', 'atlas_doc_format', 'wiki'].find((name) => objectField(body, name) !== undefined)
  const form = named === undefined || typeof body['representation'] === 'string' ? body : objectField(body, named)
  const value = form === undefined ? undefined : textField(form, 'value')
  if (form === undefined || value === undefined) return undefined
  return { representation: textField(form, 'representation') ?? named ?? 'storage', value }
}

/**
 * The body of a record, of what was sent: refused where it is too long, in a form that nobody knows, or no markup of that form.
 * A long one lies in a blob, stored before anything is written.
 */
export async function bodyOfText(call: Call, { representation, value }: SentText): Promise<Body> {
  if (Buffer.byteLength(value) > longestBody) throw new RestError(413, 'The body is larger than 5 MB')
  const store = { store: call.store.storeBlob.bind(call.store) }
  if (representation === 'storage') {
    const fault = checkStorage(value)
    if (fault !== undefined) throw unparsed(value, fault.offset, fault.reason)
    return bodyFor(store, 'storage', value)
  }
  if (representation === 'atlas_doc_format') {
    mustBeDocument(value)
    return bodyFor(store, 'adf', value)
  }
  if (representation === 'wiki') return bodyFor(store, 'wiki', value)
  throw badRequest(`Unsupported representation: ${representation.slice(0, 100)}`)
}

/** In the words of Confluence, with line and column. */
function unparsed(value: string, offset: number, reason: string): RestError {
  const lines = value.slice(0, offset).split('\n')
  const place = `[${lines.length},${(lines.at(-1)?.length ?? 0) + 1}]`
  const message = `Error parsing xhtml: ${reason}\n at [row,col {unknown-source}]: ${place}`
  return badRequest(message, { problems: [message] })
}

function mustBeDocument(value: string): void {
  let document: unknown
  try {
    document = JSON.parse(value)
  } catch {
    document = undefined
  }
  const isDocument =
    typeof document === 'object' &&
    document !== null &&
    'type' in document &&
    document.type === 'doc' &&
    'content' in document &&
    Array.isArray(document.content)
  if (!isDocument) throw badRequest('Content body cannot be converted to new editor format: it is no document in ADF')
}
