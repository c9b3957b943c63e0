import { existsSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fillFromTables } from '../csv-tables/fill-from-tables.js'
import { fingerprintOfTables } from '../csv-tables/fingerprint.js'
import { ObjectStoreWriter, StoredObjects } from '../csv-tables/stored-objects.js'
import type { Part } from './part.js'
import type { PartIndex } from './part-index.js'

/**
 * Opens the tables of a part. What their rows stand for is stored in the scratch folder.
 *
 * @param number of the part, which tells its store from others
 */
export function openCsvPart(part: Part, scratch: string, number: number): PartIndex {
  const path = join(scratch, `objects-${number}.store`)
  let objects: StoredObjects | undefined
  return {
    part,
    fingerprint: fingerprintOfTables(part.files),
    isThere: existsSync(path),
    addTo: async (filling) => {
      await rm(path, { force: true })
      const store = new ObjectStoreWriter(path)
      try {
        return await fillFromTables(filling, part, store)
      } finally {
        store.close()
      }
    },
    length: () => statSync(path).size,
    objects: () => (objects ??= new StoredObjects(path)),
    [Symbol.asyncDispose]: async () => objects?.[Symbol.asyncDispose](),
  }
}
