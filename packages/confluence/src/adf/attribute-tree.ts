import { attributePaths } from './forms.js'

/** The attributes that are read below an object or array of `attrs`, by name; `*` takes every other name. */
export interface AttributeTree {
  readonly children: ReadonlyMap<string, AttributeTree>
  /** Path of this attribute, if a form reads it. */
  readonly path?: string
}

/** What is read below `attrs`. Whatever isn't in it costs nothing but the walk over it. */
export const attributeTree: AttributeTree = treeOf('', attributePaths)

function treeOf(parent: string, paths: readonly string[]): AttributeTree {
  const below = new Map<string, string[]>()
  for (const path of paths) {
    const [name = '', ...rest] = path.split('.')
    const others = below.get(name) ?? []
    if (rest.length > 0) others.push(rest.join('.'))
    below.set(name, others)
  }
  const at = (name: string): string => (parent === '' ? name : `${parent}.${name}`)
  const children = new Map<string, AttributeTree>()
  for (const [name, rest] of below) {
    const { children: inside } = treeOf(at(name), rest)
    children.set(name, { children: inside, ...(paths.includes(name) ? { path: at(name) } : {}) })
  }
  return { children }
}

/** What is read below an attribute of this name. */
export function childOf(tree: AttributeTree | undefined, name: string): AttributeTree | undefined {
  return tree?.children.get(name) ?? tree?.children.get('*')
}
