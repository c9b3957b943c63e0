import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { type ImportSummary, readAllRuns } from '@spacecrate/importer'
import type { Forecast, ImportReport } from '../import-report.js'

/** Earlier runs that are looked at. */
const tried = 10

/**
 * The speed of the last import into this destination that wrote something without a break, from its report; `undefined`
 * where there was none: nothing is invented.
 */
export async function forecastOf({ applied, plan, destination }: ImportSummary): Promise<Forecast | undefined> {
  const before = (await readAllRuns(plan.workDir)).filter(
    ({ run, journalDir, finished }) =>
      finished !== undefined && !(run === applied?.run && journalDir === applied.journalDir),
  )
  for (const { planDir, run, started } of before.slice(0, tried)) {
    const rate = await rateOf(join(planDir, `import-${run}.report.json`), destination.siteId)
    if (rate !== undefined) return { steps: plan.steps, stepsPerSecond: rate, of: started }
  }
  return undefined
}

async function rateOf(path: string, siteId: string): Promise<number | undefined> {
  let report: Partial<ImportReport>
  try {
    report = JSON.parse(await readFile(path, 'utf8')) as Partial<ImportReport>
  } catch {
    return undefined
  }
  const { version, resumed, total, plan, run } = report
  if (report.destination?.siteId !== siteId) return undefined
  if (version !== 2 || resumed !== false || (total?.created ?? 0) === 0) return undefined
  const milliseconds = run?.stages.find(({ name }) => name === 'apply')?.milliseconds ?? 0
  return milliseconds === 0 || plan === undefined ? undefined : (plan.steps * 1000) / milliseconds
}
