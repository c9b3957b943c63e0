import { type Account, isPartial, type Manifest, unexplainedIn } from '@spacecrate/format'
import { formatNoun } from './numbers.js'

/** The sums of an export, added up again: a report believes no sum that it can check. */
export interface CheckedSums {
  /** Not every object of the source is accounted for, or nothing of it was carried. */
  readonly partial: boolean
  /** No space and no content is in it. */
  readonly empty: boolean
  /** All kinds, the empty ones included. */
  readonly accounts: readonly Account[]
  readonly total: Account
}

/** Adds up the sums in the certificate of an archive again. */
export function checkSums(manifest: Manifest): CheckedSums {
  const accounts = manifest.certificate.accounts.map((account) => ({ ...account, unexplained: unexplainedIn(account) }))
  const { streams, omissions } = manifest
  const records = (isCounted: (name: string) => boolean): number =>
    streams.reduce((sum, stream) => (isCounted(stream.name) ? sum + stream.records : sum), 0)
  const empty = records((name) => name === 'spaces' || name === 'content') === 0
  // An archive of nothing but people and groups may be intended; not if something was left out, or if it holds nothing at all.
  const isNothing = empty && (omissions.count > 0 || records((name) => name !== 'site') === 0)
  return { partial: isNothing || isPartial(manifest), empty, accounts, total: sumAccounts(accounts) }
}

/** The warning shown wherever a partial archive appears; `undefined` for a complete one. */
export function partialWords(manifest: Manifest): string | undefined {
  const { partial, empty, total } = checkSums(manifest)
  if (!partial) return undefined
  if (empty && !isPartial(manifest)) return 'EMPTY ARCHIVE: no space and no page of its source is in it'
  const count = Math.max(total.unexplained, manifest.certificate.unexplained)
  return `PARTIAL ARCHIVE: ${formatNoun(count, 'object')} of its source ${count === 1 ? 'is' : 'are'} neither in it nor listed as left out`
}

/** The kinds of which the source had something. */
export function notEmpty(accounts: readonly Account[]): Account[] {
  return accounts.filter(
    ({ counted, met, omissions, unexplained }) => counted + met + unexplained > 0 || Object.keys(omissions).length > 0,
  )
}

/** The sum of all rows. `unexplained` adds up sizes, so that too much here can't hide too little there. */
function sumAccounts(accounts: readonly Account[]): Account {
  const numbers = ['counted', 'met', 'recorded', 'merged', 'derived', 'unselected', 'omitted', 'unexplained'] as const
  const sum = { counted: 0, met: 0, recorded: 0, merged: 0, derived: 0, unselected: 0, omitted: 0, unexplained: 0 }
  const omissions: Record<string, number> = {}
  for (const account of accounts) {
    for (const number of numbers) sum[number] += account[number]
    for (const [code, count] of Object.entries(account.omissions)) omissions[code] = (omissions[code] ?? 0) + count
  }
  return { kind: 'All', ...sum, omissions }
}
