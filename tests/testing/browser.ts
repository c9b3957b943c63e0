import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { type Browser, chromium as engine } from 'playwright-core'
import { chromium } from './places.js'
import { root } from './run-command.js'

/** Starts the browser of the system, without a window and without calling anybody. */
export function launchBrowser(): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']
  return engine.launch({
    executablePath: chromium,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet],
  })
}

/** A site that a process of its own serves. */
export interface ServedSite extends AsyncDisposable {
  readonly url: string
}

/** Serves a site by the real command, on a free port. */
export async function serve(dir: string): Promise<ServedSite> {
  const command = path.join(root, 'packages/cli/bin/spacecrate.js')
  const child = spawn(process.execPath, [command, 'site', 'serve', dir, '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => resolve())
  })
  const lines = createInterface(child.stdout)
  const first = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve)
    child.once('close', (code) => reject(new Error(`The command site serve ended with ${code}`)))
  })
  const { url } = JSON.parse(first) as { url: string }
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGINT')
      await ended
    },
  }
}
