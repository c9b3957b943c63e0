import { referencesOf, type StreamName, type StreamRecords } from '@spacecrate/format'
import { rightsOfRole } from '@spacecrate/confluence'
import { type Provenance, SiteError, type SiteStore } from '@spacecrate/site'
import type { Grant, Outcome, Step, StepContext, StepTo } from '../../destination.js'
import type { LossCode } from '../../loss-codes.js'
import { stepRecord } from '../../record-batches.js'
import { otherFields } from '../../same-record.js'
import { hasOwnId } from '../../structure.js'
import { whyNotMade } from '../../existing/why-not-made.js'
import { type Standing } from '../../kinds/standing.js'
import { findAlike } from './find-counterpart.js'
import { siteKindOf } from './site-kinds.js'
import { siteStanding } from './site-standing.js'

/** Performs steps within a transaction of the site. */
export function applySteps(store: SiteStore, steps: readonly Step[], context: StepContext): readonly Outcome[] {
  const standing = siteStanding(store, context)
  store.prefetch(steps.flatMap(({ stream, translated }) => referencesOf(stream, translated)))
  return steps.map((step) => {
    const { source, archive } = context
    const provenance = { source, archive, record: step.record.id }
    try {
      switch (step.action) {
        case 'create':
          return create(store, step, provenance, standing)
        case 'complete':
          return complete(store, step, provenance)
        case 'open':
          return open(store, step, provenance)
        case 'repair':
          return repair(store, step, provenance)
        case 'trash':
          return trash(store, step, provenance)
        default:
          step satisfies never
          throw new TypeError('Unknown action')
      }
    } catch (error) {
      return rowRefused(store, step, provenance, error)
    }
  })
}

function create(store: SiteStore, step: StepTo<'create'>, provenance: Provenance, standing: Standing): Outcome {
  const { stream, translated } = step
  const whyNot = whyNotMade(stepRecord(stream, translated), standing)
  if (whyNot !== undefined) {
    return refused(step, whyNot.code, whyNot.what, whyNot.why, whyNot.remedy)
  }
  const rival = rivalOf(store, step, provenance) ?? siteKindOf(stream).rival?.(translated, store)
  if (rival !== undefined) {
    const why = `${rival} is at the destination since the plan was made`
    return refused(step, 'CONFLICT', `A record of ${stream}`, why, 'Import again: a new plan knows of it')
  }
  const written = store.insert(stream, translated, { ...provenance, ...formerNameOf(step) })
  if (step.closed === true) store.close(translated.id, provenance)
  return { status: 'created', target: translated.id, losses: [], written }
}

/** So that an old address which says key or title goes on leading somewhere. */
function formerNameOf({ stream, record, translated }: Step): Pick<Provenance, 'formerName'> {
  const formerName = siteKindOf(stream).formerName?.(record, translated)
  return formerName === undefined ? {} : { formerName }
}

/**
 * What stands for the same and came from elsewhere. People and groups of one source are as different here as they were
 * there, whatever they are called.
 */
function rivalOf(store: SiteStore, step: Step, { source, record }: Provenance): string | undefined {
  const found = namesake(store, step)
  const made = found === undefined ? undefined : store.provenanceOf(found)
  const ofThisSource =
    made?.source === source && (siteKindOf(step.stream).isOneRecord !== true || made.record === record)
  return ofThisSource ? undefined : found
}

function namesake(store: SiteStore, { stream, translated }: Step): string | undefined {
  const { namesake: find } = siteKindOf(stream)
  if (find !== undefined) return find(translated, store)
  const item = stepRecord(stream, translated)
  return findAlike(store, [item]).get(item)
}

/** Fills in what is still absent: a field that has a value by now is somebody's decision. */
function complete(store: SiteStore, step: StepTo<'complete'>, provenance: Provenance): Outcome {
  const { stream, target, fields, translated } = step
  const row = store.get(stream, target)
  if (row === undefined) return refusedAsGone(step)
  const open = fields.filter((field) => Reflect.get(row, field) === undefined)
  if (open.length === 0) return { status: 'matched', target, losses: [] }
  const written = store.complete(stream, target, fieldsOf(translated, open), provenance)
  return { status: 'created', target, losses: [], written }
}

