import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type StreamName, streamNames } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import type { LeftOut } from '../testing/asked-site.js'
import { caseBackup } from '../testing/case-backups.js'
import { createInProcess, differencesInProcess, exportInProcess, importInProcess } from '../testing/in-process.js'
import { temporaryFolder } from '../testing/places.js'
import { list } from '../testing/road.js'
import { root } from '../testing/run-command.js'
import { storedZip } from '../testing/stored-zip.js'

/** What an archive must say of a backup: values of records by stream, and each omission as its code and what it is of. */
interface Case {
  readonly name: string
  readonly records: Readonly<Partial<Record<StreamName, readonly object[]>>>
  readonly left: readonly string[]
}

const tables = 'plugin-data/com.atlassian.activeobjects.confluence.spi/activeObjectsBackupRestoreProvider.pdata'
const storage = (title: string, value: string): object => ({ title, body: { format: 'storage', value } })

const cases: readonly Case[] = [
  {
    name: 'no-body-type',
    records: {
      versions: [
        { title: 'Signals', author: 'person:name/hanna', body: { format: 'wiki', value: 'only *red* ones' } },
        {
          title: 'Switches',
          body: {
            format: 'wiki',
            value: 'h2. Where they lie\n\nAs [Signals] says, and [TRAM:Signals].\n\n{code}left < right{code}',
          },
        },
      ],
    },
    left: [],
  },
  {
    name: 'attachment-same-number',
    records: {
      attachments: [{ name: 'night.txt' }],
      'attachment-versions': [
        { number: 1, bytes: 12, id: 'version:attachment:401/1' },
        { number: 1, bytes: 7, blob: expect.stringMatching(/^8a325d80/) },
      ],
    },
    left: ['ATTACHMENT_FILE_MISSING Version 1 of the file "night.txt"'],
  },
  {
    name: 'unversioned-attachment-file',
    records: {
      'attachment-versions': [
        { number: 1, message: 'first', blob: expect.stringMatching(/^19252584/) },
        { number: 2, message: 'second', blob: expect.stringMatching(/^c72835e0/) },
        { number: 3, message: 'third', blob: expect.stringMatching(/^0bd7226e/) },
      ],
    },
    left: ['FILE_UNREFERENCED The file "attachments/201/499"'],
  },
  {
    name: 'duplicate-body-id',
    records: { versions: [storage('Rails', '<p>of steel</p>'), storage('Wires', '<p>of copper</p>')] },
    left: [],
  },
  {
    name: 'body-listed-elsewhere',
    records: { versions: [{ title: 'Rails' }, storage('Wires', '<p>of copper</p>')] },
    left: ['BODY_MISSING The text of version 1 of page:201', 'LISTED_ELSEWHERE BodyContent 301, which page:201 lists'],
  },
  {
    name: 'audit-system-actor',
    records: {
      people: [{ id: 'person:t01', userName: 'ilse' }],
      'audit-records': [{ byName: 'System' }, { byName: 'Anonymous' }, { byName: 'ilse', by: 'person:t01' }],
    },
    left: [`APP_FILE The file "${tables}" (3 rows in 1 tables of apps, of which 3 rows were read)`],
  },
  {
    name: 'content-relation',
    records: { content: [{ title: 'Rails' }, { title: 'Wires' }] },
    left: ['RELATION Content2ContentRelationEntity 801'],
  },
  {
    name: 'internal-classes',
    records: { content: [{ title: 'Bells' }] },
    left: [
      'INTERNAL AlertEntityImpl 802',
      'INTERNAL VersionHistory 801',
      'SECRET ConfluenceTrustedApplication 803',
      'SECRET Secrets Synchrony-7',
    ],
  },
  {
    name: 'zone-in-descriptor',
    records: {
      versions: [{ at: { at: '2034-03-03T23:21:07.000Z', raw: '2034-03-04 05:06:07.000', zone: 'inferred' } }],
    },
    left: [],
  },
  {
    name: 'settings-real-forms',
    records: {
      settings: [
        {
          area: 'general',
          key: 'com.atlassian.confluence.core.DefaultFormatSettingsManager',
          value: { value: expect.stringContaining('yyyy/MM/dd') },
        },
        { owner: 'space:71', key: 'doctheme.footer', value: { value: 'Mind the gap' } },
        { owner: 'space:71', key: 'doctheme.header', value: { value: 'All aboard' } },
        { owner: 'space:71', key: 'doctheme.navigation', value: { value: '' } },
        { owner: 'space:71', key: 'doctheme.treeEnabled', value: { value: 'true' } },
      ],
    },
    left: [],
  },
]

describe('a backup comes out right', () => {
  const place = temporaryFolder()

  async function leftOut(archive: string): Promise<string[]> {
    return (await list<LeftOut>(archive, 'omissions')).map(({ code, what }) => `${code} ${what}`)
  }

  it.each(cases)('$name', async ({ name, records, left }) => {
    const archive = place.at(`${name}.crate.zip`)
    await exportInProcess(archive, caseBackup(name))
    for (const [stream, right] of Object.entries(records))
      expect(await list(archive, stream as StreamName)).toMatchObject(right)
    expect(await leftOut(archive)).toEqual(left)
  })

  it('audit-system-actor, body-listed-elsewhere: who is nobody and what has no text is left empty', async () => {
    const said = await list(place.at('audit-system-actor.crate.zip'), 'audit-records')
    expect(said.map((record) => 'by' in record)).toEqual([false, false, true])
    const versions = await list(place.at('body-listed-elsewhere.crate.zip'), 'versions')
    expect(versions.map((record) => 'body' in record)).toEqual([false, true])
  })

  it('internal-classes: no secret is in the archive', async () => {
    for (const stream of [...streamNames, 'omissions'] as const) {
      const records = await list(place.at('internal-classes.crate.zip'), stream)
      expect(JSON.stringify(records)).not.toContain('made-up-and-never-carried')
    }
  })

  it('root-dir-entry: a zip with an entry for its own root', async () => {
    const dir = caseBackup('root-dir-entry')
    const nothing = new Uint8Array()
    const files = readdirSync(dir).map((name) => [name, readFileSync(`${dir}/${name}`)] as const)
    writeFileSync(place.at('root.zip'), storedZip([['/', nothing], ...files, ['resources/', nothing]]))
    await exportInProcess(place.at('root.crate.zip'), place.at('root.zip'))
    expect(await list(place.at('root.crate.zip'), 'versions')).toMatchObject([
      storage('Bells', '<p>They ring twice.</p>'),
    ])
    expect(await leftOut(place.at('root.crate.zip'))).toEqual([])
  })

  it('no-permissions: the space is private, and whole at each site it comes to', async () => {
    const [there, back] = [place.at('there.crate.zip'), place.at('back.crate.zip')]
    await exportInProcess(there, caseBackup('no-permissions'))
    expect(await leftOut(there)).toEqual([])
    await createInProcess(place.at('site'))
    await importInProcess(place.at('site'), there)
    await exportInProcess(back, place.at('site'))
    expect(await list(back, 'spaces')).toMatchObject([{ key: 'TRAM' }])
    expect(await list(back, 'versions')).toMatchObject([storage('Depot', '<p>Nobody was let in.</p>')])
    expect(await leftOut(back)).toEqual([])
    expect(await differencesInProcess(there, back, place.at('site.work'))).toEqual([])
  })

  it('has a line in the table of the fixtures', () => {
    const page = readFileSync(`${root}/fixtures/README.md`, 'utf8')
    expect(readdirSync(caseBackup()).filter((name) => !page.includes(`| \`${name}\``))).toEqual([])
  })
})
