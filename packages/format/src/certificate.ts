import type { Account, Certificate, Manifest, Omission } from '#records'
import { schemaTexts } from '#schemas'
import { sha256Hex } from './digest.js'

/** What a source says of one of its kinds; the omissions by code are counted by who writes the archive. */
export type SourceAccount = Omit<Account, 'omissions' | 'unexplained'>

/** Objects of a kind that nobody can account for; 0 if both routes agree and every object has its place. */
export function unexplainedIn(account: SourceAccount): number {
  const { counted, met, recorded, merged, derived, unselected, omitted } = account
  return Math.abs(counted - met) + Math.abs(met - recorded - merged - derived - unselected - omitted)
}

/** True if something of the source is neither in the archive nor explained, whatever the certificate calls itself. */
export function isPartial({ certificate }: Manifest): boolean {
  return certificate.status === 'partial' || certificate.accounts.some((account) => unexplainedIn(account) !== 0)
}

/** Counts omissions by kind and code while they pass, in memory that does not grow with them. */
export class OmissionTally {
  readonly #kinds: Map<string, Map<string, number>>
  readonly #beside = new Map<string, number>()

  /** `kinds` are those that have an account; everything else is counted beside them. */
  constructor(kinds: Iterable<string>) {
    this.#kinds = new Map(Array.from(kinds, (kind) => [kind, new Map<string, number>()]))
  }

  add({ kind, code, count }: Pick<Omission, 'kind' | 'code' | 'count'>): void {
    const codes = this.#kinds.get(kind) ?? this.#beside
    codes.set(code, (codes.get(code) ?? 0) + count)
  }

  /** Codes of a kind, sorted. */
  of(kind: string): Readonly<Record<string, number>> {
    return sorted(this.#kinds.get(kind) ?? new Map())
  }

  /** Codes of omissions of no kind that has an account, sorted. */
  beside(): Readonly<Record<string, number>> {
    return sorted(this.#beside)
  }
}

function sorted(codes: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...codes].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What a source gives to its certificate. */
export interface CertificateHead {
  readonly accounts: readonly SourceAccount[]
  /** Objects that the source itself says it holds. */
  readonly declared?: number
}

/** The certificate of an archive: the sums of the source with the omissions that were taken. */
export function certify({ accounts, declared }: CertificateHead, omissions: OmissionTally): Certificate {
  const certified = accounts.map((account) => ({
    ...account,
    omissions: omissions.of(account.kind),
    unexplained: unexplainedIn(account),
  }))
  const unexplained = certified.reduce((sum, account) => sum + account.unexplained, 0)
  return {
    status: unexplained === 0 ? 'complete' : 'partial',
    unexplained,
    ...(declared !== undefined && { declared }),
    schemas: schemasDigest(Object.entries(schemaTexts).map(([file, text]) => [file, sha256Hex(Buffer.from(text))])),
    accounts: certified,
    beside: omissions.beside(),
  }
}

/** One digest for all schemas: `sha256sum schemas/* | sha256sum` in an unpacked archive says the same. */
export function schemasDigest(files: readonly (readonly [file: string, digest: string])[]): string {
  const lines = files.map(([file, digest]) => `${digest}  schemas/${file}\n`)
  return sha256Hex(Buffer.from(lines.toSorted((a, b) => (a.slice(64) < b.slice(64) ? -1 : 1)).join('')))
}
