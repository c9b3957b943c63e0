import type { ObjectRange } from './backup-object.js'

/** One object as it stands in the file. `bytes` are valid until the next pull: copy what you keep. */
export interface ScannedObject extends ObjectRange {
  readonly bytes: Uint8Array
  /** True where the object is over the size limit: `bytes` then hold only its beginning, enough for class and id. */
  readonly tooLarge: boolean
}

/** What lies between the objects and is no object; skipped. */
export type ScanNote =
  | { readonly type: 'unknown-element'; readonly offset: number; readonly length: number; readonly name: string }
  | { readonly type: 'stray-text'; readonly offset: number; readonly length: number }

export interface ScanOptions {
  readonly signal?: AbortSignal
  /** Called once, before the first object. */
  readonly onRoot?: (attributes: ReadonlyMap<string, string>) => void
  readonly onNote?: (note: ScanNote) => void
}
