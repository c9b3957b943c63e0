import { isDeepStrictEqual } from 'node:util'
import { type AnyRecord, mapIds, siteId, type StreamName, streamRules } from '@spacecrate/format'
import type { CallOptions, Naming } from '../destination.js'
import { lineDigest } from '../line-digest.js'
import type { Phase } from '../phases.js'
import type { ReadStepRecord } from '../record-batches.js'
import { deferredFields } from '../kinds/stream-kinds.js'
import { oneOf } from '../kinds/missing-party.js'
import type { FoundCounterpart, PlanContext } from '../kinds/decision.js'

/** A longer list of fields says no more. */
const shownFields = 8

const broughtEarlier = 'it says something else than what an earlier import brought'
const standsThere =
  'it says something else than what stands there, and the journal of the import that brought it is not here to tell who changed it'

/**
 * Those records of a batch that an earlier import made and that say something else by now, each with the words for it: an
 * import changes nothing of what exists. Found by the digest of the line that each was made of, so nothing is asked of the
 * destination unless something has changed. Where the journal has no such digest, as after a loss of it or from another work
 * folder, what an import of another archive made is compared as it stands.
 */
export async function findAdvanced(
  batch: readonly ReadStepRecord[],
  counterparts: ReadonlyMap<string, FoundCounterpart>,
  phase: Phase,
  context: PlanContext,
  options: CallOptions,
): Promise<ReadonlyMap<string, string>> {
  const ours = batch.filter(({ record }) => counterparts.get(record.id)?.relation === 'ours')
  if (ours.length === 0) return new Map()
  const before = context.journal.digestsAmong(
    ours.map(({ record }) => record.id),
    phase.name,
  )
  const suspects = ours.filter(({ record, line }) => before.get(record.id) !== digestOf(line))
  if (suspects.length === 0) return new Map()
  const { archive, source } = context.archive.manifest
  const targets = suspects.map(({ record }) => counterparts.get(record.id)?.target ?? '')
  const held = await context.destination.reader.load<StreamName>(source.siteId, phase.stream, targets, options)
  // What comes in the same batch is not in the index yet.
  const targetOf = (id: string): string =>
    id === siteId ? id : (counterparts.get(id)?.target ?? context.index.find(id)?.target ?? id)
  const found = new Map<string, string>()
  for (const [at, item] of suspects.entries()) {
    const there = held[at]
    const { id } = item.record
    const isKnown = before.has(id)
    if (!isKnown && (there === undefined || there.archive === archive.id)) continue
    const fields = otherThan(item, there?.record, targetOf).filter(
      (name) => !isOurName(item, name, counterparts.get(id)?.named),
    )
    if (!isKnown && fields.length === 0) continue
    const named = fields.length === 0 ? '' : ` (${fields.slice(0, shownFields).join(', ')})`
    found.set(id, `${isKnown ? broughtEarlier : standsThere}${named}`)
  }
  return found
}

/** True for a key or title that an import gave the thing, since its own was taken. */
function isOurName({ record }: ReadStepRecord, field: string, named: Naming | undefined): boolean {
  const former = field === 'key' ? named?.formerKey : field === 'title' ? named?.formerTitle : undefined
  return former !== undefined && former === Reflect.get(record, field)
}

function digestOf(line: Uint8Array): string {
  return lineDigest(line).toString('hex')
}

/** Notes that something of this archive is not brought to what stands at the destination: after all that is made. */
export function noteNotAdvanced(
  stream: StreamName,
  id: string,
  why: string,
  { index }: Pick<PlanContext, 'index'>,
): void {
  const loss = {
    code: 'NOT_ADVANCED',
    what: `${oneOf(stream)} (${id})`,
    why: `${why}; an import changes nothing that exists`,
  }
  index.addLater(`${stream}-advance`, { id, action: 'refuse', loss })
}

/** Fields in which a record is another one than what stands there. */
function otherThan(item: ReadStepRecord, there: AnyRecord | undefined, targetOf: (id: string) => string): string[] {
  if (there === undefined) return []
  const { stream, record } = item
  const here = mapIds(stream, record, targetOf)
  const texts: readonly string[] = streamRules[stream].blobs
  const late = deferredFields(stream, record)
  const names = new Set([...Object.keys(here), ...Object.keys(there)])
  return [...names]
    .filter((name) => name !== 'id' && !texts.includes(name) && !late.includes(name))
    .filter((name) => !isDeepStrictEqual(plain(Reflect.get(here, name)), plain(Reflect.get(there, name))))
    .sort()
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
