import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Database, FileLock, fromJsonColumn, numberAt, textAt } from '@spacecrate/disk'
import { openWorkDatabase } from '../work-database.js'
import { readPlanSummary } from '../plan/plan-summary-file.js'
import type { PhaseName } from '../phases.js'
import type { PlanSummary } from '../plan/plan-summary.js'
import { planDirOf } from '../work-paths.js'
import type { OutcomeCounts, RunTotals } from '../journal/totals.js'
import { noOutcomes } from '../journal/totals.js'

/** One run as its journal tells of it. */
export interface RunEntry {
  /** Folder of the journal; `run` numbers the runs in it. */
  readonly journalDir: string
  readonly run: number
  /** Site ids. */
  readonly source: string
  readonly destination: string
  /** What the destination calls itself, if its plan is still there. */
  readonly destinationName?: string
  readonly archive: { readonly id: string; readonly path: string }
  readonly planDir: string
  /** ISO 8601 in UTC. */
  readonly started: string
  readonly updated: string
  /** Absent for a run that is under way or broke off. */
  readonly finished?: string
  /** When it was taken back. */
  readonly undone?: string
  /** Steps of the plan, and those that are done. */
  readonly steps: number
  readonly done: number
  /** Where it is: of a run that has done something. */
  readonly phase?: PhaseName
  /** Steps per second when it was last heard of. */
  readonly rate?: number
  /** Records by how they ended so far. */
  readonly records: OutcomeCounts
  /** Reports on it, where they are. */
  readonly report?: string
}

/** The imports between one source and one destination. */
export interface JournalState {
  readonly journalDir: string
  /** True if a process has it right now. */
  readonly isOpen: boolean
  /** The newest run first. Absent where the journal can't be read; then `problem` says why. */
  readonly runs: readonly RunEntry[]
  readonly problem?: string
}

const deepest = 3

/** Folders of journals in a work folder, and in the folders in it, by name. */
export async function listJournals(workDir: string, depth: number = deepest): Promise<string[]> {
  if (existsSync(join(workDir, 'journal.sqlite'))) return [workDir]
  if (depth === 0) return []
  const entries = await readdir(workDir, { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return []
    throw error
  })
  const found: string[] = []
  for (const entry of entries) {
    if (entry.isDirectory()) found.push(...(await listJournals(join(workDir, entry.name), depth - 1)))
  }
  return found.sort()
}

/** What a journal tells of its runs; an import may be writing to it, and is neither kept waiting nor disturbed. */
export async function readRuns(journalDir: string): Promise<JournalState> {
  let isOpen = false
  try {
    isOpen = FileLock.isTaken(join(journalDir, 'lock.sqlite'))
    const rows = readRows(journalDir)
    const runs: RunEntry[] = []
    const plans = new Map<string, PlanSummary | undefined>()
    for (const row of rows) runs.push(await readEntry(journalDir, row, plans))
    return { journalDir, isOpen, runs }
  } catch (error) {
    return { journalDir, isOpen, runs: [], problem: error instanceof Error ? error.message : String(error) }
  }
}

/** The runs of all journals in a work folder, the newest first. */
export async function readAllRuns(workDir: string): Promise<RunEntry[]> {
  const journals = await Promise.all((await listJournals(workDir)).map(readRuns))
  return journals.flatMap(({ runs }) => runs).sort((one, other) => (one.started < other.started ? 1 : -1))
}

interface Rows {
  readonly row: unknown
  readonly source: string
  readonly destination: string
}

function readRows(dir: string): readonly Rows[] {
  const db = openWorkDatabase(join(dir, 'journal.sqlite'))
  try {
    db.exec('PRAGMA query_only = ON')
    const pair = { source: metaOf(db, 'source'), destination: metaOf(db, 'destination') }
    const rows: readonly unknown[] = db.prepare('SELECT * FROM runs ORDER BY id DESC LIMIT 10000').all([])
    return rows.map((row) => ({ row, ...pair }))
  } finally {
    db.close()
  }
}

function metaOf(db: Database, key: string): string {
  return fromJsonColumn(textAt(db.prepare('SELECT value FROM meta WHERE key = ?').get([key]), 'value') ?? '""')
}

async function readEntry(
  journalDir: string,
  { row, source, destination }: Rows,
  plans: Map<string, PlanSummary | undefined>,
): Promise<RunEntry> {
  const archive = { id: textAt(row, 'archive') ?? '', path: fromJsonColumn(textAt(row, 'archive_path') ?? '""') }
  const run = numberAt(row, 'id')
  const saidDir = fromJsonColumn(textAt(row, 'plan_dir') ?? '""')
  const planDir = planDirOf(journalDir, { planDir: saidDir, archive: archive.id })
  if (!plans.has(planDir)) plans.set(planDir, await readPlanSummary(planDir))
  const plan = plans.get(planDir)
  const finished = textAt(row, 'finished')
  const undone = textAt(row, 'undone')
  const phase = textAt(row, 'phase')
  const rate = numberAt(row, 'rate')
  const report = join(planDir, `import-${run}.report.html`)
  return {
    journalDir,
    run,
    source,
    destination,
    ...(plan?.destination.siteId === destination ? { destinationName: plan.destination.name } : {}),
    archive,
    planDir,
    started: textAt(row, 'started') ?? '',
    updated: textAt(row, 'updated') ?? '',
    ...(finished === undefined ? {} : { finished }),
    ...(undone === undefined ? {} : { undone }),
    steps: numberAt(row, 'steps'),
    done: numberAt(row, 'done_through'),
    ...(phase === undefined ? {} : { phase: phase as PhaseName }),
    ...(rate > 0 ? { rate } : {}),
    records: sumOf(JSON.parse(textAt(row, 'totals') ?? '{}') as Partial<RunTotals>),
    ...(existsSync(report) ? { report } : {}),
  }
}

function sumOf({ streams = {} }: Partial<RunTotals>): OutcomeCounts {
  const sum = noOutcomes()
  for (const counts of Object.values(streams)) {
    for (const outcome of ['created', 'matched', 'skipped', 'refused', 'failed'] as const)
      sum[outcome] += counts[outcome]
  }
  return sum
}
