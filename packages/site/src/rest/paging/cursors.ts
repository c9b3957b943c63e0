import { createHmac, timingSafeEqual } from 'node:crypto'

const sealBytes = 12

/**
 * Makes and reads cursors: where a list goes on, sealed with a key of the site, so that only a cursor of this site and of this
 * list is one. What is in it says nothing that its list did not say.
 */
export class Cursors {
  private readonly key: Buffer

  constructor(key: Buffer) {
    this.key = key
  }

  /** The cursor of a place in a list. */
  seal(list: string, place: string): string {
    const text = Buffer.from(place)
    return Buffer.concat([this.sealOf(list, text), text]).toString('base64url')
  }

  /** The place of a cursor; `undefined` for one that was tampered with, or that is of another list. */
  open(list: string, cursor: string): string | undefined {
    if (cursor.length > 4096 || !/^[\w-]+$/.test(cursor)) return undefined
    const bytes = Buffer.from(cursor, 'base64url')
    if (bytes.length <= sealBytes || bytes.toString('base64url') !== cursor) return undefined
    const text = bytes.subarray(sealBytes)
    return timingSafeEqual(bytes.subarray(0, sealBytes), this.sealOf(list, text)) ? text.toString() : undefined
  }

  private sealOf(list: string, text: Buffer): Buffer {
    return createHmac('sha256', this.key).update(`${list}\n`).update(text).digest().subarray(0, sealBytes)
  }
}
