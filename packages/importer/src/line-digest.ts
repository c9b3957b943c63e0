import { hash } from 'node:crypto'

/** SHA-256 of the line of a record: in one call, since there is one for each record. */
export function lineDigest(line: Uint8Array): Buffer {
  return hash('sha256', line, 'buffer')
}
