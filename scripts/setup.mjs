// Installs the workspace with the pinned pnpm, and does nothing when what is installed already fits the lock file:
// so a second run needs no network.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'

const root = new URL('..', import.meta.url)
const mark = new URL('node_modules/.spacecrate-setup', root)
const pinned = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')).packageManager
const wanted = createHash('sha256')
  .update(readFileSync(new URL('pnpm-lock.yaml', root)))
  .update(`${pinned} ${process.platform} ${process.arch}`)
  .digest('hex')

if (!existsSync(mark) || readFileSync(mark, 'utf8') !== wanted) {
  const { status } = spawnSync('npx', ['--yes', pinned, 'install', '--frozen-lockfile', '--prefer-offline'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
  writeFileSync(mark, wanted)
}
