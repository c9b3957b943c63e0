import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import type { Archive } from '@spacecrate/format'
import { explainDiskError } from './database.js'
import type { CallOptions, Destination, DestinationDescription } from './destination.js'
import { ImportError } from './error.js'
import type { Journal } from './journal/journal.js'
import type { Mapping } from './mapping.js'
import { makePlan } from './plan/make-plan.js'
import type { PlanSummary } from './plan/plan-summary.js'
import type { ImportPolicies } from './policies.js'
import { planPaths } from './work-paths.js'

/** What a plan is made of, and where it goes. */
export interface PlanImportRequest extends CallOptions {
  readonly archive: Archive
  readonly destination: Destination
  readonly description: DestinationDescription
  readonly journal: Journal
  readonly planDir: string
  readonly policies: ImportPolicies
  readonly mapping: Mapping
  /** Called with the phase, the records planned and all records of the archive. */
  readonly onRecords?: (phase: string, done: number, total: number) => void
}

/** Plans an import into a folder. Writes nothing at the destination. */
export async function planImport(request: PlanImportRequest): Promise<PlanSummary> {
  const { archive, journal, policies, mapping, onRecords } = request
  const paths = planPaths(request.planDir)
  await makeFolder(paths.dir)
  const total = archive.manifest.streams.reduce((sum, { records }) => sum + records, 0)
  let before = 0
  let phaseNow = ''
  let inPhase = 0
  const summary = await makePlan({
    ...request,
    // An empty journal knows nothing, however often it is asked.
    journal: journal.isEmpty() ? { isDone: () => false, doneAmong: () => new Map() } : journal,
    options: optionsDigest(policies, mapping),
    path: paths.steps,
    indexPath: paths.index,
    onRecords: (phase, records) => {
      if (phase !== phaseNow) before += inPhase
      phaseNow = phase
      inPhase = records
      onRecords?.(phase, before + records, total)
    },
  })
  await writeWhole(paths.summary, JSON.stringify(summary))
  return summary
}

/** Names the decisions that a plan was made with. */
export function optionsDigest(policies: ImportPolicies, mapping: Mapping): string {
  return createHash('sha256')
    .update(JSON.stringify([policies, mapping.digest]))
    .digest('hex')
}

/** The summary of the plan in a folder, if there is a whole one. */
export async function readPlanSummary(planDir: string): Promise<PlanSummary | undefined> {
  try {
    const summary: unknown = JSON.parse(await readFile(planPaths(planDir).summary, 'utf8'))
    return typeof summary === 'object' && summary !== null && 'digest' in summary ? (summary as PlanSummary) : undefined
  } catch {
    return undefined
  }
}

/** Throws `CONFLICTS` for a plan that has some. */
export function refuseConflicts({ conflicts }: PlanSummary): void {
  if (conflicts.count === 0) return
  const keys = conflicts.first.map(({ key }) => key)
  const named = keys.slice(0, 10).join(', ')
  throw new ImportError(
    'CONFLICTS',
    `The destination has ${conflicts.count} of these spaces already: ${named}${keys.length > 10 ? ' …' : ''}. ` +
      'Nothing was written; choose what happens to them',
    { count: conflicts.count, keys },
  )
}

/** Makes a folder of ours. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    throw explainDiskError(error, path)
  }
}

/** Under its name only when it is whole. */
async function writeWhole(path: string, text: string): Promise<void> {
  try {
    await writeFile(`${path}.part`, text)
    await rename(`${path}.part`, path)
  } catch (error) {
    throw explainDiskError(error, path)
  }
}
