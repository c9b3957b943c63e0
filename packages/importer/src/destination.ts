import type { UrlStyle } from '@spacecrate/confluence'
import type { Bytes, StreamName, StreamRecords } from '@spacecrate/format'
import type { LossCode } from './loss-codes.js'
import type { AllowedChange } from './policies.js'
import type { Reason } from './reason.js'

/** Options that every call that waits takes. */
export interface CallOptions {
  readonly signal?: AbortSignal
}

/** Something of a record that the destination could not take. */
export interface Loss {
  /** Stable code; `lossTexts` says what it means. */
  readonly code: LossCode
  /** Stream of the record. */
  readonly stream: StreamName
  /** Id of the record in the archive. */
  readonly record: string
  /** What is lost, in words. */
  readonly what: string
  readonly why: string
  readonly remedy?: string
}

/**
 * How a step ended. `created`: done by this step. `matched`: it stood there already, nothing was written. `refused`: a rule
 * or the record itself forbids it, now and ever. `failed`: something else went wrong with this one step; the next run tries
 * it again.
 */
export type Outcome =
  | {
      readonly status: 'created'
      readonly target: string
      readonly losses: readonly Loss[]
      /** Mark of the thing as it stands after this write; `Held.written` is another one as soon as somebody edits it. */
      readonly written?: string
    }
  | { readonly status: 'matched'; readonly target: string; readonly losses: readonly Loss[] }
  | { readonly status: 'skipped'; readonly reason: Reason }
  | { readonly status: 'refused'; readonly loss: Loss }
  | { readonly status: 'failed'; readonly loss: Loss }

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
  readonly limits: DestinationLimits
  /** How it writes its URLs; `baseUrl` is absent where links within it have no host. */
  readonly urls: UrlStyle
}

/** What the destination takes, as data: the plan looks at it, so that nothing is refused only when it is written. */
export interface DestinationLimits {
  /** Longest title, in UTF-16 code units. */
  readonly titleLength: number
  /** True where two current pages of a space can't have the same title (letter case and outer blanks don't count). */
  readonly uniqueTitles: boolean
  /** Largest file, in bytes; absent where there is no limit. */
  readonly fileBytes?: number
  /** Names of the macros that it can show; absent where nobody can say. */
  readonly macros?: ReadonlySet<string>
  /** Steps in one call of `apply`. */
  readonly batch: number
  /** Calls of `apply` under way at the same time, never two on one content. */
  readonly concurrency: number
}

/** What must stand on a content or space before it may be opened. */
export type Grant = 'read' | 'update' | 'permission'

/** What a step does to the thing of its record. */
export type StepAct =
  | {
      /** Makes it. */
      readonly action: 'create'
      /** Id that `reserve` gave; absent where it gave none. */
      readonly target?: string
      /** Shut it to everybody but the importing user in the same write: its restrictions or permissions come later. */
      readonly closed?: boolean
    }
  | {
      /** Fills `fields` in, where they are still absent: what had to wait for others (home page, logo). */
      readonly action: 'complete'
      readonly target: string
      readonly fields: readonly string[]
    }
  | {
      /** Ends `closed`, if there is a restriction of each of these operations, or a permission; otherwise it is refused. */
      readonly action: 'open'
      readonly target: string
      readonly needs: readonly Grant[]
    }
  | {
      /** Writes `fields` anew, if `expected` still is the mark of what stands there: nobody has edited it since we wrote it. */
      readonly action: 'repair'
      readonly target: string
      readonly fields: readonly string[]
      readonly expected: string
    }
  | {
      /**
       * Takes back what an import made, on the same condition: it moves to the trash, and `find` knows neither it any more nor
       * what hangs on it and has no id of its own, so that the records can be imported again.
       */
      readonly action: 'trash'
      readonly target: string
      readonly expected: string
    }

/** One step as the destination gets it: a record of the archive whose references are ids of the destination already. */
export type Step = {
  [Name in StreamName]: {
    readonly stream: Name
    /** The record as in the archive. */
    readonly record: StreamRecords[Name]
    /** The same record with ids, key, title and body of the destination, ready to write. */
    readonly translated: StreamRecords[Name]
  }
}[StreamName] &
  StepAct

/** A step of one action. */
export type StepTo<Action extends StepAct['action']> = Step & { readonly action: Action }

/** What a destination may ask while it applies steps. */
export interface StepContext extends CallOptions {
  /** Site id of the source. */
  readonly source: string
  /** Archive id. */
  readonly archive: string
  /** Classes of changes to what is not ours that somebody allowed by name. */
  readonly allow: readonly AllowedChange[]
  /** Spaces and pages that are not ours and take content of the import: ids at the destination. */
  readonly places: ReadonlySet<string>
  /** Bytes of a blob of the archive, or of a body that was translated; checked against the digest while they flow. */
  readonly openBlob: (digest: string) => Bytes
}

/**
 * A place to import into. A destination only obeys: it makes no plans, reads no archive and keeps no journal.
 *
 * Everything it creates carries its provenance (source site and record id), in the same write that creates it, so that
 * a step in doubt after a crash is settled by `find`.
 */
