import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { AccessSummary, PlaceAccess, SurveySummary } from '@spacecrate/importer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostileTitle, makeSmallArchive } from '../../testing/small-archive.js'
import { importInto } from '../../testing/small-import.js'
import { collectLists, type CollectedLists } from './collect-lists.js'

let dir = ''
let planDir = ''
let collected: CollectedLists

const ann = { person: 'person:ann', name: '=Ann', why: 'the group has other members' }
const place: PlaceAccess = {
  place: 'space:1',
  kind: 'space',
  name: 'Kiln',
  keeps: ['person:bob'],
  gains: [{ ...ann, code: 'GROUP_HAS_OTHER_MEMBERS' }],
  loses: [{ person: 'everyone', name: 'everybody else', why: 'it is closed', people: 7 }],
  more: { keeps: 2, gains: 0, loses: 3 },
}
const access: AccessSummary = { places: 1, keeps: 3, gains: 1, loses: 4, first: [place], file: 'access.ndjson' }
const survey: SurveySummary = {
  bodies: 4,
  references: { rewritten: 1, unchanged: 0, unresolved: 1, reasons: { SPACE_NOT_IN_ARCHIVE: 1 }, total: 2 },
  macros: [{ name: 'drawio', count: 2, sample: 'page:100', there: false }],
  hosts: [{ host: 'wiki.example', count: 1, sample: 'page:101', kind: 'likely' }],
  limits: [{ code: 'TITLE_TOO_LONG', count: 1, first: [{ id: 'page:102', what: 'a title of 300' }] }],
  newPeople: 0,
}
const broken = {
  record: 'version:page:103/1',
  kind: 'page',
  reason: 'SPACE_NOT_IN_ARCHIVE',
  verbatim: '<x/>',
  path: '',
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'collect-'))
  await using archive = await makeSmallArchive(dir)
  const summary = await importInto(dir, archive, true)
  const { plan } = summary
  planDir = dirname(plan.path)
  await writeFile(join(planDir, 'access.ndjson'), `${JSON.stringify(place)}\n`)
  await writeFile(join(planDir, 'references.ndjson'), `${JSON.stringify(broken)}\n`)
  const { signal } = new AbortController()
  const seen = { ...summary, plan: { ...plan, access, survey } }
  collected = await collectLists({ archive, summary: seen, stem: join(planDir, 'seen'), signal })
})
afterAll(() => rm(dir, { recursive: true, force: true }))

async function rowsOf(name: string): Promise<string[]> {
  const file = collected.lists.find((list) => list.name === name)?.file ?? 'none'
  return (await readFile(join(planDir, file), 'utf8')).split('\r\n').slice(1, -1)
}

describe('the lists of a plan that looked at access and texts', () => {
  it('has each gain and each loss of access, and how many are not named', async () => {
    expect(await rowsOf('access')).toEqual([
      `space,space:1,Kiln,gains,person:ann,'=Ann,,GROUP_HAS_OTHER_MEMBERS,the group has other members,3`,
      `space,space:1,Kiln,loses,everyone,everybody else,7,,it is closed,3`,
      `space,space:1,Kiln,loses,,and 3 more,,,,3`,
    ])
  })

  it('has what stands in texts, with the titles of the pages', async () => {
    expect(await rowsOf('macros')).toEqual([`drawio,2,a box with its name,page:100,${hostileTitle}`])
    expect(await rowsOf('hosts')).toEqual(['wiki.example,1,likely,page:101,Page 0'])
    expect(await rowsOf('limits')).toEqual(['TITLE_TOO_LONG,page:102,Page 1,a title of 300'])
    expect(collected.survey?.macros).toMatchObject([{ name: 'drawio', on: hostileTitle }])
  })

  it('has the references that will lead nowhere, and shows the page that holds one', async () => {
    expect(await rowsOf('links')).toEqual([
      'SPACE_NOT_IN_ARCHIVE,page,<x/>,version:page:103/1,page:103,,The space that it names is not in the archive,' +
        '"Export that space as well, or mend the link by hand"',
    ])
    expect(collected.references).toMatchObject({ unresolved: 1, full: 'references.ndjson' })
    expect(collected.references?.findings).toMatchObject([{ count: 1, sample: [{ on: 'Page 2' }] }])
    expect(collected.sample.find(({ id }) => id === 'page:103')?.because).toContain('a link that leads nowhere')
  })
})
