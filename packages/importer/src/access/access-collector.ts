import type { AccessNotes } from '../kinds/access-notes.js'
import { kindOf } from '../kinds/stream-kinds.js'
import { isAccountInUse, letsAdminister, letsRead } from '@spacecrate/confluence'
import type { Content, Space, SpacePermission, Subject } from '@spacecrate/format'
import type { Grant, StepRecord } from '../destination.js'
import type { PlanStep } from '../plan/plan-step.js'
import { type AccessPlace, type AccessRows, type AccessTables, grantBits } from './access-tables.js'
import { openSiteUse, type SiteUse } from '../source-access/site-use.js'
import { bitsOfRole } from './space-roles.js'

/** A record with what becomes of it. */
export interface AccessStep {
  readonly item: StepRecord
  /** `under`: the page of the destination that a space, or a content at its root, goes under. */
  readonly step: Pick<PlanStep, 'action' | 'target' | 'closed' | 'closedWhy' | 'under'>
}

/** What the collector asks of the plan. */
export interface CollectorRequest {
  readonly tables: AccessTables
  /** Who could use the source site: nobody else could read anything there. */
  readonly siteUse?: Pick<SiteUse, 'has'>
  /** What a content must have restricted before it opens. */
  readonly needsOf: (content: string) => readonly Grant[]
  /** Why a thing that is shut stays so for good. */
  readonly closedWhy: (step: AccessStep) => string | undefined
  /** True if a thing that is there already has yet to be opened. */
  readonly isToOpen: (item: StepRecord) => boolean
  /** True if what stands at the destination for a person is somebody else, who gets no rights for it. */
  readonly isStandIn?: (person: string) => boolean
  /** Take every content, and not only those with restrictions. @default false */
  readonly everyContent?: boolean
}

/** The record at hand. */
interface Now {
  readonly taken: AccessStep
  readonly carried: boolean
  readonly target: { readonly target?: string }
}

interface Ancestor {
  readonly id: string
  readonly under: number | undefined
  readonly base: string | undefined
}

/** Notes down whatever access follows from, while the records of an archive go by in the order of the phases. */
export class AccessCollector {
  readonly #request: CollectorRequest
  readonly #notes: AccessNotes
  #rows: AccessRows = noRows()
  #current: Now | undefined
  #branch: Ancestor[] = []
  /** The page of the destination, if any, that the content of the last space goes under. */
  #placed: { readonly space: string; readonly under: string | undefined } | undefined
  #people = 0
  #places = 0
  #grants = 0
  #made = 0
  #unclearRole: string | undefined

  constructor(request: CollectorRequest) {
    this.#request = request
    this.#notes = this.#taker()
  }

  /** Places that will be made, and grants that will be given. */
  get made(): number {
    return this.#made
  }

  /** Name of a role of which the archive doesn't say what it lets do, if there is one. */
  get unclearRole(): string | undefined {
    return this.#unclearRole
  }

  /** Notes a batch down. */
  look(steps: readonly AccessStep[]): void {
    for (const step of steps) this.#note(step)
    this.#request.tables.add(this.#rows)
    this.#rows = noRows()
  }

  /** Notes of one record, by its kind. */
  #note(taken: AccessStep): void {
    const { item, step } = taken
    const { stream, record } = item
    const { access } = kindOf(stream)
    if (access === undefined) return
    const carried = step.action === 'create' || step.action === 'rename' || step.action === 'match'
    const target = step.action === 'match' && step.target !== undefined ? { target: step.target } : {}
    this.#current = { taken, carried, target }
    access.note(record, this.#notes)
  }

  get #now(): Now {
    if (this.#current === undefined) throw new TypeError('No record is at hand')
    return this.#current
  }

