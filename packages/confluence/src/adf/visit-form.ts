import type { BodyReference, ReferenceChange, ReferenceField, ReferenceSays } from '../references/reference.js'
import { findAttribute, pathOf } from './adf-node.js'
import type { AdfNode, Attribute, Attributes } from './adf-node.js'
import type { NodeForm } from './forms.js'
import { decodeJsonString, editString, escapeJsonText } from './json-text.js'
import type { TextEdit } from './json-text.js'
import { note, type Visit } from './visit.js'

/** Visits what a node says with several attributes together, where it is a reference of this form. */
export function visitForm(visit: Visit, node: AdfNode, attributes: Attributes, form: NodeForm): void {
  const { json } = visit
  const read = (path: string): string | undefined => valueOf(json, findAttribute(attributes, path))
  const needed = findAttribute(attributes, form.needs)
  if (needed === undefined || read(form.needs) === undefined || form.accepts?.(read) === false) return
  const isWholeNode = form.replaceable === true || Object.keys(form.attributes).length > 1
  const { start, end } = isWholeNode ? node : needed
  const reference: BodyReference = {
    kind: form.kind,
    start,
    end,
    path: pathOf(node),
    says: saysOf(form, read),
    verbatim: json.slice(start, end),
    ...(form.mention === true ? { mention: true } : {}),
  }
  const change = visit.change(reference)
  if (change === undefined) return
  if (form.replaceable === true && change.plain !== undefined) note(visit, 1, ...toText(json, node, change.plain))
  else note(visit, 1, ...attributeEdits(json, attributes, form, change))
}

function saysOf(form: NodeForm, read: (path: string) => string | undefined): ReferenceSays {
  const texts: { [Field in ReferenceField]?: string } = { ...form.also?.(read) }
  for (const [path, field] of Object.entries(form.attributes)) {
    const value = read(path)
    if (value !== undefined) texts[field] = value
  }
  const account = form.identity === undefined ? undefined : read(form.identity)
  const container = form.container?.(read)
  return {
    ...texts,
    ...(account === undefined ? {} : { user: { by: 'account-id', value: account } }),
    ...(container === undefined ? {} : { container }),
  }
}

/** The node becomes a text node, with the same marks: a comment may hang on one of them. */
function toText(json: string, node: AdfNode, text: string): TextEdit[] {
  const edits: TextEdit[] = [
    { start: node.typeStart, end: node.typeEnd, text: '"text"' },
    { start: node.attrsStart, end: node.attrsEnd, text: `"text":${JSON.stringify(text)}` },
  ]
  const stray =
    node.text === undefined ? undefined : editString(json, node.text, decodeJsonString(json, node.text), text)
  return stray === undefined ? edits : [...edits, stray]
}

function* attributeEdits(
  json: string,
  attributes: Attributes,
  form: NodeForm,
  change: ReferenceChange,
): Generator<TextEdit> {
  for (const [path, field] of Object.entries(form.attributes)) {
    const wanted = change[field]
    if (wanted === undefined || (wanted === null && path === form.needs)) continue
    const edit = attributeEdit(json, attributes, path, wanted, form)
    if (edit !== undefined) yield edit
  }
  if (form.identity === undefined || change.user?.by !== 'account-id') return
  const edit = attributeEdit(json, attributes, form.identity, change.user.value, form)
  if (edit !== undefined) yield edit
}

/** An attribute that is taken away becomes `null`: so no comma has to move. */
function attributeEdit(
  json: string,
  attributes: Attributes,
  path: string,
  wanted: string | null,
  form: NodeForm,
): TextEdit | undefined {
  const attribute = findAttribute(attributes, path)
  if (attribute === undefined) {
    const place = form.addsTo === undefined || wanted === null ? undefined : findAttribute(attributes, form.addsTo)
    if (place?.type !== 'object') return undefined
    const name = path.slice(path.lastIndexOf('.') + 1)
    return { start: place.end, end: place.end, text: `"${name}":"${escapeJsonText(wanted ?? '')}",` }
  }
  const { start, end, type } = attribute
  const before = valueOf(json, attribute)
  if (type === 'object' || wanted === (before ?? null)) return undefined
  if (wanted === null)
    return type === 'string' ? { start: start - 1, end: end + 1, text: 'null' } : { start, end, text: 'null' }
  if (type === 'string') return editString(json, attribute, before ?? '', wanted)
  const isNumber = type === 'number' && /^(?:0|[1-9]\d*)$/.test(wanted)
  return { start, end, text: isNumber ? wanted : `"${escapeJsonText(wanted)}"` }
}

/** A number says its digits. */
function valueOf(json: string, attribute: Attribute | undefined): string | undefined {
  if (attribute === undefined || attribute.type === 'null' || attribute.type === 'object') return undefined
  return decodeJsonString(json, attribute)
}
