import type { SiteStore } from '../store/site.js'
import type { Visitor } from './permissions.js'
import { View } from './view.js'

/** True if the person, or `anonymous`, may see the space. False for a space that isn't there. */
export function mayReadSpace(store: SiteStore, visitor: Visitor, space: string): boolean {
  return new View(store, visitor).mayReadSpace(space) && store.get('spaces', space) !== undefined
}

/** True if the person, or `anonymous`, may read the content. False for a content that isn't there. */
export function mayReadContent(store: SiteStore, visitor: Visitor, content: string): boolean {
  return new View(store, visitor).mayReadContent(content)
}
