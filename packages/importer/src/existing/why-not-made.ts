import { siteId, streamRules } from '@spacecrate/format'
import type { AnyRecord, StreamName } from '@spacecrate/format'
import type { StepRecord } from '../destination.js'
import type { LossCode } from '../loss-codes.js'
import type { Standing, WhyNot } from '../kinds/standing.js'
import { kindOf } from '../kinds/stream-kinds.js'
import type { AllowedChange } from '../policies.js'
import { ownerOf, spaceRights, valueAt } from '../structure.js'

/**
 * Law 2 in one place: what was there before our imports gets nothing new, unless that class of changes is allowed by name; and
 * nobody becomes an administrator, whatever is allowed. The plan asks it of what it foresees, and a destination of what stands
 * there, within the write, so that no plan can say otherwise. `undefined`: it may be made.
 */
export function whyNotMade(item: StepRecord, standing: Standing): WhyNot | undefined {
  const { stream, record } = item
  const owner = ownerOf(stream, record)
  if (owner === undefined) return undefined
  const kind = kindOf(stream)
  if (kind.whyNotMade !== undefined) return kind.whyNotMade(record, standing)
  if (owner === siteId) return whyNotOnSite(item, standing)
  if (standing.isOurs(owner)) return undefined
  if (kind.goesUnder?.(record, standing) === true) return undefined
  const what = `A record of ${stream}`
  const before = { code: 'EXISTING_NOT_CHANGED', what, why: `the counterpart of ${owner} was there before` } as const
  if (!spaceRights.includes(stream) || !standing.allow.includes('space-permissions')) return before
  if (givesAdministration(item, standing)) {
    return { ...before, why: 'no import changes who administers a space that was there before', remedy: byHand }
  }
  const guarded = guardedSubject(item, standing)
  return guarded === undefined ? undefined : { ...before, why: `${guarded}, and gets nothing by an import` }
}

const byHand = 'Give it by hand, if it is wanted there'

const siteLosses: Readonly<Record<string, LossCode>> = {
  'site-permissions': 'SITE_PERMISSION_NOT_CARRIED',
  'site-templates': 'SITE_TEMPLATE_NOT_ALLOWED',
}

/** What belongs to the site at large, and what the destination has none of: evidence changes nothing for anybody. */
function whyNotOnSite(item: StepRecord, standing: Standing): WhyNot | undefined {
  const { stream, record } = item
  if (streamRules[stream].evidence === true) return undefined
  const kind = kindOf(stream)
  const { change, why } = kind.siteChange ?? siteChangeOf(stream)
  const base = { code: siteLosses[change] ?? 'SITE_SETTING_NOT_ALLOWED', what: titleOf(stream, record) }
  if (kind.administersSite?.(record) === true) {
    return { ...base, why: 'no import changes who administers the destination', remedy: byHand }
  }
  const guarded = guardedSubject(item, standing)
  if (guarded !== undefined) return { ...base, why: `${guarded}, and gets nothing by an import` }
  if (standing.allow.includes(change)) return undefined
  return { ...base, why, remedy: `Allow ${change} by name, or set it by hand if it is wanted there` }
}

/** The permission that records of this kind need where they belong to the site at large. */
function siteChangeOf(stream: StreamName): { readonly change: AllowedChange; readonly why: string } {
  const change = streamRules[stream].impact === 'access' ? 'site-permissions' : 'site-settings'
  return { change, why: 'it would change the destination at large' }
}

/** True for a right that makes its subject an administrator of a space. */
function givesAdministration({ stream, record }: StepRecord, standing: Standing): boolean {
  return kindOf(stream).administersSpace?.(record, standing) === true
}

/** Why the subject of a right gets none; `undefined` for any other subject or record. */
function guardedSubject({ stream, record }: StepRecord, standing: Standing): string | undefined {
  if (streamRules[stream].impact !== 'access') return undefined
  const subject = valueAt(record, 'subject.id')
  return typeof subject === 'string' && subject.startsWith('group:') ? standing.whyGuarded(subject) : undefined
}

/** A longer value is not printed: it may be a whole page of settings. */
const shownValue = 60

/** `A setting (general, siteTitle)`: the kind, and what tells which one it is. */
export function titleOf(stream: StreamName, record: AnyRecord): string {
  const { words, shows } = streamRules[stream]
  const [one] = words
  const says = shows.flatMap((path) => {
    const value = valueAt(record, path)
    return typeof value === 'string' && value.length <= shownValue ? [value] : []
  })
  return `${one.charAt(0).toUpperCase()}${one.slice(1)}${says.length === 0 ? '' : ` (${says.slice(0, 3).join(', ')})`}`
}
