import type { Space } from '@spacecrate/format'
import type { CallOptions, Counterpart } from '../destination.js'
import { fold } from '../fold.js'
import { isSpaceKey, type MappingDecisions, type PlaceUnder } from '../mapping.js'
import { isCarried } from '../plan/plan-index.js'
import type { Reason } from '../reason.js'
import { stepRecord } from '../record-batches.js'
import { hasLinks } from '../structure.js'
import { whyOfAnotherSite } from './another-site.js'
import { create, type DecidedStep, match, type PlanContext, refuse, skippedByMapping } from './decision.js'
import type { Decided, StreamKind } from './stream-kind.js'

/** Spaces are found by their keys, and are shut until their permissions stand. */
export const spaces: StreamKind<'spaces'> = {
  deferred: ({ home, logo, description }) => [
    ...(home === undefined ? [] : ['home']),
    ...(logo === undefined ? [] : ['logo']),
    ...(hasLinks(description) ? ['description'] : []),
  ],
  registerFirst: (record, sources) => sources.addSpaceKey(record, record.key),
  register: (record, sources) => {
    if (record.alias !== undefined) sources.addSpaceKey(record, record.alias, 'alias')
  },
  naming: ({ key }) => ({ key }),
  isFoundByName: true,
  mapping: { file: 'spaces', isId: (id) => id.startsWith('space:') },
  whyNotSelected: (record, { selector }) => selector.whyNotSpace(record),
  decideAsking: (record, { counterpart }, context, options) => decideSpace(record, counterpart, context, options),
  note: noteSpace,
  access: { note: (record, notes) => notes.space(record), standsAlone: true },
  startsClosed: true,
  rename: ({ key, alias }, given, into) => {
    if (given.key === undefined) return
    into['key'] = given.key
    // An alias that is the key follows it: otherwise it would lead into a space of others.
    if (given.key !== key && alias?.toLowerCase() === key.toLowerCase()) into['alias'] = given.key
  },
  undo: { needs: ({ home, logo }) => [home, logo].filter((id) => id !== undefined) },
}

/** Its row in the mapping files, and the step that opens it. */
function noteSpace(space: Space, { step, under, proposed }: Decided, context: PlanContext): void {
  const { index, decisions, selector, restricted, journal } = context
  const { id, key, name, kind } = space
  if (selector.whyNotSpace(space) === undefined) {
    decisions.addRow('spaces', { id, is: { key, name: name ?? '', kind }, proposed: proposed ?? '' })
  }
  if (!isCarried(step) || under !== undefined) return
  const why = restricted.unknownWhy ?? restricted.shutWhy(id)
  if (why === undefined) {
    if (step.action === 'match' && journal.isDone(id, 'space-opening')) return
    index.addLater('space-opening', { id, action: 'open', needs: ['permission'] })
  } else if (step.action !== 'match') {
    const loss = { code: 'SPACE_LEFT_PRIVATE', what: `The space ${key} stays private`, why }
    index.addLater('space-opening', { id, action: 'refuse', loss })
  }
}

/** Keys of Confluence have at most 255 characters; a number is put behind a key that leaves room for it. */
const longestKey = 255

/**
 * What happens to a space. Somebody's decision comes first. A key that is taken, by the destination or by another space of
 * the archive, is for the policy: `fail` notes a conflict, `skip` leaves the space out, `rename` takes the next free key,
 * `under` puts its content under a page that is there. What an import made of a space of another site is a conflict, unless a
 * decision names the key that it has there.
 */
