import type { RenderContext } from './context.js'

/** Where a URL relative to the source site goes on this one: it names a page, a space or a file in one of many forms. */
export function relativeLink(
  _href: string,
  _context: RenderContext,
): { readonly url: string; readonly title: string } | undefined {
  return undefined
}
