import type { CallOptions, Destination, DestinationDescription } from '../destination.js'
import type { MappedTo } from '../mapping.js'
import { fold } from '../fold.js'
import type { Decisions, StoredDecision } from './decisions.js'
import { findGroups, findPage, findPeople, type Found, isFound } from './find-target.js'

const batch = 200

/**
 * Looks up at the destination what the decisions name, and notes what they mean. One that names nobody, or contradicts
 * another one, is rejected and not followed. What only the records of the archive can say is checked while planning.
 */
export async function settleDecisions(
  decisions: Decisions,
  destination: Destination,
  { limits }: DestinationDescription,
  options: CallOptions = {},
): Promise<void> {
  await settleNamed('people', findPeople)
  await settleNamed('groups', findGroups)
  await settleSpaces()
  for (const { id, word, argument } of decisions.decided('titles')) {
    if (word !== 'rename') decisions.settle('titles', id, { word: 'skip' })
    else if (argument.length > limits.titleLength) {
      decisions.reject(
        'titles',
        id,
        `the title has ${argument.length} characters; at most ${limits.titleLength} are possible`,
      )
    } else decisions.settle('titles', id, { word: 'rename', title: argument })
  }
  for (const { id, word, argument } of decisions.decided('hosts')) {
    if (word === 'to') decisions.settle('hosts', id, { word, url: argument })
    else if (word === 'source' || word === 'other') decisions.settle('hosts', id, { word })
  }

  async function settleNamed(
    file: 'people' | 'groups',
    find: (
      destination: Destination,
      texts: readonly string[],
      options: CallOptions,
    ) => Promise<readonly Found<MappedTo>[]>,
  ): Promise<void> {
    let wanted: StoredDecision[] = []
    const flush = async (): Promise<void> => {
      const found = await find(
        destination,
        wanted.map(({ argument }) => argument),
        options,
      )
      decisions.transaction(() => {
        wanted.forEach(({ id }, at) => {
          const one = found[at]
          if (one === undefined) return
          if (isFound(one)) decisions.settle(file, id, { word: 'match', to: one }, one.target)
          else decisions.reject(file, id, one.why)
        })
      })
      wanted = []
    }
    for (const decision of decisions.decided(file)) {
      const { id, word } = decision
      if (word === 'match') wanted.push(decision)
      else if (word === 'create' || word === 'skip') decisions.settle(file, id, { word })
      else if (file === 'people' && (word === 'text' || word === 'placeholder')) decisions.settle(file, id, { word })
      if (wanted.length >= batch) await flush()
    }
    if (wanted.length > 0) await flush()
  }

  async function settleSpaces(): Promise<void> {
    const takers = new Map<string, string>()
    for (const { id, word, argument } of decisions.decided('spaces')) {
      if (word === 'create' || word === 'skip') decisions.settle('spaces', id, { word })
      else if (word === 'under') {
        const place = await findPage(destination, argument, options)
        if (isFound(place)) decisions.settle('spaces', id, { word, place })
        else decisions.reject('spaces', id, place.why)
      } else {
        const other = takers.get(fold(argument))
        if (other === undefined) takers.set(fold(argument), id)
        else decisions.reject('spaces', id, `${other} is to get the key ${argument} as well`)
        if (other === undefined) decisions.settle('spaces', id, { word: 'rename', key: argument }, fold(argument))
      }
    }
  }
}
