import type { Omission } from '@spacecrate/format'
import { type OmissionCode, omissionTexts } from './omission-codes.js'

/** What one omission says beyond its code. */
export interface OmissionFacts {
  readonly kind: string
  readonly what: string
  /** Id of the record that is missing. */
  readonly id?: string | undefined
  readonly count?: number
  readonly file?: string
  readonly offset?: number | undefined
  /** Says more than the general reason. */
  readonly why?: string | undefined
}

/** An omission of this code. */
export function makeOmission(code: OmissionCode, facts: OmissionFacts): Omission {
  const { why, remedy } = omissionTexts[code]
  const { file, offset } = facts
  const place = file === undefined ? undefined : { file, ...(offset !== undefined && { offset }) }
  return {
    code,
    kind: facts.kind,
    ...(facts.id !== undefined && { id: facts.id }),
    count: facts.count ?? 1,
    what: facts.what,
    why: facts.why === undefined ? why : `${why}: ${facts.why}`,
    ...(remedy !== undefined && { remedy }),
    ...(place && { place }),
  }
}
