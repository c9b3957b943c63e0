import type { AnyRecord } from '@spacecrate/format'
import { streamRules } from '@spacecrate/format'
import type { StepRecord } from '../destination.js'
import { type Standing, titleOf, whyNotMade } from '../existing/why-not-made.js'
import { otherFields } from '../same-record.js'
import { ownerOf, valueAt } from '../structure.js'
import { create, type DecidedStep, match, type PlanContext, refuse } from './decision.js'

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
  if (stream === 'roles') {
    const more = moreThan(record, there)
    if (more !== undefined) {
      return refuse(
        'ROLE_GIVES_MORE',
        what,
        `${target} at the destination ${more}`,
        'Give people the role by hand, or take from it what it has more',
      )
    }
  }
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

/** What a role there lets do that this one doesn't, in words; nobody can say it of a role whose permissions are unknown. */
function moreThan(here: AnyRecord, there: AnyRecord): string | undefined {
  const words = valueAt(there, 'native')
  if (words !== undefined && words !== valueAt(here, 'native')) return 'says in words of its own what it lets do'
  const [own, others] = [valueAt(here, 'permissions'), valueAt(there, 'permissions')]
  if (!Array.isArray(others)) return Array.isArray(own) ? 'does not say what it lets do' : undefined
  if (!Array.isArray(own)) return 'lets do something, and the archive does not say what that of the source did'
  const more = others.filter((permission: unknown) => !own.includes(permission))
  return more.length === 0 ? undefined : `also lets ${more.slice(0, 5).map(String).join(', ')}`
}

/** What was there before our imports gets something new only if `whyNotMade` has nothing against it; the plan lists each. */
export function decideUnderExisting(item: StepRecord, context: PlanContext): DecidedStep {
  const why = whyNotMade(item, plannedStanding(context))
  if (why !== undefined) return { action: 'refuse', loss: why }
  return streamRules[item.stream].evidence === true ? create : allowed(item, context)
}

/** A group that our imports made gets its members; somebody may have made administrators of them since. */
export function decideMember(item: StepRecord, context: PlanContext): DecidedStep {
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
