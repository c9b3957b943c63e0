import path from 'node:path'
import { expect, it } from 'vitest'
import { root, run } from '../testing/run-command.js'

/** A tenth of `npm run fuzz -- kills`, always the same moments; what a process has done by then is another matter. */
it('export, import, apply and undo that are killed end as if nothing had been when they run again', async () => {
  const script = path.join(root, 'fuzz/run.mjs')
  const options = ['kills', '--seed', '20261130', '--count', '6']
  const { code, stdout, stderr } = await run(process.execPath, [script, ...options])
  expect({ stdout, stderr, code }).toMatchObject({ code: 0 })
  expect(stdout).toContain('kills: 6 trials')
}, 900_000)
