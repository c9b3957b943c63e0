import type { SourceAccount } from '@spacecrate/format'

/** The sums of a table whose rows are counted and not read. */
export interface CountedRows {
  readonly kind: string
  /** `app` goes with the file of the table: part of its record where that was asked for, else left out with it. */
  readonly fate: 'derived' | 'omitted' | 'app'
  readonly counted: number
  readonly met: number
}

const nothing = { counted: 0, met: 0, recorded: 0, merged: 0, derived: 0, unselected: 0, omitted: 0 }

/** The accounts with those of the tables whose rows are counted and not read. */
export function accountsWith(
  accounts: readonly SourceAccount[],
  left: readonly CountedRows[],
  takesFiles: boolean,
): readonly SourceAccount[] {
  const byKind = new Map(accounts.map((account) => [account.kind, account]))
  for (const { kind, fate, counted, met } of left) {
    if (counted === 0 && met === 0) continue
    const sum = byKind.get(kind) ?? { kind, ...nothing }
    const end = fate !== 'app' ? fate : takesFiles ? 'merged' : 'omitted'
    byKind.set(kind, { ...sum, counted: sum.counted + counted, met: sum.met + met, [end]: sum[end] + met })
  }
  return [...byKind.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1))
}
