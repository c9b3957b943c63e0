import type { AnyRecord, StreamName, StreamRecords } from './records.js'
import type { StreamRule } from './rules/stream-rule.js'
import { streamRules } from './streams.js'

/** Steps of the paths of each stream: they are asked for with every record. */
interface StreamPaths {
  readonly references: readonly (readonly string[])[]
  readonly blobs: readonly (readonly string[])[]
}

const knownPaths = new Map<StreamName, StreamPaths>()

function pathsOf(stream: StreamName): StreamPaths {
  const known = knownPaths.get(stream)
  if (known !== undefined) return known
  const { references, blobs } = streamRules[stream]
  const steps = (path: string): string[] => path.split('.')
  const paths = { references: references.map(steps), blobs: blobs.map(steps) }
  knownPaths.set(stream, paths)
  return paths
}

/** The ids of other records that the record holds in structural places. */
export function referencesOf<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): string[] {
  const found: string[] = []
  for (const path of pathsOf(stream).references) {
    const value = at(record, path)
    if (typeof value === 'string') found.push(value)
  }
  return found
}

/** The digests of all blobs that the record needs. */
export function blobsOf<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): string[] {
  const found: string[] = []
  for (const path of blobPathsOf(stream)) {
    const value = at(record, path)
    for (const body of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      const blob = isObject(body) ? body['blob'] : body
      if (typeof blob === 'string') found.push(blob)
    }
  }
  return found
}

/** Steps of the paths where a record of this stream may hold digests or bodies. */
export function blobPathsOf(stream: StreamName): readonly (readonly string[])[] {
  return pathsOf(stream).blobs
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
  const mapped = { ...record }
  for (const path of rule.references) {
    const steps = path.split('.')
    const last = steps.pop() ?? ''
    const holder = copyAt(mapped, steps)
    if (holder === undefined) continue
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

/** The object at a path, copied with all above it, so that it can be changed and the original stays as it is. */
function copyAt(record: object, path: readonly string[]): Record<string, unknown> | undefined {
  let holder: unknown = record
  for (const step of path) {
    const inner = isObject(holder) ? holder[step] : undefined
    if (!isObject(holder) || !isObject(inner)) return undefined
    const copy = { ...inner }
    holder[step] = copy
    holder = copy
  }
  return isObject(holder) ? holder : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function at(value: unknown, path: readonly string[]): unknown {
  let inner = value
  for (const step of path) {
    if (!isObject(inner)) return undefined
    inner = inner[step]
  }
  return inner
}