async function decideSpace(
  space: Space,
  counterpart: Counterpart | undefined,
  context: PlanContext,
  options: CallOptions,
): Promise<Decided> {
  const { decisions, policies, count, archive, destination, place } = context
  const own = { key: space.key }
  const decision = decisions.of('spaces', space.id)
  if (decision?.word === 'skip') {
    return { step: skippedByMapping('space'), named: own, proposed: '' }
  }
  if (counterpart?.relation === 'ours') {
    const key = counterpart.named?.key ?? space.key
    const isSaid = decision?.word === 'rename' && fold(decision.key) === fold(key)
    const why = isSaid ? undefined : whyOfAnotherSite(space, counterpart)
    if (why !== undefined) {
      count.addConflict({ stream: 'spaces', id: space.id, key: space.key, target: counterpart.target, why })
      return { step: refuse('CONFLICT', `The space ${space.key}`, why, tellApart), named: own, proposed: '' }
    }
    checkOurs(decision, key)
    return { step: match(counterpart.target, 'ours'), named: { key }, proposed: 'create' }
  }
  const rival = await rivalOf(space.key)
  const proposed = await propose()
  if (decision?.word === 'under') return { ...placed(decision.place), proposed }
  if (decision?.word === 'rename') {
    const why = await whyNotKey(decision.key)
    if (why === undefined) return { ...named(decision.key), proposed }
    decisions.reject('spaces', space.id, why)
  } else if (decision?.word === 'create' && rival !== undefined) {
    decisions.reject('spaces', space.id, `the key ${space.key} is taken by ${rival}; rename, skip or under`)
  }
  if (rival === undefined) return { ...named(space.key), proposed }
  switch (policies.spaceKeyExists) {
    case 'fail':
      count.addConflict({ stream: 'spaces', id: space.id, key: space.key, target: rival })
      return { step: conflict(space.key), named: own, proposed }
    case 'skip':
      return {
        step: { action: 'skip', reason: keyExists(space.key) },
        named: own,
        proposed,
      }
    case 'rename':
      return { ...named(proposed.slice('rename '.length)), proposed }
    case 'under':
      if (place === undefined) throw new TypeError('No page for the policy')
      return { ...placed(place), proposed }
    default:
      policies.spaceKeyExists satisfies never
      throw new TypeError('Unknown policy for space keys')
  }

  async function propose(): Promise<string> {
    if (rival === undefined) return 'create'
    if (policies.spaceKeyExists === 'rename') return `rename ${await freeKey(space.key)}`
    return policies.spaceKeyExists === 'under' ? `under ${policies.under ?? ''}` : policies.spaceKeyExists
  }

  function checkOurs(other: MappingDecisions['spaces'] | undefined, key: string): void {
    if (other === undefined || other.word === 'create' || (other.word === 'rename' && fold(other.key) === fold(key)))
      return
    decisions.reject('spaces', space.id, `an earlier import made the space ${key} of it, and that stays`)
  }

  /** Who has the key: a space of the archive that keeps it, one of this import, or one of the destination. */
  async function rivalOf(candidate: string): Promise<string | undefined> {
    const inArchive = context.sources.spaceOf(candidate)?.id
    if (inArchive !== undefined && inArchive !== space.id && keepsKey(inArchive)) return inArchive
    const taker = decisions.leadingTo('spaces', fold(candidate)).find((id) => id !== space.id)
    if (taker !== undefined) return taker
    if (context.sources.isTaken(candidate)) return candidate
    if (fold(candidate) === fold(space.key) && counterpart !== undefined) return counterpart.target
    const asked = stepRecord('spaces', candidate === space.key ? space : { ...space, key: candidate })
    const [found] = await destination.find(archive.manifest.source.siteId, [asked], options)
    return found?.target
  }

  function keepsKey(id: string): boolean {
    const word = decisions.of('spaces', id)?.word
    return word === undefined || word === 'create'
  }

  async function whyNotKey(key: string): Promise<string | undefined> {
    if (!isSpaceKey(key) || (key.startsWith('~') && space.kind !== 'personal')) return `${key} is no key for this space`
    const taken = await rivalOf(key)
    return taken === undefined ? undefined : `the key ${key} is taken by ${taken}`
  }

  async function freeKey(taken: string): Promise<string> {
    for (let number = 2; ; number++) {
      const candidate = `${taken.slice(0, longestKey - String(number).length)}${number}`
      if ((await rivalOf(candidate)) === undefined) return candidate
    }
  }

  function named(chosen: string): Decided {
    context.sources.take(chosen)
    if (chosen === space.key) return { step: { ...create, closed: true }, named: own }
    count.addRename({ stream: 'spaces', id: space.id, from: space.key, to: chosen })
    return { step: { ...create, action: 'rename', closed: true, key: chosen }, named: { key: chosen } }
  }

  function placed(where: PlaceUnder): Decided {
    const loss = {
      code: 'SPACE_PLACED_UNDER',
      what: `The name, description, logo, home and settings of the space ${space.key}`,
      why: `its content goes under ${where.page} in the space ${where.key}, which stays as it is`,
    } as const
    return {
      step: { ...match(where.space, 'same'), under: where.page, loss },
      named: { key: where.key },
      under: where.page,
    }
  }
}

const tellApart =
  'Export the one site with its own --source-url, so that it has a site id of its own, or skip the space in mapping/spaces.csv; if it is the same space, say rename and the key that it has there'

function keyExists(key: string): Reason {
  return { code: 'SPACE_KEY_EXISTS', what: `a space of the key ${key} exists at the destination` }
}

function conflict(key: string): DecidedStep {
  return refuse(
    'SPACE_KEY_EXISTS',
    `The space ${key}`,
    'a space of this key exists at the destination, and nothing that exists is changed',
    'Skip this space, let it get another key, or place its content under a page',
  )
}
