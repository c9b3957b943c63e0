import type { Content, Space } from '@spacecrate/format'
import type { CallOptions, Counterpart, Naming, StepRecord } from '../destination.js'
import { makesSpaceAdministrator } from '../existing/administrators.js'
import { deferredFields, mayOwn, ownerOf, spaceRights } from '../structure.js'
import { type DecidedSpace, decideSpace } from './decide-space.js'
import { type DecidedContent, decideByOwner, decideContent, decideOwned } from './decide-owned.js'
import type { ChosenTitle } from './choose-titles.js'
import { decideGroup, decidePerson, proposePerson, wordsOf } from './decide-person.js'
import { type DecidedStep, type FoundCounterpart, type PlanContext, plannedOf, refuse } from './decision.js'
import { isCarried } from '../plan/plan-index.js'
import type { PlanStep } from '../plan/plan-step.js'
import type { Reason } from '../reason.js'

/** The reason of the record of the site itself. */
const keepsItsOwn: Reason = { code: 'KEEPS_ITS_OWN', what: 'the destination keeps its own name and settings' }

type StepBody = Omit<PlanStep, 'n' | 'phase' | 'stream' | 'id'>

/** The step of a record, and what others must know of it noted in the index. Spaces have `planSpace`. */
export function planRecord(
  item: StepRecord,
  counterpart: FoundCounterpart | undefined,
  context: PlanContext,
  title?: ChosenTitle,
  isLast = false,
): StepBody {
  const { stream, record } = item
  const { index, sources } = context
  const owner = ownerOf(stream, record)
  if (owner !== undefined && spaceRights.includes(stream)) index.noteRight(owner)
  const keep = (step: DecidedStep, rest: Parameters<typeof plannedOf>[1] = {}): StepBody => {
    if (mayOwn(stream) || stream === 'shortcut-links') {
      index.put(record.id, plannedOf(step, { owner, version: counterpart?.version, ...rest }))
      if (isCarriedStep(step)) noteCompletion(item, step, context)
    }
    return step
  }
  // What stands for the site is in the index already.
  if (stream === 'site') return { action: 'skip', reason: keepsItsOwn }
  if (!context.description.supports.has(stream)) {
    return keep(refuse('KIND_UNSUPPORTED', `A record of ${stream}`, 'the destination cannot hold this kind'))
  }
  if (stream === 'people') {
    sources.addPerson(record)
    const { step, ...rest } = decidePerson(record, counterpart, context)
    noteRow(item, counterpart, context)
    return keep(step, rest)
  }
  if (stream === 'groups') {
    sources.addGroup(record)
    const { step, ...rest } = decideGroup(record, counterpart, context)
    noteRow(item, counterpart, context)
    return keep(step, rest)
  }
  if (stream === 'attachments') sources.addFile(record)
  if (stream === 'shortcut-links') sources.addShortcut(record)
  const unselected = context.selector.whyNot(stream, record, isLast)
  if (unselected !== undefined) return keep({ action: 'skip', reason: unselected })
  const before = decideByOwner(item, context)
  if (before !== undefined) return keep(before)
  if (stream === 'roles' && makesSpaceAdministrator(record)) {
    return keep(decideOwned(item, counterpart, context), { guarded: 'the role makes administrators of a space' })
  }
  if (stream !== 'content') return keep(decideOwned(item, counterpart, context))
  const decided = decideContent(record, counterpart, index.find(record.space), title, context)
  const { step } = decided
  const titleThere = step.title ?? counterpart?.named?.title
  const body = keep(step, titleThere === undefined ? {} : { named: titleOf(record, titleThere) })
  noteOpening(record, decided, context)
  return body
}

/** The row of a person or group in the mapping files. */
function noteRow(item: StepRecord, counterpart: Counterpart | undefined, context: PlanContext): void {
  const { decisions } = context
  if (item.stream === 'people') {
    const { id, displayName, userName, userKey, accountId, email, state } = item.record
    const is = {
      name: displayName ?? '',
      'user name': userName ?? '',
      'user key': userKey ?? '',
      'account id': accountId ?? '',
      'e-mail': email ?? '',
      state,
    }
    decisions.addRow('people', { id, is, proposed: wordsOf(proposePerson(counterpart, context)) })
  }
  if (item.stream !== 'groups') return
  const proposed = counterpart === undefined ? 'create' : `match ${counterpart.target}`
  decisions.addRow('groups', { id: item.record.id, is: { name: item.record.name }, proposed })
}

