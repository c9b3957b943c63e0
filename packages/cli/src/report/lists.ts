import { type FileHandle, rm, rmdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { dropPart, isTaken, makeOwnFolder, namePart, openPart } from '@spacecrate/disk'
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

interface OpenList {
  readonly path: string
  readonly file: FileHandle
  text: string
  rows: number
}

const bufferedCharacters = 1 << 16

/**
 * The lists behind the numbers of a report, as files for spreadsheets in a folder of their own. A list without a row is no
 * file. Add rows, `flush` now and then, and `finish`: only then the files have their names.
 */
export class ReportLists<Name extends string> implements AsyncDisposable {
  readonly #dir: string
  readonly #shapes: Readonly<Record<Name, ListShape>>
  readonly #open = new Map<Name, OpenList>()
  readonly #waiting = new Map<Name, string[]>()

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
    const rows = this.#waiting.get(name)
    if (rows === undefined) this.#waiting.set(name, [encodeCsvRow(cells)])
    else rows.push(encodeCsvRow(cells))
  }

  /** Writes what has gathered, if it is enough. */
  async flush(least: number = bufferedCharacters): Promise<void> {
    for (const [name, rows] of this.#waiting) {
      if (rows.length === 0) continue
      const list = this.#open.get(name) ?? (await this.#start(name))
      list.rows += rows.length
      list.text += rows.join('')
      this.#waiting.set(name, [])
      if (list.text.length < least) continue
      await list.file.write(list.text)
      list.text = ''
    }
  }

  /** Writes the rest and gives the files their names, in the order of the shapes. */
  async finish(): Promise<ReportList[]> {
    await this.flush()
    const found: ReportList[] = []
    for (const name of Object.keys(this.#shapes) as Name[]) {
      const list = this.#open.get(name)
      if (list === undefined) continue
      await list.file.write(list.text)
      await list.file.close()
      this.#open.delete(name)
      await namePart(list.path)
      const file = `${basename(this.#dir)}/${basename(list.path)}`
      found.push({ name, file, rows: list.rows, what: this.#shapes[name].what })
    }
    return found
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { file } of this.#open.values()) await file.close()
    this.#open.clear()
  }

  async #start(name: Name): Promise<OpenList> {
    await makeOwnFolder(this.#dir)
    const path = join(this.#dir, `${name}.csv`)
    const file = await openPart(path)
    const list = { path, file, text: csvStart + encodeCsvRow(this.#shapes[name].columns), rows: 0 }
    this.#open.set(name, list)
    return list
  }
}
