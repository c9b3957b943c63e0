import type { ReferenceTotals } from '../journal/totals.js'

/** A macro in the bodies that an import writes. */
export interface SurveyedMacro {
  readonly name: string
  readonly count: number
  /** Archive id of a content that holds it. */
  readonly sample: string
  /** Whether the destination can show it; absent where nobody can say. */
  readonly there?: boolean
}

/** A host that URLs in bodies lead to. */
export interface SurveyedHost {
  readonly host: string
  readonly count: number
  readonly sample: string
  /** `source`: said to be the source. `likely`: its URLs have the form of a Confluence site. `other`: neither. */
  readonly kind: 'source' | 'likely' | 'other'
}

/** What the destination will not take as it is. */
export interface SurveyedLimit {
  /** `TITLE_TOO_LONG`, `FILE_TOO_LARGE` … */
  readonly code: string
  readonly count: number
  /** The first ones: archive id, and what is over the limit. */
  readonly first: readonly { readonly id: string; readonly what: string }[]
}

/** What the plan found in everything that will be written. */
export interface SurveySummary {
  readonly bodies: number
  /** What will become of the references in them. */
  readonly references: ReferenceTotals & { readonly total: number }
  readonly macros: readonly SurveyedMacro[]
  readonly hosts: readonly SurveyedHost[]
  readonly limits: readonly SurveyedLimit[]
  /** People who will be new, active accounts at the destination: where accounts cost money, they are counted. */
  readonly newPeople: number
}
