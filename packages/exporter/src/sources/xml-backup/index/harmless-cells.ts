import { namesSecret, showsSecret, type TableRow, urlWithoutSecrets, withoutUrlSecrets } from '@spacecrate/confluence'

/** Cells of a row as a record may hold them, and the names of the secrets that were taken out of them. */
export interface HarmlessCells {
  readonly cells: readonly (readonly [column: string, text: string | undefined])[]
  readonly taken: ReadonlySet<string>
}

const json = new Set(['CHANGE_VALUES', 'RESOURCES'])

/**
 * The cells of these columns without secrets. The index outlives a crash, so what no record may hold never gets into it:
 * user info and secret keys of URLs, and in the audit log the values of what a secret was changed from and to.
 *
 * @param texts columns in which stands what an author wrote: it stays as it is, like every body
 */
export function harmlessCells(
  row: TableRow,
  columns: ReadonlySet<string>,
  texts: readonly string[] = [],
): HarmlessCells {
  const taken = new Set<string>()
  const cells = [...row.cells]
    .filter(([column]) => columns.has(column))
    .map(([column, text]) => {
      if (text === undefined || texts.includes(column)) return [column, text] as const
      return [column, harmlessCell(column, text, (name) => taken.add(`${name} of ${column}`))] as const
    })
  return { cells, taken }
}

function harmlessCell(column: string, text: string, note: (name: string) => void): string | undefined {
  const clean = column.endsWith('URL') ? urlWithoutSecrets(text) : withoutUrlSecrets(text)
  for (const name of clean.taken) note(name)
  if (!json.has(column)) return clean.text
  const values = withoutSecretValues(clean.text, note)
  if (!showsSecret(values)) return values
  note('the text')
  return undefined
}

/** A list of changed values without what was there before and after, where the name of one tells a secret. */
function withoutSecretValues(text: string, note: (name: string) => void): string {
  const changes = listOf(text)
  let found = false
  const harmless = changes.map((change) => {
    const fields = Object.entries(change)
    const named = fields.filter(([field, value]) => nameFields.has(field) && typeof value === 'string')
    const secret = named.find(([, name]) => namesSecret(String(name)))
    if (!secret) return change
    found = true
    note(`the values of ${JSON.stringify(String(secret[1]).slice(0, 100))}`)
    return Object.fromEntries(named)
  })
  return found ? JSON.stringify(harmless) : text
}

const nameFields = new Set(['key', 'name', 'i18nKey'])

function listOf(text: string): readonly object[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value.filter((entry) => typeof entry === 'object' && entry !== null) : []
  } catch {
    return []
  }
}
