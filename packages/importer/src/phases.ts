import { type StreamName, streamNames } from '@spacecrate/format'

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

const made: readonly Phase[] = [
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
]

/** What comes when everything is made. */
const afterwards: readonly Phase[] = [
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
  .filter((name) => ![...made, ...afterwards].some((phase) => phase.stream === name))
  .map((name) => create(name))

/**
 * All phases in order. Shells come before texts, since texts refer to each other in cycles, and so does what texts name; comments come before
 * attachments, which may hang on them. What must point forward (home page, logo, draft of) is filled in by a completion.
 * What is not advanced comes at the very end. A content opens only when its restrictions stand, a space only when all of it and its permissions do.
 */
export const phases: readonly Phase[] = [
  ...made,
  ...others,
  ...afterwards,
  ...streamNames.map((stream): Phase => ({ name: `${stream}-advance`, stream, act: 'advance' })),
]

const byName: ReadonlyMap<string, Phase> = new Map(phases.map((phase) => [phase.name, phase]))

const secondPhases = {
  complete: phaseNames('complete'),
  open: phaseNames('open'),
} as const

function phaseNames(act: Phase['act']): ReadonlyMap<StreamName, PhaseName> {
  return new Map(phases.flatMap((phase) => (phase.act === act ? [[phase.stream, phase.name]] : [])))
}

/** Name of the phase in which records of a stream are completed or opened, if there is one. */
export function secondPhaseOf(stream: StreamName, act: 'complete' | 'open'): PhaseName | undefined {
  return secondPhases[act].get(stream)
}

/** The phase of this name, if there is one. */
export function findPhase(name: string): Phase | undefined {
  return byName.get(name)
}
