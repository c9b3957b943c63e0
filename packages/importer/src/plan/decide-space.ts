import type { Space } from '@spacecrate/format'
import type { CallOptions, Counterpart, Naming } from '../destination.js'
import { stepRecord } from '../record-batches.js'
import { create, type DecidedStep, match, type PlanContext, refuse } from './decision.js'

/** Keys of Confluence have at most 255 characters; a number is put behind a key that leaves room for it. */
const longestKey = 255

/**
 * What happens to a space. A key that is taken, by the destination or by another space of the archive, is for the policy:
 * `fail` notes a conflict, `skip` leaves the space out, `rename` takes the next free key.
 */
export async function decideSpace(
  space: Space,
  counterpart: Counterpart | undefined,
  context: PlanContext,
  options: CallOptions,
): Promise<{ readonly step: DecidedStep; readonly named: Naming }> {
  const { mapping, policies, count, archive, destination } = context
  if (counterpart?.relation === 'ours') {
    return { step: match(counterpart.target, 'ours'), named: { key: counterpart.named?.key ?? space.key } }
  }
  const own = { key: space.key }
  const wish = mapping.space(space)
  if (wish === 'skip') return { step: { action: 'skip', reason: 'the mapping leaves this space out' }, named: own }
  const key = wish?.key ?? space.key
  const rival = await rivalOf(key)
  if (rival === undefined) return named(key)
  switch (policies.spaceKeyExists) {
    case 'fail':
      count.addConflict({ stream: 'spaces', id: space.id, key, target: rival })
      return { step: conflict(key), named: own }
    case 'skip':
      return { step: { action: 'skip', reason: `a space of the key ${key} exists at the destination` }, named: own }
    case 'rename':
      return named(await freeKey(key))
    default:
      policies.spaceKeyExists satisfies never
      throw new TypeError('Unknown policy for space keys')
  }

  async function rivalOf(candidate: string): Promise<string | undefined> {
    const inArchive = context.sources.spaceOf(candidate)
    if (inArchive !== undefined && inArchive !== space.id) return inArchive
    if (context.sources.isTaken(candidate)) return candidate
    const asked = stepRecord('spaces', candidate === space.key ? space : { ...space, key: candidate })
    if (candidate === space.key) return counterpart?.target
    const [found] = await destination.find(archive.manifest.source.siteId, [asked], options)
    return found?.target
  }

  async function freeKey(taken: string): Promise<string> {
    for (let number = 2; ; number++) {
      const candidate = `${taken.slice(0, longestKey - String(number).length)}${number}`
      if ((await rivalOf(candidate)) === undefined) return candidate
    }
  }

  function named(chosen: string): { readonly step: DecidedStep; readonly named: Naming } {
    context.sources.take(chosen)
    if (chosen === space.key) return { step: { ...create, closed: true }, named: own }
    count.addRename({ stream: 'spaces', id: space.id, from: space.key, to: chosen })
    return { step: { ...create, action: 'rename', closed: true, key: chosen }, named: { key: chosen } }
  }
}

function conflict(key: string): DecidedStep {
  return refuse(
    'SPACE_KEY_EXISTS',
    `The space ${key}`,
    'a space of this key exists at the destination, and nothing that exists is changed',
    'Skip this space, or let it get another key',
  )
}
