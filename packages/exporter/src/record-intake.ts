import { createHash } from 'node:crypto'
import { textOfBytes } from '@spacecrate/disk'
import {
  type ArchiveError,
  type ArchiveWriter,
  hangingOn,
  isArchiveError,
  type Omission,
  refusalOf,
  type StreamName,
  type StreamRule,
  streamRules,
} from '@spacecrate/format'
import { storeLargeBodies } from './inline-bodies.js'
import { makeOmission, type OmissionFacts } from './omission.js'
import type { OmissionCode } from './omission-codes.js'
import type { CallOptions, EncodedItem, FileItem, Origin, RecordItem } from './source.js'

/** What the digest and the size of its bytes add to a record. */
const roomForBlob = 200
/** Longest field of the record of the site that is kept when the whole of it is too long. */
const shortField = 64 * 1024

/** What an intake needs beside the writer. */
export interface IntakeOptions {
  readonly omit: (omission: Omission) => Promise<void>
  /** The source stands still: two different records of one id are two objects, and no sign that it changed. */
  readonly steady: boolean
}

/**
 * The one door to the writer. What it refuses (too long for a line, against its schema, a second record of an id)
 * becomes an omission, as does what hangs on such a record, and the export goes on. The source is told, since its sums
 * must say the same.
 */
export class RecordIntake {
  readonly #writer: ArchiveWriter
  readonly #options: IntakeOptions
  /** Records that were refused and may own others, by digest: ids may be long. */
  readonly #refused = new Set<string>()

  constructor(writer: ArchiveWriter, options: IntakeOptions) {
    this.#writer = writer
    this.#options = options
  }

  /** Takes a record, or the omission that stands for it. True if the record is in the archive. */
  async take(item: RecordItem, call: CallOptions): Promise<boolean> {
    if (await this.#hangsOnRefused(ownerOf(item), namedOf(item))) return false
    const whole = await storeLargeBodies(this.#writer, item, call)
    try {
      await this.#writer.append(whole.stream, whole.record)
      return true
    } catch (error) {
      const refusal = this.#refusalIn(error)
      if (refusal === undefined) throw error
      if (whole.stream === 'site') return await this.#takeSite(whole)
      await this.#refuse(namedOf(whole), refusal)
      return false
    }
  }

  /** The same for a record that was encoded before: neither its form nor its size is refused then. */
  async takeEncoded({ record, origin }: EncodedItem): Promise<boolean> {
    const named = { stream: record.stream, id: record.id, origin }
    if (await this.#hangsOnRefused(record.owner && textOfBytes(record.owner), named)) return false
    try {
      await this.#writer.appendEncoded(record)
      return true
    } catch (error) {
      const refusal = this.#refusalIn(error)
      if (refusal === undefined) throw error
      await this.#refuse(named, refusal)
      return false
    }
  }

  /** True if the record of a file would be refused, which is said before its bytes are opened. */
  async refuses(item: FileItem, call: CallOptions): Promise<boolean> {
    const bare = item.complete(undefined)
    if (await this.#hangsOnRefused(ownerOf(bare), namedOf(bare))) return true
    const { stream, record } = await storeLargeBodies(this.#writer, bare, call)
    const refusal = refusalOf(stream, record, roomForBlob)
    if (refusal === undefined) return false
    await this.#refuse(namedOf(bare), refusal)
    return true
  }

  async #hangsOnRefused(owner: string | undefined, named: Named): Promise<boolean> {
    if (this.#refused.size === 0 || owner === undefined || !this.#refused.has(keyOf(owner))) return false
    await this.#omit(named, 'OWNER_OMITTED', { id: named.id })
    return true
  }

  #refusalIn(error: unknown): Refusal | undefined {
    if (isArchiveError(error, 'RECORD_INVALID') || isArchiveError(error, 'RECORD_TOO_LARGE')) return error
    return this.#options.steady && isArchiveError(error, 'RECORD_DUPLICATE') ? error : undefined
  }

  async #refuse(item: Named, refusal: Refusal): Promise<void> {
    const { id } = item
    if (isArchiveError(refusal, 'RECORD_TOO_LARGE')) {
      const { bytes, limit } = refusal.details
      await this.#omit(item, 'RECORD_TOO_LARGE', { id, why: `${bytes} bytes, and a line has at most ${limit}` })
    } else if (isArchiveError(refusal, 'RECORD_INVALID')) {
      const [problem = ''] = refusal.details.problems
      await this.#omit(item, problem.startsWith('/id ') ? 'ID_UNUSABLE' : 'ROW_UNUSABLE', { id, why: problem })
      // The record that has the id is in the archive: this omission must not name it.
    } else await this.#omit(item, 'DUPLICATE_OBJECT', {})
  }

  async #omit(item: Named, code: OmissionCode, facts: Pick<OmissionFacts, 'id' | 'why'>): Promise<void> {
    const { stream, id, origin } = item
    if (facts.id !== undefined && hangingOn(stream).length > 0) this.#refused.add(keyOf(id))
    origin?.refuse()
    const kind = origin?.kind ?? stream
    await this.#options.omit(makeOmission(code, { kind, what: `${stream} ${id}`, ...origin?.place?.(), ...facts }))
  }

  /** Everything that belongs to no space hangs on the record of the site, so of that only the long fields are left out. */
  async #takeSite(item: RecordItem): Promise<boolean> {
    const fields = Object.entries(item.record)
    const isShort = ([, value]: (typeof fields)[number]): boolean => JSON.stringify(value).length <= shortField
    const { stream, record } = { ...item, record: Object.fromEntries(fields.filter(isShort)) } as unknown as RecordItem
    await this.#writer.append(stream, record)
    for (const [name] of fields.filter((field) => !isShort(field))) {
      const what = `Field ${name} of ${record.id}`
      await this.#options.omit(makeOmission('RECORD_TOO_LARGE', { kind: item.origin?.kind ?? stream, what }))
    }
    return true
  }
}

type Refusal = ArchiveError<'RECORD_INVALID'> | ArchiveError<'RECORD_TOO_LARGE'> | ArchiveError<'RECORD_DUPLICATE'>

/** A record as an omission names it. */
interface Named {
  readonly stream: StreamName
  readonly id: string
  readonly origin: Origin | undefined
}

function namedOf({ stream, record, origin }: RecordItem): Named {
  return { stream, id: record.id, origin }
}

function ownerOf(item: RecordItem): string | undefined {
  const rule: StreamRule<never> = streamRules[item.stream]
  return rule.owner(item.record as never)
}

function keyOf(id: string): string {
  return createHash('sha256').update(id, 'utf16le').digest().toString('latin1', 0, 16)
}
