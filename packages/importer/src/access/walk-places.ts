import { type AccessPlace, type AccessTables, grantBits } from './access-tables.js'
import type { People } from './people.js'
import type { PlannedRights } from './planned-rights.js'
import { both, type LetIn, meet, type Readers, restrict, type SpaceRights } from './readers.js'
import type { SourceRights } from './source-rights.js'

/** A place with its readers before and after. */
export interface ReadPlace {
  readonly place: AccessPlace
  readonly before: Readers
  readonly after: Readers
  /** Who may read what it is in: the space, and everything above a content. */
  readonly beforeAbove?: Readers
  readonly afterAbove?: Readers
}

/** The worlds that are compared. */
export interface Worlds {
  readonly tables: AccessTables
  readonly people: People
  readonly source: SourceRights
  readonly planned: PlannedRights
}

type Authored = Pick<SourceRights, 'authors'>

interface Branch {
  readonly seq: number
  readonly before: LetIn
  readonly after: LetIn
}

/** Spaces first, then contents with restrictions in tree order; only the branch that is walked is held. */
export async function* walkPlaces(worlds: Worlds): AsyncGenerator<ReadPlace> {
  const { tables, source, planned } = worlds
  for (const place of tables.places('space')) {
    const before = (await source.space(place)).read
    const after = restrict((await planned.space(place)).read, await planned.placed(place))
    yield { place, before, after: withAdministrators(after, worlds.people) }
  }
  let spaceNow: string | undefined
  let spaceBefore: SpaceRights | undefined
  let spaceAfter: SpaceRights | undefined
  let branch: Branch[] = []
  for (const place of tables.places('content')) {
    if (place.space !== spaceNow || spaceBefore === undefined || spaceAfter === undefined) {
      spaceNow = place.space
      branch = []
      const space = tables.placeOf(place.space ?? '')
      spaceBefore = undefined
      if (space === undefined) continue
      spaceBefore = await source.space(space)
      spaceAfter = await planned.space(space)
    }
    while (branch.length > 0 && branch.at(-1)?.seq !== place.under) branch.pop()
    const under = branch.at(-1)
    const draftOf = place.draftOf === undefined ? undefined : tables.placeOf(place.draftOf)
    const publishedBefore = draftOf === undefined ? undefined : await source.own(draftOf)
    const before = both(both(await source.own(place), publishedBefore), under?.before)
    const { published, above } = await planned.above(place, under?.after)
    const after = both(both(await planned.own(place), published), above)
    branch.push({ seq: place.seq, before, after })
    yield {
      place,
      before: inState(place, restrict(spaceBefore.read, before), source, spaceBefore),
      after: withAdministrators(inState(place, restrict(spaceAfter.read, after), planned, spaceAfter), worlds.people),
      beforeAbove: restrict(spaceBefore.read, under?.before),
      afterAbove: withAdministrators(restrict(spaceAfter.read, above), worlds.people),
    }
  }
}

/** A draft is for its authors, what is in the trash for who administers the space. */
function inState(place: AccessPlace, readers: Readers, rights: Authored, { administer }: SpaceRights): Readers {
  if (place.status === 'draft') return restrict(readers, rights.authors(place))
  return place.status === 'trashed' ? meet(readers, administer) : readers
}

/** True if the import makes the place, or gives somebody something there, and it is shut to anybody. */
export function isTouched(place: AccessPlace, tables: AccessTables): boolean {
  const { kind, needs, closedWhy, target, id, placedUnder } = place
  if (kind === 'content' && needs === 0 && closedWhy === undefined) return false
  if (target === undefined || placedUnder !== undefined) return true
  return tables.grantsAt(id).some(({ bits }) => (bits & grantBits.made) !== 0)
}

/** Those who stand for the administrator of the destination read everything there. */
function withAdministrators(readers: Readers, { administrators }: People): Readers {
  if (administrators.size === 0) return readers
  return { ...readers, people: readers.people.and(readers.people).addAll(administrators) }
}
