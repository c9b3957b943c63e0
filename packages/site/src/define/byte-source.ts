import { createReadStream, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { textBytes } from '@spacecrate/disk'
import { SiteError } from '../error.js'
import { type Place, shown, wrong } from './definition-place.js'
import { seededBytes } from './seeded-bytes.js'

/** Bytes that a definition describes, to be read when the site is filled. */
export interface ByteSource {
  /** The same for sources of the same bytes. */
  readonly key: string
  readonly bytes: number
  open(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>
}

const largest = 2 ** 40

/** The bytes of `{"file": …}`, `{"text": …}` or `{"bytes": …, "seed": …}`. */
export function readByteSource(root: string, value: unknown, place: Place): ByteSource {
  if (typeof value === 'object' && value !== null) {
    const { file, text, bytes, seed = 0, ...rest } = value as Readonly<Record<string, unknown>>
    const given = [file, text, bytes].filter((one) => one !== undefined).length
    if (given === 1 && Object.keys(rest).length === 0) {
      if (typeof file === 'string') return fileSource(findFile(root, file, place))
      if (typeof text === 'string') return textSource(text)
      if (isWhole(bytes, largest) && isWhole(seed, 0xffff_ffff)) return seededSource(bytes, seed)
    }
  }
  throw wrong(place, 'bytes are given as {"file": PATH}, {"text": TEXT} or {"bytes": NUMBER, "seed": NUMBER}')
}

/** The bytes of a text. */
export function textSource(text: string): ByteSource {
  const bytes = textBytes(text)
  return { key: `text ${text}`, bytes: bytes.length, open: () => [bytes] }
}

/**
 * The path of a file that a definition names, from the folder of all definitions on. Throws `DEFINITION_FILE` for one that
 * isn't there or lies outside of the folder, also by way of a link.
 */
export function findFile(root: string, path: string, place: Place): string {
  const refuse = (problem: string): SiteError<'DEFINITION_FILE'> => {
    const message = `${shown(place)}: the file ${JSON.stringify(path)} ${problem}`
    return new SiteError('DEFINITION_FILE', message, { file: place.file, pointer: place.pointer, path })
  }
  const folder = realpathSync(root)
  let found: string
  try {
    found = realpathSync(join(folder, path))
    if (found.startsWith(`${folder}${sep}`) && !statSync(found).isFile()) throw refuse('is no file')
  } catch (error) {
    throw error instanceof SiteError ? error : refuse('is not there')
  }
  if (!found.startsWith(`${folder}${sep}`)) throw refuse('lies outside of the folder of the definitions')
  return found
}

function fileSource(path: string): ByteSource {
  return { key: `file ${path}`, bytes: statSync(path).size, open: () => createReadStream(path) }
}

function seededSource(bytes: number, seed: number): ByteSource {
  return { key: `seed ${bytes} ${seed}`, bytes, open: () => seededBytes(bytes, seed) }
}

/** True for a whole number from 0 to a limit. */
export function isWhole(value: unknown, limit: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= limit
}
