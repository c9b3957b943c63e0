import type { Archive } from '@spacecrate/format'

/** Opens a sealed archive. */
export function openArchive(path: string): Promise<Archive> {
  return Promise.reject(new Error(`not wired: ${path}`))
}
