import { textBytes } from '@spacecrate/disk'
import { archiveOn } from '../read/open-archive.js'
import type { VolumeSet } from '../read/volume-set.js'
import type { StreamName } from '../records.js'
import type { StreamRule } from '../rules/stream-rule.js'
import { streamRules } from '../streams.js'
import type { ProblemList } from './problems.js'

/** Longest cycle of parents that is followed. Real ones are errors of a source, and short. */
const maxCycle = 1000
/** Strays that are looked at. */
const maxStrays = 1000
/** Records that are looked up for all strays together. */
const maxLoads = 20_000

/** What a record says of its place in a tree. */
interface Node {
  readonly id: string
  readonly parent: string | undefined
  readonly rank: Buffer
}

/**
 * A record may stand as a root although its parent is in the same tree only if the two are on a cycle, and if it is the
 * one of that cycle that sorts first. Follows the parents of each such record to see whether they lead back to it.
 */
export async function verifyStrays(
  set: VolumeSet,
  strays: readonly { readonly stream: StreamName; readonly id: string }[],
  problems: ProblemList,
): Promise<void> {
  if (strays.length === 0) return
  const archive = archiveOn(set)
  const known = new Map<string, Promise<Node | undefined>>()
  const load = async (stream: StreamName, id: string | undefined): Promise<Node | undefined> => {
    const key = JSON.stringify([stream, id])
    const before = known.get(key)
    if (before !== undefined || known.size >= maxLoads) return before
    const loading = read(stream, id)
    known.set(key, loading)
    return loading
  }
  const read = async <Name extends StreamName>(stream: Name, id: string | undefined): Promise<Node | undefined> => {
    const rule: StreamRule<Name> = streamRules[stream]
    // An index that points elsewhere is noted where the index is checked.
    const found = id === undefined ? undefined : await archive.find(stream, id).catch(() => undefined)
    if (found === undefined) return undefined
    const { record } = found
    return { id: record.id, parent: rule.parent?.(record), rank: textBytes(rule.rank(record)) }
  }
  for (const { stream, id } of strays.slice(0, maxStrays)) {
    const start = await load(stream, id)
    let least = start !== undefined
    let at = await load(stream, start?.parent)
    for (let steps = 0; at !== undefined && at.id !== id && steps < maxCycle; steps += 1) {
      if (start !== undefined && sortsBefore(at, start)) least = false
      at = await load(stream, at.parent)
    }
    if (at?.id !== id || !least)
      problems.add({
        code: 'ORDER_WRONG',
        message: `The order of ${stream} is wrong: ${id} does not stand below its parent`,
        id,
      })
  }
}

function sortsBefore(a: Node, b: Node): boolean {
  return (a.rank.compare(b.rank) || textBytes(a.id).compare(textBytes(b.id))) < 0
}
