import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder for what doesn't fit into memory; it is removed with everything in it when it is disposed. */
export class TempFolder implements AsyncDisposable {
  readonly path: string

  private constructor(path: string) {
    this.path = path
  }

  /** Makes one in `parent`, by default where the system has its temporary files. */
  static async create(parent: string = tmpdir()): Promise<TempFolder> {
    return new TempFolder(await mkdtemp(join(parent, 'spacecrate-')))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true })
  }
}
