import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { asDiskFull, namePart, openPart } from '@spacecrate/disk'
import type { CallOptions } from '../destination.js'
import { ImportError } from '../error.js'
import { encodeStep, parseStep, type PlanStep } from './plan-step.js'

const bufferedLines = 1_000
const chunkBytes = 256 * 1024
/** A step is a few hundred bytes; ids and titles of others make it longer. */
const longestLine = 4 * 1024 * 1024

/** Writes plan.ndjson: beside it first, and under its name only when it is whole. */
export class PlanWriter implements AsyncDisposable {
  readonly #path: string
  readonly #file: FileHandle
  readonly #digest = createHash('sha256')
  #lines: string[] = []
  #steps = 0
  #open = true

  private constructor(path: string, file: FileHandle) {
    this.#path = path
    this.#file = file
  }

  static async create(path: string): Promise<PlanWriter> {
    return new PlanWriter(path, await openPart(path))
  }

  /** Number of steps so far. */
  get steps(): number {
    return this.#steps
  }

  /** Adds a step and gives it the next number. Call `flush` now and then. */
  add(step: Omit<PlanStep, 'n'>): PlanStep {
    this.#steps++
    const numbered: PlanStep = { n: this.#steps, ...step }
    this.#lines.push(encodeStep(numbered))
    return numbered
  }

  /** Writes what has gathered, if it is enough. */
  async flush(least: number = bufferedLines): Promise<void> {
    if (this.#lines.length === 0 || this.#lines.length < least) return
    const text = `${this.#lines.join('\n')}\n`
    this.#lines = []
    this.#digest.update(text)
    try {
      await this.#file.write(text)
    } catch (error) {
      throw asDiskFull(this.#path, error)
    }
  }

  /** Writes the rest and gives the file its name. Returns the digest of the file. */
  async finish(): Promise<string> {
    await this.flush(1)
    await this.#file.sync()
    await this[Symbol.asyncDispose]()
    await namePart(this.#path)
    return this.#digest.digest('hex')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#open) await this.#file.close()
    this.#open = false
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
