import { hash } from 'node:crypto'
import type { RowMark } from './site.js'

/** The mark of a row: another one as soon as anything of it is changed. */
export function markOf(json: string): RowMark {
  return hash('sha256', json, 'hex').slice(0, 32)
}
