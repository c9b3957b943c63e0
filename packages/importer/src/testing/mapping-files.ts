import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MappingFile } from '../mapping.js'
import { encodeCsvRow } from '../mapping/csv.js'
import { CsvReader } from '../mapping/csv-reader.js'

/** Writes a mapping file of a plan folder as a person does: an id and what is decided about it, a row each. */
export async function decide(
  planDir: string,
  file: MappingFile,
  rows: Readonly<Record<string, string>>,
): Promise<void> {
  const lines = Object.entries(rows).map(([id, decision]) => encodeCsvRow([id, decision]))
  await writeText(planDir, file, encodeCsvRow(['id', 'decision']) + lines.join(''))
}

/** Writes a mapping file as it is. */
export async function writeText(planDir: string, file: MappingFile, text: string): Promise<void> {
  await mkdir(join(planDir, 'mapping'), { recursive: true })
  await writeFile(join(planDir, 'mapping', `${file}.csv`), text)
}

/** The rows of a mapping file by the names of their columns. */
export async function rowsOf(planDir: string, file: MappingFile): Promise<Record<string, string>[]> {
  const reader = new CsvReader()
  const text = await readFile(join(planDir, 'mapping', `${file}.csv`), 'utf8')
  const [heading, ...rows] = [...reader.push(text), ...reader.end()]
  return rows.map(({ cells }) => Object.fromEntries((heading?.cells ?? []).map((name, at) => [name, cells[at] ?? ''])))
}
