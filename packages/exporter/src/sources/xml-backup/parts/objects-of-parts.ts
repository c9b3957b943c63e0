import { type BackupObject, entitiesName, type ObjectRange, readObjectsAt } from '@spacecrate/confluence'
import type { ObjectFile, ObjectPlace, Objects } from '../index/objects.js'

/** The objects of one part, and where its offsets begin among those of all. */
export interface PlacedPart {
  readonly base: number
  readonly prefix: string
  readonly objects: Objects
}

/** The objects of these files, for another thread. Whoever opened them disposes them. */
export function objectsOfFiles(files: readonly ObjectFile[]): Objects {
  return new ObjectsOfParts(files.map(({ base, prefix, path }) => ({ base, prefix, objects: readObjectsAt(path) })))
}

/**
 * The objects of several parts as those of one: the offsets of each go on where those of the part before end. `placeAt`
 * tells the file again, and the place in it.
 */
export class ObjectsOfParts implements Objects {
  readonly files?: readonly ObjectFile[]
  readonly #parts: readonly PlacedPart[]

  constructor(parts: readonly PlacedPart[]) {
    this.#parts = parts
    const files = parts.flatMap(({ base, prefix, objects }) =>
      (objects.files ?? []).map(({ path }) => ({ base, prefix, path })),
    )
    if (files.length === parts.length) this.files = files
  }

  read({ offset, length }: ObjectRange): BackupObject {
    const { base, objects } = this.#partAt(offset)
    return { ...objects.read({ offset: offset - base, length }), offset }
  }

  markup({ offset, length }: ObjectRange): string {
    const { base, objects } = this.#partAt(offset)
    return objects.markup({ offset: offset - base, length })
  }

  placeAt(offset: number): ObjectPlace | undefined {
    const { base, prefix, objects } = this.#partAt(offset)
    if (objects.placeAt === undefined) return { file: prefix + entitiesName, offset: offset - base }
    return objects.placeAt(offset - base)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { objects } of this.#parts) await objects[Symbol.asyncDispose]()
  }

  #partAt(offset: number): PlacedPart {
    const found = this.#parts.findLast(({ base }) => base <= offset)
    if (found === undefined) throw new Error(`No part begins before ${offset}`)
    return found
  }
}
