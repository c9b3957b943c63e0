import type { StreamName } from '@spacecrate/format'
import type { AccessReason } from '../plan/access-summary.js'
import type { LossCode } from '../loss-codes.js'

/**
 * What is different. `not-carried`: the import left the record out. `changed-on-the-way`: it is there without all that it had.
 * `edited`: somebody changed it at the destination since. `removed`: it is not there any more. `added`: somebody gave a right
 * or a restriction since. `defect`: it is not as the import must have made it, and nobody has edited it. `order`: it stands
 * elsewhere among its siblings. `shut` and `opened`: closed or open against what the journal says. `bytes`: the bytes of a
 * file are missing or others. `access`: somebody can read more or less than at the source. `unknown`: the journal does not
 * say what became of it.
 */
export type DifferenceKind =
  | 'not-carried'
  | 'changed-on-the-way'
  | 'edited'
  | 'removed'
  | 'added'
  | 'defect'
  | 'order'
  | 'shut'
  | 'opened'
  | 'bytes'
  | 'access'
  | 'unknown'

/** One difference between what an archive holds and what stands at the destination. */
export interface CheckDifference {
  /** True if a loss or a decision of the import says so; only what is not explained makes a check fail. */
  readonly explained: boolean
  readonly kind: DifferenceKind
  readonly stream: StreamName
  /** Id in the archive; of something that was added, its id at the destination. */
  readonly record: string
  /** Id at the destination. */
  readonly target?: string
  /** Code of what explains it. */
  readonly code?: LossCode | AccessReason
  readonly reason: string
  /** Of `access`: who, by the id in the archive, and what changed for them. */
  readonly person?: string
  readonly change?: 'gains' | 'loses'
  /** Fields that differ. */
  readonly fields?: readonly string[]
}

/** The records of one stream in numbers. */
export interface CheckedStream {
  readonly name: StreamName
  /** In the archive, by its manifest. */
  readonly archive: number
  /** Of these, that must be at the destination. */
  readonly expected: number
  /** Of these, that are there. */
  readonly found: number
  /** Records at the destination that imports of this source made of something else: of another archive. */
  readonly besides: number
}

/** A content to look at in both sites. */
export interface SampledContent {
  /** Why it was chosen, in a word: `restricted`, `many versions`, `many links`, `page` … */
  readonly why: string
  readonly record: string
  readonly target: string
  readonly title: string
  /** Where it was; absent where no URL of the source is known. */
  readonly oldUrl?: string
  /** Path below the base URL of the destination. */
  readonly newPath?: string
}

/** How a check turned out. */
export interface CheckSummary {
  /** `different`: there is a difference that nothing explains. */
  readonly status: 'same' | 'different'
  readonly archive: { readonly id: string; readonly path: string; readonly manifestDigest: string }
  readonly source: { readonly siteId: string; readonly name?: string }
  readonly destination: { readonly siteId: string; readonly name: string; readonly product: string }
  readonly streams: readonly CheckedStream[]
  /** Differences by kind. */
  readonly unexplained: Readonly<Partial<Record<DifferenceKind, number>>>
  /** By code of what explains them; `(decided)` for what a policy or mapping left out. */
  readonly explained: Readonly<Record<string, number>>
  /** Texts compared, and those of them that are equal only in canonical form. */
  readonly bodies: { readonly compared: number; readonly canonical: number }
  /** Files of which the bytes were read back. */
  readonly files: { readonly count: number; readonly bytes: number }
  readonly sample: readonly SampledContent[]
  readonly seconds: number
}
