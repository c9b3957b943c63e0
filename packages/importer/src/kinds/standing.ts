import type { LossCode } from '../loss-codes.js'
import type { AllowedChange } from '../policies.js'

/** What stands at a destination, as far as it decides whether a record may be made there. */
export interface Standing {
  /** Classes of changes that somebody allowed by name. */
  readonly allow: readonly AllowedChange[]
  /** True if an import of the source at hand made it, or makes it: what it gets changes nothing of others. */
  isOurs(id: string): boolean
  /** True for what takes content of the import although it was there before: the space and page of a decision. */
  takesContent(id: string): boolean
  /** Why nobody is ever added to a group or given anything by it, in words. */
  whyGuarded(group: string): string | undefined
  /** True for a role that lets administer a space. */
  roleAdministers(role: string): boolean
}

/** Why a record is not made: the part of a loss that the record itself doesn't say. */
export interface WhyNot {
  readonly code: LossCode
  readonly what: string
  readonly why: string
  readonly remedy?: string
}
