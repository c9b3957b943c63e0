import type { AnyRecord, StreamName, StreamRecords } from './records.js'
import type { StreamRule } from './rules/stream-rule.js'
import { streamRules } from './streams.js'

/** Calls `visit` with every id of another record that the record holds in a structural place. */
export function referencesOf<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): string[] {
  return streamRules[stream].references.flatMap((path) => {
    const value = at(record, path.split('.'))
    return typeof value === 'string' ? [value] : []
  })
}

/** The digests of all blobs that the record needs. */
export function blobsOf<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): string[] {
  return streamRules[stream].blobs.flatMap((path) => {
    const value = at(record, path.split('.'))
    const bodies: readonly unknown[] = Array.isArray(value) ? value : [value]
    return bodies.flatMap((body) => {
      if (typeof body === 'string') return [body]
      const blob = at(body, ['blob'])
      return typeof blob === 'string' ? [blob] : []
    })
  })
}

/**
 * The same record with every structural reference passed through `map`, and with the id that follows from it. Where `map`
 * returns `undefined` the field is left out. An id of its own (`page:1`) is mapped as well; one that is made from
 * references is made anew.
 */
export function mapIds<Name extends StreamName>(
  stream: Name,
  record: StreamRecords[Name],
  map: (id: string) => string | undefined,
): StreamRecords[Name] {
  const rule: StreamRule<Name> = streamRules[stream]
  const mapped = structuredClone(record)
  for (const path of rule.references) {
    const steps = path.split('.')
    const last = steps.pop() ?? ''
    const holder = at(mapped, steps)
    if (!isObject(holder)) continue
    const value = holder[last]
    if (typeof value !== 'string') continue
    const target = map(value)
    if (target === undefined) delete holder[last]
    else holder[last] = target
  }
  const own: AnyRecord & { id: string } = mapped
  own.id = rule.deriveId?.(mapped) ?? map(record.id) ?? record.id
  return mapped
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, step) => (isObject(inner) ? inner[step] : undefined), value)
}
