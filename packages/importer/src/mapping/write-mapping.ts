import { join } from 'node:path'
import { LineFile } from '@spacecrate/disk'
import { type MappingFile, mappingFiles } from '../mapping.js'
import type { Occurrences } from '../occurrences.js'
import { csvStart, encodeCsvRow } from './csv.js'
import type { Decisions, MappingRow } from './decisions.js'
import { editedColumns, type ReadFiles, stateOf } from './read-mapping.js'

/** Columns that say what a row is about, after `id`. */
const describing: { readonly [File in MappingFile]: readonly string[] } = {
  people: ['name', 'user name', 'user key', 'account id', 'e-mail', 'state'],
  groups: ['name'],
  spaces: ['key', 'name', 'kind'],
  titles: ['space', 'title', 'why'],
  hosts: ['kind'],
}
/** What the survey counts. */
const kinds: { readonly [File in MappingFile]?: 'person' | 'group' | 'space' } = {
  people: 'person',
  groups: 'group',
  spaces: 'space',
}
const counted = ['occurrences', 'sample', 'proposed'] as const
/** A spreadsheet cuts a cell that is longer. */
const longestCell = 32_000

/**
 * Writes the files anew: the rows of this plan, with what people wrote into them, and every other row that somebody
 * has written into. Columns of theirs stay as well. A file that could not be read whole, or was saved since, is left.
 */
export async function writeMapping(
  dir: string,
  decisions: Decisions,
  read: ReadFiles,
  occurrences: Occurrences,
): Promise<void> {
  for (const file of mappingFiles) {
    if (read.untouchable.has(file)) continue
    const path = join(dir, `${file}.csv`)
    await using list = new LineFile(path, { evenEmpty: true })
    for (const line of linesOf(file, decisions, occurrences)) {
      list.add(line)
      await list.flush()
    }
    await list.finish(async () => {
      const now = await stateOf(path)
      const then = read.states.get(file)
      return now?.bytes === then?.bytes && now?.changed === then?.changed
    })
  }
}

function* linesOf(file: MappingFile, decisions: Decisions, occurrences: Occurrences): Generator<string> {
  const ours = ['id', ...describing[file], ...counted, ...editedColumns]
  const theirs = decisions.columns(file).filter((name) => !ours.includes(name))
  yield csvStart + encodeCsvRow([...ours, ...theirs])
  for (const { row, read = {} } of decisions.rows(file)) {
    const edits = [...editedColumns, ...theirs].map((name) => read[name])
    const met = kinds[file] === undefined ? undefined : occurrences.of(kinds[file], row.id)
    yield encodeCsvRow([
      ...cellsOf(file, { ...row, ...(met && { occurrences: met.count, sample: met.sample ?? '' }) }),
      ...edits,
    ])
  }
  for (const read of decisions.leftRows(file)) {
    if ([...editedColumns, ...theirs].every((name) => (read[name] ?? '') === '')) continue
    yield encodeCsvRow([...ours, ...theirs].map((name) => read[name]))
  }
}

function cellsOf(
  file: MappingFile,
  { id, is, occurrences, sample, proposed }: MappingRow,
): (string | number | undefined)[] {
  return [id, ...describing[file].map((name) => is[name]?.slice(0, longestCell)), occurrences, sample, proposed]
}
