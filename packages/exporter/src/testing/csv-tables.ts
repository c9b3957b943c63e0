import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Cells by column. */
export type TableCells = Readonly<Record<string, string | number | undefined>>

/** The text of a table: the columns of all of its rows, and quotes where they are needed. */
export function csvText(rows: readonly TableCells[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = rows.map((row) => columns.map((column) => cell(row[column])))
  return [columns, ...lines].map((line) => `${line.join(',')}\n`).join('')
}

function cell(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const at = '2024-01-02 03:04:05.67'

/** A space with a page of two versions, a file and a like, as the tables of a CSV export. */
export function smallTables(): Record<string, string> {
  const act = { creator: 'u1', creationdate: at, lastmodifier: 'u1', lastmoddate: at, content_status: 'current' }
  return {
    'exportDescriptor.properties': 'exportType=space\nexportFormat=csv\nsource=cloud\nspaceKey=KILN\ntimezoneId=UTC\n',
    'spaces.csv': csvText([
      { spaceid: 10, spacename: 'Kiln', spacekey: 'KILN', homepage: 20, spacetype: 'global', spacestatus: 'CURRENT' },
    ]),
    'content.csv': csvText([
      { contentid: 20, contenttype: 'PAGE', title: 'Glazes', version: 2, spaceid: 10, ...act },
      { contentid: 21, contenttype: 'PAGE', title: 'Glaze', version: 1, prevver: 20, ...act },
      { contentid: 30, contenttype: 'ATTACHMENT', title: 'a.txt', version: 1, spaceid: 10, pageid: 20, ...act },
    ]),
    'bodycontent.csv': csvText([
      { bodycontentid: 40, body: '<p>New, and "good"</p>', contentid: 20, bodytypeid: 2 },
      { bodycontentid: 41, body: '<p>Old</p>', contentid: 21, bodytypeid: 2 },
    ]),
    'user_mapping.csv': csvText([{ user_key: 'u1', username: 'mara', lower_username: 'mara', aaid: 'u1' }]),
    'likes.csv': csvText([{ id: 50, contentid: 20, username: 'u1', creationdate: at }]),
    'attachments/20/30/1': 'bytes',
  }
}

/** Writes files by their names. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}
