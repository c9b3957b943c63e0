import type { AccessChange, PlaceAccess } from '@spacecrate/importer'
import { parsedLinesOf } from './parsed-lines.js'
import type { ReportLists } from '../../lists.js'
import type { ImportListName } from '../import-lists.js'

/** Lists every gain and loss of access; a file of places that isn't there is no list. */
export async function listAccess(path: string, lists: ReportLists<ImportListName>, signal: AbortSignal): Promise<void> {
  for await (const line of parsedLinesOf(path)) {
    signal.throwIfAborted()
    const place = placeIn(line)
    if (place === undefined) continue
    for (const change of place.gains) lists.add('access', rowOf(place, 'gains', change))
    for (const change of place.loses) lists.add('access', rowOf(place, 'loses', change))
    for (const [change, count] of [
      ['gains', place.more?.gains ?? 0],
      ['loses', place.more?.loses ?? 0],
    ] as const) {
      if (count > 0) lists.add('access', rowOf(place, change, { person: '', name: `and ${count} more`, why: '' }))
    }
    await lists.flush()
  }
}

function rowOf(
  { kind, place, name, keeps, more }: PlaceAccess,
  change: string,
  who: AccessChange,
): (string | number | undefined)[] {
  const kept = keeps.length + (more?.keeps ?? 0)
  return [kind, place, name, change, who.person, who.name, who.people, who.code, who.why, kept]
}

/** The plan wrote the file, so checking its lists is enough. */
function placeIn(line: unknown): PlaceAccess | undefined {
  const value = (line ?? {}) as PlaceAccess
  return Array.isArray(value.gains) && Array.isArray(value.loses) && Array.isArray(value.keeps) ? value : undefined
}
