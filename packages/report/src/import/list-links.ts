import { fileHref } from '../file-links.js'
import type { ReportList } from '../lists.js'
import type { Count } from '../sections.js'
import type { ImportListName } from './import-lists.js'

/** Leads from numbers to their lists. */
export class ListLinks {
  readonly #files: ReadonlyMap<string, string>

  constructor(lists: readonly ReportList[]) {
    this.#files = new Map(lists.map(({ name, file }) => [name, file]))
  }

  /** Path of a list from the folder of the report; `undefined` where it has no rows. */
  fileOf(name: ImportListName): string | undefined {
    return this.#files.get(name)
  }

  /** A number with the way to its list. */
  count(count: number, name: ImportListName): Count {
    const file = this.#files.get(name)
    return count === 0 || file === undefined ? { count } : { count, href: fileHref(file) }
  }
}
