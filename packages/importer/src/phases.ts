import { type StreamName, streamNames, streamRules } from '@spacecrate/format'
import { hasOwnId } from './structure.js'

/** Names of the phases, as they stand in plans and journals. */
export type PhaseName = StreamName | CompletionName | AdvanceName
/** Not done yet by any import: what stands for a newer state of something that an earlier one made. */
type AdvanceName = `${StreamName}-advance`
type CompletionName =
  | 'people-completion'
  | 'content-completion'
  | 'comment-completion'
  | 'content-opening'
  | 'space-completion'
  | 'space-opening'

/** A part of an import: steps of one stream, all done before the next phase begins. */
export interface Phase {
  readonly name: PhaseName
  readonly stream: StreamName
  /**
   * `create`: one step for every record of the stream. Others: steps for those records that need it. `advance`: what an earlier
   * import made would have to change.
   */
  readonly act: 'create' | 'complete' | 'open' | 'advance'
}

const create = (stream: StreamName): Phase => ({ name: stream, stream, act: 'create' })

const placed: readonly Phase[] = [
  create('site'),
  create('people'),
  create('groups'),
  create('memberships'),
  create('roles'),
  create('classification-levels'),
  create('emoji'),
  create('spaces'),
  create('shortcut-links'),
  create('application-links'),
  create('calendars'),
  create('templates'),
  create('content'),
  create('comments'),
  create('attachments'),
  create('attachment-versions'),
  create('template-versions'),
  create('versions'),
  create('comment-versions'),
  create('labels'),
  create('properties'),
  create('likes'),
  create('watches'),
  { name: 'people-completion', stream: 'people', act: 'complete' },
  { name: 'content-completion', stream: 'content', act: 'complete' },
  { name: 'comment-completion', stream: 'comments', act: 'complete' },
  create('restrictions'),
  { name: 'content-opening', stream: 'content', act: 'open' },
  { name: 'space-completion', stream: 'spaces', act: 'complete' },
  create('space-permissions'),
  create('role-assignments'),
  { name: 'space-opening', stream: 'spaces', act: 'open' },
  create('permissions'),
]

/** Kinds without a place of their own hang on what is made by then, and nothing waits for them. */
const others: readonly Phase[] = streamNames
  .filter((name) => !placed.some(({ stream }) => stream === name))
  .map((name) => create(name))

/**
 * All phases in order. Shells come before texts, since texts refer to each other in cycles, and so does what texts name; comments come before
 * attachments, which may hang on them. What must point forward (home page, logo, draft of) is filled in by a completion.
 * What is not advanced comes at the very end. A content opens only when its restrictions stand, a space only when all of it and its permissions do.
 */
export const phases: readonly Phase[] = [
  ...placed.flatMap((phase) => (phase.name === 'watches' ? [phase, ...others] : [phase])),
  ...streamNames.map((stream): Phase => ({ name: `${stream}-advance`, stream, act: 'advance' })),
]

/** What others may name by now, and what by itself does nothing. */
const staying: ReadonlySet<StreamName> = new Set([
  'site',
  'people',
  'groups',
  'memberships',
  'roles',
  'classification-levels',
  'emoji',
])

/**
 * Streams whose records an undo takes back by themselves, as far as they have an id at the destination: those with an id
 * of their own, and what belongs to the site at large.
 */
export const undoableStreams: readonly StreamName[] = phases.flatMap(({ act, stream }) => {
  const isThing = hasOwnId(stream) || streamRules[stream].owners.includes('site')
  return act === 'create' && isThing && !staying.has(stream) ? [stream] : []
})

const byName: ReadonlyMap<string, Phase> = new Map(phases.map((phase) => [phase.name, phase]))

/** The phase of this name, if there is one. */
export function findPhase(name: string): Phase | undefined {
  return byName.get(name)
}
