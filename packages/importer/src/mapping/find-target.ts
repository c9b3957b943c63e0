import { isContentId } from '../content-id.js'
import type { Content, Person } from '@spacecrate/format'
import type { CallOptions, Counterpart, Destination, Naming, StepRecord } from '../destination.js'
import type { MappedTo, PlaceUnder } from '../mapping.js'
import { stepRecord } from '../record-batches.js'

/** What looking for something at the destination said: the thing, or why there is none. */
export type Found<Target> = Target | { readonly why: string }

/** No import ever comes from here, so nothing that is found is one of ours. */
const nowhere = ''
const asked = 'asked'

/** Looks for people by id, account id, user key, user name or e-mail, as a person wrote it, in the same order. */
export async function findPeople(
  destination: Destination,
  texts: readonly string[],
  options: CallOptions = {},
): Promise<readonly Found<MappedTo>[]> {
  const byId = await destination.reader.load(nowhere, 'people', texts, options)
  const ways = ['accountId', 'userKey', 'userName', 'email'] as const
  const questions = texts.flatMap((text) =>
    ways.map((way) => stepRecord('people', { id: `person:${asked}`, kind: 'person', state: 'active', [way]: text })),
  )
  const answers = await destination.find(nowhere, questions, options)
  return texts.map((text, at) => {
    const held = byId[at]?.record
    if (held !== undefined) return { target: held.id, named: namingOf(held) }
    const found = answers.slice(at * ways.length, (at + 1) * ways.length).filter((answer) => answer !== undefined)
    return theOnly(found, text)
  })
}

function namingOf({ accountId, userKey, userName, displayName }: Person): Naming {
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(userKey === undefined ? {} : { userKey }),
    ...(userName === undefined ? {} : { userName }),
    ...(displayName === undefined ? {} : { displayName }),
  }
}

/** Looks for groups by id or name, in the same order. */
export async function findGroups(
  destination: Destination,
  texts: readonly string[],
  options: CallOptions = {},
): Promise<readonly Found<MappedTo>[]> {
  const byId = await destination.reader.load(nowhere, 'groups', texts, options)
  const questions = texts.map((name) => stepRecord('groups', { id: `group:${asked}`, name }))
  const byName = await destination.find(nowhere, questions, options)
  const targets = texts.map((_, at) => byId[at]?.record.id ?? byName[at]?.target ?? '')
  const groups = await destination.reader.load(nowhere, 'groups', targets, options)
  // A group that was named by its id: whether anybody may be added to it is known of its name.
  const named = groups.flatMap((held) => (held === undefined ? [] : stepRecord('groups', held.record)))
  const facts = await destination.find(nowhere, named, options)
  const guards = new Map(facts.flatMap((one) => (one?.guarded === undefined ? [] : [[one.target, one.guarded]])))
  return texts.map((text, at) => {
    const group = groups[at]?.record
    if (group === undefined) return { why: `the destination has no group ${JSON.stringify(text)}` }
    const { id, name } = group
    const guarded = guards.get(id)
    return { target: id, named: { groupName: name }, ...(guarded === undefined ? {} : { guarded }) }
  })
}

function theOnly(found: readonly Counterpart[], text: string): Found<MappedTo> {
  const [first] = found
  if (first === undefined) return { why: `nobody at the destination is called ${JSON.stringify(text)}` }
  if (found.some(({ target }) => target !== first.target)) {
    return { why: `${JSON.stringify(text)} is the name of several people at the destination; give the id of one` }
  }
  const { target, named } = first
  return { target, ...(named === undefined ? {} : { named }) }
}

/** Looks for a current page by content id (also its number alone) or by `KEY:Title`. */
export async function findPage(
  destination: Destination,
  text: string,
  options: CallOptions = {},
): Promise<Found<PlaceUnder>> {
  const id = /^\d+$/.test(text) ? `page:${text}` : text
  if (isContentId(id)) {
    const [held] = await destination.reader.load(nowhere, 'content', [id], options)
    if (held !== undefined) return placeUnder(destination, held.record, text, options)
  }
  const colon = text.indexOf(':')
  const none = `the destination has no page ${JSON.stringify(text)}; write KEY:Title or a content id`
  if (colon <= 0) return { why: none }
  const key = text.slice(0, colon).trim()
  const title = text.slice(colon + 1).trim()
  const space = await findSpace(destination, key, options)
  if (space === undefined) return { why: `the destination has no space ${JSON.stringify(key)}` }
  const found = await findTitle(destination, space, title, options)
  if (found === undefined) return { why: none }
  const [held] = await destination.reader.load(nowhere, 'content', [found], options)
  return held === undefined ? { why: none } : placeUnder(destination, held.record, text, options)
}

async function placeUnder(
  destination: Destination,
  content: Content,
  text: string,
  options: CallOptions,
): Promise<Found<PlaceUnder>> {
  if (content.kind !== 'page' || content.status !== 'current') {
    return { why: `${JSON.stringify(text)} is not a current page` }
  }
  const [space] = await destination.reader.load(nowhere, 'spaces', [content.space], options)
  return space === undefined
    ? { why: `the space of ${JSON.stringify(text)} is not there` }
    : { space: content.space, key: space.record.key, page: content.id }
}

/** Id of the space of a key at the destination. */
export async function findSpace(
  destination: Destination,
  key: string,
  options: CallOptions = {},
): Promise<string | undefined> {
  const question = stepRecord('spaces', { id: `space:${asked}`, key, kind: 'global', status: 'current' })
  const [found] = await destination.find(nowhere, [question], options)
  return found?.target
}

/** Id of the current page of this title in a space of the destination. */
export async function findTitle(
  destination: Destination,
  space: string,
  title: string,
  options: CallOptions = {},
): Promise<string | undefined> {
  const [found] = await destination.find(nowhere, [pageQuestion(space, title)], options)
  return found?.target
}

/** Asks for a current page of that title. */
export function pageQuestion(space: string, title: string): StepRecord {
  const page: Content = { id: `page:${asked}`, kind: 'page', space, title, status: 'current', version: 1 }
  return stepRecord('content', page, page)
}

/** True for a thing that was found. */
export function isFound<Target extends object>(found: Found<Target>): found is Target {
  return !('why' in found)
}
