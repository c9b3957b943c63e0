import { type Account, isPartial, type Manifest, unexplainedIn } from '@spacecrate/format'
import { formatNoun } from './numbers.js'

/** The sums of an export, of which a report believes nothing that it can add up itself. */
export interface CheckedSums {
  /** Not every object of the source is accounted for, or nothing of it was carried. */
  readonly partial: boolean
  /** No space and no content is in it. */
  readonly empty: boolean
  /** Every kind, also those of which there was nothing. */
  readonly accounts: readonly Account[]
  readonly total: Account
}

/** The sums in the certificate of an archive, added up anew. */
export function checkSums(manifest: Manifest): CheckedSums {
  const accounts = manifest.certificate.accounts.map((account) => ({ ...account, unexplained: unexplainedIn(account) }))
  const { streams, omissions } = manifest
  const records = (isCounted: (name: string) => boolean): number =>
    streams.reduce((sum, stream) => (isCounted(stream.name) ? sum + stream.records : sum), 0)
  const empty = records((name) => name === 'spaces' || name === 'content') === 0
  // Of people and groups alone an archive may be meant to be. Not so if something was left out, or nothing else was there.
  const isNothing = empty && (omissions.count > 0 || records((name) => name !== 'site') === 0)
  return { partial: isNothing || isPartial(manifest), empty, accounts, total: sumAccounts(accounts) }
}

/** What must be said wherever an archive is shown that is not complete; `undefined` for any other. */
export function partialWords(manifest: Manifest): string | undefined {
  const { partial, empty, total } = checkSums(manifest)
  if (!partial) return undefined
  if (empty && !isPartial(manifest)) return 'EMPTY ARCHIVE: no space and no page of its source is in it'
  const count = Math.max(total.unexplained, manifest.certificate.unexplained)
  return `PARTIAL ARCHIVE: ${formatNoun(count, 'object')} of its source ${count === 1 ? 'is' : 'are'} neither in it nor listed as left out`
}

/** Those of which the source had anything. */
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
