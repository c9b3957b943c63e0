import { streamNames } from '@spacecrate/format'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparable } from '../testing/comparable.js'
import { fullSite, fullSiteUrls } from '../testing/fixture-sites.js'
import type { Found } from '../testing/found-records.js'
import { createInProcess } from '../testing/in-process.js'
import { temporaryFolder } from '../testing/places.js'
import { prove } from '../testing/prove.js'
import { type HeldRecords, readRawSite } from '../testing/raw-site.js'
import { howItDiffers, makeRoundTrip, readArchive, type RoundTrip } from '../testing/round-trip.js'
import { isOf, type Row, streamsOf } from './row.js'
import { rowOf, rows } from './rows.js'

/** Rows that have records; what never travels has none. */
const shown = rows.filter((row) => streamsOf(row).length > 0).map(({ id, title }) => ({ id, title }))
const seen = 'embedded site, made by us'

/** What every embedded site has from its beginning: who administers it. */
const ofEverySite: ReadonlySet<string> = new Set([
  'site:source',
  'person:site-administrator',
  'group:site-administrators',
  'membership:group:site-administrators/person:site-administrator',
])

/** No import gives anybody the administration of a site. */
const byLaw: ReadonlySet<string> = new Set([
  'permission:site/group:confluence-administrators/ADMINISTRATECONFLUENCE',
  'permission:site/group:confluence-administrators/SYSTEMADMINISTRATOR',
])

/** Nobody may do anything there: it is private, and comes back as it is. */
const shut = 'space:p-none'

describe('the site that has everything', () => {
  const place = temporaryFolder()
  let held: HeldRecords
  let trip: RoundTrip
  let read: HeldRecords

  beforeAll(async () => {
    await createInProcess(place.at('site'), fullSite)
    held = readRawSite(place.at('site'))
    trip = await makeRoundTrip(place.at('site'), place.at, fullSiteUrls)
    read = await readArchive(trip.there)
  })
  afterAll(() => trip[Symbol.asyncDispose]())

  it('has no record that shows no row', () => {
    const strays = streamNames.flatMap((stream) =>
      held[stream].filter((record) => !rows.some((row) => isOf(row, stream, record as never))),
    )
    expect(strays.map(({ id }) => id)).toEqual(['site:source'])
  })

  describe('is read', () => {
    it.for(shown)('$id $title', ({ id }, { task }) => {
      const row = rowOf(id)
      const inSite = recordsOf(row, held)
      expect(byId(recordsOf(row, read))).toEqual(byId(inSite))
      expect(inSite.length).toBeGreaterThan(1)
      const streams = new Set(inSite.map(({ stream }) => stream))
      expect(streamsOf(row).filter((stream) => !streams.has(stream))).toEqual([])
      prove(task, { row: id, adapter: 'read-site', degree: 'full', seen })
    })
  })

  describe('is written', () => {
    it.for(shown)('$id $title', async ({ id }, { task }) => {
      const records = recordsOf(rowOf(id), read).filter(({ record }) => !ofEverySite.has(record.id))
      const sent = records.filter(({ record }) => !byLaw.has(record.id))
      expect(sent.length).toBeGreaterThan(1)
      const changed: unknown[] = []
      for (const { stream, record } of sent) {
        const difference = await howItDiffers(trip, stream, record as never)
        if (difference !== undefined) changed.push({ stream, difference })
      }
      expect(changed).toEqual([])
      if (sent.length === records.length) prove(task, { row: id, adapter: 'write-site', degree: 'full', seen })
      else {
        const missing = 'what lets somebody administer the site'
        prove(task, { row: id, adapter: 'write-site', degree: 'partial', missing, seen })
      }
    })

    it('as a whole: nothing else came to it, and nothing differs', () => {
      expect(trip.differences).toEqual([])
    })

    it('but for what no import gives anybody, which is refused, and said', () => {
      const refused = streamNames.flatMap((stream) =>
        read[stream].filter(({ id }) => trip.map.entryOf(stream, id)?.outcome === 'refused').map(({ id }) => id),
      )
      expect(new Set(refused)).toEqual(byLaw)
    })
  })

  it('comes back with as many records of every stream', async () => {
    const back = await readArchive(trip.back)
    const counts = (of: HeldRecords): object => Object.fromEntries(streamNames.map((name) => [name, of[name].length]))
    expect(counts(read)).toEqual(counts(held))
    const lost = streamNames.flatMap((stream) => held[stream].filter(({ id }) => byLaw.has(id)).map(() => stream))
    const expected: Record<string, number> = { ...counts(held) }
    for (const stream of lost) expected[stream] = (expected[stream] ?? 0) - 1
    expect(counts(back)).toEqual(expected)
    expect(back.spaces.map(({ id }) => id)).toContain(trip.map.idOf(shut))
  })

  it('U5 passwords ✱: has no field for a secret, read or written', ({ task }) => {
    const text = JSON.stringify([read, trip.copy])
    expect(text.match(/"(?:password|credential|token|secret|hash|privateKey)"/gi)).toBeNull()
    prove(task, { row: 'U5', adapter: 'read-site', degree: 'never, on purpose', seen })
    prove(task, { row: 'U5', adapter: 'write-site', degree: 'never, on purpose', seen })
  })
})

/** The records of a site or archive that show a row. */
function recordsOf(row: Row, all: HeldRecords): Found[] {
  return streamsOf(row).flatMap((stream) =>
    all[stream].filter((record) => isOf(row, stream, record as never)).map((record) => ({ stream, record }) as Found),
  )
}

function byId(found: readonly Found[]): Record<string, unknown> {
  return Object.fromEntries(found.map(({ stream, record }) => [`${stream} ${record.id}`, comparable(record)]))
}
