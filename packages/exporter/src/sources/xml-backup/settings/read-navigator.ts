import { namesSecret, showsSecret } from '@spacecrate/confluence'
import type { NavigatorEntry } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import { present, recorded } from '../items.js'
import type { ReadContext } from '../read-context.js'
import { type FoundSetting, idEndingIn, omitPart, omitSetting, settingClass } from './found-setting.js'
import { onlyText } from './read-values.js'

const known = new Set(
  `id displayName name url hide hidden allowedGroups sourceApplicationType sourceApplicationUrl sourceApplicationName
  editable self`.split(/\s+/),
)

/**
 * Entries of the application navigator: a JSON list in a text. Where they lie and how they are named is inferred from
 * one key of that module that a public backup has; no backup with entries of its own has been seen.
 */
export function* readNavigator(context: ReadContext, found: FoundSetting): Generator<SourceItem> {
  const entries = entriesOf(found.value)
  if (!entries) {
    yield omitSetting(context, found, 'SETTING_UNREADABLE', found)
    return
  }
  let carried = 0
  for (const [index, entry] of entries.entries()) {
    const record = recordOf(entry, index)
    const place = `entry ${index + 1}`
    if (!record) yield omitPart('SETTING_UNREADABLE', found, place)
    else if (showsSecret(record.url)) yield omitPart('SECRET', found, place)
    else if (!context.isFirst(record.id)) yield omitPart('DUPLICATE_OBJECT', found, place)
    else {
      carried++
      yield recorded(context, found, settingClass, 'navigator-entries', record)
      for (const field of entry.keys()) {
        if (known.has(field)) continue
        yield omitPart(namesSecret(field) ? 'SECRET' : 'FIELD_UNKNOWN', found, `${place}: ${field}`)
      }
    }
  }
  context.ledger.set(found.n, carried > 0 ? 'recorded' : entries.length > 0 ? 'omitted' : 'derived')
}

type Entry = ReadonlyMap<string, unknown>

function entriesOf(value: string): Entry[] | undefined {
  try {
    const parsed: unknown = JSON.parse(onlyText(value) ?? '')
    if (!Array.isArray(parsed)) return undefined
    return parsed.map((entry: unknown) => new Map(typeof entry === 'object' && entry ? Object.entries(entry) : []))
  } catch {
    return undefined
  }
}

function recordOf(entry: Entry, index: number): NavigatorEntry | undefined {
  const name = textOf(entry, 'displayName') ?? textOf(entry, 'name')
  const url = textOf(entry, 'url')
  if (name === undefined || url === undefined) return undefined
  const groups: unknown = entry.get('allowedGroups')
  const names = Array.isArray(groups) ? groups.filter((group): group is string => typeof group === 'string') : []
  return present<NavigatorEntry>({
    id: idEndingIn('navigator-entry:', textOf(entry, 'id') ?? String(index + 1)),
    name,
    url,
    position: index + 1,
    hidden: entry.get('hide') === true || entry.get('hidden') === true ? true : undefined,
    groups: names.length > 0 ? names : undefined,
    kind: textOf(entry, 'sourceApplicationType'),
  })
}

function textOf(entry: Entry, field: string): string | undefined {
  const value = entry.get(field)
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
