import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { ImportError } from '../error.js'
import type { PlanPaths } from '../work-paths.js'

/** Digests of the files beside `plan.json`, by their names: a plan is all of them, just as they were made. */
export type BoundFiles = Readonly<Record<string, string>>

/** Names what lies in the folder of a plan that was just made. */
export async function bindFiles({ dir, steps, index, references, access }: PlanPaths): Promise<BoundFiles> {
  const bound: Record<string, string> = {}
  for (const path of [steps, index, references, access]) {
    const digest = await digestOf(path)
    if (digest !== undefined) bound[path.slice(join(dir, '/').length)] = digest
  }
  return bound
}

/** Throws `PLAN_INVALID` if one of these files is gone, or another one than was made with the plan. */
export async function checkBoundFiles({ dir }: PlanPaths, files: BoundFiles): Promise<void> {
  for (const [name, expected] of Object.entries(files)) {
    const actual = await digestOf(join(dir, name))
    if (actual !== expected) throw invalidPlan(dir, name, actual === undefined ? 'is not there' : 'was changed since')
  }
}

/** True if all of these files are there as they were made. */
export async function areBound(paths: PlanPaths, files: BoundFiles): Promise<boolean> {
  for (const [name, expected] of Object.entries(files)) {
    if ((await digestOf(join(paths.dir, name))) !== expected) return false
  }
  return true
}

/** The error for a plan one of whose files is not what it was. */
export function invalidPlan(dir: string, name: string, problem: string): ImportError<'PLAN_INVALID'> {
  const path = join(dir, name)
  const message = `The plan in ${dir} cannot be applied: its ${name} ${problem}. Nothing was written; plan again`
  return new ImportError('PLAN_INVALID', message, { path, problem })
}

async function digestOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Uint8Array)
    return hash.digest('hex')
  } catch {
    return undefined
  }
}
