import type { Account } from '@spacecrate/format'

/** An account with what it leaves unexplained. */
export interface CheckedAccount extends Account {
  /** Met, minus all that is accounted for: 0 unless something was lost without a word. */
  readonly unexplained: number
}

/** The accounts of an export, checked. */
export function checkAccounts(accounts: readonly Account[]): CheckedAccount[] {
  return accounts.map((account) => ({
    ...account,
    unexplained:
      account.met - account.recorded - account.merged - account.derived - account.unselected - account.omitted,
  }))
}

/** The sum of all rows. `unexplained` adds up sizes, so that too much here can't hide too little there. */
export function sumAccounts(accounts: readonly CheckedAccount[]): CheckedAccount {
  const sum = { kind: 'All', met: 0, recorded: 0, merged: 0, derived: 0, unselected: 0, omitted: 0, unexplained: 0 }
  for (const account of accounts) {
    sum.met += account.met
    sum.recorded += account.recorded
    sum.merged += account.merged
    sum.derived += account.derived
    sum.unselected += account.unselected
    sum.omitted += account.omitted
    sum.unexplained += Math.abs(account.unexplained)
  }
  return sum
}
