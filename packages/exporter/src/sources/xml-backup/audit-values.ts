import type { AuditRecord } from '@spacecrate/format'

type Change = NonNullable<AuditRecord['changes']>[number]

/** So many values of one entry are carried. */
const changeLimit = 100
/** Longer than any list of values; a longer text is not parsed. */
const textLimit = 200_000

/** The values that changed, which the audit log keeps as JSON; `undefined` where the text is not wholly understood. */
export function changesOf(json: string | undefined): AuditRecord['changes'] {
  const entries = listOf(json)
  const changes = entries.flatMap((entry): Change[] => {
    const name = textIn(entry, 'key') ?? textIn(entry, 'name') ?? textIn(entry, 'i18nKey')
    if (name === undefined) return []
    const [from, to] = [textIn(entry, 'from'), textIn(entry, 'to')]
    return [{ name, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }]
  })
  return changes.length === 0 || changes.length < entries.length || changes.length > changeLimit ? undefined : changes
}

/** Name and type of the first thing that an entry is about. */
export function namesOf(json: string | undefined): { readonly name?: string; readonly type?: string } | undefined {
  const [first] = listOf(json)
  if (first === undefined) return undefined
  const [name, type] = [textIn(first, 'name'), textIn(first, 'type')]
  return { ...(name !== undefined && { name }), ...(type !== undefined && { type }) }
}

function listOf(json: string | undefined): readonly object[] {
  if (json === undefined || json.length > textLimit) return []
  try {
    const value: unknown = JSON.parse(json)
    return Array.isArray(value) ? value.filter((entry) => typeof entry === 'object' && entry !== null) : []
  } catch {
    return []
  }
}

function textIn(entry: object, name: string): string | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(entry, name)?.value
  return typeof value === 'string' && value !== '' ? value : undefined
}
