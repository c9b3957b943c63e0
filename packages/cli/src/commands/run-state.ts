import { type JournalState, type RunEntry } from '@spacecrate/importer'

/** How a run stands, in one word for programs. */
export type RunState = 'running' | 'broken-off' | 'replaced' | 'partial' | 'complete' | 'undone'

/** A run with its journal's state. */
export interface StatedRun extends RunEntry {
  readonly state: RunState
  /** Seconds that are left at its present speed; only of a running one. */
  readonly secondsLeft?: number
}

/** How each run of a journal stands, the newest first. A run that broke off is replaced by any later one of its archive. */
export function stateRuns({ runs, isOpen }: JournalState): StatedRun[] {
  const later = new Set<string>()
  return runs.map((run, at) => {
    const state = stateOf(run, isOpen && at === 0, later.has(run.archive.id))
    later.add(run.archive.id)
    const left = state === 'running' && run.rate !== undefined ? { secondsLeft: (run.steps - run.done) / run.rate } : {}
    return { ...run, state, ...left }
  })
}

function stateOf({ finished, undone, records }: RunEntry, hasProcess: boolean, isReplaced: boolean): RunState {
  if (undone !== undefined) return 'undone'
  if (finished !== undefined) return records.failed > 0 ? 'partial' : 'complete'
  if (hasProcess) return 'running'
  return isReplaced ? 'replaced' : 'broken-off'
}
