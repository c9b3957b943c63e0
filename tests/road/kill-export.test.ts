import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { mustEndWell } from '../testing/answers.js'
import { temporaryFolder } from '../testing/places.js'
import { exportTo, inspect, mustExport } from '../testing/road.js'
import { root, run } from '../testing/run-command.js'

describe('an export that is killed', () => {
  const place = temporaryFolder()
  let whole = ''
  let milliseconds = 0

  beforeAll(async () => {
    const script = path.join(root, 'bench/generate-backup.mjs')
    const sizes = ['--pages', '300', '--versions', '900', '--attachments-bytes', '20000000']
    mustEndWell(await run(process.execPath, [script, place.at('backup'), ...sizes]))
    const started = performance.now()
    whole = (await mustExport(place.at('whole.crate.zip'), place.at('backup'))).contentRoot
    milliseconds = performance.now() - started
  })

  // Early in the staging, among the records, among the files, while sealing; the machine decides what is hit exactly.
  it.each([0.15, 0.35, 0.5, 0.65, 0.8, 0.9])(
    'after %f of the time goes on and gives the same content root',
    async (part) => {
      const archive = place.at(`${part}.crate.zip`)
      const killed = await exportTo(archive, place.at('backup'), [], { kill: AbortSignal.timeout(milliseconds * part) })
      expect(killed.signal).toBe('SIGKILL')
      expect(existsSync(archive)).toBe(false)
      await mustExport(archive, place.at('backup'))
      expect((await inspect(archive)).contentRoot).toBe(whole)
      expect(existsSync(`${archive}.work`)).toBe(false)
      rmSync(archive)
    },
  )

  it('again and again ends all the same', async () => {
    const archive = place.at('often.crate.zip')
    let runs = 0
    for (let share = 0.3; ; share += 0.1, runs++) {
      const kill = AbortSignal.timeout(milliseconds * share)
      const { code } = await exportTo(archive, place.at('backup'), [], { kill })
      if (code !== null) {
        expect(code).toBe(0)
        break
      }
      expect(existsSync(archive)).toBe(false)
    }
    expect(runs).toBeGreaterThan(0)
    expect((await inspect(archive)).contentRoot).toBe(whole)
  })

  it('by Ctrl-C says how to go on, and goes on', async () => {
    const archive = place.at('interrupted.crate.zip')
    const stopped = await exportTo(archive, place.at('backup'), [], {
      interrupt: AbortSignal.timeout(milliseconds / 2),
    })
    expect(stopped.code).toBe(130)
    expect(stopped.stderr).toContain('run the same command again')
    expect(existsSync(archive)).toBe(false)
    await mustExport(archive, place.at('backup'))
    expect((await inspect(archive)).contentRoot).toBe(whole)
  })
})
