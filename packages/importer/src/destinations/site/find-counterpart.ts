import type { Person } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import type { Counterpart, Naming, StepRecord } from '../../destination.js'

/** What the site has for a record: made of it by an import, or standing for the same. */
export function findCounterpart(store: SiteStore, source: string, item: StepRecord): Counterpart | undefined {
  const ours = store.findByProvenance(source, item.record.id)
  return ours === undefined ? findSame(store, item) : describe(store, item, ours)
}

function describe(store: SiteStore, { stream, record }: StepRecord, target: string): Counterpart {
  const base = { target, relation: 'ours' } as const
  if (stream === 'people') {
    const person = store.get(stream, target)
    return person === undefined ? base : { ...base, named: aliasesOf(person) }
  }
  if (stream === 'spaces') {
    const space = store.get(stream, target)
    return space === undefined ? base : { ...base, named: { key: space.key } }
  }
  if (stream === 'content') {
    const content = store.get(stream, target)
    if (content === undefined) return base
    const { version, title } = content
    return { ...base, version, ...(title === record.title ? {} : { named: { title } }) }
  }
  if (stream !== 'comments' && stream !== 'attachments' && stream !== 'templates') return base
  const version = store.get(stream, target)?.version
  return version === undefined ? base : { ...base, version }
}

function findSame(store: SiteStore, item: StepRecord): Counterpart | undefined {
  const { stream, record, translated } = item
  if (stream === 'people') {
    const person = findPerson(store, record)
    return person === undefined ? undefined : { target: person.id, relation: 'same', named: aliasesOf(person) }
  }
  if (stream === 'groups') {
    const group = store.findGroupByName(record.name)
    return group === undefined ? undefined : { target: group.id, relation: 'same', system: group.system === true }
  }
  if (stream === 'spaces') return same(store.findSpaceByKey(record.key)?.id)
  if (stream === 'content' && translated !== undefined && record.kind === 'page') {
    const rival = store.findContentByTitle(translated.space, translated.title)
    if (rival?.kind === 'page') return same(rival.id)
  }
  return translated === undefined ? undefined : same(store.get(stream, translated.id)?.id)
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

function aliasesOf({ accountId, userKey, userName, displayName }: Person): Naming {
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(userKey === undefined ? {} : { userKey }),
    ...(userName === undefined ? {} : { userName }),
    ...(displayName === undefined ? {} : { displayName }),
  }
}
