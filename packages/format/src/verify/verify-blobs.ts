import { textOfBytes } from '@spacecrate/disk'
import type { BlobIndexLine } from '#records'
import { largeBlobName, packEntryName } from '../container/entry-names.js'
import type { ContentRoot } from '../content-root.js'
import { RunningDigest } from '../digest.js'
import { largeBlobBytes, maxIndexPartBytes, maxLineBytes, maxPackBytes } from '../limits.js'
import { isCanonical } from '../read/is-canonical.js'
import { splitLines } from '../read/split-lines.js'
import type { VolumeSet } from '../read/volume-set.js'
import type { SortedRow } from '../sort/merge-runs.js'
import { validateValue } from '../validate.js'
import type { EntryCheck } from './entry-check.js'
import { blobRowTypes, type LinkCollector } from './link-collector.js'
import { PartCheck, partEnds } from './part-check.js'
import type { ProblemList } from './problems.js'

/** Instead of a digest: the index points elsewhere. */
const misplaced = 'misplaced'

/** What the look at the blobs needs and feeds. */
export interface BlobCheck {
  readonly set: VolumeSet
  readonly entries: EntryCheck
  readonly problems: ProblemList
  readonly root: ContentRoot
  readonly links: LinkCollector
  readonly signal: AbortSignal | undefined
}

/** Reads the index of blobs, in order of digest, and beside it the bytes of every blob. */
export async function verifyBlobs(check: BlobCheck): Promise<{ readonly count: number; readonly bytes: number }> {
  const { problems, root, links } = check
  const packs = new PackReader(check)
  let before = ''
  let count = 0
  let bytes = 0
  for await (const { line, entry, offset } of indexLines(check)) {
    const place = { entry, offset, id: line.sha256 }
    if (line.sha256 <= before)
      problems.add({ code: 'INDEX_WRONG', message: 'The index of blobs is not sorted by digest', ...place })
    before = line.sha256
    count += 1
    bytes += line.bytes
    root.add(Buffer.from(line.sha256, 'hex'))
    links.addListed(line.sha256)
    const actual = line.bytes < largeBlobBytes ? await packs.digest(line) : await digestLarge(check, line)
    if (actual === misplaced)
      problems.add({
        code: 'INDEX_WRONG',
        message: `The index says that the blob ${line.sha256} is at byte ${line.offset} of ${line.entry}, which is not where it belongs`,
        ...place,
      })
    else if (actual !== undefined && actual !== line.sha256)
      problems.add({
        code: 'DIGEST_MISMATCH',
        message: `The blob ${line.sha256} is damaged: its SHA-256 is ${actual}`,
        entry: line.entry,
        offset: line.offset,
        id: line.sha256,
      })
  }
  await packs.finish()
  return { count, bytes }
}

/** Compares the blobs that the index names with those that records need. */
export function verifyBlobUse(rows: Iterable<SortedRow>, problems: ProblemList): void {
  let key: Buffer = Buffer.alloc(0)
  let listed = false
  let used = false
  const finish = (): void => {
    if (!listed || used) return
    const id = key.toString('hex')
    problems.add({ code: 'BLOB_UNUSED', message: `No record needs the blob ${id}`, id })
  }
  for (const row of rows) {
    if (!row.key.equals(key)) {
      finish()
      key = row.key
      listed = false
      used = false
    }
    if (row.value[0] === blobRowTypes.listed) listed = true
    else if (!used) {
      used = true
      const digest = key.toString('hex')
      if (!listed)
        problems.add({
          code: 'BLOB_MISSING',
          message: `The record ${textOfBytes(row.value.subarray(1))} needs the blob ${digest}, which is not there`,
          id: digest,
        })
    }
  }
  finish()
}

