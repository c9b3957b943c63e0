import { open } from 'node:fs/promises'
import { CsvReader, csvStart, encodeCsvRow } from '@spacecrate/importer'
import { CommandError } from '../run/command-error.js'

/** Which rows of a list are wanted: all whose column says so. */
export type RowFilter = Readonly<Record<string, string | undefined>>

const chunk = 64 * 1024

/** The text of a list, whole or only the rows that are wanted. Throws `LIST_UNKNOWN` where it has no such column. */
export async function* readList(
  path: string,
  list: { readonly name: string; readonly columns: readonly string[] },
  filter: RowFilter,
): AsyncGenerator<string> {
  const wanted = Object.entries(filter).flatMap(([column, value]) => {
    if (value === undefined) return []
    const at = list.columns.indexOf(column)
    if (at >= 0) return [{ at, value }]
    const columns = list.columns.join(', ')
    throw new CommandError('LIST_UNKNOWN', `The list ${list.name} has no column ${column}; it has ${columns}`, {
      list: list.name,
      lists: list.columns,
    })
  })
  const file = await open(path, 'r')
  try {
    const stream = file.createReadStream({ encoding: 'utf8', highWaterMark: chunk, autoClose: false })
    const reader = new CsvReader()
    if (wanted.length > 0) yield csvStart
    let head = true
    for await (const piece of stream) {
      const text = String(piece)
      if (wanted.length === 0) {
        yield text
        continue
      }
      const rows = reader.push(text).filter(({ cells }) => {
        if (!head) return wanted.every(({ at, value }) => cells[at]?.toLowerCase() === value.toLowerCase())
        head = false
        return true
      })
      if (rows.length > 0) yield rows.map(({ cells }) => encodeCsvRow(cells)).join('')
    }
  } finally {
    await file.close()
  }
}
