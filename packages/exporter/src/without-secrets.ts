import { namesSecret, showsSecret, urlWithoutSecrets, withoutUrlSecrets } from '@spacecrate/confluence'
import { type Manifest, type Omission, type StreamName, type StreamRule, streamRules } from '@spacecrate/format'
import { secretOmission } from './omission.js'
import type { RecordItem } from './source.js'

/** A record that may travel, and a line for each field out of which a secret was taken. */
export interface Harmless {
  readonly item: RecordItem
  readonly omissions: readonly Omission[]
}

/** Their bodies are settings and templates of the server, and no text of an author. */
const settings: ReadonlySet<StreamName> = new Set<StreamName>(['settings', 'user-macros'])

/** Properties of content stand in `extra` of an earlier version under these names: they are what authors and apps wrote. */
const property = /^(?:ContentProperty|property) /

/**
 * The record without user info and secret keys in its URLs, without a value in `extra` whose name or form tells a secret,
 * and without what a secret was before and after it was changed, which an audit log may tell. Bodies stay as their authors
 * wrote them. This is the one door that the records of every source go through.
 */
export function withoutSecrets(item: RecordItem): Harmless {
  const rule: StreamRule<never> = streamRules[item.stream]
  let changed: Record<string, unknown> | undefined
  const omissions: Omission[] = []
  for (const [field, value] of Object.entries(item.record)) {
    if (field === 'id' || rule.references.includes(field)) continue
    if (rule.blobs.includes(field) && !settings.has(item.stream)) continue
    if (!mayHoldSecret(value, field)) continue
    const taken = new Set<string>()
    const harmless = harmlessValue(value, field, (name) => taken.add(name))
    if (taken.size === 0) continue
    changed ??= { ...item.record }
    changed[field] = harmless
    omissions.push(secretOmission(item.stream, taken, `${field} of ${item.record.id}`))
  }
  if (!changed) return { item, omissions }
  // A name that an id is made of may have been a URL.
  if (rule.deriveId) changed['id'] = rule.deriveId(changed as never)
  return { item: { ...item, record: changed } as unknown as RecordItem, omissions }
}

/** The same for what an archive says of its source. */
export function sourceWithoutSecrets(source: Manifest['source']): Manifest['source'] {
  return { ...source, baseUrls: [...new Set(source.baseUrls.map((url) => urlWithoutSecrets(url).text))] }
}

type Note = (name: string) => void

/** False for most values, at a glance: a URL has a slash in it, or its field says that it is one. */
function mayHoldSecret(value: unknown, name: string): boolean {
  if (typeof value === 'string') return value.includes('/') || urlName.test(name)
  if (typeof value !== 'object' || value === null) return false
  if (name === 'extra' || name === 'changes') return true
  if (Array.isArray(value)) return value.some((one) => mayHoldSecret(one, name))
  for (const field of Object.keys(value)) if (mayHoldSecret(Reflect.get(value, field), field)) return true
  return false
}

function harmlessValue(value: unknown, name: string, note: Note): unknown {
  if (typeof value === 'string') {
    const { text, taken } = isUrl(value, name) ? urlWithoutSecrets(value) : withoutUrlSecrets(value)
    for (const one of taken) note(one)
    return text
  }
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value))
    return value.map((one) => harmlessValue(name === 'changes' ? harmlessChange(one, note) : one, name, note))
  const kept =
    name === 'extra' ? Object.entries(value).filter((entry) => !isSecretExtra(entry, note)) : Object.entries(value)
  return Object.fromEntries(kept.map(([field, inner]) => [field, harmlessValue(inner, field, note)]))
}

const urlName = /url$/i

function isUrl(text: string, name: string): boolean {
  return urlName.test(name) || /^(?:[a-z][\w+.-]{0,30}:)?\/{1,2}\S*$/i.test(text)
}

function isSecretExtra([name, value]: readonly [string, unknown], note: Note): boolean {
  if (property.test(name)) return false
  const isSecret = namesSecret(name) || (typeof value === 'string' && showsSecret(value))
  if (isSecret) note(JSON.stringify(name.slice(0, 100)))
  return isSecret
}

/** What changed and nothing of its values, where its name tells a secret. */
function harmlessChange(change: unknown, note: Note): unknown {
  const { name, from, to } = change as { readonly name?: unknown; readonly from?: unknown; readonly to?: unknown }
  if (typeof name !== 'string' || !namesSecret(name) || (from === undefined && to === undefined)) return change
  note(`the values of ${JSON.stringify(name.slice(0, 100))}`)
  return { name }
}
