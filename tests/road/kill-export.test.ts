import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { mustEndWell } from '../testing/answers.js'
import { bytesAt, watchFor } from '../testing/moments.js'
import { temporaryFolder } from '../testing/places.js'
import { exportTo, inspect, mustExport } from '../testing/road.js'
import { root, run } from '../testing/run-command.js'

/** Moments of an export, by what it has on the disk by then. */
const moments: readonly (readonly [moment: string, begun: (work: string, archive: string) => boolean])[] = [
  ['its work folder is made', (work) => existsSync(path.join(work, 'index.sqlite'))],
  ['it reads entities.xml', (work) => bytesAt(path.join(work, 'scratch/staging.part.sqlite')) > 0],
  ['it knows the backup', (work) => existsSync(path.join(work, 'scratch/staging.sqlite'))],
  ['the first records stand', (work) => bytesAt(path.join(work, 'streams')) > 0],
  [
    'the first files stand',
    (work) => bytesAt(path.join(work, 'packs')) + bytesAt(path.join(work, 'blobs')) > 2_000_000,
  ],
  ['most files stand', (work) => bytesAt(path.join(work, 'packs')) + bytesAt(path.join(work, 'blobs')) > 15_000_000],
  ['it puts records in order', (work) => existsSync(path.join(work, 'sealing/order.sqlite'))],
  ['it packs', (_, archive) => existsSync(`${archive}.partial`)],
  ['it has packed half', (_, archive) => bytesAt(`${archive}.partial`) > 10_000_000],
]

describe('an export that is killed', () => {
  const place = temporaryFolder()
  let whole = ''

  beforeAll(async () => {
    const script = path.join(root, 'bench/generate-backup.mjs')
    const sizes = ['--pages', '300', '--versions', '900', '--attachments-bytes', '20000000']
    mustEndWell(await run(process.execPath, [script, place.at('backup'), ...sizes]))
    whole = (await mustExport(place.at('whole.crate.zip'), place.at('backup'))).contentRoot
  })

  // Each of the others is a moment of the test that kills again and again.
  it.each(moments.filter((_, index) => index % 2 === 1))(
    'when %s goes on and gives the same content root',
    async (moment, begun) => {
      const archive = place.at(`${moment}.crate.zip`)
      using watch = watchFor(() => begun(`${archive}.work`, archive))
      const killed = await exportTo(archive, place.at('backup'), [], { kill: watch.signal })
      expect(killed.signal).toBe('SIGKILL')
      expect(existsSync(archive)).toBe(false)
      await mustExport(archive, place.at('backup'))
      expect((await inspect(archive)).contentRoot).toBe(whole)
      expect(existsSync(`${archive}.work`)).toBe(false)
      expect(existsSync(`${archive}.partial`)).toBe(false)
      rmSync(archive)
    },
  )

  it('when the archive stands, but not the report, ends with both', async () => {
    const archive = place.at('late.crate.zip')
    using watch = watchFor(() => existsSync(archive))
    await exportTo(archive, place.at('backup'), [], { kill: watch.signal })
    expect((await inspect(archive)).contentRoot).toBe(whole)
    await mustExport(archive, place.at('backup'))
    expect((await inspect(archive)).contentRoot).toBe(whole)
    expect(existsSync(place.at('late.crate.report.html'))).toBe(true)
    expect(existsSync(`${archive}.work`)).toBe(false)
  })

  it('again and again ends all the same', async () => {
    const archive = place.at('often.crate.zip')
    for (const [, begun] of moments) {
      using watch = watchFor(() => begun(`${archive}.work`, archive))
      await exportTo(archive, place.at('backup'), [], { kill: watch.signal })
      expect(existsSync(archive)).toBe(false)
    }
    await mustExport(archive, place.at('backup'))
    expect((await inspect(archive)).contentRoot).toBe(whole)
  })

  it('by Ctrl-C says how to go on, and goes on', async () => {
    const archive = place.at('interrupted.crate.zip')
    using watch = watchFor(() => bytesAt(`${archive}.work/streams`) > 0)
    const stopped = await exportTo(archive, place.at('backup'), [], { interrupt: watch.signal })
    expect(stopped.code).toBe(130)
    expect(stopped.stderr).toContain('run the same command again')
    expect(existsSync(archive)).toBe(false)
    await mustExport(archive, place.at('backup'))
    expect((await inspect(archive)).contentRoot).toBe(whole)
  })
})
