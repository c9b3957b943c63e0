import type { StreamName } from '@spacecrate/format'
import type { Observed } from './memory-destination.js'

/**
 * Everything that a destination holds, with ids of the archive in place of its own: two imports of one archive end equal
 * here, whichever ids they were given.
 */
export function endState({ rows }: Pick<Observed, 'rows'>): string[] {
  const all = [...rows()]
  const madeOf = new Map(all.flatMap(({ record, madeOf: id }) => (id === undefined ? [] : [[record.id, id]])))
  const original = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'string') return value
    return (madeOf.get(value) ?? value).replaceAll(
      /(ri:content-id="|href="\/pages\/)(\d+)(?=")/g,
      (whole, before: string, digits: string) => {
        const id = madeOf.get(`page:${digits}`)
        return id === undefined ? whole : `${before}<${id}>`
      },
    )
  }
  return all
    .map(({ stream, record, madeOf: id }) => JSON.stringify([stream, id ?? '(not ours)', record], original))
    .map(sortKeys)
    .sort()
}

/** Who of the people that were made may read what: pairs of person and content, by their ids in the archive. */
export function readers(observed: Pick<Observed, 'rows' | 'mayRead'>): string[] {
  return pairs(observed, 'content', (person, content) => observed.mayRead(person, content))
}

/** The same with spaces. */
export function spaceReaders(observed: Pick<Observed, 'rows' | 'mayReadSpace'>): string[] {
  return pairs(observed, 'spaces', (person, space) => observed.mayReadSpace(person, space))
}

function pairs(
  { rows }: Pick<Observed, 'rows'>,
  stream: StreamName,
  may: (person: string, thing: string) => boolean,
): string[] {
  const all = [...rows()]
  const of = (wanted: StreamName): { readonly id: string; readonly name: string }[] =>
    all.flatMap((row) =>
      row.stream === wanted && row.madeOf !== undefined ? [{ id: row.record.id, name: row.madeOf }] : [],
    )
  const people = [...of('people'), { id: 'anonymous', name: 'anonymous' }]
  const things = of(stream)
  return people
    .flatMap((person) => things.flatMap((thing) => (may(person.id, thing.id) ? [`${person.name} ${thing.name}`] : [])))
    .sort()
}

/** Completions put fields at the end, in the order of the batches. */
function sortKeys(json: string): string {
  return JSON.stringify(JSON.parse(json), (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  )
}
