import type { AnyRecord, StreamName } from '@spacecrate/format'
import { siteId, streamRules } from '@spacecrate/format'
import type { StepRecord } from '../destination.js'
import type { LossCode } from '../loss-codes.js'
import { siteChangeOf } from '../policies.js'
import { otherFields } from '../same-record.js'
import { ownerOf, spaceRights, valueAt } from '../structure.js'
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

/** Law 2: what was there before our imports gets nothing new, unless that class of changes is allowed by name. */
export function decideUnderExisting(item: StepRecord, context: PlanContext): DecidedStep {
  const { allow } = context.policies
  const { stream, record } = item
  const owner = ownerOf(stream, record)
  if (owner === siteId) return decideOnSite(item, context)
  if (spaceRights.includes(stream) && allow.includes('space-permissions') && !isForSystem(item, context)) {
    return allowed(item, context)
  }
  if (item.stream !== 'memberships') {
    return refuse('EXISTING_NOT_CHANGED', `A record of ${stream}`, `the counterpart of ${owner} was there before`)
  }
  const { group, member } = item.record
  if (allow.includes('members') && context.index.find(group)?.system !== true) return allowed(item, context)
  return refuse(
    'MEMBERSHIP_IN_EXISTING_GROUP',
    `The membership of ${member} in ${group}`,
    'the group was at the destination before, and who is in it is not changed',
    'Add the member by hand, or allow members by name',
  )
}

const siteLosses: Readonly<Record<string, LossCode>> = {
  'site-permissions': 'SITE_PERMISSION_NOT_CARRIED',
  'site-templates': 'SITE_TEMPLATE_NOT_ALLOWED',
}

/** Words by which products say that somebody administers the site. */
const administers = /admin/i

/** What belongs to the site at large, and what the destination has none of: evidence changes nothing for anybody. */
function decideOnSite(item: StepRecord, context: PlanContext): DecidedStep {
  const { stream, record } = item
  if (streamRules[stream].evidence === true) return create
  const change = siteChangeOf(stream)
  const code = siteLosses[change] ?? 'SITE_SETTING_NOT_ALLOWED'
  const what = titleOf(stream, record)
  if (item.stream === 'permissions' && administers.test(item.record.native)) {
    return refuse(
      code,
      what,
      'no import changes who administers the destination',
      'Give it by hand, if it is wanted there',
    )
  }
  if (isForSystem(item, context)) {
    return refuse(code, what, 'it is for a group of the product, which never gets anything by an import')
  }
  if (context.policies.allow.includes(change)) return allowed(item, context)
  const why =
    stream === 'templates' ? 'every space of the destination would see it' : 'it would change the destination at large'
  return refuse(code, what, why, `Allow ${change} by name, or set it by hand if it is wanted there`)
}

/** True for a right of a group that the product of the destination made and keeps. */
function isForSystem({ stream, record }: StepRecord, { index }: PlanContext): boolean {
  if (streamRules[stream].impact !== 'access') return false
  const subject = valueAt(record, 'subject.id')
  const group = typeof subject === 'string' ? index.find(subject) : undefined
  // One that only the source's product made is made anew, and is nobody's.
  return group?.system === true && group.relation === 'same'
}

/** A change of what was there, which somebody allowed by name: the plan lists each. */
function allowed({ stream, record }: StepRecord, { count, index }: PlanContext): DecidedStep {
  const owner = ownerOf(stream, record) ?? ''
  count.addChange({ stream, id: record.id, to: index.find(owner)?.target ?? owner })
  return create
}

/** `A setting (general, siteTitle)`: the kind, and what tells which one it is. */
function titleOf(stream: StreamName, record: AnyRecord): string {
  const { words, shows } = streamRules[stream]
  const [one] = words
  const says = shows.flatMap((path) => {
    const value = valueAt(record, path)
    return typeof value === 'string' && value.length <= shownValue ? [value] : []
  })
  return `${one.charAt(0).toUpperCase()}${one.slice(1)}${says.length === 0 ? '' : ` (${says.slice(0, 3).join(', ')})`}`
}