  /** Takes down what the kinds tell, about the record at hand. */
  #taker(): AccessNotes {
    return {
      person: (record) => {
        const { carried, target } = this.#now
        const { id, displayName, userName, accountId } = record
        const inUse = isAccountInUse(record)
        const before = inUse && (this.#request.siteUse ?? openSiteUse).has(id)
        const isCarried = carried && this.#request.isStandIn?.(id) !== true
        const name = displayName ?? userName ?? accountId ?? id
        const after = isCarried && inUse
        const facts = { id, name, before, after, carried: isCarried, ...(isCarried ? target : {}) }
        this.#rows.people.push({ n: this.#people++, ...facts })
      },
      group: ({ id, name }) => {
        const { carried, target } = this.#now
        this.#rows.groups.push({ id, name, carried, ...target })
      },
      membership: ({ group, member }) => void this.#rows.members.push({ group, member, carried: this.#now.carried }),
      role: (record) => {
        const { id, name, permissions } = record
        if (permissions === undefined) this.#unclearRole ??= name
        const { carried, target } = this.#now
        this.#rows.roles.push({ id, name, bits: bitsOfRole(record), carried, ...target })
      },
      space: (record) => {
        if (this.#now.carried) this.#noteSpace(record, this.#now.taken)
      },
      content: (record) => {
        if (this.#now.carried) this.#noteContent(record, this.#now.taken)
      },
      restriction: ({ content, subject: id, operation }) => {
        const type = id.startsWith('group:') ? 'group' : 'user'
        this.#noteGrant(content, { type, id }, grantBits[operation] | grantBits.any)
      },
      permission: (record) => this.#noteGrant(record.space, record.subject, bitsOf(record) | grantBits.any),
      assignment: ({ space, subject, role }) => {
        // Nobody has a role through another one.
        const whom: Subject = subject.type === 'role' ? { type: 'app', id: subject.id } : subject
        this.#noteGrant(space, whom, 0, role)
      },
    }
  }

  #noteGrant(place: string, subject: Subject, bits: number, role?: string): void {
    const { action } = this.#now.taken.step
    const made = action === 'create'
    if (made) this.#made++
    const { type } = subject
    this.#rows.grants.push({
      n: this.#grants++,
      place,
      // No app reads: such a grant is for no person.
      type: type === 'app' ? 'user' : type,
      subject: type === 'app' ? '' : 'id' in subject ? subject.id : type,
      bits: bits | (made ? grantBits.made : 0),
      carried: made || action === 'match',
      ...(role === undefined ? {} : { role }),
    })
  }

  #noteSpace({ id, key, name, status }: Space, taken: AccessStep): void {
    const { under } = taken.step
    if (under !== undefined) this.#made++
    const placed = under === undefined ? {} : { placedUnder: under }
    this.#push({ kind: 'space', id, name: name ?? key, status, needs: 0, ...placed }, taken)
  }

  /** What a content without a parent of its own goes under, where its space goes under a page. Posts have no parent. */
  #rootOf({ space, kind }: Content, { step }: AccessStep): Omit<Ancestor, 'id'> | undefined {
    if (this.#placed?.space !== space) {
      this.#placed = { space, under: this.#request.tables.placeOf(space)?.placedUnder }
    }
    const base = step.under ?? (kind === 'blogpost' ? undefined : this.#placed.under)
    return base === undefined ? undefined : { under: undefined, base }
  }

  #noteContent(content: Content, taken: AccessStep): void {
    const { id, parent, space, title, status, draftOf, owner, created } = content
    const branch = this.#branch
    while (branch.length > 0 && branch.at(-1)?.id !== parent) branch.pop()
    const above = branch.at(-1) ?? this.#rootOf(content, taken)
    const needs = this.#request
      .needsOf(id)
      .reduce((bits, need) => bits | (need === 'permission' ? 0 : grantBits[need]), 0)
    const closedWhy = this.#request.closedWhy(taken)
    const isPlace =
      needs !== 0 || closedWhy !== undefined || draftOf !== undefined || this.#request.everyContent === true
    const seq = isPlace
      ? this.#push(
          {
            kind: 'content',
            id,
            name: title,
            status,
            space,
            needs,
            ...(above?.under === undefined ? {} : { under: above.under }),
            ...(above?.base === undefined ? {} : { base: above.base }),
            ...(draftOf === undefined ? {} : { draftOf }),
            ...(owner === undefined ? {} : { owner }),
            ...(created?.by === undefined ? {} : { creator: created.by }),
          },
          taken,
        )
      : above?.under
    const { action, target } = taken.step
    const base = action === 'match' ? target : isPlace ? undefined : above?.base
    branch.push({ id, under: seq, base })
  }

  #push(place: Omit<AccessPlace, 'seq' | 'opens'>, taken: AccessStep): number {
    const seq = ++this.#places
    const { action, target } = taken.step
    const isThere = action === 'match' && target !== undefined
    if (!isThere) this.#made++
    const closedWhy = this.#request.closedWhy(taken)
    this.#rows.places.push({
      ...place,
      seq,
      opens: !isThere || this.#request.isToOpen(taken.item),
      ...(isThere ? { target } : {}),
      ...(closedWhy === undefined ? {} : { closedWhy }),
    })
    return seq
  }
}

function bitsOf(permission: SpacePermission): number {
  return (letsRead(permission) ? grantBits.read : 0) | (letsAdminister(permission) ? grantBits.administer : 0)
}

function noRows(): AccessRows {
  return { people: [], groups: [], members: [], roles: [], grants: [], places: [] }
}
