import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { documentOf, mustEndWell } from '../testing/answers.js'
import { bytesAt, watchFor } from '../testing/moments.js'
import { kiln, temporaryFolder } from '../testing/places.js'
import { importInto, mustCreate, mustExport, mustImport } from '../testing/road.js'
import { root, run, spacecrate } from '../testing/run-command.js'
import { withoutIds } from '../testing/without-ids.js'

interface ImportDocument {
  readonly total: { readonly records: number; readonly created: number; readonly matched: number }
}

describe('an import that is run again', () => {
  const place = temporaryFolder()

  it('creates nothing, and with another work folder finds what is there', async () => {
    await mustExport(place.at('kiln.crate.zip'), kiln)
    await mustImport(place.at('site'), place.at('kiln.crate.zip'))
    await mustExport(place.at('before.crate.zip'), place.at('site'))
    for (const extra of [[], ['--work', place.at('other-work')]]) {
      const { total } = documentOf<ImportDocument>(
        await importInto(place.at('site'), place.at('kiln.crate.zip'), extra),
      )
      expect(total.created).toBe(0)
      expect(total.matched).toBeGreaterThan(300)
    }
    await mustExport(place.at('after.crate.zip'), place.at('site'))
    mustEndWell(await spacecrate(['diff', place.at('before.crate.zip'), place.at('after.crate.zip')]))
  })
})

describe('an import that is killed', () => {
  const place = temporaryFolder()
  const archive = (): string => place.at('made.crate.zip')

  /** Moments of an import, by what it has on the disk by then. */
  const moments: readonly (readonly [moment: string, begun: (site: string) => boolean])[] = [
    ['it plans', (site) => bytesAt(`${site}.work`) > 0],
    ['it writes the first rows', (site) => bytesAt(path.join(site, 'site.sqlite-wal')) > 0],
    ['it takes files', (site) => bytesAt(path.join(site, 'blobs')) > 500_000],
    ['it has taken most files', (site) => bytesAt(path.join(site, 'blobs')) > 5_000_000],
    ['it writes bodies', (site) => bytesAt(path.join(site, 'site.sqlite-wal')) > 3_000_000],
  ]

  beforeAll(async () => {
    const script = path.join(root, 'bench/generate-backup.mjs')
    mustEndWell(
      await run(process.execPath, [script, place.at('backup'), '--pages', '200', '--attachments-bytes', '6000000']),
    )
    await mustExport(archive(), place.at('backup'))
  })

  // Each of the others is a moment of the test that kills again and again.
  it.each(moments.filter((_, index) => index % 2 === 0))(
    'when %s ends with what was sent, and no duplicates',
    async (moment, begun) => {
      const site = place.at(moment)
      await mustCreate(site)
      using watch = watchFor(() => begun(site))
      expect((await importInto(site, archive(), [], { kill: watch.signal })).signal).toBe('SIGKILL')
      documentOf(await importInto(site, archive()))
      await mustExport(`${site}.crate.zip`, site)
      mustEndWell(await spacecrate(['diff', archive(), `${site}.crate.zip`, '--map', `${site}.work`]))
    },
  )

  it('again and again ends all the same', async () => {
    const site = place.at('often')
    await mustCreate(site)
    for (const [, begun] of moments) {
      using watch = watchFor(() => begun(site))
      await importInto(site, archive(), [], { kill: watch.signal })
    }
    documentOf(await importInto(site, archive()))
    await mustExport(`${site}.crate.zip`, site)
    const [sent, returned] = [await withoutIds(archive()), await withoutIds(`${site}.crate.zip`)]
    for (const [stream, lines] of Object.entries(sent))
      expect({ stream, lines: returned[stream] }).toEqual({ stream, lines })
  })
})
