import type { ObjectReader } from '@spacecrate/confluence'

/** Where something stands in a backup: its file, the place in it in bytes, and of a table the row, which counts from 1. */
export interface ObjectPlace {
  readonly file: string
  readonly offset: number
  readonly row?: number
}

/** A file of objects that anybody may read beside, and where its offsets begin among those of all. */
export interface ObjectFile {
  readonly base: number
  readonly prefix: string
  readonly path: string
}

/** Reads the objects of a source from their places, whichever form its backups have. */
export interface Objects extends AsyncDisposable, Pick<ObjectReader, 'read' | 'markup'> {
  /** Where the object at this offset stands in the backup. Absent where offsets are places in entities.xml. */
  readonly placeAt?: (offset: number) => ObjectPlace | undefined
  /** The files of entities.xml that they lie in; absent where they are kept in another form. */
  readonly files?: readonly ObjectFile[]
}
