import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { isSpaceKey, type MappingFile, mappingFiles } from '../mapping.js'
import { CsvReader, type CsvRow } from './csv-reader.js'
import type { Decisions } from './decisions.js'

/** Columns that people write into. */
export const editedColumns = ['decision', 'by', 'note'] as const

/** State of a file when it was read: another one later means that somebody has saved it since. */
export interface FileState {
  readonly bytes: number
  readonly changed: number
}

/** What reading the files said of each. */
export interface ReadFiles {
  readonly states: ReadonlyMap<MappingFile, FileState>
  /** Files that must not be written again, since not all of them could be read. */
  readonly untouchable: ReadonlySet<MappingFile>
}

/** The words of a decision, and whether something must follow. */
const words: { readonly [File in MappingFile]: Readonly<Record<string, string | undefined>> } = {
  people: {
    create: undefined,
    match: 'an id, account id, user key, user name or e-mail',
    text: undefined,
    placeholder: undefined,
    skip: undefined,
  },
  groups: { create: undefined, match: 'a name or id', skip: undefined },
  spaces: { create: undefined, rename: 'a key', skip: undefined, under: 'KEY:Title or a content id' },
  titles: { rename: 'a title', skip: undefined },
  hosts: { source: undefined, other: undefined, to: 'a URL' },
}

const chunkBytes = 256 * 1024

/** Reads the files of a plan folder as far as they are there. What is wrong with a row is noted, never thrown. */
export async function readMapping(dir: string, decisions: Decisions): Promise<ReadFiles> {
  const states = new Map<MappingFile, FileState>()
  const untouchable = new Set<MappingFile>()
  for (const file of mappingFiles) {
    const reading = new FileReading(file, decisions)
    const state = await readText(join(dir, `${file}.csv`), (rows) => reading.take(rows))
    if (state === undefined) continue
    states.set(file, state)
    if (state.problem !== undefined) reading.reject(state.problem.line, '', state.problem.why, 'id')
    if (reading.isIncomplete) untouchable.add(file)
  }
  return { states, untouchable }
}

/** State of a file now; `undefined` where there is none. */
export async function stateOf(path: string): Promise<FileState | undefined> {
  const handle = await openFile(path)
  if (handle === undefined) return undefined
  try {
    const { size, mtimeMs } = await handle.stat()
    return { bytes: size, changed: mtimeMs }
  } finally {
    await handle.close()
  }
}

async function openFile(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

async function readText(
  path: string,
  take: (rows: readonly CsvRow[]) => void,
): Promise<(FileState & { readonly problem?: { readonly line: number; readonly why: string } }) | undefined> {
  const handle = await openFile(path)
  if (handle === undefined) return undefined
  try {
    const { size, mtimeMs } = await handle.stat()
    const state = { bytes: size, changed: mtimeMs }
    const reader = new CsvReader()
    const chunk = Buffer.alloc(chunkBytes)
    let decoder: InstanceType<typeof TextDecoder> | undefined
    for (let done = false; !done;) {
      const { bytesRead } = await handle.read(chunk, 0, chunkBytes)
      done = bytesRead === 0
      const bytes = chunk.subarray(0, bytesRead)
      decoder ??= new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8', { fatal: true })
      let text: string
      try {
        text = decoder.decode(bytes, { stream: !done })
      } catch {
        return { ...state, problem: { line: 1, why: 'the file is not UTF-8; save it as "CSV UTF-8"' } }
      }
      take(reader.push(text))
      if (done) take(reader.end())
      if (reader.problem !== undefined) return { ...state, problem: reader.problem }
    }
    return state
  } finally {
    await handle.close()
  }
}

/** One file on its way into the decisions. */
class FileReading {
  readonly #file: MappingFile
  readonly #decisions: Decisions
  #columns: readonly string[] | undefined
  #incomplete = false

  constructor(file: MappingFile, decisions: Decisions) {
    this.#file = file
    this.#decisions = decisions
  }

  /** True if something of the file is kept nowhere else. */
  get isIncomplete(): boolean {
    return this.#incomplete
  }

  take(rows: readonly CsvRow[]): void {
    if (rows.length === 0) return
    this.#decisions.transaction(() => rows.forEach((row) => this.#takeRow(row)))
  }

  /** Notes a row that is not kept. */
  reject(line: number, id: string, why: string, column: string): void {
    this.#incomplete = true
    this.#decisions.reject(this.#file, id, why, { line, column })
  }

  #takeRow({ line, cells }: CsvRow): void {
    if (this.#columns === undefined) return this.#takeHeading(line, cells)
    const named: Record<string, string> = Object.fromEntries(
      this.#columns.flatMap((name, at) => {
        const cell = cells[at] ?? ''
        return name === '' || cell === '' ? [] : [[name, cell] as const]
      }),
    )
    const { id = '', decision = '' } = named
    if (id === '') {
      if (editedColumns.some((name) => named[name] !== undefined)) this.reject(line, '', 'the row has no id', 'id')
    } else if (!this.#decisions.addRead(this.#file, { id, line, cells: named })) {
      this.reject(line, id, 'this id stands in an earlier row already', 'id')
    } else this.#decide(id, line, decision.trim())
  }

  #takeHeading(line: number, cells: readonly string[]): void {
    const columns = cells.map((cell) => cell.trim().toLowerCase())
    this.#columns = columns
    for (const name of ['id', 'decision']) {
      const count = columns.filter((column) => column === name).length
      if (count === 1) continue
      const why = count === 0 ? `there is no column ${name} in the first row` : `there are ${count} columns ${name}`
      this.reject(line, '', why, name)
    }
  }

  #decide(id: string, line: number, said: string): void {
    if (said === '') return
    const blank = /\s/.exec(said)?.index ?? said.length
    const word = said.slice(0, blank).toLowerCase()
    const argument = said.slice(blank).trim()
    const why = whatIsWrong(this.#file, word, argument)
    if (why === undefined) this.#decisions.addDecision({ file: this.#file, id, line, word, argument })
    else this.#decisions.reject(this.#file, id, why, { line })
  }
}

function whatIsWrong(file: MappingFile, word: string, argument: string): string | undefined {
  const known = words[file]
  if (!Object.hasOwn(known, word)) {
    return `${JSON.stringify(word)} is no decision; use ${Object.entries(known)
      .map(([name, what]) => (what === undefined ? name : `${name} (and ${what})`))
      .join(', ')}`
  }
  const what = known[word]
  if (what === undefined) return argument === '' ? undefined : `nothing can follow ${word}`
  if (argument === '') return `${word} needs ${what} behind it`
  if (file === 'spaces' && word === 'rename' && !isSpaceKey(argument)) {
    return `${JSON.stringify(argument)} is no space key: letters and digits only, at most 255`
  }
  return file === 'hosts' && !isWebUrl(argument) ? `${JSON.stringify(argument)} is no http or https URL` : undefined
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
