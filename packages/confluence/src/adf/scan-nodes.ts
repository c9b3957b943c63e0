import type { MarkupFault } from '../storage/tag-cursor.js'
import { addAttribute, createNode } from './adf-node.js'
import type { AdfNode, Attribute, Attributes } from './adf-node.js'
import { attributeTree, childOf } from './attribute-tree.js'
import type { AttributeTree } from './attribute-tree.js'
import { JsonCursor } from './json-cursor.js'
import { decodeJsonString } from './json-text.js'
import { findLateTypes } from './late-types.js'
import type { JsonString } from './json-text.js'

/** Is told what a walk over a document meets. */
export interface NodeVisitor {
  /** A node or mark that has attributes which a form reads; called when it ends. */
  readonly node: (node: AdfNode, type: string, attributes: Attributes) => void
  /** A string that no form reads where it stands, and that is not the text of the user. */
  readonly string: (place: JsonString, node: AdfNode) => void
}

/** An open object or array. */
interface Frame {
  /** The object itself; for an array the one around it. */
  readonly node: AdfNode
  readonly isArray: boolean
  /** What is read of the members, below `attrs`. */
  readonly tree: AttributeTree | undefined
  /** The node whose `attrs` it is in. */
  readonly owner: AdfNode | undefined
  /** What stood for a `*` on the way here: a name, or the place in an array. */
  readonly starName: string
}

/**
 * Walks a document in ADF and tells about its nodes, in the order in which they end. Only what is open is kept. Gives the
 * first place where something was not read, if there is one: mostly where the text stops being JSON.
 */
export function scanNodes(json: string, visitor: NodeVisitor): MarkupFault | undefined {
  const lateTypes = findLateTypes(json)
  const cursor = new JsonCursor(json)
  const open: Frame[] = []
  let name = ''
  let nameStart = 0
  let fault: MarkupFault | undefined
  while (cursor.next()) {
    const frame = open.at(-1)
    if (cursor.token === 'end') {
      open.pop()
      if (frame?.isArray === false) end(frame.node, cursor.end)
    } else if (cursor.token === 'key') {
      name = decodeJsonString(json, insideOf(cursor))
      nameStart = cursor.start
    } else {
      if (frame?.isArray === false && name === 'attrs') beginAttributes(frame.node)
      if (cursor.token === 'object' || cursor.token === 'array') open.push(begin(frame))
      else if (frame !== undefined) value(frame)
    }
  }
  return fault ?? cursor.fault

  function begin(frame: Frame | undefined): Frame {
    const isArray = cursor.token === 'array'
    const key = frame?.isArray === true ? '*' : name
    const isAttrs = frame?.isArray === false && key === 'attrs'
    const found = isAttrs ? attributeTree : childOf(frame?.tree, key)
    const owner = isAttrs ? frame.node : frame?.owner
    const starName = isAttrs ? '' : starNameOf(frame, key)
    if (found?.path !== undefined && owner !== undefined) keep(owner, found.path, starName, 'object')
    const tree = isArray && isAttrs ? undefined : found
    const node = isArray && frame !== undefined ? frame.node : createNode(frame?.node, cursor.start, isAttrs)
    if (!isArray) node.type = lateTypes.get(cursor.start)
    return { node, isArray, tree, owner, starName }
  }

  function starNameOf(frame: Frame | undefined, key: string): string {
    if (frame?.tree?.children.has('*') !== true) return frame?.starName ?? ''
    return frame.isArray ? String(cursor.start) : key
  }

  function beginAttributes(node: AdfNode): void {
    node.attrsStart = nameStart
    node.attrsEnd = cursor.end
    node.attributes = undefined
  }

  function keep(owner: AdfNode, path: string, starName: string, type: Attribute['type']): void {
    const quote = type === 'string' ? 1 : 0
    const isKept = addAttribute(owner, {
      start: cursor.start + quote,
      end: cursor.end - quote,
      escaped: quote === 1 && cursor.escaped,
      path,
      name: starName,
      type,
    })
    if (!isKept) fault ??= { offset: cursor.start, reason: 'A node has too many parameters; the rest was not read' }
  }

  function value(frame: Frame): void {
    const isString = cursor.token === 'string'
    const key = frame.isArray ? '*' : name
    const path = childOf(frame.tree, key)?.path
    if (path !== undefined && frame.owner !== undefined) {
      const other = cursor.token === 'number' ? 'number' : json.charAt(cursor.start) === 'n' ? 'null' : undefined
      const type = isString ? 'string' : other
      if (type !== undefined) keep(frame.owner, path, starNameOf(frame, key), type)
      return
    }
    if (!isString) return
    if (!frame.isArray && key === 'type') {
      if (!lateTypes.has(frame.node.start)) frame.node.type = decodeJsonString(json, insideOf(cursor))
      frame.node.typeStart = cursor.start
      frame.node.typeEnd = cursor.end
    } else if (!frame.isArray && key === 'text' && !frame.node.isAttrs) {
      frame.node.text = insideOf(cursor)
    } else visitor.string(insideOf(cursor), frame.node)
  }

  function end(node: AdfNode, at: number): void {
    node.end = at
    if (node.isAttrs && node.parent !== undefined) node.parent.attrsEnd = at
    const { attributes } = node
    if (attributes === undefined) return
    node.attributes = undefined
    visitor.node(node, node.isAttrs ? '' : (node.type ?? ''), attributes)
  }
}

function insideOf({ start, end, escaped }: JsonCursor): JsonString {
  return { start: start + 1, end: end - 1, escaped }
}
