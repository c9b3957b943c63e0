// Trials run in children, so that one that hangs, crashes or takes all memory is a finding and not the end.
import { fork } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'

/**
 * What one trial may take: ms of processor time, ms until it counts as hanging however busy the machine is, and bytes of
 * the resident set of its process.
 */
const limits = { processor: 20_000, hanging: 180_000, bytes: 512 * 2 ** 20 }
const child = new URL('trial-child.mjs', import.meta.url)

/**
 * Runs trials of a part, `numbers` of them in two processes side by side, under a heap of 256 MiB.
 *
 * @returns the findings: trial, its name, and what was wrong. Empty means that every trial ended as it should.
 */
export async function runTrials(part, { seed, numbers, onTrial, children = Math.min(2, availableParallelism()) }) {
  const dir = mkdtempSync(path.join(tmpdir(), `spacecrate-fuzz-${part}-`))
  const findings = []
  const waiting = [...numbers]
  const counts = {}
  try {
    const prepared = await single(part, seed, dir)
    await Promise.all(Array.from({ length: children }, (_, index) => work(prepared, index)))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
  return { findings, counts }

  async function work(prepared, index) {
    let process
    while (waiting.length > 0) {
      const number = waiting.shift()
      process ??= start(part, seed, path.join(dir, String(index)), prepared)
      const result = await process.trial(number)
      counts[result.outcome] = (counts[result.outcome] ?? 0) + 1
      for (const problem of result.problems) findings.push({ part, seed, number, name: result.name, problem })
      onTrial?.(number, result)
      if (!result.gone) continue
      process.stop()
      process = undefined
    }
    process?.stop()
  }
}

/** Lets one child make what all trials of a part share, such as an archive to change. */
async function single(part, seed, dir) {
  const process = start(part, seed, path.join(dir, 'shared'), undefined)
  const { prepared, problems } = await process.prepare()
  process.stop()
  if (problems.length > 0) throw new Error(problems.join('; '))
  return prepared
}

function start(part, seed, dir, prepared) {
  const process = fork(child, [part, String(seed), dir, JSON.stringify(prepared ?? null)], {
    execArgv: ['--max-old-space-size=256'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ask = (message, limit) =>
    new Promise((resolve) => {
      const end = (result) => {
        clearTimeout(timer)
        process.removeAllListeners('message').removeAllListeners('exit')
        resolve(result)
      }
      const gone = (problem) => end({ name: '', outcome: 'broken', problems: [problem], gone: true })
      const timer = setTimeout(() => {
        process.kill('SIGKILL')
        gone(`not done after ${limit} ms`)
      }, limit)
      process.once('message', end)
      process.once('exit', (code, signal) => gone(`the process ended with ${signal ?? code}`))
      process.send(message)
    })
  return {
    prepare: () => ask({ prepare: true }, limits.hanging),
    async trial(number) {
      const result = await ask({ number }, limits.hanging)
      if (result.gone) return result
      const problems = [...result.problems]
      if (result.processor > limits.processor)
        problems.push(`it took ${Math.round(result.processor)} ms of the processor`)
      const peak = peakOf(process.pid)
      if (peak <= limits.bytes) return { ...result, problems }
      problems.push(`the resident set reached ${Math.round(peak / 2 ** 20)} MiB`)
      return { ...result, problems, gone: true }
    },
    stop: () => process.kill('SIGKILL'),
  }
}

/** The peak of the resident set of a process in bytes, where the system tells it. */
function peakOf(pid) {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return 0
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(file, 'utf8'))?.[1] ?? 0) * 1024
}
