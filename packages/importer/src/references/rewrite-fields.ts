import type { StreamName } from '@spacecrate/format'
import type { StepRecord } from '../destination.js'
import { noReferences, type ReferenceCount } from './count-references.js'
import type { BodyPlace, Resolver } from './resolver.js'
import type { RewrittenText } from './rewrite-body.js'
import { rewriteUrl, rewriteUrlWithGap } from './rewrite-url.js'

/** The fields of a record that say something else at the destination, and what became of their references. */
export interface RewrittenFields {
  readonly changed: Readonly<Record<string, string>>
  readonly references: ReferenceCount
}

type Rewriter = (text: string, path: string, place: BodyPlace, resolver: Resolver) => RewrittenText

interface PlainField {
  readonly field: string
  readonly rewrite: Rewriter
}

/** Kinds with a field that refers to something otherwise than by an id or in a body. */
const plainFields: { readonly [Name in StreamName]?: PlainField } = {
  'sidebar-links': { field: 'url', rewrite: rewriteUrl },
  'shortcut-links': { field: 'url', rewrite: rewriteUrlWithGap },
  'navigator-entries': { field: 'url', rewrite: rewriteUrl },
  'calendar-events': { field: 'url', rewrite: rewriteUrl },
}

/** Name of the plain field of a kind whose references are rewritten, if it has one. */
export function plainFieldOf(stream: StreamName): string | undefined {
  return plainFields[stream]?.field
}

/** Rewrites the references in the plain fields of a record. Every byte that says nothing else stays. */
export function rewriteFields({ stream, record }: StepRecord, place: BodyPlace, resolver: Resolver): RewrittenFields {
  const plain = plainFields[stream]
  const value: unknown = plain === undefined ? undefined : Reflect.get(record, plain.field)
  if (plain === undefined || typeof value !== 'string') return { changed: {}, references: noReferences }
  const { text, ...references } = plain.rewrite(value, plain.field, place, resolver)
  return { changed: text === value ? {} : { [plain.field]: text }, references }
}
