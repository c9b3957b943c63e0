import type { Content, Space } from '@spacecrate/format'
import type { CallOptions, Counterpart, Naming, StepRecord } from '../destination.js'
import { deferredFields, mayOwn, ownerOf } from '../structure.js'
import { decideSpace } from './decide-space.js'
import { type DecidedContent, decideByOwner, decideContent, decideOwned } from './decide-owned.js'
import { type DecidedStep, decideNamed, isCarried, namingOf, type PlanContext, plannedOf, refuse } from './decision.js'
import type { PlanStep } from './plan-step.js'

type StepBody = Omit<PlanStep, 'n' | 'phase' | 'stream' | 'id'>

/** The step of a record, and what others must know of it noted in the index. Spaces have `planSpace`. */
export function planRecord(item: StepRecord, counterpart: Counterpart | undefined, context: PlanContext): StepBody {
  const { stream, record } = item
  const { index, sources, mapping } = context
  const owner = ownerOf(stream, record)
  const keep = (step: DecidedStep, rest: Parameters<typeof plannedOf>[1] = {}): StepBody => {
    if (mayOwn(stream)) {
      index.put(record.id, plannedOf(step, { owner, version: counterpart?.version, ...rest }))
      if (isCarriedStep(step)) noteCompletion(item, step, context)
    }
    return step
  }
  if (stream === 'site') return keep({ action: 'skip', reason: 'the destination keeps its own name and settings' })
  if (!context.description.supports.has(stream)) {
    return keep(refuse('KIND_UNSUPPORTED', `A record of ${stream}`, 'the destination cannot hold this kind'))
  }
  if (stream === 'people') {
    sources.addPerson(record)
    const { step, named } = decideNamed(mapping.person(record), counterpart, namingOf(record))
    return keep(step, { named })
  }
  if (stream === 'groups') {
    sources.addGroup(record)
    const mapped = mapping.group(record)
    const system = [record, mapped, counterpart].some((group) => group?.system === true)
    const { step, named } = decideNamed(mapped, counterpart, { groupName: record.name })
    return keep(step, { system, named })
  }
  if (stream === 'attachments') sources.addFile(record)
  if (stream === 'content') sources.addContent(record)
  const before = decideByOwner(item, context)
  if (before !== undefined) return keep(before)
  if (stream !== 'content') return keep(decideOwned(item, counterpart, context))
  const decided = decideContent(record, counterpart, index.find(record.space), context)
  const { step } = decided
  const title = step.title ?? counterpart?.named?.title
  const body = keep(step, title === undefined ? {} : { named: titleOf(record, title) })
  noteOpening(record, decided, context)
  return body
}

/** A content that an earlier import renamed keeps that title, and links follow. */
function titleOf({ title: formerTitle }: Content, title: string): Naming {
  return title === formerTitle ? { title } : { title, formerTitle }
}

function noteOpening(
  content: Content,
  { needs, staysClosedWhy }: DecidedContent,
  { index, journal }: PlanContext,
): void {
  const { id } = content
  if (needs !== undefined && !journal.isDone(id, 'content-opening')) {
    index.addLater('content-opening', { id, action: 'open', needs })
  }
  if (staysClosedWhy === undefined) return
  const loss = { code: 'CONTENT_LEFT_CLOSED', what: `${content.title} stays closed`, why: staysClosedWhy }
  index.addLater('content-opening', { id, action: 'refuse', reason: staysClosedWhy, loss })
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
  const { step, named } = description.supports.has('spaces')
    ? await decideSpace(space, counterpart, context, options)
    : {
        step: refuse('KIND_UNSUPPORTED', 'A space', 'the destination cannot hold this kind'),
        named: { key: space.key },
      }
  if (space.alias !== undefined) sources.addSpaceKey(space, space.alias)
  index.put(space.id, plannedOf(step, { named }))
  if (isCarriedStep(step)) {
    noteCompletion(item, step, context)
    if (restricted.unknownWhy !== undefined) {
      const why = restricted.unknownWhy
      const loss = { code: 'SPACE_LEFT_PRIVATE', what: `The space ${space.key} stays private`, why }
      if (step.action !== 'match')
        index.addLater('space-opening', { id: space.id, action: 'refuse', reason: why, loss })
    } else if (!journal.isDone(space.id, 'space-opening')) {
      index.addLater('space-opening', { id: space.id, action: 'open', needs: ['permission'] })
    }
  }
  return step
}

/** Only what our own imports made is ever completed. */
function noteCompletion({ stream, record }: StepRecord, step: DecidedStep, { index, journal }: PlanContext): void {
  if (step.relation === 'same' || deferredFields(stream, record).length === 0) return
  const phase = completions[stream]
  if (phase === undefined || journal.isDone(record.id, phase)) return
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
