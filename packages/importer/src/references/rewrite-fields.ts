import { type StreamName, streamRules } from '@spacecrate/format'
import type { StepRecord } from '../destination.js'
import { valueAt } from '../structure.js'
import { addCounts, noReferences, type ReferenceCount } from './count-references.js'
import type { BodyPlace, Resolver } from './resolver.js'
import type { RewrittenText } from './rewrite-body.js'
import { rewriteProperty } from './rewrite-property.js'
import { rewriteUrl, rewriteUrlWithGap } from './rewrite-url.js'

/** The fields of a record that say something else at the destination, and what became of their references. */
export interface RewrittenFields {
  readonly changed: Readonly<Record<string, string>>
  readonly references: ReferenceCount
}

/** Names of the fields of a kind that refer to something otherwise than by an id or in a body. */
export function plainFieldsOf(stream: StreamName): readonly string[] {
  return stream === 'properties' ? ['value'] : (streamRules[stream].urls ?? [])
}

/** Rewrites the references in the plain fields of a record. Every byte that says nothing else stays. */
export function rewriteFields(item: StepRecord, place: BodyPlace, resolver: Resolver): RewrittenFields {
  const changed: Record<string, string> = {}
  let references = noReferences
  for (const field of plainFieldsOf(item.stream)) {
    const value = valueAt(item.record, field)
    if (typeof value !== 'string') continue
    const { text, ...count } = rewriteField(item, field, value, place, resolver)
    if (text !== value) changed[field] = text
    references = addCounts(references, count)
  }
  return { changed, references }
}

function rewriteField(
  item: StepRecord,
  field: string,
  value: string,
  place: BodyPlace,
  resolver: Resolver,
): RewrittenText {
  if (item.stream === 'properties') return rewriteProperty(item.record, place, resolver)
  return item.stream === 'shortcut-links'
    ? rewriteUrlWithGap(value, field, place, resolver)
    : rewriteUrl(value, field, place, resolver)
}
