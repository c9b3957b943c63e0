import { toSortedColumn } from '@spacecrate/disk'
import type { Label } from '@spacecrate/format'
import { foldName } from '../../store/fold-name.js'
import type { Call } from '../call.js'

/** A label as v2 has it. */
export function labelV2(call: Call, { prefix, name }: Label): unknown {
  return { id: labelNumber(call, prefix, name), name, prefix }
}

/** A personal label is for nobody but its person. */
export function mayReadLabel(call: Call, { prefix, person }: Label): boolean {
  return prefix !== 'my' || (person !== undefined && call.view.isOf(person))
}

/** The number of a label: that of the first row that has it, whatever it is on. */
export function labelNumber(call: Call, prefix: string, name: string): string {
  const first = call.store.rows.labels.select(
    'name = ? AND rank = ? ORDER BY id LIMIT 1',
    toSortedColumn(foldName(name)),
    toSortedColumn(`${prefix} ${name}`),
  )[0]
  return (first === undefined ? undefined : call.numberOf('labels', first.id)) ?? '0'
}
