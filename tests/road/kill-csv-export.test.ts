import { existsSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { mustEndWell } from '../testing/answers.js'
import { bytesAt, watchFor } from '../testing/moments.js'
import { temporaryFolder } from '../testing/places.js'
import { exportTo, inspect, mustExport } from '../testing/road.js'
import { root, run } from '../testing/run-command.js'

/** Moments of an export of tables, by what it has on the disk by then. */
const moments: readonly (readonly [moment: string, begun: (work: string, archive: string) => boolean])[] = [
  ['it reads tables', (work) => existsSync(path.join(work, 'scratch/objects-0.store'))],
  ['it joins what it read', (work) => bytesAt(path.join(work, 'scratch/objects-0.store')) > 0],
  ['it knows the export', (work) => existsSync(path.join(work, 'scratch/staging.sqlite'))],
  ['the first records stand', (work) => bytesAt(path.join(work, 'streams')) > 0],
  ['the first files stand', (work) => bytesAt(path.join(work, 'packs')) + bytesAt(path.join(work, 'blobs')) > 500_000],
  ['it packs', (_, archive) => existsSync(`${archive}.partial`)],
]

describe('an export of tables that is killed again and again', () => {
  const place = temporaryFolder()

  beforeAll(async () => {
    const sizes = ['--pages', '200', '--versions', '600', '--attachments-bytes', '5000000']
    mustEndWell(await run(process.execPath, [path.join(root, 'bench/generate-backup.mjs'), place.at('xml'), ...sizes]))
    const writer = JSON.stringify(path.join(root, 'bench/backup/csv-tables.mjs'))
    const [from, to] = [place.at('xml'), place.at('csv')].map((one) => JSON.stringify(one))
    const script = `const { writeCsvTables } = await import(${writer}); await writeCsvTables(${from}, ${to})`
    mustEndWell(await run(process.execPath, ['--input-type=module', '-e', script]))
  })

  it('ends with the same content root', async () => {
    const whole = await mustExport(place.at('whole.crate.zip'), place.at('csv'))
    const archive = place.at('often.crate.zip')
    let killed = 0
    for (const [, begun] of moments) {
      using watch = watchFor(() => begun(`${archive}.work`, archive))
      const { signal } = await exportTo(archive, place.at('csv'), [], { kill: watch.signal })
      if (signal === 'SIGKILL') killed++
      expect(existsSync(archive)).toBe(false)
    }
    expect(killed).toBe(moments.length)
    await mustExport(archive, place.at('csv'))
    expect((await inspect(archive)).contentRoot).toBe(whole.contentRoot)
    expect(existsSync(`${archive}.work`)).toBe(false)
  })
})
