import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { LineFile } from '@spacecrate/disk'
import type { CallOptions } from '../destination.js'
import { ImportError } from '../error.js'
import { encodeStep, parseStep, type PlannedAct, type PlanStep, type StepPlace } from './plan-step.js'

const chunkBytes = 256 * 1024
/** A step is a few hundred bytes; ids and titles of others make it longer. */
const longestLine = 4 * 1024 * 1024

/** Writes plan.ndjson, which has its name when it is whole. */
export class PlanWriter implements AsyncDisposable {
  readonly #file: LineFile
  readonly #digest = createHash('sha256')

  constructor(path: string) {
    this.#file = new LineFile(path, { evenEmpty: true })
  }

  /** Number of steps so far. */
  get steps(): number {
    return this.#file.lines
  }

  /** Adds a step and gives it the next number. Call `flush` now and then. */
  add(step: Omit<StepPlace, 'n'> & PlannedAct): PlanStep {
    const numbered: PlanStep = Object.assign({ n: this.steps + 1 }, step)
    const line = `${encodeStep(numbered)}\n`
    this.#file.add(line)
    this.#digest.update(line)
    return numbered
  }

  /** Writes what has gathered, if it is enough. */
  async flush(): Promise<void> {
    await this.#file.flush()
  }

  /** Writes the rest and gives the file its name. Returns the digest of the file. */
  async finish(): Promise<string> {
    await this.#file.finish()
    return this.#digest.digest('hex')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file[Symbol.asyncDispose]()
  }
}

/**
 * The steps of a plan in order, in arrays as they come off the disk. Throws `PLAN_INVALID` for a line that is no step,
 * `PLAN_STALE` when the numbers have a gap.
 */
export async function* readPlan(path: string, options: CallOptions = {}): AsyncGenerator<readonly PlanStep[]> {
  const file = await open(path, 'r')
  try {
    const decoder = new TextDecoder()
    const chunk = Buffer.alloc(chunkBytes)
    let rest = ''
    let line = 0
    for (let done = false; !done;) {
      options.signal?.throwIfAborted()
      const { bytesRead } = await file.read(chunk, 0, chunkBytes)
      done = bytesRead === 0
      rest += decoder.decode(chunk.subarray(0, bytesRead), { stream: !done })
      if (rest.length > longestLine) throw invalid(path, line + 1, 'is longer than any step')
      const lines = rest.split('\n')
      rest = done ? '' : (lines.pop() ?? '')
      const steps: PlanStep[] = []
      for (const text of lines) {
        if (text === '') continue
        line++
        const step = parseStep(text)
        if (step === undefined) throw invalid(path, line, 'is not a step')
        if (step.n !== line) throw invalid(path, line, `has the number ${step.n}`)
        steps.push(step)
      }
      if (steps.length > 0) yield steps
    }
  } finally {
    await file.close()
  }
}

function invalid(path: string, line: number, problem: string): ImportError<'PLAN_INVALID'> {
  return new ImportError('PLAN_INVALID', `Line ${line} of ${path} ${problem}; make a new plan`, { path, line, problem })
}
