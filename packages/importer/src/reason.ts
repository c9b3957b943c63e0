/**
 * Why a step was left out, as it decides. `KEEPS_ITS_OWN`: the site itself. `OWNER_SKIPPED`: what it belongs to is left out.
 * `SPACE_NOT_SELECTED` and `KIND_NOT_SELECTED`: the selection. `MAPPING_SKIPS`: a row of a mapping file. `NAMED_IN_TEXT`:
 * a person of whom mentions become plain text. `SPACE_KEY_EXISTS`: the policy for keys that are taken. `NOT_ADVANCED`: a
 * newer version of what an earlier import brought. `FIRST_STEP_MISSING` and `NOTHING_TO_DO`: second steps.
 * `PLAN_REFUSED`: the plan refused the step, and not the destination. `BY_DESTINATION`: the destination skipped it.
 * `WORDS_ALONE`: an earlier version wrote words and no code.
 */
export type ReasonCode =
  | 'KEEPS_ITS_OWN'
  | 'OWNER_SKIPPED'
  | 'SPACE_NOT_SELECTED'
  | 'KIND_NOT_SELECTED'
  | 'MAPPING_SKIPS'
  | 'NAMED_IN_TEXT'
  | 'SPACE_KEY_EXISTS'
  | 'NOT_ADVANCED'
  | 'FIRST_STEP_MISSING'
  | 'NOTHING_TO_DO'
  | 'PLAN_REFUSED'
  | 'BY_DESTINATION'
  | 'WORDS_ALONE'

/** Why a step was left out: the code decides, the words are for people. */
export interface Reason {
  readonly code: ReasonCode
  readonly what: string
}

/** Everything under something that is left out. */
export const ownerSkipped: Reason = { code: 'OWNER_SKIPPED', what: 'owner skipped' }

/** A reason as plans and journals hold it: an object, or a text that an earlier version wrote. */
export function readReason(value: unknown): Reason | undefined {
  if (typeof value === 'string') return { code: 'WORDS_ALONE', what: value }
  if (typeof value !== 'object' || value === null) return undefined
  const { code, what }: Partial<Record<keyof Reason, unknown>> = value
  return typeof code === 'string' && typeof what === 'string' ? { code: code as ReasonCode, what } : undefined
}
