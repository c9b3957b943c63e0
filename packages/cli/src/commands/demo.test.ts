import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../testing/run-command.js'

let dir = ''
const at = (...names: string[]): string => join(dir, ...names)

beforeAll(async () => void (dir = await mkdtemp(join(tmpdir(), 'spacecrate-demo-'))))
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('demo', () => {
  it('walks the whole road and ends by itself, also a second time', async () => {
    for (const run of ['run-1', 'run-2']) {
      const { code, stdout, stderr } = await runCommand(['demo', '--dir', at('demo')], { env: { npm_command: '' } })
      expect([code, stderr]).toEqual([0, ''])
      expect(stdout.match(/ ✓ /g)).toHaveLength(10)
      expect(stdout).toContain('No differences')
      for (const name of ['export report', 'import report']) {
        const path = new RegExp(`^  ${name} +(\\S+)$`, 'm').exec(stdout)?.[1] ?? ''
        expect(path).toContain(run)
        expect(existsSync(path)).toBe(true)
      }
      expect(stdout).toMatch(/open it +node .*spacecrate\.js site serve .*site\n/)
    }
  })
})
