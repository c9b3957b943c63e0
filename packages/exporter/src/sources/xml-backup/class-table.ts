import { type BackupClass, leftClass } from './backup-class.js'

/** What is said of a class that no table names: the data of an app, or something newer than this version. */
const unknownClass: BackupClass = leftClass('app', { name: 'unknown', rows: 'A1' })

/** The classes and tables that the reader knows, by name. */
export class ClassTable {
  readonly #byName: ReadonlyMap<string, BackupClass>

  #contents: string | undefined

  constructor(classes: readonly BackupClass[]) {
    this.#byName = new Map(classes.map((one) => [one.name, one]))
  }

  all(): Iterable<BackupClass> {
    return this.#byName.values()
  }

  get(name: string): BackupClass | undefined {
    return this.#byName.get(name)
  }

  /** The names of the classes of which this is true, as a list for SQL. */
  listOf(isMeant: (one: BackupClass) => boolean): string {
    return [...this.all()].flatMap((one) => (isMeant(one) ? [`'${one.name}'`] : [])).join(', ')
  }

  /** The names of the classes of contents, as a list for SQL. */
  get contents(): string {
    return (this.#contents ??= this.listOf(({ isContent }) => isContent === true))
  }

  /** The class of this name; the data of an app where none is known. */
  of(name: string): BackupClass {
    return this.#byName.get(name) ?? unknownClass
  }

  /** The table of an app that has a place in the archive. */
  table(name: string): BackupClass | undefined {
    return name.startsWith('AO_') ? this.#byName.get(name) : undefined
  }
}
