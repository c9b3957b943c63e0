// A command in a process of its own, as a person runs it, which may be killed without mercy.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../../packages/cli/bin/spacecrate.js', import.meta.url))

/** Runs a command, killed after so many milliseconds if it hasn't ended; its temporary files go to `tmp` in the folder. */
export function runChild(args, dir, moment) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, TMPDIR: path.join(dir, 'tmp') }
    const child = spawn(process.execPath, [script, ...args, '--json', '--quiet'], { cwd: dir, env })
    let out = ''
    child.stdout.on('data', (chunk) => (out += chunk))
    child.stderr.on('data', (chunk) => (out += chunk))
    const timer = moment === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), moment)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ code, signal, said: out.slice(0, 500), error: /"code":"([A-Z_]+)"/.exec(out)?.[1] })
    })
  })
}
