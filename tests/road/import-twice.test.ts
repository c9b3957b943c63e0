import { beforeAll, describe, expect, it } from 'vitest'
import { documentOf } from '../testing/answers.js'
import { kiln, temporaryFolder } from '../testing/places.js'
import { importInto, inspect, mustCreate, mustExport, mustImport } from '../testing/road.js'

describe('an import that is run again', () => {
  const place = temporaryFolder()

  beforeAll(async () => {
    await mustExport(place.at('kiln.crate.zip'), kiln)
  })

  it('creates nothing, and with another work folder finds what is there', async () => {
    await mustImport(place.at('site'), place.at('kiln.crate.zip'))
    const before = await contentOf('site')
    expect(createdBy(await again())).toBe(0)
    expect(createdBy(await again(['--work', place.at('other-work')]))).toBe(0)
    expect(await contentOf('site')).toEqual(before)
  })

  it('that was killed ends with what one that ran through makes', async () => {
    await mustImport(place.at('through'), place.at('kiln.crate.zip'))
    const expected = await countsOf('through')
    await mustCreate(place.at('killed'))
    const moments = [250, 350, 450, 550, 650, 800, 1000]
    for (const milliseconds of moments) {
      await importInto(place.at('killed'), place.at('kiln.crate.zip'), [], { kill: AbortSignal.timeout(milliseconds) })
    }
    documentOf(await importInto(place.at('killed'), place.at('kiln.crate.zip')))
    expect(await countsOf('killed')).toEqual(expected)
  })

  async function again(extra: readonly string[] = []): Promise<unknown> {
    return documentOf(await importInto(place.at('site'), place.at('kiln.crate.zip'), extra))
  }

  /** Records of each stream of a site, by an export of it. */
  async function countsOf(site: string): Promise<unknown> {
    await mustExport(place.at(`${site}.crate.zip`), place.at(site))
    return (await inspect(place.at(`${site}.crate.zip`))).streams
  }

  async function contentOf(site: string): Promise<string> {
    const archive = place.at(`${site}-${performance.now()}.crate.zip`)
    return (await mustExport(archive, place.at(site))).contentRoot
  }
})

/** Sums `created` over the document of an import, wherever it stands. */
function createdBy(document: unknown): number {
  if (typeof document !== 'object' || document === null) return 0
  return Object.entries(document).reduce(
    (sum, [name, value]) => sum + (name === 'created' && typeof value === 'number' ? value : createdBy(value)),
    0,
  )
}
