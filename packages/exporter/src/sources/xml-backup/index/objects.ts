import type { ObjectReader } from '@spacecrate/confluence'

/** Where something stands in a backup: its file, the place in it in bytes, and of a table the row, which counts from 1. */
export interface ObjectPlace {
  readonly file: string
  readonly offset: number
  readonly row?: number
}

/** Reads the objects of a source from their places, whichever form its backups have. */
export interface Objects extends AsyncDisposable, Pick<ObjectReader, 'read' | 'markup'> {
  /** Where the object at this offset stands in the backup. Absent where offsets are places in entities.xml. */
  readonly placeAt?: (offset: number) => ObjectPlace | undefined
}
