import type { Content, Space } from '@spacecrate/format'
import type { Call } from './call.js'
import { idParam } from './query.js'
import { notFound } from './rest-error.js'

/** The content of a number, of one of these kinds, if the caller may see it. Refuses all else alike. */
export function contentAt(call: Call, number: string, kinds: readonly Content['kind'][]): Content {
  const content = call.find('content', number)
  if (content === undefined || !kinds.includes(content.kind) || !call.view.mayReadContent(content.id)) throw notFound()
  return content
}

/** The content that the path names. */
export function contentParam(call: Call, kinds: readonly Content['kind'][], name = 'id'): Content {
  return contentAt(call, idParam(call, name), kinds)
}

/** The page that the path names. */
export function pageParam(call: Call, name = 'id'): Content {
  return contentParam(call, ['page'], name)
}

/** The space of a number, if the caller may see it. */
export function spaceAt(call: Call, number: string): Space {
  const space = call.find('spaces', number)
  if (space === undefined || !call.view.mayReadSpace(space.id)) throw notFound()
  return space
}

/** The space that the path names by its number. */
export function spaceParam(call: Call, name = 'id'): Space {
  return spaceAt(call, idParam(call, name))
}
