import { letsAdminister } from '@spacecrate/confluence'
import { siteId, streamRules } from '@spacecrate/format'
import type { AnyRecord, StreamName } from '@spacecrate/format'
import type { StepRecord } from '../destination.js'
import type { LossCode } from '../loss-codes.js'
import { type AllowedChange, siteChangeOf } from '../policies.js'
import { ownerOf, spaceRights, valueAt } from '../structure.js'
import { makesAdministrator } from './administrators.js'

/** What stands at a destination, as far as it decides whether a record may be made there. */
export interface Standing {
  /** Classes of changes that somebody allowed by name. */
  readonly allow: readonly AllowedChange[]
  /** True if an import of the source at hand made it, or makes it: what it gets changes nothing of others. */
  isOurs(id: string): boolean
  /** True for what takes content of the import although it was there before: the space and page of a decision. */
  takesContent(id: string): boolean
  /** Why nobody is ever added to a group or given anything by it, in words. */
  whyGuarded(group: string): string | undefined
  /** True for a role that lets administer a space. */
  roleAdministers(role: string): boolean
}

/** Why a record is not made: the part of a loss that the record itself doesn't say. */
export interface WhyNot {
  readonly code: LossCode
  readonly what: string
  readonly why: string
  readonly remedy?: string
}

/**
 * Law 2 in one place: what was there before our imports gets nothing new, unless that class of changes is allowed by name; and
 * nobody becomes an administrator, whatever is allowed. The plan asks it of what it foresees, and a destination of what stands
 * there, within the write, so that no plan can say otherwise. `undefined`: it may be made.
 */
export function whyNotMade(item: StepRecord, standing: Standing): WhyNot | undefined {
  const { stream, record } = item
  const owner = ownerOf(stream, record)
  if (owner === undefined) return undefined
  if (stream === 'memberships') return whyNoMember(item, standing)
  if (owner === siteId) return whyNotOnSite(item, standing)
  if (standing.isOurs(owner)) return undefined
  if (stream === 'content' && standing.takesContent(owner)) {
    const { parent } = item.record
    if (parent === undefined || standing.isOurs(parent) || standing.takesContent(parent)) return undefined
  }
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

function whyNoMember(item: StepRecord & { stream: 'memberships' }, standing: Standing): WhyNot | undefined {
  const { group, member } = item.record
  const base = { code: 'MEMBERSHIP_IN_EXISTING_GROUP', what: `The membership of ${member} in ${group}` } as const
  const guarded = standing.whyGuarded(group)
  if (guarded !== undefined) {
    const remedy = 'Add the member by hand, if they are to have what that group may do'
    return { ...base, why: `${guarded}, and no import adds anybody to it`, remedy }
  }
  if (standing.isOurs(group) || standing.allow.includes('members')) return undefined
  const why = 'the group was at the destination before, and who is in it is not changed'
  return { ...base, why, remedy: 'Add the member by hand, or allow members by name' }
}

const siteLosses: Readonly<Record<string, LossCode>> = {
  'site-permissions': 'SITE_PERMISSION_NOT_CARRIED',
  'site-templates': 'SITE_TEMPLATE_NOT_ALLOWED',
}

/** What belongs to the site at large, and what the destination has none of: evidence changes nothing for anybody. */
function whyNotOnSite(item: StepRecord, standing: Standing): WhyNot | undefined {
  const { stream, record } = item
  if (streamRules[stream].evidence === true) return undefined
  const change = siteChangeOf(stream)
  const base = { code: siteLosses[change] ?? 'SITE_SETTING_NOT_ALLOWED', what: titleOf(stream, record) }
  if (item.stream === 'permissions' && makesAdministrator(item.record)) {
    return { ...base, why: 'no import changes who administers the destination', remedy: byHand }
  }
  const guarded = guardedSubject(item, standing)
  if (guarded !== undefined) return { ...base, why: `${guarded}, and gets nothing by an import` }
  if (standing.allow.includes(change)) return undefined
  const why =
    stream === 'templates' ? 'every space of the destination would see it' : 'it would change the destination at large'
  return { ...base, why, remedy: `Allow ${change} by name, or set it by hand if it is wanted there` }
}

/** True for a right that makes its subject an administrator of a space. */
function givesAdministration({ stream, record }: StepRecord, standing: Standing): boolean {
  if (stream === 'role-assignments') return standing.roleAdministers(record.role)
  return stream === 'space-permissions' && letsAdminister(record)
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
