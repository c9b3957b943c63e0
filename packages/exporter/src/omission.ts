import type { Omission } from '@spacecrate/format'
import { type OmissionCode, omissionTexts } from './omission-codes.js'
import { kindName, shortText } from './short-text.js'

/** What one omission says beyond its code. */
export interface OmissionFacts {
  readonly kind: string
  readonly what: string
  /** Id of the record that is missing. */
  readonly id?: string | undefined
  readonly count?: number
  readonly file?: string | undefined
  readonly offset?: number | undefined
  /** Row of a table, the one with the names of its columns being the first. */
  readonly row?: number | undefined
  /** Says more than the general reason. */
  readonly why?: string | undefined
}

/** Longest id that a record may have: a longer one names nothing. */
const longestId = 1024

/** An omission of this code. Its texts are short whatever the source says: names, keys and paths there may be of any length. */
export function makeOmission(code: OmissionCode, facts: OmissionFacts): Omission {
  const { why, remedy } = omissionTexts[code]
  const { id, file, offset, row } = facts
  const place =
    file === undefined
      ? undefined
      : {
          file: shortText(file, 1000),
          ...(offset !== undefined && { offset }),
          ...(row !== undefined && { row }),
        }
  return {
    code,
    kind: kindName(facts.kind),
    ...(id !== undefined && id.length <= longestId && { id }),
    count: facts.count ?? 1,
    what: shortText(facts.what, 400),
    why: facts.why === undefined ? why : shortText(`${why}: ${facts.why}`, 600),
    ...(remedy !== undefined && { remedy }),
    ...(place && { place }),
  }
}

/** An omission for secrets that were taken out of what is carried: their names, and where they stood. */
export function secretOmission(
  kind: string,
  names: Iterable<string>,
  where: string,
  place: Pick<OmissionFacts, 'file' | 'offset'> = {},
): Omission {
  return makeOmission('SECRET', { kind, what: `${[...names].join(', ')} in ${where}`, ...place })
}
