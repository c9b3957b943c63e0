import { basename } from 'node:path'
import { listJournals, type JournalState, readRuns } from '@spacecrate/importer'
import type { Argv } from 'yargs'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { formatCount, formatDuration, printable } from '@spacecrate/report/words'
import { alignColumns } from '../terminal/table.js'
import type { Terminal } from '../terminal/terminal.js'
import { explainCommand, type GlobalOptions, ownValue } from './help.js'
import { stateRuns, type StatedRun } from './run-state.js'

/** `status`: what is running under a work folder, how far it is, and what broke off. */
export function addStatus(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'status',
    'Say which imports are running under a work folder, and which broke off',
    (command) =>
      explainCommand(
        command.option('work', {
          ...ownValue,
          type: 'string',
          default: 'spacecrate-work',
          describe: 'Work folder of imports, or a folder above some',
        }),
        [
          ['status', 'from another shell, while an import runs'],
          ['status --work /data/work --json', 'for a program'],
        ],
        ['complete', 'usage'],
      ),
    (args) => session.run(args, (context) => showStatus(context, args.work)),
  )
}

/** What is to be said of one journal. */
interface Standing {
  readonly journalDir: string
  /** `planning`: a process has the journal and no run has begun, or the last one has ended. */
  readonly state: StatedRun['state'] | 'planning' | 'idle' | 'unreadable'
  readonly run?: StatedRun
  readonly problem?: string
}

async function showStatus(context: Context, work: string): Promise<Exit> {
  const standings: Standing[] = []
  for (const dir of await listJournals(work)) standings.push(standingOf(await readRuns(dir)))
  await context.terminal.print(
    context.json ? `${JSON.stringify({ work, imports: standings })}\n` : describe(standings, work, context.terminal),
  )
  return 'complete'
}

function standingOf(journal: JournalState): Standing {
  const { journalDir, isOpen, problem } = journal
  if (problem !== undefined) return { journalDir, state: 'unreadable', problem }
  const [run] = stateRuns(journal)
  if (run === undefined) return { journalDir, state: isOpen ? 'planning' : 'idle' }
  return { journalDir, state: isOpen && run.finished !== undefined ? 'planning' : run.state, run }
}

const looks = {
  running: ['good', 'running'],
  planning: ['good', 'planning'],
  'broken-off': ['bad', 'broken off'],
  replaced: ['faint', 'broken off'],
  partial: ['warn', 'partial'],
  complete: ['good', 'complete'],
  undone: ['faint', 'undone'],
  idle: ['faint', 'nothing ran'],
  unreadable: ['bad', 'unreadable'],
} as const

function describe(standings: readonly Standing[], work: string, terminal: Terminal): string {
  if (standings.length === 0) return `No import ran under ${printable(work)}\n`
  return standings.map((standing) => describeOne(standing, terminal)).join('\n')
}

function describeOne({ state, run, journalDir, problem }: Standing, terminal: Terminal): string {
  const [look, word] = looks[state]
  const title =
    run === undefined ? journalDir : `${basename(run.archive.path)} into ${run.destinationName ?? run.destination}`
  const facts = problem !== undefined ? [['problem', problem]] : run === undefined ? [] : factsOf(run, state)
  const rows = [...facts, ['journal', journalDir]].map((row) => row.map(printable))
  return `${terminal.paint(look, word)}  ${printable(title)}\n${alignColumns(rows)}`
}

function factsOf(run: StatedRun, state: Standing['state']): string[][] {
  const { done, steps, phase, rate, secondsLeft, started, updated, finished } = run
  const share = steps === 0 ? 100 : Math.floor((done / steps) * 100)
  const since = state === 'planning' ? [['last run', `ended ${instant(finished ?? updated)}`]] : []
  return [
    ...since,
    ['steps', `${formatCount(done)} of ${formatCount(steps)}, ${share} %`],
    ...(state === 'running' && phase !== undefined ? [['phase', phase]] : []),
    ...(state === 'running' && rate !== undefined ? [['rate', `${formatCount(rate)} steps/s`]] : []),
    ...(secondsLeft === undefined ? [] : [['left', formatDuration(secondsLeft * 1000)]]),
    ['started', instant(started)],
    ...(finished === undefined ? [['last heard of', instant(updated)]] : [['finished', instant(finished)]]),
    ...(state === 'broken-off' || state === 'partial'
      ? [['to go on', `run the same import again, or: spacecrate apply ${run.planDir}`]]
      : []),
  ]
}

function instant(at: string): string {
  return `${at.slice(0, 19).replace('T', ' ')} UTC`
}