/** Writes fields anew of what nobody has edited since. */
function repair(store: SiteStore, step: StepTo<'repair'>, provenance: Provenance): Outcome {
  const { stream, target, fields, translated, expected } = step
  if (store.markOf(stream, target) === undefined) return refusedAsGone(step)
  const written = store.repair(stream, target, fieldsOf(translated, fields), provenance, expected)
  return { status: 'created', target, losses: [], written }
}

/** Takes back what an import made and nobody has edited since. */
function trash(store: SiteStore, step: StepTo<'trash'>, provenance: Provenance): Outcome {
  const { stream, target, expected } = step
  if (store.markOf(stream, target) === undefined) return refusedAsGone(step)
  const written = store.withdraw(stream, target, provenance, expected)
  return { status: 'created', target, losses: [], written }
}

function fieldsOf(record: object, fields: readonly string[]): Partial<StreamRecords[StreamName]> {
  return Object.fromEntries(fields.map((field) => [field, Reflect.get(record, field)]))
}

/** Opens what has all that it needs; what lacks it stays closed. */
function open(store: SiteStore, step: StepTo<'open'>, provenance: Provenance): Outcome {
  const { target, needs, stream } = step
  if (!store.isClosed(target)) return { status: 'matched', target, losses: [] }
  const lacking = needs.find((need) => !stands(store, target, need))
  if (lacking === undefined) {
    store.open(target, provenance)
    return { status: 'created', target, losses: [] }
  }
  if (lacking === 'permission') {
    const why = 'no permission of it is at the destination: the archive held none, or none could be carried'
    return refused(step, 'SPACE_LEFT_PRIVATE', 'The space stays private', why, 'Give permissions by hand')
  }
  const why = `nobody who may ${lacking} it could be mapped`
  return refused(step, 'CONTENT_LEFT_CLOSED', `The ${stream} stays closed`, why, 'Set its restrictions by hand')
}

function stands(store: SiteStore, target: string, need: Grant): boolean {
  if (need === 'permission') {
    for (const _permission of store.list('space-permissions', { owner: target })) return true
    for (const { role } of store.list('role-assignments', { owner: target })) {
      if (rightsOfRole(store.get('roles', role) ?? {}).reads) return true
    }
    return false
  }
  for (const { operation } of store.list('restrictions', { owner: target })) if (operation === need) return true
  return false
}

/** The site refuses a row before it writes anything of it, so the transaction goes on. */
function rowRefused(store: SiteStore, step: Step, { source, record }: Provenance, error: unknown): Outcome {
  if (!(error instanceof SiteError)) throw error
  const { stream, translated } = step
  switch (error.code) {
    case 'ROW_EXISTS': {
      const target = store.findByProvenance(source, record)
      if (target !== undefined) return { status: 'matched', target, losses: [] }
      // Two people of the source who are one here: what both had is there once, if it says no more than that.
      const there = hasOwnId(stream) ? undefined : store.get<StreamName>(stream, translated.id)
      if (there !== undefined && otherFields(stream, translated, there).length === 0) {
        return { status: 'matched', target: translated.id, losses: [] }
      }
      return refused(step, 'CONFLICT', `A record of ${stream}`, `the id ${translated.id} is taken at the destination`)
    }
    case 'ROW_EDITED':
      return refused(step, 'CONFLICT', `A record of ${stream}`, error.message, 'Look at it, and change it by hand')
    case 'ROW_INVALID':
    case 'ROW_NOT_OURS':
      return refused(step, 'RECORD_REFUSED', `A record of ${stream}`, error.message)
    default:
      throw error
  }
}

function refusedAsGone(step: Step): Outcome {
  return refused(step, 'RECORD_GONE', `A record of ${step.stream}`, 'it is not at the destination any more')
}

function refused(step: Step, code: LossCode, what: string, why: string, remedy?: string): Outcome {
  const loss = { code, stream: step.stream, record: step.record.id, what, why }
  return { status: 'refused', loss: remedy === undefined ? loss : { ...loss, remedy } }
}
