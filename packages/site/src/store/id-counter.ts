import { SiteError } from '../error.js'
import type { Connection } from './connection.js'

const block = 4096

/**
 * Numbers for new ids, from one counter for all prefixes, so that the number alone is unique as well. The database holds
 * the end of the block that is being given out, written before its first number is given: a crash skips numbers and
 * never repeats one. A clean end gives the rest of the block back.
 */
export class IdCounter {
  private readonly connection: Connection
  private next: number
  /** Numbers below this one may be given out. */
  private end: number
  /** The end that the database is sure to hold: what a transaction wrote may still be undone. */
  private lasting: number

  constructor(connection: Connection) {
    this.connection = connection
    this.next = Number(connection.prepare('SELECT next FROM counter').first()?.[0] ?? 65537)
    this.end = this.next
    this.lasting = this.next
    connection.onUndo(() => {
      if (this.lasting < this.end) this.write(this.end)
    })
  }

  /** Takes a block ahead of a transaction, so that none has to be taken inside it, where it could be undone. */
  prepare(): void {
    if (this.lasting < this.end) this.lasting = this.end
    if (this.end - this.next < block) this.extend()
  }

  /** The next number. */
  take(): number {
    if (this.next === this.end) this.extend()
    return this.next++
  }

  /** Gives back the numbers of the block that were not given out; on a full disk they are skipped. */
  close(): void {
    if (!this.connection.writable || this.end === this.next) return
    try {
      this.write(this.next)
    } catch (error) {
      if (!(error instanceof SiteError) || error.code !== 'SITE_FULL') throw error
    }
  }

  private extend(): void {
    this.end += 2 * block
    this.write(this.end)
  }

  private write(next: number): void {
    this.connection.prepare('UPDATE counter SET next = ?').run(next)
    if (!this.connection.inTransaction) this.lasting = next
  }
}
