import type { OmissionFacts } from '../../../omission.js'
import type { OmissionCode } from '../../../omission-codes.js'
import type { SourceItem } from '../../../source.js'
import { omit } from '../items.js'
import type { PlacedRow, ReadContext } from '../read-context.js'

/** A setting whose owner is taken, and its value as it stands. */
export interface FoundSetting extends PlacedRow {
  /** `site:source`, or the space. */
  readonly owner: string
  readonly key: string
  readonly value: string
}

/** The class under which settings lie in a backup. */
export const settingClass = 'ConfluenceBandanaRecord'

/** Names of keys and fields come from the file, so they are cut where an omission tells them. */
export function shown(name: string): string {
  return JSON.stringify(name.slice(0, 200))
}

/** An omission that tells the key of a setting, or a field of it, and no value. The setting itself counts as it did. */
export function omitPart(code: OmissionCode, found: FoundSetting, field: string, why?: string): SourceItem {
  const what = `Field ${shown(field)} of the setting ${shown(found.key)} of ${found.owner}`
  return omit(code, { kind: settingClass, what, offset: found.at, why })
}

/** Leaves a setting out as a whole, with an omission that tells its key and no value. */
export function omitSetting(
  context: ReadContext,
  row: PlacedRow,
  code: OmissionCode,
  of: { readonly key: string; readonly owner: string },
  why?: string,
): SourceItem {
  context.ledger.set(row.n, 'omitted')
  const facts: OmissionFacts = {
    kind: settingClass,
    what: `The setting ${shown(of.key)} of ${of.owner}`,
    offset: row.at,
    why,
  }
  return omit(code, facts)
}

/**
 * An id that ends in what an id is made from. `~2` at its end would mean the second of its kind, so what itself ends
 * like that says that it is the first.
 */
export function idEndingIn(start: string, end: string): string {
  return `${start}${end}${/~\d+$/.test(end) ? '~1' : ''}`
}
