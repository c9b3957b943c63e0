import { readTextReferences } from '@spacecrate/confluence'
import type { Property } from '@spacecrate/format'
import { noReferences, ReferenceCounter } from './count-references.js'
import { decideReference } from './decide-reference.js'
import type { BodyPlace, Resolver } from './resolver.js'
import type { RewrittenText } from './rewrite-body.js'

/**
 * A value is JSON, a JSON text that holds JSON, or plain text, and what it names is found in it as it stands: it is never
 * parsed and written again. `d`: where in the value the named thing stands.
 */
interface PropertyForm {
  readonly key: RegExp
  readonly value: RegExp
  readonly form: (text: string) => 'url' | 'media' | 'emoji'
}

/** The properties by which Confluence keeps the header image of a page and the emoji of its title. */
const forms: readonly PropertyForm[] = [
  {
    key: /^cover-picture-id-(?:published|draft)$/,
    // The address of a stock image, or the UUID of an uploaded one.
    value: /(?<![^\s{,"\\])(\\?")id\1\s*:\s*\1(?<named>[^"\\\s]+)\1/d,
    form: (text) => (text.includes('/') ? 'url' : 'media'),
  },
  {
    key: /^emoji-title-(?:published|draft)$/,
    value: /^\s*(?<quote>"?)(?<named>[^"\\\s]+)\k<quote>\s*$/d,
    form: () => 'emoji',
  },
]
/** No value of these is longer; a longer one is something else. */
const longest = 20_000

/** Rewrites what the value of a property refers to, where it is one that Confluence keeps itself. */
export function rewriteProperty({ key, value }: Property, place: BodyPlace, resolver: Resolver): RewrittenText {
  const known = value.length > longest ? undefined : forms.find((one) => one.key.test(key))
  const match = known?.value.exec(value)
  const named = match?.groups?.['named']
  const [start, end] = match?.indices?.groups?.['named'] ?? []
  if (known === undefined || named === undefined || start === undefined || end === undefined) {
    return { text: value, ...noReferences }
  }
  const counter = new ReferenceCounter()
  let text = value
  for (const reference of readTextReferences(known.form(named), named)) {
    const change = counter.take({ ...reference, path: key }, decideReference(reference, place, resolver))
    const after = change === undefined ? undefined : reference.replace(change)
    if (after !== undefined && isPlain(after)) text = value.slice(0, start) + after + value.slice(end)
  }
  return { text, ...counter.count }
}

/** True for a text that needs no escapes, however deep it stands in JSON. */
function isPlain(text: string): boolean {
  return !/["\\\p{Cc}]/u.test(text)
}
