// Runs the tests that prove cells of the coverage table, and writes docs/coverage.md and the sums in the README.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const { status } = spawnSync('npx', ['vitest', 'run', 'tests/coverage/'], {
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  env: { ...process.env, COVERAGE_TABLE: 'write' },
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
process.exit(status ?? 1)
