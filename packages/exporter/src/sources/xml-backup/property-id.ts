import type { ReadContext } from './read-context.js'

/**
 * `property:<owner>/<key>`, the second of a key with `~2` behind it. A key that itself ends like that gets `~1`, so that
 * no two keys come to one id.
 */
export function propertyId(context: ReadContext, owner: string, key: string, keys: Map<string, number>): string {
  for (;;) {
    const times = (keys.get(key) ?? 0) + 1
    keys.set(key, times)
    const id = `property:${owner}/${key}${times > 1 || /~\d+$/.test(key) ? `~${times}` : ''}`
    // Properties of a space hang on two objects, the space and its description.
    if (!owner.startsWith('space:') || context.isFirst(id)) return id
  }
}
