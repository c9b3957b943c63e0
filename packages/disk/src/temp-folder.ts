import { constants, existsSync } from 'node:fs'
import { access, lstat, mkdir, readdir, rm } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FileLock } from './file-lock.js'

/** Beside each folder lies a file of the same name with this end, which its owner has locked for as long as it lives. */
const lockEnd = '.lock'
const ours = /^spacecrate-[0-9a-f]{24}\.lock$/

/**
 * A folder for what doesn't fit into memory; it is removed with everything in it when it is disposed. All temporary
 * folders are made here. What a process leaves that was killed goes when the next one begins: the operating system has
 * given its lock back by then.
 */
export class TempFolder implements AsyncDisposable {
  readonly path: string
  readonly #lock: FileLock

  private constructor(path: string, lock: FileLock) {
    this.path = path
    this.#lock = lock
  }

  /** Makes one in `parent`, by default where the system has its temporary files, and removes those of the dead. Throws what the system says. */
  static async create(parent: string = tmpdir()): Promise<TempFolder> {
    await access(parent, constants.W_OK)
    await TempFolder.sweep(parent)
    for (;;) {
      const path = join(parent, `spacecrate-${randomBytes(12).toString('hex')}`)
      const lock = FileLock.take(`${path}${lockEnd}`)
      // Somebody who sweeps may have had it, or taken it away, before it was locked.
      if (lock === undefined) continue
      if (existsSync(`${path}${lockEnd}`)) {
        await mkdir(path, { mode: 0o700 })
        return new TempFolder(path, lock)
      }
      lock[Symbol.dispose]()
    }
  }

  /** Removes the folders in `parent` that this user made and whose owners have ended. What can't be removed stays. */
  static async sweep(parent: string = tmpdir()): Promise<void> {
    const names = await readdir(parent).catch(() => [])
    for (const name of names.filter((one) => ours.test(one))) {
      const path = join(parent, name)
      if (await isOwn(path)) await removeDead(path.slice(0, -lockEnd.length), path).catch(() => undefined)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true })
    await rm(`${this.path}${lockEnd}`, { force: true })
    this.#lock[Symbol.dispose]()
  }
}

async function removeDead(folder: string, lockPath: string): Promise<void> {
  using lock = FileLock.take(lockPath)
  if (lock === undefined) return
  if (await isOwn(folder)) await rm(folder, { recursive: true, force: true })
  await rm(lockPath, { force: true })
}

/** In a folder for everybody others may have laid out something of that name. */
async function isOwn(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined)
  return (
    found !== undefined && !found.isSymbolicLink() && (process.getuid === undefined || found.uid === process.getuid())
  )
}
