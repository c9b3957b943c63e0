import { JsonCursor } from './json-cursor.js'
import { decodeJsonString } from './json-text.js'

interface OpenObject {
  readonly start: number
  readonly isObject: boolean
  hasContent: boolean
}

/**
 * The types of the nodes whose `type` stands behind their attributes or content, by the offset of the `{`. A path names
 * the nodes around a reference, and members have no order: these types would be known too late.
 */
export function findLateTypes(json: string): ReadonlyMap<number, string> {
  const types = new Map<number, string>()
  const cursor = new JsonCursor(json)
  const open: OpenObject[] = []
  let isType = false
  while (cursor.next()) {
    const { token, start, end, escaped } = cursor
    const around = open.at(-1)
    if (token === 'end') open.pop()
    else if (token === 'key') isType = decodeJsonString(json, { start: start + 1, end: end - 1, escaped }) === 'type'
    else if (token === 'object' || token === 'array') {
      if (around !== undefined) around.hasContent = true
      open.push({ start, isObject: token === 'object', hasContent: false })
    } else if (isType && token === 'string' && around?.isObject === true && around.hasContent) {
      types.set(around.start, decodeJsonString(json, { start: start + 1, end: end - 1, escaped }))
    }
  }
  return types
}
