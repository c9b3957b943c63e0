import type { DefaultPermission } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import { recorded } from '../items.js'
import { permissionWords } from '../permission-words.js'
import type { ReadContext } from '../read-context.js'
import { type FoundSetting, idEndingIn, omitPart, omitSetting, settingClass } from './found-setting.js'
import { childText, isCollection, readXStream, type XStreamElement } from './xstream.js'

const prefix = '__DEFAULT_SPACE_PERMISSIONS__'
/** A word of a permission: capitals, as all of Confluence are; what isn't one is no permission. */
const word = /^[A-Z][A-Z0-9_]{2,99}$/

/**
 * Permissions that a new space gets, one setting per group: its name ends the key. The value is a list of words, or of
 * objects that have the word as `type`.
 */
export function* readDefaultPermissions(context: ReadContext, found: FoundSetting): Generator<SourceItem> {
  const name = found.key.slice(prefix.length)
  const group = name === '' ? undefined : context.groups.byName(name)
  const root = readXStream(found.value)
  if (group === undefined || !root || !isCollection(root)) {
    yield omitSetting(context, found, group === undefined ? 'PERMISSION_SUBJECT_UNKNOWN' : 'SETTING_UNREADABLE', found)
    return
  }
  let carried = 0
  for (const [index, element] of root.children.entries()) {
    const native = wordOf(element)
    const record = native === undefined ? undefined : permissionOf(group, native)
    if (!record) yield omitPart('SETTING_UNREADABLE', found, `entry ${index + 1}`)
    else if (context.isFirst(record.id)) {
      carried++
      yield recorded(context, found, settingClass, 'default-permissions', record)
    }
  }
  context.ledger.set(found.n, carried > 0 ? 'recorded' : root.children.length > 0 ? 'omitted' : 'derived')
}

function wordOf(element: XStreamElement): string | undefined {
  const text = element.children.length === 0 ? element.text : childText(element, 'type')
  return text !== undefined && word.test(text) ? text : undefined
}

function permissionOf(group: string, native: string): DefaultPermission {
  const canonical = permissionWords.get(native)
  const end = canonical ? `${canonical.operation} ${canonical.target}` : native
  return {
    id: idEndingIn(`default-permission:${group}/`, end),
    subject: { type: 'group', id: group },
    ...canonical,
    native,
  }
}
