import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import type { StreamName } from '@spacecrate/format'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Found, foundIn } from '../testing/found-records.js'
import { exportInProcess } from '../testing/in-process.js'
import { kiln, kilnCsv, temporaryFolder } from '../testing/places.js'
import { prove } from '../testing/prove.js'
import { readable } from '../testing/readable.js'
import { namesOf } from '../testing/without-ids.js'
import { apps } from './expected/apps.js'
import { content, ownEmoji } from './expected/content.js'
import { containing, type Expectation, type Expectations } from './expected/expectation.js'
import { peopleAndSpaces } from './expected/people-and-spaces.js'
import { site, templates } from './expected/site.js'
import { spaceSettings } from './expected/space-settings.js'
import { isOf, type Row } from './row.js'
import { rowOf } from './rows.js'
import { notInTables, partlyInTables } from './table-goals.js'

const expectations: Expectations = { ...peopleAndSpaces, ...spaceSettings, ...templates, ...content, ...site, ...apps }
const seen = 'a CSV export made by us: kiln-csv'

/** Tables of apps, which the content of kiln has none of. */
const tablesOfApps = {
  AO_187CCC_SIDEBAR_LINK: `ID,SPACE_KEY,CATEGORY,TYPE,CUSTOM_TITLE,WEB_ITEM_KEY,POSITION,HIDDEN,DEST_PAGE_ID,HARDCODED_URL
1,STUDIO,MAIN,,,spacebar-pages,1,false,,
2,STUDIO,QUICK,PINNED_PAGE,Look here first,,1,false,9830405,
`,
  AO_950DC3_TC_SUBCALS: `ID,NAME,SPACE_KEY,TIME_ZONE_ID,CREATOR,CREATED
c1,Firings,STUDIO,Europe/Oslo,712020:0a5f2c1e-7d11-4c6f-9a27-5e1b7a3c0d01,1704096000000
`,
}

/** What is expected where the XML backup of the same content has nothing, or something else. */
const inTables: Readonly<Record<string, Expectation['kiln']>> = {
  U1: { people: [{ accountId: '712020:0a5f2c1e-7d11-4c6f-9a27-5e1b7a3c0d01' }] },
  U2: { groups: [{ name: 'kiln-crew', referencedOnly: true }] },
  S9: { 'sidebar-links': [{ space: 'space STUDIO', list: 'main', native: 'spacebar-pages', position: 1 }] },
  S17: { 'sidebar-links': [{ space: 'space STUDIO', list: 'shortcut', title: 'Look here first', position: 1 }] },
  A1: { content: [{ kind: 'custom', title: 'Kiln rota' }] },
  A2: { calendars: [{ name: 'Firings', space: 'space STUDIO', timeZone: 'Europe/Oslo' }] },
}

describe('a CSV export is read', () => {
  const place = temporaryFolder()
  let records: readonly Found[] = []
  let names: ReadonlyMap<string, string> = new Map()

  beforeAll(async () => {
    cpSync(kilnCsv, place.at('csv'), { recursive: true })
    for (const [name, text] of Object.entries(tablesOfApps)) writeFileSync(place.at('csv', `${name}.csv`), text)
    const bodies = readFileSync(place.at('csv/bodycontent.csv'), 'utf8')
    const emoji = ownEmoji.replaceAll('"', '""')
    writeFileSync(place.at('csv/bodycontent.csv'), bodies.replace('<p>It burns.</p>', `"<p>It burns. ${emoji}</p>"`))
    await exportInProcess(place.at('csv.crate.zip'), place.at('csv'), ['--with-app-data'])
    records = [...(await foundIn(place.at('csv.crate.zip'))).values()]
    // The tables name no people: their names are those of the XML backup of the same content.
    await exportInProcess(place.at('xml.crate.zip'), kiln)
    names = await namesOf(place.at('xml.crate.zip'))
  })

  function shown(row: Row, stream?: StreamName): unknown[] {
    const of = records.filter(
      (one) => (stream ?? one.stream) === one.stream && isOf(row, one.stream, one.record as never),
    )
    return of.map(({ record }) => readable(record, names))
  }

  it.for(Object.entries(expectations).map(([id, expected]) => ({ id, title: rowOf(id).title, expected })))(
    '$id $title',
    ({ id, expected }, { task }) => {
      const row = rowOf(id)
      if (notInTables.has(id)) {
        expect(shown(row)).toEqual([])
        prove(task, { row: id, adapter: 'read-csv', degree: 'not possible there', seen })
        return
      }
      const wanted = Object.entries(inTables[id] ?? expected.kiln ?? {})
      expect(wanted).not.toEqual([])
      for (const [stream, all] of wanted) {
        const found = shown(row, stream as StreamName)
        for (const fields of all) expect(found).toContainEqual(containing(fields))
      }
      const missing = partlyInTables[id] ?? expected.missing
      const degree = missing === undefined ? expected.degree : 'partial'
      prove(task, { row: id, adapter: 'read-csv', degree, seen, ...(missing !== undefined && { missing }) })
    },
  )

  it('U5 passwords ✱: no table has a column for one, and a column that nobody knows is never kept', async ({
    task,
  }) => {
    const users = readFileSync(place.at('csv/user_mapping.csv'), 'utf8')
    const planted = users.replaceAll(/$/gm, ',planted-secret').replace(',planted-secret', ',credential')
    writeFileSync(place.at('csv/user_mapping.csv'), planted)
    await exportInProcess(place.at('planted.crate.zip'), place.at('csv'))
    const found = [...(await foundIn(place.at('planted.crate.zip'))).values()]
    expect(found.length).toBeGreaterThan(100)
    expect(JSON.stringify(found)).not.toContain('planted-secret')
    prove(task, { row: 'U5', adapter: 'read-csv', degree: 'never, on purpose', seen })
  })
})
