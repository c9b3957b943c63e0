import { readFile } from 'node:fs/promises'
import { planPaths } from '../work-paths.js'
import type { PlanSummary } from './plan-summary.js'

/** The summary of the plan in a folder, if there is a whole one. Its steps are those of this folder, wherever it was made. */
export async function readPlanSummary(planDir: string): Promise<PlanSummary | undefined> {
  const paths = planPaths(planDir)
  try {
    const summary: unknown = JSON.parse(await readFile(paths.summary, 'utf8'))
    return isPlanSummary(summary) ? { ...summary, path: paths.steps } : undefined
  } catch {
    return undefined
  }
}

/** Our own file, which somebody may have cut off or written over: what decides must be there. */
function isPlanSummary(value: unknown): value is PlanSummary {
  if (typeof value !== 'object' || value === null) return false
  const parts = ['archive', 'source', 'destination', 'policies', 'selection', 'mapping', 'files', 'conflicts', 'losses']
  const texts = ['digest', 'options', 'path', 'archivePath', 'workDir', 'made']
  const at = (name: string): unknown => Reflect.get(value, name)
  return (
    parts.every((name) => typeof at(name) === 'object' && at(name) !== null) &&
    texts.every((name) => typeof at(name) === 'string') &&
    Number.isSafeInteger(at('steps')) &&
    Array.isArray(at('streams')) &&
    Array.isArray(Reflect.get(Object(at('policies')), 'allow'))
  )
}
