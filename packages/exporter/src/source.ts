import type {
  Bytes,
  EncodedRecord,
  Manifest,
  Omission,
  SourceAccount,
  StreamName,
  StreamRecords,
} from '@spacecrate/format'
import type { Selection } from './selection.js'

/** Options that every call that waits takes. */
export interface CallOptions {
  readonly signal?: AbortSignal
}

/** How far a source is with its look at itself. */
export interface AssessProgress {
  /** What it does, in one word: `unpacking`, `scanning`, `joining`. */
  readonly step: string
  readonly done: number
  /** Absent where nobody can know. */
  readonly total?: number
  readonly unit: 'bytes' | 'steps'
}

/** Options of `assess`. */
export interface AssessOptions extends CallOptions {
  /** Called now and then; a look at a big backup takes minutes. */
  readonly onProgress?: (progress: AssessProgress) => void
}

/** One thing that a source yields. */
export type SourceItem =
  | RecordItem
  | EncodedItem
  | FileItem
  | { readonly type: 'omission'; readonly omission: Omission }

/** A record that needs no bytes beside it, or whose bytes were yielded before. */
export type RecordItem = {
  [Name in StreamName]: {
    readonly type: 'record'
    readonly stream: Name
    readonly record: StreamRecords[Name]
    readonly origin?: Origin
  }
}[StreamName]

/** A record that was encoded in a thread of the source (see `packItem`). */
export interface EncodedItem {
  readonly type: 'encoded'
  readonly record: EncodedRecord
  readonly origin?: Origin
}

/** What a record was at the source, for a record that no archive can hold: an omission stands for it then. */
export interface Origin {
  /** Whose sum counts it. */
  readonly kind: string
  /** Where it stands. */
  readonly place?: () => {
    readonly file?: string | undefined
    readonly offset?: number | undefined
    readonly row?: number | undefined
  }
  /** Called before the next item is pulled: the source counts it as omitted. */
  readonly refuse: () => void
}

/**
 * A record with bytes: `open` starts the download, at most once, only when called; the engine stores what it gives and
 * calls `complete` with digest and size to make the record. When reading fails in a way that the export can go on,
 * `open` throws a `MissingBytes` error with the omission that stands for it, and `complete(undefined)` makes the record
 * without a blob.
 */
export interface FileItem {
  readonly type: 'file'
  /** Id of the record that `complete` makes. */
  readonly id: string
  readonly open: (options?: CallOptions) => Bytes
  readonly complete: (blob: { readonly digest: string; readonly bytes: number } | undefined) => RecordItem
}

/** One of the exports of a set. */
export interface ExportFound {
  readonly path: string
  /** XML, or the tables of a space export of Cloud. */
  readonly form: 'xml' | 'csv'
  /** `cloud` or `server`. */
  readonly product?: string
  readonly version?: string
  /** Keys, as the descriptor says or the spaces in it that no other export holds; empty where neither tells. */
  readonly spaces: readonly string[]
  /** When it was written, in the words of its descriptor. */
  readonly written?: string
}

/** What a look at the source found, before anything is exported. */
export interface Assessment {
  readonly spaces: readonly {
    readonly key: string
    readonly name: string
    readonly kind: string
    readonly status: string
    readonly contents?: number
  }[]
  /** What a source is made of that is several exports, each as it describes itself. */
  readonly exports?: readonly ExportFound[]
  /** Number of objects, records or pages that `read` is expected to yield, for progress. */
  readonly expectedItems?: number
  /** Objects that the source itself says it holds, where it says so. */
  readonly declaredItems?: number
  /** Bytes of attachments, as far as known. */
  readonly expectedBytes?: number
  /** Bytes of all that is read, attachments and the rest, where the source is files. */
  readonly sourceBytes?: number
  /** What this account or file can't show, in words. */
  readonly limits: readonly string[]
  /** Whether the source stands still while it is read, and since when. @default a snapshot of unknown age */
  readonly consistency?: Manifest['consistency']
  /** Tells this state of the source from another: an export that broke off continues only with the same one. */
  readonly fingerprint?: string
}

/**
 * Opens a source. `scratch` is an existing folder of its own: what it leaves there is there again after a crash, and may
 * be gone when the export is done. Whoever opened it disposes it.
 */
export type OpenSource = (scratch: string, options?: CallOptions) => Promise<Source>

/**
 * A place to export from. A source only talks: it knows of no archive and no work folder, but for a `scratch` folder of
 * its own that outlives a crash and may be reused.
 */
export interface Source extends AsyncDisposable {
  /** Counts what the selection would take. Called at most once, before `read`. Throws `SourceError` when it cannot go on. */
  assess(selection: Selection, options?: AssessOptions): Promise<Assessment>
  /** Who the source is, for the manifest; after `assess`. */
  identity(): Manifest['source']
  /**
   * Yields the selection in any order, each record once. Nothing is fetched until the next item is pulled. `done` says
   * whether a run that broke off already has a record, so its bytes need not be opened again.
   * Throws `SourceError` when it cannot go on; what it can go on without is an omission.
   */
  read(selection: Selection, done: (id: string) => boolean, options?: CallOptions): AsyncIterable<SourceItem>
  /** How many of the expected items are explained so far, while `read` goes on. */
  explained?(): number
  /**
   * The sums per kind or class, after `read` came to its end: also those of which nothing was met. `counted` comes by
   * another route than the one that `read` goes, so that it shows what `read` never met.
   */
  accounts(): readonly SourceAccount[]
}
