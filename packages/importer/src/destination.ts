import type { Bytes, StreamName, StreamRecords } from '@spacecrate/format'

/** Options that every call that waits takes. */
export interface CallOptions {
  readonly signal?: AbortSignal
}

/** Something of a record that the destination could not take. */
export interface Loss {
  /** Stable code, upper case, such as `GROUP_UNMAPPED`. */
  readonly code: string
  /** Stream of the record. */
  readonly stream: StreamName
  /** Id of the record in the archive. */
  readonly record: string
  /** What is lost, in words. */
  readonly what: string
  readonly why: string
  readonly remedy?: string
}

/** How a step ended. */
export type Outcome =
  | { readonly status: 'created'; readonly target: string; readonly losses: readonly Loss[] }
  | { readonly status: 'matched'; readonly target: string; readonly losses: readonly Loss[] }
  | { readonly status: 'skipped'; readonly reason: string }
  | { readonly status: 'refused'; readonly loss: Loss }

/** What the destination is and what it can hold. */
export interface DestinationDescription {
  /** Stable identity: the id map belongs to the pair of source site and this. */
  readonly siteId: string
  readonly name: string
  readonly product: string
  /** Streams that it can hold; every other record is a loss before the first write. */
  readonly supports: ReadonlySet<StreamName>
  /** Id of the person that the import acts as. */
  readonly actingAs: string
}

/** One step as the destination gets it: a record of the archive whose references are ids of the destination already. */
export type Step = {
  [Name in StreamName]: {
    readonly stream: Name
    /** The record as in the archive. */
    readonly record: StreamRecords[Name]
    /** `create` makes it; `complete` fills in what had to wait for others (home page, logo, real restrictions). */
    readonly action: 'create' | 'complete'
    /** Shut it to everybody but the importing user in the same write: its restrictions or permissions come later. */
    readonly closed?: boolean
    /** The same record with ids, key, title and body of the destination, ready to write. */
    readonly translated: StreamRecords[Name]
  }
}[StreamName]

/** What a destination may ask while it applies steps. */
export interface StepContext extends CallOptions {
  readonly source: string
  readonly archive: string
  /** Bytes of a blob of the archive. */
  readonly openBlob: (digest: string) => Bytes
}

/**
 * A place to import into. A destination only obeys: it makes no plans, reads no archive and keeps no journal.
 *
 * Everything it creates carries its provenance (source site and record id), in the same write that creates it, so that
 * a step in doubt after a crash is settled by `find`.
 */
export interface Destination extends AsyncDisposable {
  /** Asked once, first. Throws `DestinationError` (`DESTINATION_NOT_A_SITE`, `DESTINATION_IN_USE` …). */
  describe(options?: CallOptions): Promise<DestinationDescription>
  /**
   * Ids of the counterparts of these records, in the same order; `undefined` where there is none. `ours`: made by an
   * import of the same source and record. `same`: something else that stands for the same (a person, a group, a space of
   * that key); what to do then is for the plan to say.
   */
  find(
    source: string,
    records: readonly StepRecord[],
    options?: CallOptions,
  ): Promise<readonly (Counterpart | undefined)[]>
  /** New ids for records that are going to be created, where the destination can say them beforehand; else `undefined`. */
  reserve(records: readonly StepRecord[], options?: CallOptions): Promise<readonly (string | undefined)[]>
  /**
   * Performs a batch of steps, in order, none of which needs another one of the same batch unless it stands before it.
   * All or nothing where the destination can (one transaction). Refusals are outcomes; only a broken connection, a full
   * disk or a bug throws.
   */
  apply(steps: readonly Step[], context: StepContext): Promise<readonly Outcome[]>
}

/** A record with its stream. */
export type StepRecord = {
  [Name in StreamName]: { readonly stream: Name; readonly record: StreamRecords[Name] }
}[StreamName]

/** What stands at the destination for a record. */
export interface Counterpart {
  readonly target: string
  readonly relation: 'ours' | 'same'
}
