import { closeDatabase, removeDatabase } from '@spacecrate/disk'
import type { Archive } from '@spacecrate/format'
import { openWorkDatabase } from '../work-database.js'
import type { CallOptions, Destination, DestinationDescription } from '../destination.js'
import type { JournalLookup } from '../journal/read-journal.js'
import { scanRestrictions } from '../source-access/restricted.js'
import { AccessCollector } from './access-collector.js'
import type { AccessReason } from '../plan/access-summary.js'
import { type AccessPlace, AccessTables } from './access-tables.js'
import { AccessExplainer } from './explain-access.js'
import { journalSteps } from './journal-steps.js'
import { everyoneElse } from './list-place.js'
import { type OpenWorlds, openWorlds } from './open-worlds.js'
import { PersonSet } from './person-set.js'
import { nobody } from './destination-rights.js'
import type { Readers } from './readers.js'
import { scanSiteUse } from '../source-access/site-use.js'
import { type ReadPlace, walkPlaces } from './walk-places.js'

/** What is compared. */
export interface CompareAccessRequest extends CallOptions {
  readonly archive: Archive
  readonly destination: Destination
  readonly description: DestinationDescription
  /** Of the imports from this source into this destination. */
  readonly journal: Pick<JournalLookup, 'resolve' | 'entryOf'>
  /** True if what stands at the destination for a person is somebody else, who got no rights for it. */
  readonly isStandIn?: (person: string) => boolean
  /** Path of a database for what does not fit into memory; made, and removed at the end. */
  readonly path: string
}

/** Somebody can read more, or less, at the destination than at the source. */
export interface AccessDifference {
  /** Archive id of a space or content. What is below it and differs for the same person is not listed again. */
  readonly place: string
  readonly kind: AccessPlace['kind']
  readonly placeName: string
  /** Archive id; the id at the destination of somebody who is only there; `everyone` for all of these. */
  readonly person: string
  readonly name: string
  readonly change: 'gains' | 'loses'
  /** Why it has to be so after what the import could not carry, and what was there before. Absent: nobody can say. */
  readonly explainedBy?: AccessReason
  readonly why: string
}

interface Difference {
  readonly gains: PersonSet
  readonly loses: PersonSet
  readonly everyone: boolean
}

/**
 * Compares who may read each space and content of an archive at the destination, as it stands, with who could at the
 * source. Who is in a group that was there before is none of the import's business: its members count as they are now.
 * Reads the destination only. Spaces first, then content in tree order; flat memory.
 */
export async function* compareAccess(request: CompareAccessRequest): AsyncGenerator<AccessDifference> {
  const db = openWorkDatabase(request.path)
  try {
    const tables = new AccessTables(db)
    const restricted = await scanRestrictions(request.archive, db, request)
    const siteUse = await scanSiteUse(request.archive, db, restricted, request)
    const collector = new AccessCollector({
      tables,
      needsOf: restricted.of,
      siteUse,
      closedWhy: ({ step }) => (step.closed === true ? step.closedWhy : undefined),
      isToOpen: () => true,
      everyContent: true,
      ...(request.isStandIn === undefined ? {} : { isStandIn: request.isStandIn }),
    })
    const { archive, journal, destination, signal } = request
    for await (const steps of journalSteps({ ...request, archive, journal, reader: destination.reader })) {
      signal?.throwIfAborted()
      collector.look(steps)
    }
    const contentOf = (id: string): { readonly carried: boolean } => ({ carried: journal.resolve(id) !== undefined })
    yield* differences(request, await openWorlds({ ...request, tables, contentOf, siteUse }))
  } finally {
    closeDatabase(db)
    await removeDatabase(request.path)
  }
}

async function* differences(
  { journal, signal }: CompareAccessRequest,
  { worlds, before, standing }: OpenWorlds,
): AsyncGenerator<AccessDifference> {
  const { people, tables } = worlds
  const branch: (Difference & { readonly seq: number })[] = []
  let space: { readonly id: string; readonly difference: Difference } | undefined
  let strangers: number | undefined
  for await (const at of walkPlaces(worlds)) {
    signal?.throwIfAborted()
    const { place } = at
    const here = differenceOf(at.before, await readersOf(place))
    let above: Difference | undefined
    if (place.kind === 'content') {
      while (branch.length > 0 && branch.at(-1)?.seq !== place.under) branch.pop()
      if (space?.id !== place.space) space = await differenceOfSpace(place.space ?? '')
      above = branch.at(-1) ?? space?.difference
      branch.push({ ...here, seq: place.seq })
    }
    yield* tell(at, here, above)
  }

  function differenceOf(before: Readers, actual: Readers): Difference {
    const gains = actual.people.without(before.people)
    return {
      gains: before.anonymous || actual.everyone ? gains.without(people.strangers) : gains,
      loses: before.people.without(actual.people),
      everyone: actual.everyone && !before.anonymous,
    }
  }

  async function differenceOfSpace(id: string): Promise<typeof space> {
    const place = tables.placeOf(id)
    if (place === undefined) return undefined
    const { read } = await worlds.source.space(place)
    return { id, difference: differenceOf(read, await readersOf(place)) }
  }

  async function readersOf({ id, kind }: AccessPlace): Promise<Readers> {
    const target = journal.resolve(id)
    const read = target === undefined ? nobody().read : await readersAt(kind, target)
    return people.administrators.size === 0
      ? read
      : { ...read, people: new PersonSet().addAll(read.people).addAll(people.administrators) }
  }

  async function readersAt(kind: AccessPlace['kind'], target: string): Promise<Readers> {
    return kind === 'space' ? (await standing.space(target)).read : standing.content(target)
  }

  async function* tell(
    at: ReadPlace,
    here: Difference,
    above: Difference | undefined,
  ): AsyncGenerator<AccessDifference> {
    const gains = above === undefined ? here.gains : here.gains.without(above.gains)
    const loses = above === undefined ? here.loses : here.loses.without(above.loses)
    const { id, kind, name: placeName } = at.place
    const where = { place: id, kind, placeName }
    if (here.everyone && above?.everyone !== true) {
      strangers ??= await people.countStrangers()
      if (strangers > 0) {
        const { person, name, why, code } = everyoneElse(strangers, false)
        const explained = at.after.everyone && code !== undefined ? { explainedBy: code } : {}
        yield { ...where, person, name, change: 'gains', ...explained, why }
      }
    }
    if (gains.size + loses.size === 0) return
    const explainer = await AccessExplainer.open(worlds, before, at)
    for (const number of gains) {
      const { person, name, code, why } = explainer.gain(number)
      yield at.after.people.has(number) && code !== undefined
        ? { ...where, person, name, change: 'gains', explainedBy: code, why }
        : { ...where, person, name, change: 'gains', why: 'nothing that was imported gives it to them' }
    }
    for (const number of loses) {
      const { person, name, code, why } = explainer.loss(number)
      yield !at.after.people.has(number) && code !== undefined
        ? { ...where, person, name, change: 'loses', explainedBy: code, why }
        : {
            ...where,
            person,
            name,
            change: 'loses',
            why: 'what was imported gives it to them, and they do not have it',
          }
    }
  }
}
