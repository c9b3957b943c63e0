import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const recorder = pathToFileURL(path.join(import.meta.dirname, '../record-usage.mjs')).href

/** Heap that every measured process of ours gets, in MiB. */
export const heapMiB = 256

/**
 * Runs a program of ours under a small heap. Returns wall and CPU time in seconds, how long it waited for a processor, the
 * peak of the resident set in bytes (of the largest process, if it starts more) and the exit code. `profileDir` asks for a CPU profile, which costs some per cent.
 */
export async function measureNode(script, args, { scratch, profileDir }) {
  const usageDir = path.join(scratch, 'usage')
  rmSync(usageDir, { recursive: true, force: true })
  mkdirSync(usageDir, { recursive: true })
  const profiling = profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`]
  const result = await time(process.execPath, [...profiling, script, ...args], {
    NODE_OPTIONS: `--max-old-space-size=${heapMiB} --import=${recorder}`,
    BENCH_USAGE: usageDir,
  })
  const usages = readdirSync(usageDir).map((name) => JSON.parse(readFileSync(path.join(usageDir, name), 'utf8')))
  return {
    ...result,
    cpuSeconds: usages.reduce((sum, usage) => sum + usage.cpuSeconds, 0),
    peakBytes: Math.max(0, ...usages.map((usage) => usage.peakBytes)),
    queuedSeconds: Math.max(0, ...usages.map((usage) => usage.queuedSeconds)),
  }
}

/** Runs any program and adds up its CPU time as the shell says it; returns `undefined` if it isn't installed. */
export async function measureProgram(program, args, options = {}) {
  const result = await time(
    'sh',
    ['-c', 'command -v "$0" >&2 || exit 127; "$0" "$@"; times', program, ...args],
    {},
    options.cwd,
  )
  if (result.code === 127) return undefined
  // The second line of `times` is that of the children: user and system, as 0m1.23s.
  const [user, system] = result.output.trim().split('\n').at(-1).split(' ')
  return { ...result, cpuSeconds: secondsOf(user) + secondsOf(system) }
}

function secondsOf(text) {
  const [minutes, rest] = text.split('m')
  return Number(minutes) * 60 + Number.parseFloat(rest)
}

function time(program, args, env, cwd) {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    const tail = []
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        tail.push(chunk)
        if (tail.length > 100) tail.shift()
      })
    }
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const seconds = (performance.now() - started) / 1000
      resolve({ seconds, code: code ?? signal, output: Buffer.concat(tail).toString('utf8') })
    })
  })
}