export interface Destination extends AsyncDisposable {
  /** Reads back what stands there. */
  readonly reader: DestinationReader
  /** Asked once, first. Throws `ImportError` (`DESTINATION_NOT_A_SITE`, `DESTINATION_IN_USE` …). Writes nothing. */
  describe(options?: CallOptions): Promise<DestinationDescription>
  /**
   * Counterparts of these records, in the same order; `undefined` where there is none. `ours`: made by an import of the
   * same source and record. `same`: something else that stands for the same: a person with one of these aliases, a group
   * of this name, a space of this key, and, where `translated` is given, a current page of the same title in that space, or
   * the very same relation between the same things.
   * What to do then is for the plan to say. Writes nothing; may be called at any time and as often as needed.
   */
  find(
    source: string,
    records: readonly StepRecord[],
    options?: CallOptions,
  ): Promise<readonly (Counterpart | undefined)[]>
  /**
   * New ids for records with an id of their own (`page:1`, not `label:…`) that are going to be created, in the same order,
   * where the destination can say them beforehand; else `undefined`. An id is never given twice, even if it is not used.
   */
  reserve(records: readonly StepRecord[], options?: CallOptions): Promise<readonly (string | undefined)[]>
  /** Where a person looks at a record of it in a browser: a path below its base URL; `undefined` where it has no page. */
  addressOf<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): string | undefined
  /**
   * Performs a batch of steps, in order, none of which needs another one of the same batch unless it stands before it, and
   * returns one outcome for each. All or nothing where the destination can (one transaction). `complete` and `open` may be
   * asked again and then are `matched`. Checks just before or within the write that what `create` makes is absent, and that
   * what `repair` and `trash` change is ours and unedited; otherwise they are `refused` with `CONFLICT`. What `whyNotMade` says of
   * a record and of what stands there is refused as well, whatever the step says: a plan is a file that anybody can write.
   * Throws only for a broken connection, a full disk or a bug; whatever was done then is found by `find`.
   */
  apply(steps: readonly Step[], context: StepContext): Promise<readonly Outcome[]>
}

/** A record as it stands at the destination, with ids of the destination. */
export interface Held<Name extends StreamName = StreamName> {
  readonly record: StreamRecords[Name]
  /** Mark of its present state; the same as that of our last write as long as nobody has edited it. */
  readonly written: string
  /** Id of the record of the archive that an import of this source made it of. */
  readonly madeOf?: string
  /** Id of the archive that this import read. */
  readonly archive?: string
  /** Shut to everybody but the importing user (`Step.closed`), whatever its permissions or restrictions say. */
  readonly closed?: true
}

/** Reads what stands at the destination: for a check, for access before and after, and to settle what may be changed. */
export interface DestinationReader {
  /** The records of these ids, in the same order; `undefined` where there is none. Writes nothing. */
  load<Name extends StreamName>(
    source: string,
    stream: Name,
    ids: readonly string[],
    options?: CallOptions,
  ): Promise<readonly (Held<Name> | undefined)[]>
  /** All records of one owner in the order of the destination, or of the whole stream without an owner. Writes nothing. */
  list<Name extends StreamName>(
    source: string,
    stream: Name,
    owner?: string,
    options?: CallOptions,
  ): AsyncIterable<Held<Name>>
  /**
   * What imports of this source made of these records of the archive and still stands there: ids at the destination by
   * record. Asked for many at once; a record of which nothing stands is absent. Writes nothing.
   */
  made(
    source: string,
    stream: StreamName,
    records: readonly string[],
    options?: CallOptions,
  ): Promise<ReadonlyMap<string, string>>
  /** How many records of each stream imports of this source made and are there. Writes nothing. */
  counts(source: string, options?: CallOptions): Promise<ReadonlyMap<StreamName, number>>
  /** The bytes of a file or body that a record of the destination names. Throws while they flow if they are not there. */
  openBlob(digest: string, options?: CallOptions): Bytes
}

/** A record with its stream. */
export type StepRecord = {
  [Name in StreamName]: {
    readonly stream: Name
    readonly record: StreamRecords[Name]
    /** With ids of the destination, where all of them are known. */
    readonly translated?: StreamRecords[Name]
  }
}[StreamName]

/** What stands at the destination for a record. */
export interface Counterpart {
  readonly target: string
  readonly relation: 'ours' | 'same'
  /** Number of its current version, of a kind that has versions. */
  readonly version?: number
  /** How bodies at the destination name it, where they don't use the id. */
  readonly named?: Naming
  /** Why nobody is ever added to a group, in words: one of the product, or one whose members administer the site. */
  readonly guarded?: string
}

/** How bodies name something where they don't use its id. */
export interface Naming {
  /** Of a person. */
  readonly accountId?: string
  readonly userKey?: string
  readonly userName?: string
  readonly displayName?: string
  /** Of a person without a counterpart: the text that stands in the place of a mention. */
  readonly plain?: string
  /** Of a group. */
  readonly groupName?: string
  /** Of a space: its key there, and the one that it had at the source if an import gave it another one. */
  readonly key?: string
  readonly formerKey?: string
  /** Of a content: its title there, and the one that it had at the source if that is another one. */
  readonly title?: string
  readonly formerTitle?: string
  /** Of an attachment: its UUID in the media service. */
  readonly fileId?: string
}
