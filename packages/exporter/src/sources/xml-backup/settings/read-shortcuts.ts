import type { ShortcutLink } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import { present, recorded } from '../items.js'
import type { ReadContext } from '../read-context.js'
import { type FoundSetting, idEndingIn, omitPart, omitSetting, settingClass } from './found-setting.js'
import { holdsSecret } from './read-values.js'
import { childText, isMap, readXStream, type XStreamElement } from './xstream.js'

/**
 * Shortcut links: a map of prefixes. Each is a text with the URL, or an object with `expandedValue` and `defaultAlias`
 * (the names of its properties in the documentation of the class).
 */
export function* readShortcuts(context: ReadContext, found: FoundSetting): Generator<SourceItem> {
  const root = readXStream(found.value)
  if (!root || !isMap(root)) {
    yield omitSetting(context, found, 'SETTING_UNREADABLE', found)
    return
  }
  let carried = 0
  for (const {
    children: [prefix, link],
  } of root.children) {
    const record = prefix && link && shortcutOf(prefix.text, link)
    const name = prefix?.text ?? ''
    if (!record || !link) yield omitPart('SETTING_UNREADABLE', found, name)
    else if (holdsSecret(link)) yield omitPart('SECRET', found, name)
    else if (!context.isFirst(record.id)) yield omitPart('DUPLICATE_OBJECT', found, name)
    else {
      carried++
      yield recorded(context, found, settingClass, 'shortcut-links', record)
    }
  }
  context.ledger.set(found.n, carried > 0 ? 'recorded' : root.children.length > 0 ? 'omitted' : 'derived')
}

function shortcutOf(key: string, link: XStreamElement): ShortcutLink | undefined {
  const isText = link.name === 'string' && link.children.length === 0
  const url = isText ? link.text : childText(link, 'expandedValue')
  if (key === '' || url === undefined || url === '') return undefined
  return present<ShortcutLink>({
    id: idEndingIn('shortcut-link:', key),
    key,
    url,
    alias: isText ? undefined : childText(link, 'defaultAlias'),
  })
}
