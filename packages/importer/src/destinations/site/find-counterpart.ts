import type { StreamName, StreamRecords, StreamRule } from '@spacecrate/format'
import { streamRules } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import type { Counterpart, StepRecord } from '../../destination.js'
import type { GroupGuard } from '../../administrators/group-guard.js'
import { same, siteKindOf } from './site-kinds.js'
import { guardOf } from './site-standing.js'

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
    if (target === undefined || siteKindOf(item.stream).factsOf === undefined) continue
    const wanted = byStream.get(item.stream) ?? new Map<string, StepRecord>()
    byStream.set(item.stream, wanted.set(target, item))
  }
  for (const [stream, wanted] of byStream) {
    for (const row of store.load(stream, [...wanted.keys()])) {
      const item = row === undefined ? undefined : wanted.get(row.record.id)
      if (row === undefined || item === undefined) continue
      const target = row.record.id
      const facts = siteKindOf<StreamName>(stream).factsOf?.(row.record, item.record, { store, guard })
      described.set(target, { target, relation: 'ours', ...facts })
    }
  }
  return described
}

function findSame(
  store: SiteStore,
  { stream, record, translated }: StepRecord,
  guard: GroupGuard,
): Counterpart | undefined {
  const { find } = siteKindOf<StreamName>(stream)
  if (find !== undefined) return find(record, translated, { store, guard })
  return translated === undefined ? undefined : same(store.get(stream, translated.id)?.id)
}
