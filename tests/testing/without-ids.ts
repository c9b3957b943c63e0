import type { StreamName } from '@spacecrate/format'
import { list } from './road.js'

type Line = Readonly<Record<string, unknown>>

/** Fields that hold the id of another record. */
const references = [
  'content',
  'of',
  'on',
  'container',
  'parent',
  'space',
  'draftOf',
  'owner',
  'home',
  'logo',
  'by',
  'author',
  'person',
  'subject',
  'attachment',
  'group',
  'member',
] as const

/** What a person would call each record that others point to, by its id. */
export async function namesOf(archive: string): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  const known = (id: unknown): string => (typeof id === 'string' ? (names.get(id) ?? id) : '')
  const read = async (stream: StreamName): Promise<Line[]> => await list<Line>(archive, stream)

  const [people, groups, spaces] = [await read('people'), await read('groups'), await read('spaces')]
  for (const { id, displayName, userName, accountId, userKey } of people) {
    names.set(String(id), `person ${String(displayName ?? userName ?? accountId ?? userKey)}`)
  }
  for (const { id, name } of groups) names.set(String(id), `group ${String(name)}`)
  for (const { id, key } of spaces) names.set(String(id), `space ${String(key)}`)
  for (const { id, space, title, status, kind } of await read('content')) {
    names.set(String(id), `${String(kind)} ${known(space)} ${String(title)} ${String(status)}`)
  }
  for (const { id, container, name, status, created } of await read('attachments')) {
    names.set(
      String(id),
      `file ${String(name)} ${String(status)} of ${known(container)} ${JSON.stringify(instantOf(created))}`,
    )
  }
  for (const { id, content: on, created } of await read('comments')) {
    names.set(String(id), `comment on ${known(on)} ${JSON.stringify(instantOf(created))}`)
  }

  for (const { id, space, name } of await read('templates'))
    names.set(String(id), `template ${known(space)} ${String(name)}`)
  return names
}

/**
 * What an archive holds, as lines that don't depend on ids: every id is replaced by what a person would call the thing. It
 * shares no code with the comparison of the product, on purpose.
 */
export async function withoutIds(archive: string): Promise<Record<string, string[]>> {
  const names = await namesOf(archive)
  const known = (id: unknown): string => (typeof id === 'string' ? (names.get(id) ?? id) : '')

  const out: Record<string, string[]> = {}
  for (const stream of compared) {
    const lines = await list<Line>(archive, stream)
    out[stream] = lines.map((line) => JSON.stringify(describe(line))).sort()
  }
  return out

  /** A link by id in a body, by what it leads to. */
  function contentOf(number: string): string {
    return `to the ${names.get(`page:${number}`) ?? names.get(`post:${number}`) ?? 'void'}`
  }

  /** The same value with every reference named, and without ids of its own. */
  function describe(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(describe)
    if (typeof value === 'string')
      return value.replaceAll(/ri:content-id="(\d+)"/g, (_, number) => contentOf(String(number)))
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
      if (name === 'id') return known(inner) === inner ? [] : [[name, known(inner)]]
      const isReference = references.some((reference) => reference === name) && typeof inner === 'string'
      return [[name, isReference ? known(inner) : describe(inner)]]
    })
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
  }
}

/** Streams that must come back as they went. */
const compared: readonly StreamName[] = [
  'spaces',
  'space-permissions',
  'templates',
  'template-versions',
  'content',
  'attachments',
  'attachment-versions',
  'versions',
  'comments',
  'comment-versions',
  'labels',
  'properties',
  'restrictions',
  'likes',
  'watches',
]

function instantOf(created: unknown): unknown {
  return typeof created === 'object' && created !== null && 'at' in created ? created.at : undefined
}
