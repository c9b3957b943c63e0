import type { ResolvedTarget, Resolver } from './resolver.js'

/**
 * Asks several resolvers in order, and takes the first answer that leads to something at the destination, or that says
 * that the name is ambiguous; the first one that knows the thing at all where none does. Ids are the same in all archives of one source, so that a later archive
 * answers for an earlier one.
 */
export function firstResolver(own: Resolver, others: readonly Resolver[]): Resolver {
  if (others.length === 0) return own
  const all = [own, ...others]
  const ask = (question: (resolver: Resolver) => ResolvedTarget | undefined): ResolvedTarget | undefined => {
    let known: ResolvedTarget | undefined
    for (const resolver of all) {
      const found = question(resolver)
      if (found?.target !== undefined || found?.isAmbiguous === true) return found
      known ??= found
    }
    return known
  }
  return {
    // Hosts and the style of URLs were decided for this archive.
    ...own,
    space: (key) => ask((resolver) => resolver.space(key)),
    page: (space, title) => ask((resolver) => resolver.page(space, title)),
    post: (space, title, day) => ask((resolver) => resolver.post(space, title, day)),
    content: (digits) => ask((resolver) => resolver.content(digits)),
    person: (kind, value) => ask((resolver) => resolver.person(kind, value)),
    record: (id) => ask((resolver) => resolver.record(id)),
    ownerOf: (id) => ask((resolver) => resolver.ownerOf(id)),
    group: (name) => ask((resolver) => resolver.group(name)),
    file: (container, name) => ask((resolver) => resolver.file(container, name)),
    shortcut: (key) => ask((resolver) => resolver.shortcut(key)),
    media: (fileId) => ask((resolver) => resolver.media(fileId)),
    contextPaths: (host) => [...new Set(all.flatMap((resolver) => resolver.contextPaths(host)))],
  }
}
