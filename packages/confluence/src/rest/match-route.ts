import type { Method, Route } from './route.js'

/** What a path means: its routes by method, and what stood in the places of `{names}`. */
export interface RouteMatch {
  readonly methods: ReadonlyMap<Method, Route>
  /** Values in the order of the names in the path, with the percent encoding undone. */
  readonly values: readonly string[]
}

interface Node {
  readonly literals: Map<string, Node>
  any: Node | undefined
  methods: Map<Method, Route> | undefined
}

/** Finds routes by path: a literal segment comes before one that may be anything, as at Confluence. */
export class RouteMatcher {
  private readonly root: Node = node()

  constructor(routes: Iterable<Route>) {
    for (const route of routes) {
      let at = this.root
      for (const segment of segmentsOf(route.path)) at = stepInto(at, segment)
      at.methods ??= new Map()
      at.methods.set(route.method, route)
    }
  }

  /** The routes of a path; `undefined` for one that no route has, or that is no valid path. */
  match(path: string): RouteMatch | undefined {
    const values: string[] = []
    const methods = find(this.root, segmentsOf(path), 0, values)
    if (methods === undefined) return undefined
    const decoded = values.map(decode)
    return decoded.every((value) => value !== undefined) ? { methods, values: decoded } : undefined
  }
}

/** The names in a path, in their order: of `/pages/{id}` the one `id`. */
export function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)
}

/** The path of a route with values in the places of its names. */
export function pathOf(route: Pick<Route, 'path'>, values: readonly string[]): string {
  let at = 0
  return route.path.replace(/\{[^}]+\}/g, () => encodeURIComponent(values[at++] ?? ''))
}

function find(at: Node, segments: readonly string[], index: number, values: string[]): Node['methods'] {
  const segment = segments[index]
  if (segment === undefined) return at.methods
  const literal = at.literals.get(segment)
  const found = literal === undefined ? undefined : find(literal, segments, index + 1, values)
  if (found !== undefined || at.any === undefined || segment === '') return found
  values.push(segment)
  const below = find(at.any, segments, index + 1, values)
  if (below === undefined) values.pop()
  return below
}

function stepInto(at: Node, segment: string): Node {
  if (segment.startsWith('{')) {
    at.any ??= node()
    return at.any
  }
  const next = at.literals.get(segment) ?? node()
  at.literals.set(segment, next)
  return next
}

function node(): Node {
  return { literals: new Map(), any: undefined, methods: undefined }
}

function segmentsOf(path: string): readonly string[] {
  return path.replace(/^\/|\/$/g, '').split('/')
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
