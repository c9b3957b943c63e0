import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { kiln } from './places.js'

/** Copies the demo backup to `dir`; `edit` changes the bytes of its entities.xml on the way. */
export function copyKiln(dir: string, edit?: (entities: Buffer) => Buffer): string {
  cpSync(kiln, dir, { recursive: true })
  const file = path.join(dir, 'entities.xml')
  if (edit !== undefined) writeFileSync(file, edit(readFileSync(file)))
  return dir
}

/** The same bytes with `text` put in before the first `mark`. */
export function insertBefore(bytes: Buffer, mark: string, text: string | Uint8Array): Buffer {
  const at = bytes.indexOf(mark)
  if (at < 0) throw new Error(`${mark} isn't in the demo backup any more`)
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(text), bytes.subarray(at)])
}
