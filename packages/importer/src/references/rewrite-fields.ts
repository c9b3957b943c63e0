import { type StreamName, type StreamRecords, streamRules } from '@spacecrate/format'
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

type Rewrite<Name extends StreamName> = (
  record: StreamRecords[Name],
  value: string,
  field: string,
  place: BodyPlace,
  resolver: Resolver,
) => RewrittenText

/** Fields that are read otherwise than as a URL. */
interface FieldReader<Name extends StreamName> {
  /** @default those that hold a URL by the rule of the stream */
  readonly fields?: readonly string[]
  readonly rewrite: Rewrite<Name>
}

const rewritePlainUrl: Rewrite<StreamName> = (_record, value, field, place, resolver) =>
  rewriteUrl(value, field, place, resolver)

const readers: { readonly [Name in StreamName]?: FieldReader<Name> } = {
  properties: {
    fields: ['value'],
    rewrite: (record, _value, _field, place, resolver) => rewriteProperty(record, place, resolver),
  },
  'shortcut-links': {
    rewrite: (_record, value, field, place, resolver) => rewriteUrlWithGap(value, field, place, resolver),
  },
}

function readerOf<Name extends StreamName>(stream: Name): FieldReader<Name> | undefined {
  return readers[stream]
}

/** Names of the fields of a kind that refer to something otherwise than by an id or in a body. */
export function plainFieldsOf(stream: StreamName): readonly string[] {
  return readers[stream]?.fields ?? streamRules[stream].urls ?? []
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
  const { stream, record } = item
  const rewrite = readerOf<StreamName>(stream)?.rewrite ?? rewritePlainUrl
  return rewrite(record, value, field, place, resolver)
}
