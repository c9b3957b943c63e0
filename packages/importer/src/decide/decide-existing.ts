import type { AnyRecord } from '@spacecrate/format'
import { streamRules } from '@spacecrate/format'
import type { StepRecord } from '../destination.js'
import { titleOf, whyNotMade } from '../existing/why-not-made.js'
import { type Standing } from '../kinds/standing.js'
import { kindOf } from '../kinds/stream-kinds.js'
import { otherFields } from '../same-record.js'
import { ownerOf, valueAt } from '../structure.js'
import { create, type DecidedStep, match, type PlanContext } from '../kinds/decision.js'

/** A longer value is not printed: it may be a whole page of settings. */
const shownValue = 60

/**
 * Something of the same name or meaning stands at the destination already, and nobody of us made it. It is used as it is;
 * what it says otherwise is a loss. A role that lets do more than that of the source is for nobody.
 */
export function decideStanding({ stream, record }: StepRecord, target: string, there: AnyRecord): DecidedStep {
  const fields = otherFields(stream, record, there)
  if (fields.length === 0) return match(target, 'same')
  const what = titleOf(stream, record)
  const decided = kindOf(stream).decideStanding?.(record, there, target, what)
  if (decided !== undefined) return decided
  const why = `${target} at the destination is kept as it is; different: ${fields
    .map((field) => difference(field, valueAt(record, field), valueAt(there, field)))
    .join(', ')}`
  return { ...match(target, 'same'), loss: { code: 'SETTING_KEPT', what, why } }
}

function difference(field: string, here: unknown, there: unknown): string {
  const [before, after] = [shown(here), shown(there)]
  return before === undefined || after === undefined ? field : `${field} (${before} in the archive, ${after} there)`
}

/** A value that is short enough to be read in a sentence; `undefined` for any other. */
function shown(value: unknown): string | undefined {
  if (value === undefined) return 'none'
  const inner = valueAt(value, 'value') ?? value
  if (typeof inner !== 'string' && typeof inner !== 'number' && typeof inner !== 'boolean') return undefined
  const text = JSON.stringify(inner)
  return text.length > shownValue ? undefined : text
}

/** What was there before our imports gets something new only if `whyNotMade` has nothing against it; the plan lists each. */
export function decideUnderExisting(item: StepRecord, context: PlanContext): DecidedStep {
  const why = whyNotMade(item, plannedStanding(context))
  if (why !== undefined) return { action: 'refuse', loss: why }
  return streamRules[item.stream].evidence === true ? create : allowed(item, context)
}

/** What our imports made may be guarded by now: somebody may have made administrators of a group. */
export function decideGuarded(item: StepRecord, context: PlanContext): DecidedStep {
  const why = whyNotMade(item, plannedStanding(context))
  return why === undefined ? create : { action: 'refuse', loss: why }
}

/** What the plan knows of the destination, by ids of the archive. */
function plannedStanding({ index, policies }: PlanContext): Standing {
  return {
    allow: policies.allow,
    isOurs: (id) => index.find(id)?.relation !== 'same',
    takesContent: (id) => index.find(id)?.under !== undefined,
    whyGuarded: (group) => index.find(group)?.guarded,
    roleAdministers: (role) => index.find(role)?.guarded !== undefined,
  }
}

/** A change of what was there, which somebody allowed by name: the plan lists each. */
function allowed({ stream, record }: StepRecord, { count, index }: PlanContext): DecidedStep {
  const owner = ownerOf(stream, record) ?? ''
  count.addChange({ stream, id: record.id, to: index.find(owner)?.target ?? owner })
  return create
}
