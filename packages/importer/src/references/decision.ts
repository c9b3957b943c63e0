import type { ReferenceChange } from '@spacecrate/confluence'

/** Why a reference stays as it is although it leads to nothing that was imported. */
export type UnresolvedReason =
  | 'TARGET_NOT_IN_ARCHIVE'
  | 'TARGET_NOT_IMPORTED'
  | 'TARGET_AMBIGUOUS'
  | 'SPACE_NOT_IN_ARCHIVE'
  | 'USER_NOT_IN_ARCHIVE'
  | 'USER_NOT_CARRIED'
  | 'GROUP_NOT_IN_ARCHIVE'
  | 'FILE_NOT_IN_ARCHIVE'
  | 'URL_OF_SOURCE'
  | 'URL_OF_UNKNOWN_SITE'
  | 'URL_SITE_RELATIVE'
  | 'URL_TEMPORARY'
  | 'URL_WITHOUT_COUNTERPART'
  | 'PUBLIC_LINK'
  | 'SHORTCUT_OF_SITE'
  | 'EMOJI_OF_SITE'
  | 'APPLICATION_LINK'
  | 'OBJECT_OF_APP'
  | 'NAME_NOT_WRITABLE'
  | 'MEANING_UNKNOWN'
  | 'REFERENCE_INCOMPLETE'

/**
 * What becomes of a reference. `same`: it means the same at the destination, or leads to neither site. `none`: it only looks
 * like one, and isn't counted.
 */
export type ReferenceDecision =
  | { readonly outcome: 'change'; readonly change: ReferenceChange }
  | { readonly outcome: 'same' }
  | { readonly outcome: 'none' }
  | { readonly outcome: 'unresolved'; readonly reason: UnresolvedReason; readonly change?: ReferenceChange }

/** It stays, on purpose. */
export const same: ReferenceDecision = { outcome: 'same' }

/** It leads to nothing that was imported; `change`: what is put right nevertheless. */
export function unresolved(reason: UnresolvedReason, change?: ReferenceChange): ReferenceDecision {
  return change === undefined || Object.keys(change).length === 0
    ? { outcome: 'unresolved', reason }
    : { outcome: 'unresolved', reason, change }
}

/** It says something else from now on, unless there is nothing to change. */
export function changed(change: ReferenceChange): ReferenceDecision {
  return Object.keys(change).length === 0 ? same : { outcome: 'change', change }
}
