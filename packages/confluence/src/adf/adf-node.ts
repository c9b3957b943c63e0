import type { JsonString } from './json-text.js'

/** A value below `attrs` that a form reads. */
export interface Attribute extends JsonString {
  /** Path below `attrs`, as the forms write it. */
  readonly path: string
  /** What stands in the place of a `*`. */
  readonly name: string
  /** An `object` only says where it begins. */
  readonly type: 'string' | 'number' | 'null' | 'object'
}

/** The attributes of one node that forms read. */
export interface Attributes {
  /** Those whose path has no `*`: of several members with one name the last counts, as for every reader of JSON. */
  readonly named: Attribute[]
  readonly starred: Attribute[]
}

/** An object of the document, while it is open and as long as something refers to it. */
export interface AdfNode {
  readonly parent: AdfNode | undefined
  /** The object is the value of an `attrs`. */
  readonly isAttrs: boolean
  /** UTF-16 offset of its `{`. */
  readonly start: number
  /** Behind its `}`. */
  end: number
  /** The last member called `type`; absent in objects that are no nodes. */
  type: string | undefined
  typeStart: number
  typeEnd: number
  /** Where the last member called `attrs` begins with its name, and ends. */
  attrsStart: number
  attrsEnd: number
  /** The last member called `text`, beside `attrs`. */
  text: JsonString | undefined
  attributes: Attributes | undefined
}

/** An object that begins. */
export function createNode(parent: AdfNode | undefined, start: number, isAttrs: boolean): AdfNode {
  return {
    parent,
    isAttrs,
    start,
    end: start,
    type: undefined,
    typeStart: 0,
    typeEnd: 0,
    attrsStart: 0,
    attrsEnd: 0,
    text: undefined,
    attributes: undefined,
  }
}

/** The attribute with this path, which holds no `*`. */
export function findAttribute({ named }: Attributes, path: string): Attribute | undefined {
  return named.find((attribute) => attribute.path === path)
}

/** More parameters than any macro has; they are kept until the node ends. */
const MOST_STARRED = 20_000

/** Puts an attribute to those of a node; false where the node has too many. */
export function addAttribute(node: AdfNode, attribute: Attribute): boolean {
  node.attributes ??= { named: [], starred: [] }
  const { named, starred } = node.attributes
  if (attribute.name !== '') return starred.length < MOST_STARRED && starred.push(attribute) > 0
  const at = named.findIndex(({ path }) => path === attribute.path)
  if (at === -1) named.push(attribute)
  else named[at] = attribute
  return true
}

const PATH_NAMES = 32
/** Objects without a type may stand between nodes; a path looks no further. */
const FARTHEST = 256

/** The names of the node types around a node and its own, such as `doc/paragraph/text/link`; only the innermost, after a `…`. */
export function pathOf(node: AdfNode): string {
  const names: string[] = []
  let around: AdfNode | undefined = node
  for (let steps = 0; around !== undefined && names.length < PATH_NAMES && steps < FARTHEST; steps++) {
    if (around.type !== undefined && !around.isAttrs) names.push(around.type)
    around = around.parent
  }
  return `${around === undefined ? '' : '…/'}${names.reverse().join('/')}`
}
