import type { Omission } from '@spacecrate/format'
import type { Missing } from './findings.js'

/** An omission as the lists of a report show it. */
export function missingOfOmission(omission: Omission): Missing {
  const { code, count, what, why, remedy, id, kind } = omission
  const where = [id ?? kind, placeInSource(omission)].filter((part) => part !== '').join(' · ')
  return { code, count, what, why, remedy, where, id }
}

/** File or endpoint of the source, and the offset in it; empty where the omission names none. */
export function placeInSource({ place }: Omission): string {
  return [place?.file ?? place?.endpoint, place?.offset].filter((part) => part !== undefined).join(':')
}
