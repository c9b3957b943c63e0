import type { SourceAccount, StreamName } from '@spacecrate/format'

/** How an export went, in numbers. */
export interface ExportSummary {
  /** True if every object that the source met is accounted for. */
  readonly complete: boolean
  /** Objects met and neither a record, merged, derived, unselected nor omitted; 0 when complete. */
  readonly unexplained: number
  /** Records taken, per stream. */
  readonly records: Readonly<Partial<Record<StreamName, number>>>
  /** Files whose bytes were stored by this run; those of a run that broke off are not read again. */
  readonly files: number
  /** Bytes of those files. */
  readonly bytes: number
  /** Omission code to number of objects. */
  readonly omissions: Readonly<Record<string, number>>
  /** The sums of the source, per class. */
  readonly accounts: readonly SourceAccount[]
  readonly milliseconds: number
}

/** How far an export is. */
export interface ExportProgress {
  /** Records and omissions so far. */
  readonly items: number
  /** How many of the items that the source expects are explained: where it does not say so, records and omissions. */
  readonly explained: number
  readonly files: number
  readonly bytes: number
  /** The stream of the last record: what is being read now. */
  readonly stream: StreamName | undefined
}
