import { namesSecret, showsSecret } from '@spacecrate/confluence'
import type { SourceItem } from '../../../source.js'
import type { ReadContext } from '../read-context.js'
import type { Area } from './field-table.js'
import { type FoundSetting, omitSetting } from './found-setting.js'
import { recordSetting, settingOf } from './setting-records.js'
import { isMap, readXStream, scalarsOf, type XStreamElement } from './xstream.js'

/** A setting that is kept as it stands: a single text, or a map or list of such. */
export function* readValue(context: ReadContext, found: FoundSetting, area: Area): Generator<SourceItem> {
  const root = readXStream(found.value)
  yield* keep(context, found, area, root && scalarsOf(root) ? root : undefined)
}

/** A colour scheme that is kept as it stands. */
export function* readColours(context: ReadContext, found: FoundSetting, area: Area): Generator<SourceItem> {
  const root = readXStream(found.value)
  yield* keep(context, found, area, root && isColourScheme(root) ? root : undefined)
}

function* keep(
  context: ReadContext,
  found: FoundSetting,
  area: Area,
  root: XStreamElement | undefined,
): Generator<SourceItem> {
  if (!root) yield omitSetting(context, found, 'SETTING_UNREADABLE', found)
  else if (holdsSecret(root)) yield omitSetting(context, found, 'SECRET', found)
  else {
    const value = { format: 'raw', value: found.value } as const
    yield* recordSetting(context, found, settingOf(found.owner, { area, key: found.key, value }))
  }
}

/** Colours by property: `<colourScheme><colours>` and the entries of a map. */
function isColourScheme(root: XStreamElement): boolean {
  const [colours, ...rest] = root.children
  if (colours?.name !== 'colours' || rest.length > 0 || root.name !== 'colourScheme') return false
  return colours.children.every(
    ({ name, children: [property, colour, ...more] }) =>
      name === 'entry' && property?.name === 'string' && colour?.name === 'string' && more.length === 0,
  )
}

/** True if a map in the value has an entry named like a secret, or any text shows one. Words of on and off are none. */
export function holdsSecret(root: XStreamElement): boolean {
  const left = [root]
  for (let next = left.pop(); next; next = left.pop()) {
    if (next.children.length === 0 && showsSecret(next.text)) return true
    if (isMap(next) && next.children.some(namesSecretText)) return true
    left.push(...next.children)
  }
  return false
}

function namesSecretText({ children: [key, value] }: XStreamElement): boolean {
  return key !== undefined && value !== undefined && value.name !== 'boolean' && namesSecret(key.text)
}

/** The single text of a value, decoded; `undefined` for anything else. */
export function onlyText(value: string): string | undefined {
  const root = readXStream(value)
  return root?.name === 'string' && root.children.length === 0 && !root.hasAttributes ? root.text : undefined
}
