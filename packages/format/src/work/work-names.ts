/** Names in a work folder that are the work folder's own. */
export const workFolderNames: readonly string[] = ['streams', 'packs', 'blobs', 'arrivals', 'sealing', 'scratch']

/** The index of a work folder. */
export const indexFileName = 'index.sqlite'

/** Data file of the lines of a stream. */
export function linesFileName(stream: string): string {
  return `streams/${stream}.ndjson`
}

/** Data file of small blobs, counted from 1. */
export function packFileName(number: number): string {
  return `packs/${String(number).padStart(4, '0')}`
}

/** What is locked while somebody works in the folder. */
export const lockFileName = 'lock.sqlite'
