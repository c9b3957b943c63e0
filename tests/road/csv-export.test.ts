import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { openArchive, verifyArchive } from '@spacecrate/format'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.js'
import { allowEverything } from '../testing/fixture-sites.js'
import { createInProcess, differencesInProcess, exportInProcess, importInProcess } from '../testing/in-process.js'
import { kiln, kilnCsv, temporaryFolder } from '../testing/places.js'

interface Difference {
  readonly type: string
  readonly stream: string
  readonly id: string
  readonly paths?: readonly string[]
}

/** What a space export as tables cannot hold, and a backup of the whole site can. */
const onlyInSiteBackup = new Set(['memberships', 'permissions'])
const lessInTables: Readonly<Record<string, readonly string[]>> = {
  /** The descriptor is that of another export. */
  site: ['/extra'],
  /** Names and addresses of people are in no table. */
  people: ['/created', '/displayName', '/email', '/kind', '/state'],
  /** Of groups there are only the names in permissions. */
  groups: ['/description', '/referencedOnly'],
}

describe('a CSV export of the content of an XML backup', () => {
  const place = temporaryFolder()
  const differences: Difference[] = []

  beforeAll(async () => {
    await exportInProcess(place.at('xml.crate.zip'), kiln)
    await exportInProcess(place.at('csv.crate.zip'), kilnCsv)
    const { stdout } = await runInProcess(['diff', place.at('xml.crate.zip'), place.at('csv.crate.zip'), '--json'])
    const lines = stdout.split('\n').filter((line) => line !== '')
    differences.push(...lines.map((line) => JSON.parse(line) as Difference))
  })

  it('becomes the same archive, but for what tables do not hold and how they write a time', () => {
    const others = differences.flatMap(({ type, stream, id, paths }) => {
      if (type === 'only-a' && onlyInSiteBackup.has(stream)) return []
      const isLess = (field: string): boolean => (lessInTables[stream] ?? []).some((one) => field.startsWith(one))
      // Tables write the hundredth of a second where entities.xml writes the thousandth.
      const more = paths?.filter((field) => !isLess(field) && !field.endsWith('/at/raw'))
      return more?.length === 0 ? [] : [{ type, stream, id, more }]
    })
    expect(others).toEqual([])
    expect(differences.filter(({ stream }) => stream === 'people')).toHaveLength(5)
  })

  it('says what it is, counts what it leaves out, and has sums that add up', async () => {
    await using archive = await openArchive(place.at('csv.crate.zip'))
    const { source, certificate } = archive.manifest
    expect(source).toMatchObject({ adapter: 'csv-export', product: 'cloud', exportType: 'space' })
    const of = (kind: string): unknown => certificate.accounts.find((account) => account.kind === kind)
    expect(of('space_owner')).toMatchObject({ counted: 1, met: 1, omitted: 1 })
    expect(of('OutgoingLink')).toMatchObject({ counted: 1, met: 1, derived: 1 })
    expect(of('Page')).toMatchObject({ counted: 45, met: 45, recorded: 45 })
    const omissions: unknown[] = []
    for await (const omission of archive.omissions()) omissions.push(omission)
    expect(omissions).toContainEqual(expect.objectContaining({ code: 'TABLE_UNKNOWN', kind: 'space_owner', count: 1 }))
    expect(omissions).toContainEqual(
      expect.objectContaining({ code: 'RELATION', place: { file: 'usercontent_relation.csv', row: 4, offset: expect.any(Number) } }), // prettier-ignore
    )
  })

  it.each([
    ['alone', [kilnCsv]],
    ['with the XML backup as one set', [kiln, kilnCsv]],
  ])('makes an archive that is as its certificate says: %s', async (name, from) => {
    const output = place.at(`${name}.crate.zip`)
    await runInProcess([
      'export',
      ...from.flatMap((path) => ['--from', path]),
      '-o',
      output,
      '--work',
      `${output}.work`,
      '--quiet',
    ])
    expect(await verifyArchive(output)).toMatchObject({ valid: true, problems: [] })
  })

  it('says nothing against the XML backup of the same content, in a set with it', async () => {
    const output = place.at('set.crate.zip')
    await exportInProcess(output, kiln, ['--from', kilnCsv])
    await using archive = await openArchive(output)
    const codes: string[] = []
    for await (const { code } of archive.omissions()) codes.push(code)
    // What one of the two leaves out alone: none of them is about what both hold.
    expect(codes).toEqual(['APP_FILE', 'ATTACHMENT_FILE_MISSING', 'INTERNAL', 'RELATION', 'SETTING', 'TABLE_UNKNOWN'])
    const { stdout } = await runInProcess(['diff', place.at('xml.crate.zip'), output, '--json'])
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Difference),
    ).toMatchObject([{ id: 'site:source' }])
  })

  it('comes back from an embedded site as it went there', async () => {
    const site = place.at('site')
    await createInProcess(site)
    await importInProcess(site, place.at('csv.crate.zip'), allowEverything)
    await exportInProcess(place.at('back.crate.zip'), site)
    const found = await differencesInProcess(place.at('csv.crate.zip'), place.at('back.crate.zip'), `${site}.work`)
    expect(found).toEqual([])
  })

  it('is called by its name where people look', async () => {
    const assessed = await runInProcess(['assess', '--from', kilnCsv])
    const inspected = await runInProcess(['inspect', place.at('csv.crate.zip')])
    expect(assessed.stdout).toContain('Cloud space export (CSV)')
    const set = await runInProcess(['assess', '--from', kiln, '--from', kilnCsv])
    expect(set.stdout).toMatch(/kiln-csv +CSV +cloud 1000\.0\.0-kiln +STUDIO, SHOP, ~mara, OLD +Thu Jun 20/)
    expect(inspected.stdout).toContain('Cloud space export (CSV)')
    expect(readFileSync(place.at('csv.crate.report.html'), 'utf8')).toContain('Cloud space export (CSV)')
  })
})
