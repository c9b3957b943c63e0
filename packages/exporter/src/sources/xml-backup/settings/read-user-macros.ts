import { namesSecret } from '@spacecrate/confluence'
import type { UserMacro } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import { present, recorded } from '../items.js'
import type { ReadContext } from '../read-context.js'
import { type FoundSetting, idEndingIn, omitPart, omitSetting, settingClass } from './found-setting.js'
import { holdsSecret } from './read-values.js'
import { childOf, childText, readXStream, type XStreamElement } from './xstream.js'

const typed = new Set(['name', 'title', 'description', 'template', 'bodyType', 'visibility'])
/** Kept verbatim beside; lists as their markup. */
const extra = [
  'hidden',
  'hasBody',
  'outputType',
  'icon',
  'iconLocation',
  'documentationUrl',
  'categories',
  'parameters',
] as const
const bodyKinds = ['none', 'escaped', 'unrendered', 'rendered'] as const

/**
 * The macros that administrators wrote: every object of the value that has a name and a template, whatever it lies in.
 * The form is inferred from the documentation of the dialogue, whose fields it has; another field is an omission.
 */
export function* readUserMacros(context: ReadContext, found: FoundSetting): Generator<SourceItem> {
  const root = readXStream(found.value)
  const macros = root ? macrosIn(root) : []
  if (macros.length === 0) {
    const isEmpty = root?.children.length === 0 && root.text.trim() === ''
    if (isEmpty) context.ledger.set(found.n, 'derived')
    else yield omitSetting(context, found, 'SETTING_UNREADABLE', found)
    return
  }
  let carried = 0
  for (const macro of macros) {
    const record = macroOf(macro)
    if (holdsSecret(macro)) yield omitPart('SECRET', found, record.name)
    else if (!context.isFirst(record.id)) yield omitPart('DUPLICATE_OBJECT', found, record.name)
    else {
      carried++
      yield recorded(context, found, settingClass, 'user-macros', record)
      yield* leftFields(found, macro, record.name)
    }
  }
  context.ledger.set(found.n, carried > 0 ? 'recorded' : 'omitted')
}

function macrosIn(root: XStreamElement): XStreamElement[] {
  const macros: XStreamElement[] = []
  const left = [root]
  for (let next = left.shift(); next; next = left.shift()) {
    if (childText(next, 'name') !== undefined && childOf(next, 'template')) macros.push(next)
    else left.push(...next.children)
  }
  return macros
}

function macroOf(macro: XStreamElement): UserMacro {
  const name = childText(macro, 'name') ?? ''
  const said = childText(macro, 'bodyType')?.toLowerCase()
  const bodyKind = childText(macro, 'hasBody') === 'false' ? 'none' : bodyKinds.find((kind) => kind === said)
  const others = extra.flatMap((field) => {
    const child = childOf(macro, field)
    return child ? [[field, child.children.length > 0 ? child.markup : child.text] as const] : []
  })
  return present<UserMacro>({
    id: idEndingIn('user-macro:', name),
    name,
    title: childText(macro, 'title'),
    description: childText(macro, 'description'),
    template: { format: 'raw', value: childText(macro, 'template') ?? '' },
    bodyKind,
    visibility: childText(macro, 'visibility'),
    extra: others.length > 0 ? Object.fromEntries(others) : undefined,
  })
}

function* leftFields(found: FoundSetting, macro: XStreamElement, name: string): Generator<SourceItem> {
  for (const { name: field } of macro.children) {
    if (typed.has(field) || (extra as readonly string[]).includes(field)) continue
    yield omitPart(namesSecret(field) ? 'SECRET' : 'FIELD_UNKNOWN', found, `${name}: ${field}`)
  }
}
