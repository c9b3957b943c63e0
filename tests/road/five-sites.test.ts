import { beforeAll, describe, expect, it } from 'vitest'
import { documentOf, failureOf } from '../testing/answers.js'
import { kiln, temporaryFolder } from '../testing/places.js'
import { importInto, mustCreate, mustExport } from '../testing/road.js'
import { withoutIds } from '../testing/without-ids.js'

interface ImportDocument {
  readonly complete: boolean
  readonly total: { readonly records: number; readonly created: number; readonly matched: number }
}

describe('one archive into five sites at the same time', () => {
  const place = temporaryFolder()
  const archive = (): string => place.at('kiln.crate.zip')
  const names = ['one', 'two', 'three', 'four', 'five']

  /** Two of them have a work folder of their own; the others share one. */
  const importAll = (): Promise<ImportDocument[]> =>
    Promise.all(
      names.map(async (name, at) => {
        const work = at < 2 ? [] : ['--work', place.at('shared')]
        return documentOf<ImportDocument>(await importInto(place.at(name), archive(), work))
      }),
    )

  beforeAll(async () => {
    await mustExport(archive(), kiln)
    for (const name of names) await mustCreate(place.at(name))
  })

  it('gives each the same, and nothing to any when it is done again', async () => {
    const first = await importAll()
    for (const { complete, total } of first) expect([complete, total]).toEqual([true, first[0]?.total])
    const second = await importAll()
    for (const { complete, total } of second) {
      expect([complete, total.created, total.matched]).toEqual([true, 0, first[0]?.total.created])
    }
    const sent = await withoutIds(archive())
    for (const name of names) {
      await mustExport(place.at(`${name}.crate.zip`), place.at(name))
      const returned = await withoutIds(place.at(`${name}.crate.zip`))
      for (const [stream, lines] of Object.entries(sent)) {
        expect({ name, stream, lines: returned[stream] }).toEqual({ name, stream, lines })
      }
    }
  }, 300_000)

  it('refuses a second import into one of them, and harms nothing', async () => {
    await mustCreate(place.at('contested'))
    const runs = await Promise.all([1, 2, 3].map(() => importInto(place.at('contested'), archive())))
    const won = runs.filter(({ code }) => code === 0)
    expect(won.length).toBeGreaterThan(0)
    for (const run of runs.filter(({ code }) => code !== 0)) {
      expect(['DESTINATION_IN_USE', 'JOURNAL_IN_USE']).toContain(failureOf(run).code)
    }
    const { total } = documentOf<ImportDocument>(await importInto(place.at('contested'), archive()))
    expect(total.created).toBe(0)
  })
})
