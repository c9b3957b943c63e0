import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { root, run } from '../testing/run-command.js'

const seed = '20261126'

/** A tenth of what `npm run fuzz` does, always the same. */
describe('input that nobody made on purpose', () => {
  it.each([
    ['archives', 200],
    ['backups', 200],
    ['fields', 200],
    ['tables', 100],
  ])(
    '%s: none is taken wrongly, hangs, or loses a text and says "complete"',
    async (part, count) => {
      const script = path.join(root, 'fuzz/run.mjs')
      const { code, stdout, stderr } = await run(process.execPath, [
        script,
        part,
        '--seed',
        seed,
        '--count',
        `${count}`,
      ])
      expect({ stdout, stderr, code }).toMatchObject({ code: 0 })
      expect(stdout).toContain(`${part}: ${count} trials`)
    },
    1_800_000,
  )
})
