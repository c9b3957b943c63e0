import type { ObjectReader } from '@spacecrate/confluence'

/** Reads the objects of a backup from their places, whichever form the backup has. */
export type Objects = Pick<ObjectReader, 'read' | 'markup'> & AsyncDisposable
