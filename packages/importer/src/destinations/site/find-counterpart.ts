import type { Person, StreamName, StreamRecords, StreamRule } from '@spacecrate/format'
import { siteId, streamRules } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import type { Counterpart, Naming, StepRecord } from '../../destination.js'
import type { GroupGuard } from '../../existing/group-guard.js'
import { guardOf } from './site-standing.js'

type Aliases = Pick<Person, 'accountId' | 'userKey' | 'userName' | 'displayName'>

/** What the site has for each record, in the same order: made of it by an import, or standing for the same. */
export function findCounterparts(
  store: SiteStore,
  source: string,
  items: readonly StepRecord[],
): (Counterpart | undefined)[] {
  const ours = store.findAllByProvenance(
    source,
    items.map(({ record }) => record.id),
  )
  const guard = guardOf(store, source)
  const described = describeAll(store, items, ours, guard)
  const alike = findAlike(
    store,
    items.filter(({ record }) => !ours.has(record.id)),
  )
  return items.map((item) => {
    const target = ours.get(item.record.id)
    if (target !== undefined) return described.get(target) ?? { target, relation: 'ours' }
    return same(alike.get(item)) ?? findSame(store, item, guard)
  })
}

/** Things that the rule of their stream finds again by a text: a role by its name. */
export function findAlike(store: SiteStore, items: readonly StepRecord[]): ReadonlyMap<StepRecord, string> {
  const found = new Map<StepRecord, string>()
  const byStream = new Map<StreamName, Map<StepRecord, string>>()
  for (const item of items) {
    const text = sameText(item.stream, item.record)
    if (text === undefined) continue
    const wanted = byStream.get(item.stream) ?? new Map<StepRecord, string>()
    byStream.set(item.stream, wanted.set(item, text))
  }
  for (const [stream, wanted] of byStream) {
    const ids = store.findSame(stream, [...new Set(wanted.values())])
    for (const [item, text] of wanted) {
      const id = ids.get(text)
      if (id !== undefined) found.set(item, id)
    }
  }
  return found
}

function sameText<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): string | undefined {
  const rule: StreamRule<Name> = streamRules[stream]
  return rule.sameAs?.(record)
}

/** What is to be known of rows that imports made, beyond their ids. */
function describeAll(
  store: SiteStore,
  items: readonly StepRecord[],
  ours: ReadonlyMap<string, string>,
  guard: GroupGuard,
): ReadonlyMap<string, Counterpart> {
  const described = new Map<string, Counterpart>()
  const byStream = new Map<StreamName, Map<string, StepRecord>>()
  for (const item of items) {
    const target = ours.get(item.record.id)
    if (target === undefined || !isDescribed(item.stream)) continue
    const wanted = byStream.get(item.stream) ?? new Map<string, StepRecord>()
    byStream.set(item.stream, wanted.set(target, item))
  }
  for (const [stream, wanted] of byStream) {
    for (const row of store.load(stream, [...wanted.keys()])) {
      const item = row === undefined ? undefined : wanted.get(row.record.id)
      if (row === undefined || item === undefined) continue
      const target = row.record.id
      described.set(target, { target, relation: 'ours', ...factsOf(item, row.record, { target, guard, store }) })
    }
  }
  return described
}

function isDescribed(stream: StreamName): boolean {
  return ['people', 'groups', 'spaces', 'content', 'comments', 'attachments', 'templates'].includes(stream)
}

/** `row` is of the same stream as the record. */
function factsOf(
  { stream, record }: StepRecord,
  row: object,
  { target, guard, store }: { readonly target: string; readonly guard: GroupGuard; readonly store: SiteStore },
): Pick<Counterpart, 'version' | 'named' | 'guarded'> {
  if (stream === 'people') return { named: aliasesOf(row) }
  if (stream === 'groups' && 'name' in row && typeof row.name === 'string') {
    return { named: { groupName: row.name }, ...guardedBy(guard, target) }
  }
  if (stream === 'spaces') {
    if (!('key' in row) || typeof row.key !== 'string') return {}
    const was = row.key !== record.key && store.wasNamed(target, record.key)
    return { named: { key: row.key, ...(was ? { formerKey: record.key } : {}) } }
  }
  const version = 'version' in row && typeof row.version === 'number' ? { version: row.version } : {}
  const renamed =
    stream === 'content' && 'title' in row && typeof row.title === 'string' && row.title !== record.title
      ? { named: { title: row.title } }
      : {}
  return { ...version, ...renamed }
}

function findSame(store: SiteStore, item: StepRecord, guard: GroupGuard): Counterpart | undefined {
  const { stream, record, translated } = item
  if (stream === 'people') {
    const person = findPerson(store, record)
    return person === undefined ? undefined : { target: person.id, relation: 'same', named: aliasesOf(person) }
  }
  // Every site has the one record of itself.
  if (stream === 'site') return same(store.get('site', siteId)?.id)
  if (stream === 'groups') {
    const found = store.findGroupByName(record.name)?.id ?? guard.alike(record.name)
    const group = found === undefined ? undefined : store.get('groups', found)
    if (group === undefined) return undefined
    return { target: group.id, relation: 'same', named: { groupName: group.name }, ...guardedBy(guard, group.id) }
  }
  if (stream === 'spaces') return same(store.findSpaceByKey(record.key)?.id)
  if (stream === 'content' && translated !== undefined && record.kind === 'page') {
    const rival = store.findContentByTitle(translated.space, translated.title)
    if (rival?.kind === 'page') return same(rival.id)
  }
  return translated === undefined ? undefined : same(store.get(stream, translated.id)?.id)
}

function guardedBy(guard: GroupGuard, group: string): Pick<Counterpart, 'guarded'> {
  const guarded = guard.whyNot(group)
  return guarded === undefined ? {} : { guarded }
}

function same(target: string | undefined): Counterpart | undefined {
  return target === undefined ? undefined : { target, relation: 'same' }
}

/** The person with one of the aliases of this one, the surest alias first. */
export function findPerson(store: SiteStore, person: Person): Person | undefined {
  const { accountId, userKey, userName, email } = person
  return store.findPerson({
    ...(accountId === undefined ? {} : { accountId }),
    ...(userKey === undefined ? {} : { userKey }),
    ...(userName === undefined ? {} : { userName }),
    ...(email === undefined ? {} : { email }),
  })
}

function aliasesOf({ accountId, userKey, userName, displayName }: Aliases): Naming {
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(userKey === undefined ? {} : { userKey }),
    ...(userName === undefined ? {} : { userName }),
    ...(displayName === undefined ? {} : { displayName }),
  }
}
