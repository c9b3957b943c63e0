import { JsonCursor } from '../adf/json-cursor.js'
import { decodeJsonString, escapeJsonText } from '../adf/json-text.js'
import { readTextReferences } from '../references/read-text.js'
import type { ReferenceChange } from '../references/reference.js'
import type { TextForm, TextReference } from '../references/text-reference.js'

/** What the lists among the parameters hold. A query stays as it is, byte for byte. */
const lists: Readonly<Record<string, TextForm>> = {
  spaceKeys: 'space',
  ancestorPageIds: 'content',
  creatorAccountIds: 'account-id',
  contributorAccountIds: 'account-id',
  contentARIs: 'ari',
}

/**
 * The references in the JSON that stands beside a link which is shown as a table: `{ id, parameters, views }`. A provider
 * that nobody knows is one itself, so that somebody looks at it. Empty for what is no such JSON.
 */
export function readDatasource(json: string): readonly TextReference[] {
  const found: TextReference[] = []
  const cursor = new JsonCursor(json)
  const keys: (string | undefined)[] = []
  let key: string | undefined
  while (cursor.next()) {
    const { token, start, end, escaped } = cursor
    if (token === 'object' || token === 'array') {
      keys.push(key)
      key = undefined
    } else if (token === 'end') {
      keys.pop()
      key = undefined
    } else if (token === 'key') key = decodeJsonString(json, { start: start + 1, end: end - 1, escaped })
    else if (token === 'string') {
      const place = { start: start + 1, end: end - 1, escaped }
      found.push(...referencesAt([...keys.slice(1), key], decodeJsonString(json, place), place))
    }
  }
  return cursor.fault === undefined ? found : []
}

function referencesAt(
  path: readonly (string | undefined)[],
  text: string,
  place: { readonly start: number; readonly end: number },
): TextReference[] {
  const [first, second = '', third] = path
  if (path.length === 1 && first === 'id') return whole('provider', text, place)
  if (first !== 'parameters') return []
  if (path.length === 2) return second === 'cloudId' ? [siteOf(text, place)] : []
  const form = path.length === 3 && third === undefined && Object.hasOwn(lists, second) ? lists[second] : undefined
  return form === undefined ? [] : whole(form, text, place)
}

/** The one reference that a text says as a whole. */
function whole(form: TextForm, text: string, place: { readonly start: number; readonly end: number }): TextReference[] {
  return readTextReferences(form, text).map((one) => ({
    ...one,
    ...place,
    replace: (change: ReferenceChange) => {
      const after = one.replace(change)
      return after === undefined ? undefined : escapeJsonText(text.slice(0, one.start) + after + text.slice(one.end))
    },
  }))
}

/** The site that is asked, by its id. */
function siteOf(cloudId: string, place: { readonly start: number; readonly end: number }): TextReference {
  return {
    kind: 'application-link',
    says: { cloudId },
    verbatim: cloudId,
    ...place,
    replace: (change) =>
      typeof change.cloudId === 'string' && change.cloudId !== cloudId ? escapeJsonText(change.cloudId) : undefined,
  }
}