async function* indexLines(
  check: BlobCheck,
): AsyncGenerator<{ readonly line: BlobIndexLine; readonly entry: string; readonly offset: number }, void> {
  const names = [...check.set.names()].filter((name) => name.startsWith('index/blobs-')).sort()
  const parts = new PartCheck(maxIndexPartBytes, check.problems)
  for (const entry of names) {
    check.signal?.throwIfAborted()
    const part = await check.entries.load(entry)
    if (part === undefined) check.problems.setUnread()
    else parts.add(entry, partEnds(part))
    let offset = 0
    for (const bytes of splitLines(part ?? Buffer.alloc(0))) {
      const line = parseIndexLine(bytes, check.set.relation === 'newer-minor')
      if (line === undefined || (offset === 0 && entry !== `index/blobs-${line.sha256}.ndjson`))
        check.problems.add({
          code: 'INDEX_WRONG',
          message: `The line at byte ${offset} of ${entry} is not a line of that index`,
          entry,
          offset,
        })
      if (line !== undefined) yield { line, entry, offset }
      offset += bytes.length + 1
    }
  }
}

function parseIndexLine(bytes: Buffer, tolerant: boolean): BlobIndexLine | undefined {
  try {
    if (bytes.length > maxLineBytes) return undefined
    const text = bytes.toString('utf8')
    const value: unknown = JSON.parse(text)
    return validateValue('index-blob', value, { tolerant }).problems.length === 0 && isCanonical(value, text)
      ? (value as BlobIndexLine)
      : undefined
  } catch {
    return undefined
  }
}

async function digestLarge(check: BlobCheck, line: BlobIndexLine): Promise<string | undefined> {
  const name = largeBlobName(line.sha256)
  if (line.entry !== name || line.offset !== 0 || check.set.find(name)?.bytes !== line.bytes) return misplaced
  const digest = await check.entries.digest(name, check.signal)
  return digest?.bytes === line.bytes ? digest.hex() : undefined
}

/** Reads the packs from the first to the last byte, blob by blob. */
class PackReader {
  readonly #check: BlobCheck
  #number = 0
  #end = 0
  #offset = 0
  #chunks: AsyncIterator<Buffer, unknown> | undefined
  #rest: Buffer = Buffer.alloc(0)

  constructor(check: BlobCheck) {
    this.#check = check
  }

  /** Digest of the bytes where the blob must lie: right behind the one before. `undefined` if they can't be read. */
  async digest(line: BlobIndexLine): Promise<string | undefined> {
    if (this.#number === 0 || this.#end + line.bytes > maxPackBytes) await this.#next()
    const offset = this.#end
    this.#end += line.bytes
    if (line.entry !== packEntryName(this.#number) || line.offset !== offset) return misplaced
    const digest = new RunningDigest()
    while (digest.bytes < line.bytes) {
      if (this.#rest.length === 0 && !(await this.#pull())) return this.#noteShort(offset + digest.bytes)
      const piece = this.#rest.subarray(0, line.bytes - digest.bytes)
      digest.add(piece)
      this.#rest = this.#rest.subarray(piece.length)
    }
    this.#offset += line.bytes
    return digest.hex()
  }

  /** Reads the current pack to its end, which must be here. */
  async finish(): Promise<void> {
    if (this.#chunks === undefined) return
    let extra = this.#rest.length
    while (await this.#pull()) extra += this.#rest.length
    if (extra > 0)
      this.#check.problems.add({
        code: 'INDEX_WRONG',
        message: `The pack ${packEntryName(this.#number)} has ${extra} bytes that belong to no blob of the index`,
        entry: packEntryName(this.#number),
        offset: this.#offset,
      })
    this.#chunks = undefined
  }

  #noteShort(offset: number): undefined {
    const entry = packEntryName(this.#number)
    const message = `The pack ${entry} ends at byte ${offset}, or can't be read there, and the index names blobs behind it`
    this.#check.problems.add({ code: 'INDEX_WRONG', message, entry, offset })
  }

  async #next(): Promise<void> {
    await this.finish()
    this.#number += 1
    this.#end = 0
    this.#offset = 0
    this.#rest = Buffer.alloc(0)
    const name = packEntryName(this.#number)
    if (this.#check.set.find(name) !== undefined) this.#chunks = this.#check.entries.read(name, this.#check.signal)
  }

  async #pull(): Promise<boolean> {
    const next = await this.#chunks?.next()
    if (next === undefined || next.done === true) return false
    this.#rest = next.value
    return true
  }
}
