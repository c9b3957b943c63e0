import { JsonCursor } from '@spacecrate/confluence'
import { readFileSync, statSync } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, SiteError } from '../error.js'
import { quote } from '../store/row-check.js'
import { type Place, wrong } from './definition-place.js'

/** One file of definitions, as it was written. */
export interface DefinitionFile {
  readonly place: Place
  readonly value: unknown
}

/** Longest definitions that are read, in bytes over all files: they are held in memory at once. */
const longest = 64 * 1024 * 1024

/** Levels of nesting that a file may have; a page in a page takes two. */
const deepest = 2000

/** Folders of what definitions name; no file in them is a definition. */
const besides: ReadonlySet<string> = new Set(['texts', 'files'])

/**
 * The definitions of a folder: every `*.json` at any depth in order of its path, but for those in folders named `texts`
 * and `files`. Throws `DEFINITION_NOT_FOUND`, `DEFINITION_TOO_LARGE`, `DEFINITION_SYNTAX`, `DEFINITION_INVALID`.
 */
export async function readDefinitions(folder: string): Promise<DefinitionFile[]> {
  const paths = await definitionPaths(folder)
  if (paths.length === 0) throw notFound(folder, 'holds no definitions (`*.json`)')
  let bytes = 0
  const files: DefinitionFile[] = []
  for (const file of paths) {
    const path = join(folder, file)
    bytes += (await stat(path)).size
    if (bytes > longest) throw tooLarge(folder, `${longest} bytes of definitions`)
    const place = { file, pointer: '' }
    files.push({ place, value: parseDefinition(place, readText(path, place)) })
  }
  return files
}

/** The error of definitions that would need too much memory. */
export function tooLarge(folder: string, limit: string): SiteError<'DEFINITION_TOO_LARGE'> {
  const message = `The definitions in ${quote(folder)} are more than ${limit}; make a large site with --pages`
  return new SiteError('DEFINITION_TOO_LARGE', message, { folder, limit })
}

/** The text of a file in UTF-8, every character of it; other bytes are `DEFINITION_INVALID`. */
export function readText(path: string, place: Place): string {
  if (statSync(path).size > longest) throw wrong(place, `a text has at most ${longest} bytes`)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
  } catch (error) {
    if (codeOf(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw wrong(place, 'the file is not UTF-8')
    throw error
  }
}

async function definitionPaths(folder: string): Promise<string[]> {
  const found: string[] = []
  const look = async (inner: string): Promise<void> => {
    for (const entry of await readdir(join(folder, inner), { withFileTypes: true })) {
      const path = inner === '' ? entry.name : `${inner}/${entry.name}`
      if (entry.isDirectory()) {
        if (!besides.has(entry.name)) await look(path)
      } else if (entry.name.endsWith('.json')) {
        if (!entry.isFile()) throw wrong({ file: path, pointer: '' }, 'it is a link or no ordinary file')
        found.push(path)
      }
    }
  }
  try {
    await realpath(folder)
    await look('')
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') throw notFound(folder, 'is no folder')
    throw error
  }
  return found.sort()
}

function notFound(folder: string, what: string): SiteError<'DEFINITION_NOT_FOUND'> {
  const message = `${quote(folder)} ${what}; give the folder of the definitions of a site`
  return new SiteError('DEFINITION_NOT_FOUND', message, { folder })
}

/** The value of a JSON text. A name that an object has twice is a fault: of the two, one would be lost silently. */
function parseDefinition(place: Place, text: string): unknown {
  const cursor = new JsonCursor(text)
  const open: Set<string>[] = []
  while (cursor.next()) {
    if (cursor.token === 'object' || cursor.token === 'array') {
      if (open.length >= deepest) throw syntax(place, text, cursor.start, `it is nested deeper than ${deepest} levels`)
      open.push(new Set())
    } else if (cursor.token === 'end') open.pop()
    else if (cursor.token === 'key') {
      const name = text.slice(cursor.start, cursor.end)
      const names = open.at(-1)
      if (names?.has(name) === true) {
        throw syntax(place, text, cursor.start, `the name ${name} stands twice in one object`)
      }
      names?.add(name)
    }
  }
  const { fault } = cursor
  if (fault !== undefined) throw syntax(place, text, fault.offset, fault.reason.toLowerCase())
  return JSON.parse(text)
}

function syntax(place: Place, text: string, offset: number, problem: string): SiteError<'DEFINITION_SYNTAX'> {
  const before = text.slice(0, offset).split('\n')
  const { file } = place
  const [line, column] = [before.length, (before.at(-1)?.length ?? 0) + 1]
  const message = `${quote(file)} is no JSON, line ${line}, column ${column}: ${problem}; correct it there`
  return new SiteError('DEFINITION_SYNTAX', message, { file, line, column })
}
