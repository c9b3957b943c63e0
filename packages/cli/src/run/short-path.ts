import { relative } from 'node:path'

/** A path as somebody who stands here would name it. */
export function shortPath(path: string): string {
  const short = relative('.', path)
  return short === '' || short.startsWith('..') ? path : short
}
