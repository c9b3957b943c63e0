import { rm, rmdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { dropPart, isTaken, LineFile, makeOwnFolder } from '@spacecrate/disk'
import { type CsvCell, csvStart, encodeCsvRow } from '@spacecrate/importer'

/** What a list holds, and its columns. */
export interface ListShape {
  readonly what: string
  readonly columns: readonly string[]
}

/** A list beside a report. */
export interface ReportList {
  readonly name: string
  /** Path from the folder of the report. */
  readonly file: string
  readonly rows: number
  readonly what: string
}

/**
 * The lists behind the numbers of a report, as files for spreadsheets in a folder of their own. A list without a row is no
 * file. Add rows, `flush` now and then, and `finish`: only then the files have their names.
 */
export class ReportLists<Name extends string> implements AsyncDisposable {
  readonly #dir: string
  readonly #shapes: Readonly<Record<Name, ListShape>>
  readonly #lists = new Map<Name, LineFile>()
  #hasFolder = false

  private constructor(dir: string, shapes: Readonly<Record<Name, ListShape>>) {
    this.#dir = dir
    this.#shapes = shapes
  }

  /**
   * Takes lists of an earlier report of the same name away, which would contradict this one. What else lies in the folder
   * stays. Throws `WORK_FOLDER_FOREIGN` where the folder is a link.
   */
  static async create<Name extends string>(
    dir: string,
    shapes: Readonly<Record<Name, ListShape>>,
  ): Promise<ReportLists<Name>> {
    if (await isTaken(dir)) {
      await makeOwnFolder(dir)
      for (const name of Object.keys(shapes)) {
        await rm(join(dir, `${name}.csv`), { force: true })
        await dropPart(join(dir, `${name}.csv`))
      }
      // An empty folder would promise lists; one that holds something of others stays.
      await rmdir(dir).catch(() => undefined)
    }
    return new ReportLists(dir, shapes)
  }

  add(name: Name, cells: readonly CsvCell[]): void {
    this.#listOf(name).add(encodeCsvRow(cells))
  }

  /** Writes what has gathered, if it is enough. */
  async flush(): Promise<void> {
    if (this.#lists.size === 0) return
    if (!this.#hasFolder) await makeOwnFolder(this.#dir)
    this.#hasFolder = true
    for (const list of this.#lists.values()) await list.flush()
  }

  /** Writes the rest and gives the files their names, in the order of the shapes. */
  async finish(): Promise<ReportList[]> {
    await this.flush()
    const found: ReportList[] = []
    for (const name of Object.keys(this.#shapes) as Name[]) {
      const list = this.#lists.get(name)
      if (list === undefined) continue
      await list.finish()
      const file = `${basename(this.#dir)}/${basename(list.path)}`
      // The first line names the columns.
      found.push({ name, file, rows: list.lines - 1, what: this.#shapes[name].what })
    }
    return found
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const list of this.#lists.values()) await list[Symbol.asyncDispose]()
  }

  #listOf(name: Name): LineFile {
    const known = this.#lists.get(name)
    if (known !== undefined) return known
    const list = new LineFile(join(this.#dir, `${name}.csv`))
    list.add(csvStart + encodeCsvRow(this.#shapes[name].columns))
    this.#lists.set(name, list)
    return list
  }
}
