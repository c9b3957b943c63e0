// What archiver stands on brings no types; these are the parts that an entry with known sizes needs.

declare module 'compress-commons' {
  import type { Transform } from 'node:stream'

  /** Header of an entry. */
  export class ZipArchiveEntry {
    constructor(name: string)
    _offsets: { file: number; data: number; contents: number }
    isZip64(): boolean
    getName(): string
    getCrc(): number
    getSize(): number
    getCompressedSize(): number
    getMethod(): number
    getTimeDos(): number
    setMethod(method: number): void
    setTime(time: Date): void
    setUnixMode(mode: number): void
    setVersionNeededToExtract(version: number): void
  }

  /** Ends an entry. */
  export type EntryCallback = (error?: unknown, entry?: ZipArchiveEntry) => void

  /** Writes entries one after the other, and the directory. */
  export class ZipArchiveOutputStream extends Transform {
    constructor(options?: object)
    /** Bytes written so far. */
    offset: number
    _archive: { readonly centralLength: number; readonly centralOffset: number }
    _entries: readonly ZipArchiveEntry[]
    entry(entry: ZipArchiveEntry, source: Buffer | NodeJS.ReadableStream, callback: EntryCallback): void
    finish(): void
    isZip64(): boolean
    _afterAppend(entry: ZipArchiveEntry): void
    _appendBuffer(entry: ZipArchiveEntry, source: Buffer, callback: EntryCallback): void
    _appendStream(entry: ZipArchiveEntry, source: NodeJS.ReadableStream, callback: EntryCallback): void
    _normalizeEntry(entry: ZipArchiveEntry): void
    _writeLocalFileHeader(entry: ZipArchiveEntry): void
  }
}
