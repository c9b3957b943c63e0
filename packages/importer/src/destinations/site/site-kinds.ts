import { randomUUID } from 'node:crypto'
import type { Person, StreamName, StreamRecords } from '@spacecrate/format'
import { siteId } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import type { GroupGuard } from '../../administrators/group-guard.js'
import type { Counterpart, Naming } from '../../destination.js'
import { guardOf } from './site-standing.js'

type Facts = Pick<Counterpart, 'version' | 'named' | 'guarded'>
type Aliases = Pick<Person, 'accountId' | 'userKey' | 'userName' | 'displayName'>

/** What the site is asked with. */
export interface FindContext {
  readonly store: SiteStore
  readonly guard: GroupGuard
}

/** What of a kind the site finds and makes otherwise than any row. */
export interface SiteKind<Name extends StreamName> {
  /** What stands for the same, with what is to be known of it; `translated` where ids of the site are known. */
  readonly find?: (
    record: StreamRecords[Name],
    translated: StreamRecords[Name] | undefined,
    context: FindContext,
  ) => Counterpart | undefined
  /** What is to be known of a row that an import made, beyond its id. */
  readonly factsOf?: (row: StreamRecords[Name], record: StreamRecords[Name], context: FindContext) => Facts
  /** What stands for the same by now, just before the write: only what must be unique counts. */
  readonly namesake?: (translated: StreamRecords[Name], store: SiteStore) => string | undefined
  /** Something else that takes its name: no import of this source may have made it either. */
  readonly rival?: (translated: StreamRecords[Name], store: SiteStore) => string | undefined
  /** Two of one source are one only if one record made both. */
  readonly isOneRecord?: true
  /** The name that it had at the source, if that is another one: old addresses go on leading to it. */
  readonly formerName?: (record: StreamRecords[Name], translated: StreamRecords[Name]) => string | undefined
  /** Its id is made from an account or a name that it keeps as well, or is a UUID by which texts name it. */
  readonly keepsId?: true
  /** @default a number */
  readonly newId?: () => string
}

const versionOf = (row: { readonly version?: number }): Facts =>
  row.version === undefined ? {} : { version: row.version }

/** Every kind that departs from the default; the site holds them all. */
const siteKinds: { readonly [Name in StreamName]?: SiteKind<Name> } = {
  // Every site has the one record of itself.
  site: { find: (_record, _translated, { store }) => same(store.get('site', siteId)?.id) },
  people: {
    find: (record, _translated, { store }) => {
      const person = findPerson(store, record)
      return person === undefined ? undefined : { target: person.id, relation: 'same', named: aliasesOf(person) }
    },
    factsOf: (row) => ({ named: aliasesOf(row) }),
    // The plan looked for the e-mail as well.
    namesake: ({ email: _email, ...person }, store) => findPerson(store, person)?.id,
    keepsId: true,
  },
  groups: {
    find: (record, _translated, context) => {
      const { store, guard } = context
      const found = store.findGroupByName(record.name)?.id ?? guard.alike(record.name)
      const group = found === undefined ? undefined : store.get('groups', found)
      if (group === undefined) return undefined
      return { target: group.id, relation: 'same', named: { groupName: group.name }, ...guardedBy(guard, group.id) }
    },
    factsOf: ({ id, name }, _record, { guard }) => ({ named: { groupName: name }, ...guardedBy(guard, id) }),
    namesake: ({ name }, store) => store.findGroupByName(name)?.id ?? guardOf(store, '').alike(name),
    keepsId: true,
  },
  spaces: {
    find: ({ key }, _translated, { store }) => same(store.findSpaceByKey(key)?.id),
    factsOf: ({ id, key }, record, { store }) => {
      const was = key !== record.key && store.wasNamed(id, record.key)
      return { named: { key, ...(was ? { formerKey: record.key } : {}) } }
    },
    namesake: ({ key }, store) => store.findSpaceByKey(key)?.id,
    isOneRecord: true,
    formerName: (record, translated) => (record.key === translated.key ? undefined : record.key),
  },
  content: {
    find: ({ kind }, translated, { store }) => {
      if (translated === undefined) return undefined
      const rival = kind === 'page' ? store.findContentByTitle(translated.space, translated.title) : undefined
      return same(rival?.kind === 'page' ? rival.id : store.get('content', translated.id)?.id)
    },
    factsOf: (row, { title }) => ({
      ...versionOf(row),
      ...(row.title === title ? {} : { named: { title: row.title } }),
    }),
    // A page of this title that came since the plan was made, which chose one that was free.
    rival: ({ id, kind, status, space, title }, store) => {
      if (kind !== 'page' || status !== 'current') return undefined
      const found = store.findContentByTitle(space, title)
      return found?.kind === 'page' && found.id !== id ? found.id : undefined
    },
    formerName: (record, translated) => (record.title === translated.title ? undefined : record.title),
  },
  comments: { factsOf: versionOf },
  attachments: { factsOf: versionOf },
  templates: { factsOf: versionOf },
  // A number would be taken for the code point of a stock emoji.
  emoji: { keepsId: true, newId: () => `emoji:${randomUUID()}` },
  'application-links': { keepsId: true },
  calendars: { keepsId: true },
}

/** What of a stream the site does otherwise than the default. */
export function siteKindOf<Name extends StreamName>(stream: Name): SiteKind<Name> {
  return siteKinds[stream] ?? {}
}

/** A counterpart that nobody of us made. */
export function same(target: string | undefined): Counterpart | undefined {
  return target === undefined ? undefined : { target, relation: 'same' }
}

function guardedBy(guard: GroupGuard, group: string): Pick<Counterpart, 'guarded'> {
  const guarded = guard.whyNot(group)
  return guarded === undefined ? {} : { guarded }
}

/** The person with one of the aliases of this one, the surest alias first. */
function findPerson(store: SiteStore, person: Person): Person | undefined {
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
