import { type Method, type Route, RouteMatcher, routes } from '@spacecrate/confluence'
import { type Place, placeOfPath } from './rest-place.js'

/** Which product the site answers as. */
export type Flavour = 'cloud' | 'dc'

/** What a request asks of the REST API. */
export interface FoundRoute {
  readonly place: Place
  /** Absent for a path or a method that no operation has. */
  readonly route: Route | undefined
  /** Values in the path, in the order of the names in it. */
  readonly values: readonly string[]
  /** Some operation has this path. */
  readonly isKnown: boolean
}

/** Finds the operations of a product by method and path. */
export class RouteFinder {
  private readonly flavour: Flavour
  private readonly contextPath: string
  private readonly matcher: RouteMatcher

  /** @param contextPath path below which a Data Center lies */
  constructor(flavour: Flavour, contextPath = '') {
    this.flavour = flavour
    this.contextPath = contextPath
    this.matcher = new RouteMatcher(
      Object.values<Route>(routes).filter(({ family }) => (family === 'dc') === (flavour === 'dc')),
    )
  }

  /** `undefined` for a path that is for people, and none of the REST API. */
  find(method: string, path: string): FoundRoute | undefined {
    const place = placeOfPath(path, this.flavour, this.contextPath)
    if (place === undefined) return undefined
    const match = this.matcher.match(place.path)
    const route = match?.methods.get((method === 'HEAD' ? 'GET' : method) as Method)
    return { place, route, values: match?.values ?? [], isKnown: match !== undefined }
  }
}
