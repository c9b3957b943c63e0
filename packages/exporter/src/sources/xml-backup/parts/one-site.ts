import type { Database } from '@spacecrate/disk'
import { SourceError } from '../../../source-error.js'
import { decodeCell } from '../index/cell.js'
import type { PartIndex } from './part-index.js'

/**
 * Throws for exports that are not of one site: they name two installations, or two products, or mean two different spaces
 * or people by one id. Together they would overwrite each other.
 *
 * @param marks what each installation got when it was set up
 * @throws SourceError BACKUP_SET_MIXED
 */
export function checkOneSite(db: Database, parts: readonly PartIndex[], marks: ReadonlySet<string>): void {
  const products = new Set(
    parts.flatMap(({ part }) => (part.files.form === 'csv' ? 'cloud' : productOf(part.descriptor?.source))),
  )
  const what =
    marks.size > 1
      ? `they come from ${marks.size} installations`
      : products.size > 1
        ? `they come from ${[...products].join(' and ')}`
        : twoOfOneId(db)
  if (what === undefined) return
  const paths = parts.map(({ part }) => part.files.path)
  throw new SourceError('BACKUP_SET_MIXED', `The ${parts.length} exports are not of one site: ${what}`, {
    paths,
    problem: what,
  })
}

function productOf(source: string | undefined): string[] {
  return source === undefined ? [] : [source.toLowerCase()]
}

/** Something that is meant by one id, and is not the same; `undefined` where there is nothing like that. */
function twoOfOneId(db: Database): string | undefined {
  const space = db
    .prepare(
      `SELECT o.id, min(s.key) AS one, max(s.key) AS other FROM object o JOIN space s ON s.n = o.n
        GROUP BY o.id HAVING count(DISTINCT s.lower) > 1 ORDER BY o.id LIMIT 1`,
    )
    .get() as Pair | undefined
  if (space)
    return `the spaces ${decodeCell(space.one)} and ${decodeCell(space.other)} have the id ${decodeCell(space.id)}`
  const person = db
    .prepare(
      `SELECT key AS id, min(lower) AS one, max(lower) AS other FROM account WHERE lower IS NOT NULL
        GROUP BY key HAVING count(DISTINCT lower) > 1 ORDER BY key LIMIT 1`,
    )
    .get() as Pair | undefined
  if (person) return `two users, ${decodeCell(person.one)} and ${decodeCell(person.other)}, have one key`
  return undefined
}

interface Pair {
  readonly id: string
  readonly one: string
  readonly other: string
}
