import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { existsSync, readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PlanWriter, readPlan } from './plan-file.js'
import type { PlanStep } from './plan-step.js'

let dir: string
let path: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'plan-file-'))
  path = join(dir, 'plan.ndjson')
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

const step = (id: string): Omit<PlanStep & { action: 'create' }, 'n'> => ({
  phase: 'people',
  stream: 'people',
  id,
  action: 'create',
})

async function read(): Promise<PlanStep[]> {
  const all: PlanStep[] = []
  for await (const steps of readPlan(path)) all.push(...steps)
  return all
}

describe(PlanWriter, () => {
  it('writes steps that are read again, numbered, and names the file only when it is whole', async () => {
    await using writer = new PlanWriter(path)
    for (let n = 1; n <= 5_000; n++) {
      writer.add(step(`person:ä\u0000\ud800 ${n}`))
      await writer.flush()
    }
    expect(existsSync(path)).toBe(false)
    const digest = await writer.finish()
    expect(digest).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'))
    const steps = await read()
    expect(steps.length).toBe(5_000)
    expect(steps.at(-1)).toEqual({ n: 5_000, ...step('person:ä\u0000\ud800 5000') })
  })
})

describe(readPlan, () => {
  const line = (n: number, rest: object = {}): string => JSON.stringify({ n, ...step('person:1'), ...rest })

  it('reads why a step is skipped as earlier versions wrote it, in words alone', async () => {
    await writeFile(path, line(1, { action: 'skip', reason: 'owner skipped' }))
    expect(await read()).toMatchObject([{ action: 'skip', reason: { code: 'WORDS_ALONE', what: 'owner skipped' } }])
  })

  it.each([
    ['no JSON', `${line(1)}\n{`, 2],
    ['a gap in its numbers', `${line(1)}\n${line(3)}`, 2],
    ['an unknown action', line(1, { action: 'delete' }), 1],
    ['an unknown phase', line(1, { phase: 'undoing' }), 1],
    ['a phase of another stream', line(1, { phase: 'groups' }), 1],
    ['an unknown stream', line(1, { stream: '__proto__' }), 1],
    ['a match without a target', line(1, { action: 'match' }), 1],
    ['a skip without a reason', line(1, { action: 'skip' }), 1],
    ['a refusal without a loss', line(1, { action: 'refuse' }), 1],
    ['an array', '[]', 1],
    ['a line without end', 'x'.repeat(5 * 1024 * 1024), 1],
  ])('refuses a plan with %s', async (_name, text, at) => {
    await writeFile(path, text)
    await expect(read()).rejects.toMatchObject({ code: 'PLAN_INVALID', details: { line: at } })
  })
})
