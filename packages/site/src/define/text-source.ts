import { extname } from 'node:path'
import type { BodyFormat } from '@spacecrate/format'
import { findFile, isWhole } from './byte-source.js'
import { type Place, wrong } from './definition-place.js'
import { readText } from './read-folder.js'

/** A text with its format. */
export interface TextSource {
  readonly format: BodyFormat
  readonly text: string
}

const formats = ['storage', 'adf', 'wiki', 'plain', 'json', 'raw'] as const

const longestText = 64 * 1024 * 1024

const forms =
  'a text is a string (storage format), {"adf": …} or another format by its name, {"file": PATH, "format": …}, or {"repeat": TEXT, "times": NUMBER, "format": …}'

/** The text of a body, in whichever form a definition gives it. */
export function readTextSource(root: string, value: unknown, place: Place): TextSource {
  if (typeof value === 'string') return { format: 'storage', text: value }
  if (typeof value !== 'object' || value === null) throw wrong(place, forms)
  const given = value as Readonly<Record<string, unknown>>
  const names = Object.keys(given)
  const named = formats.find((format) => names.length === 1 && names[0] === format)
  if (named !== undefined) return { format: named, text: textOf(named, given[named], place) }
  const { file, repeat, times, format, value: whole, ...rest } = given
  const wanted = formats.find((one) => one === format)
  if (Object.keys(rest).length > 0 || (format !== undefined && wanted === undefined)) throw wrong(place, forms)
  if (typeof whole === 'string' && wanted !== undefined && names.length === 2) return { format: wanted, text: whole }
  if (whole !== undefined) throw wrong(place, forms)
  if (typeof file === 'string' && repeat === undefined && times === undefined) {
    return { format: wanted ?? formatOfFile(file), text: readText(findFile(root, file, place), place) }
  }
  if (file === undefined && typeof repeat === 'string' && isWhole(times, longestText)) {
    if (repeat.length * times > longestText) throw wrong(place, `a text has at most ${longestText} characters`)
    const parts = Array.from({ length: times }, (_empty, n) => repeat.replaceAll('{n}', String(n + 1)))
    return { format: wanted ?? 'storage', text: parts.join('') }
  }
  throw wrong(place, forms)
}

function textOf(format: BodyFormat, value: unknown, place: Place): string {
  if (typeof value === 'string') return value
  if (format !== 'adf' && format !== 'json') throw wrong(place, `a text of the format ${format} is a string`)
  return JSON.stringify(value)
}

function formatOfFile(path: string): BodyFormat {
  if (path.endsWith('.adf.json')) return 'adf'
  const byEnding: Readonly<Record<string, BodyFormat>> = { '.json': 'json', '.wiki': 'wiki', '.txt': 'plain' }
  return byEnding[extname(path)] ?? 'storage'
}
