import type { BackupObject } from '@spacecrate/confluence'
import type { Omission } from '@spacecrate/format'
import type { ClassTable } from '../class-table.js'
import { unknownField } from '../omissions.js'

/** So many different names are told apart; a file with more of them was made to fill memory. */
const nameLimit = 1000

/** Counts the fields that their class doesn't declare. Keeps no values. */
export class FieldCheck {
  readonly #known = new Map<string, ReadonlySet<string>>()
  readonly #unknown = new Map<string, { readonly class: string; readonly field: string; count: number }>()

  constructor(classes: ClassTable) {
    for (const { name, role, fields } of classes.all()) {
      if (role === 'record') this.#known.set(name, new Set(Object.values(fields).flat()))
    }
  }

  look(object: BackupObject): void {
    const known = this.#known.get(object.class)
    if (!known) return
    for (const name of object.properties.keys()) if (!known.has(name)) this.#count(object.class, name)
    for (const name of object.collections.keys()) if (!known.has(name)) this.#count(object.class, name)
    for (const note of object.notes) {
      if (note.type === 'component' || note.type === 'collection-values') {
        if (!known.has(note.name)) this.#count(object.class, note.name)
      }
      if (note.type === 'unknown-element') this.#count(object.class, note.name)
    }
  }

  *omissions(): Generator<Omission> {
    for (const { class: className, field, count } of this.#unknown.values()) yield unknownField(className, field, count)
  }

  #count(className: string, field: string): void {
    const key = `${className} ${field}`
    const seen = this.#unknown.get(key)
    if (seen) seen.count++
    else if (this.#unknown.size < nameLimit) this.#unknown.set(key, { class: className, field, count: 1 })
    else if (field !== '…') this.#count('unknown', '…')
  }
}