/** A content that an earlier import renamed keeps that title, and links follow. */
function titleOf({ title: formerTitle }: Content, title: string): Naming {
  return title === formerTitle ? { title } : { title, formerTitle }
}

function noteOpening(
  content: Content,
  { step, needs, staysClosedWhy }: DecidedContent,
  { index, journal }: PlanContext,
): void {
  const { id, draftOf } = content
  const isOpen = step.action === 'match' && journal.isDone(id, 'content-opening')
  if (needs !== undefined && !isOpen) {
    index.addLater('content-opening', { id, action: 'open', needs, ...(draftOf === undefined ? {} : { draftOf }) })
  }
  if (staysClosedWhy === undefined || isOpen) return
  const loss = { code: 'CONTENT_LEFT_CLOSED', what: `${content.title} stays closed`, why: staysClosedWhy }
  index.addLater('content-opening', { id, action: 'refuse', loss })
}

/** The same for a space, which may have to ask for a free key. */
export async function planSpace(
  space: Space,
  counterpart: Counterpart | undefined,
  context: PlanContext,
  options: CallOptions,
): Promise<StepBody> {
  const { index, sources, description, restricted, journal } = context
  const item: StepRecord = { stream: 'spaces', record: space }
  const unselected = context.selector.whyNotSpace(space)
  const leftOut = (step: DecidedStep): DecidedSpace => ({ step, named: { key: space.key }, proposed: '' })
  const unsupported = refuse('KIND_UNSUPPORTED', 'A space', 'the destination cannot hold this kind')
  const { step, named, under, proposed } = !description.supports.has('spaces')
    ? leftOut(unsupported)
    : unselected === undefined
      ? await decideSpace(space, counterpart, context, options)
      : leftOut({ action: 'skip', reason: unselected })
  if (space.alias !== undefined) sources.addSpaceKey(space, space.alias, 'alias')
  index.put(space.id, plannedOf(step, { named, under }))
  if (unselected === undefined) {
    const is = { key: space.key, name: space.name ?? '', kind: space.kind }
    context.decisions.addRow('spaces', { id: space.id, is, proposed })
  }
  if (isCarriedStep(step) && under === undefined) {
    noteCompletion(item, step, context)
    const why = restricted.unknownWhy ?? restricted.shutWhy(space.id)
    if (why !== undefined) {
      const loss = { code: 'SPACE_LEFT_PRIVATE', what: `The space ${space.key} stays private`, why }
      if (step.action !== 'match') index.addLater('space-opening', { id: space.id, action: 'refuse', loss })
    } else if (step.action !== 'match' || !journal.isDone(space.id, 'space-opening')) {
      index.addLater('space-opening', { id: space.id, action: 'open', needs: ['permission'] })
    }
  }
  return step
}

/** Only what our own imports made is ever completed; what is made again because it was gone, once more. */
function noteCompletion({ stream, record }: StepRecord, step: DecidedStep, { index, journal }: PlanContext): void {
  if (step.relation === 'same' || deferredFields(stream, record).length === 0) return
  if (index.find(record.id)?.standIn !== undefined) return
  const phase = completions[stream]
  if (phase === undefined || (step.action === 'match' && journal.isDone(record.id, phase))) return
  index.addLater(phase, { id: record.id, action: 'complete' })
}

const completions: {
  readonly [stream: string]:
    | 'people-completion'
    | 'content-completion'
    | 'comment-completion'
    | 'space-completion'
    | undefined
} = {
  people: 'people-completion',
  spaces: 'space-completion',
  content: 'content-completion',
  comments: 'comment-completion',
}

function isCarriedStep(step: DecidedStep): boolean {
  return isCarried(step)
}
