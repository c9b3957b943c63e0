import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../../testing/backup-builder.js'
import { smallTables, writeFiles } from '../../../testing/csv-tables.js'
import { exportIntoMemory, type MemoryExport, TempFolder } from '../../../testing/export-backup.js'
import { made } from '../../../testing/small-backup.js'
import { isSourceError } from '../../../source-error.js'
import { xmlBackup, type XmlBackupOptions } from '../xml-backup-source.js'

const mira = { name: 'mira', lowerName: 'mira', email: 'mira@kiln.example' }

/** An export of one space with one page, and whoever wrote it. */
function spaceExport(key: string, space: number, page: number, title = 'Glazes'): BackupBuilder {
  return new BackupBuilder()
    .descriptor({ exportType: 'space', spaceKey: key, source: 'server', createdByBuildNumber: '8804' })
    .add('Space', space, { key, name: `The ${key}`, spaceType: 'global', creationDate: '2030-01-01 09:00:00.000' })
    .add('Page', page, { ...made(title, 2, 3), space: ref('Space', space) })
    .add('BodyContent', page + 500, { body: `<p>${title}</p>`, content: ref('Page', page), bodyType: 2 })
    .add('ConfluenceUserImpl', 'ff80aa', mira)
}

async function exportSet(
  backups: Readonly<Record<string, BackupBuilder>>,
  options: Omit<XmlBackupOptions, 'path'> & { readonly paths?: readonly string[] } = {},
): Promise<MemoryExport> {
  await using folder = await TempFolder.make()
  const set = join(folder.path, 'set')
  for (const [name, backup] of Object.entries(backups)) await backup.write(join(set, name))
  const { paths, ...rest } = options
  const path = paths?.map((name) => join(set, name)) ?? set
  return await exportIntoMemory(xmlBackup({ path, ...rest }), folder.path)
}

function codes({ writer }: MemoryExport): string[] {
  return writer.omissions.map(({ code }) => code)
}

describe('several exports of one site', () => {
  it.each([undefined, ['docs', 'ops'], ['ops', 'docs']])(
    'are one source, from their folder or as %j',
    async (paths) => {
      const result = await exportSet(
        { docs: spaceExport('DOCS', 11, 20), ops: spaceExport('OPS', 12, 30, 'Runbook') },
        paths === undefined ? {} : { paths },
      )
      expect(result.writer.stream('spaces').map(({ key }) => key)).toEqual(['DOCS', 'OPS'])
      expect(result.writer.stream('versions').map(({ of, body }) => [of, body])).toEqual([
        ['page:20', { format: 'storage', value: '<p>Glazes</p>' }],
        ['page:30', { format: 'storage', value: '<p>Runbook</p>' }],
      ])
      expect(result.writer.stream('people').map(({ id }) => id)).toEqual(['person:ff80aa'])
      expect(codes(result)).toEqual([])
      expect(result.summary).toMatchObject({ complete: true, unexplained: 0 })
      const account = result.summary.accounts.find(({ kind }) => kind === 'ConfluenceUserImpl')
      expect(account).toMatchObject({ counted: 2, met: 2, recorded: 1, merged: 1 })
    },
  )

  it('lead to each other: a parent, a file and a like of the other export are found', async () => {
    const docs = spaceExport('DOCS', 11, 20).file('attachments/30/60/1', 'cone 6')
    const ops = spaceExport('OPS', 12, 30, 'Runbook')
      .add('Attachment', 60, { ...made('kiln.txt', 1, 6), containerContent: ref('Page', 30), space: ref('Space', 12) })
      .add('Comment', 70, { ...made('', 1, 5), containerContent: ref('Page', 20) })
    const result = await exportSet({ docs, ops })
    const [file] = result.writer.stream('attachment-versions')
    expect(file && result.writer.blobs.get(file.blob ?? '')?.toString()).toBe('cone 6')
    expect(result.writer.stream('comments').map(({ id, content }) => [id, content])).toEqual([
      ['comment:70', 'page:20'],
    ])
    expect(codes(result).filter((code) => code !== 'BODY_MISSING')).toEqual([])
  })

  it('of which two hold the same page are one page: the later one stays, and a line names the other', async () => {
    const later = spaceExport('DOCS', 11, 20, 'Glazes, again')
    const result = await exportSet({ first: spaceExport('DOCS', 11, 20), second: later })
    expect(result.writer.stream('content').map(({ id, title }) => [id, title])).toEqual([['page:20', 'Glazes, again']])
    const doubled = result.writer.omissions.filter(({ code }) => code === 'DUPLICATE_OBJECT')
    expect(doubled.map(({ what, place }) => [what, place?.file])).toEqual(
      expect.arrayContaining([['Page 20', 'first/entities.xml']]),
    )
    expect(result.summary.unexplained).toBe(0)
  })

  it('of which one has other bytes under the same name say so', async () => {
    const file = (backup: BackupBuilder, bytes: string): BackupBuilder =>
      backup
        .add('Attachment', 50, {
          ...made('kiln.txt', 1, 6),
          containerContent: ref('Page', 20),
          space: ref('Space', 11),
        })
        .file('attachments/20/50/1', bytes)
    const result = await exportSet({
      a: file(spaceExport('DOCS', 11, 20), 'cone 6'),
      b: file(spaceExport('DOCS', 11, 20), 'cone 10, slowly'),
    })
    expect(result.writer.omissions).toMatchObject([
      { code: 'FILE_TWICE', place: { file: 'b/attachments/20/50/1' }, count: 1 },
    ])
    expect(result.writer.stream('attachment-versions')).toMatchObject([{ bytes: 6 }])
  })

  it('tell of a broken object by its file and its place in it', async () => {
    const broken = spaceExport('OPS', 12, 30).raw('<object class="Page" package="x"><id name="id">31</id><property')
    const whole = spaceExport('OPS', 12, 30)
    const at = Buffer.byteLength(whole.xml.slice(0, whole.xml.indexOf('\n</hibernate-generic>'))) + 1
    const bad = spaceExport('OPS', 12, 30).raw(
      '<object class="Page" package="x"><id name="id">31</id><property name="a"></object>',
    )
    const result = await exportSet({ docs: spaceExport('DOCS', 11, 20), ops: bad })
    expect(broken.xml).not.toBe(bad.xml)
    expect(result.writer.omissions).toMatchObject([
      { code: 'OBJECT_MALFORMED', place: { file: 'ops/entities.xml', offset: at } },
    ])
  })

  it('are listed by a look at them, as each describes itself', async () => {
    await using folder = await TempFolder.make()
    await spaceExport('DOCS', 11, 20).write(join(folder.path, 'set/docs'))
    await writeFiles(join(folder.path, 'set/kiln'), smallTables())
    await mkdir(join(folder.path, 'scratch'))
    await using source = await xmlBackup({ path: join(folder.path, 'set'), oneSite: true })(
      join(folder.path, 'scratch'),
    )
    const { exports } = await source.assess({})
    expect(exports).toEqual([
      {
        path: join(folder.path, 'set/docs'),
        form: 'xml',
        product: 'server',
        spaces: ['DOCS'],
        written: 'Mon Feb 03 04:05:06 UTC 2031',
      },
      { path: join(folder.path, 'set/kiln'), form: 'csv', product: 'cloud', spaces: ['KILN'] },
    ])
  })

  it('has the same site whatever their order', async () => {
    const site = async (paths: readonly string[]): Promise<string | undefined> =>
      (await exportSet({ docs: spaceExport('DOCS', 11, 20), ops: spaceExport('OPS', 12, 30) }, { paths })).identity
        .siteId
    expect(await site(['docs', 'ops'])).toBe(await site(['ops', 'docs']))
  })
})

describe('exports of several sites', () => {
  const other = spaceExport('OPS', 11, 30)
  const installation = (backup: BackupBuilder, id: string): BackupBuilder =>
    backup.add('ConfluenceBandanaRecord', 90, {
      context: '_GLOBAL',
      key: 'confluence.server.id',
      value: `<string>${id}</string>`,
    })

  it.each([
    ['two spaces of one id', { docs: spaceExport('DOCS', 11, 20), ops: other }, /DOCS and OPS have the id 11/],
    [
      'two users of one key',
      {
        docs: spaceExport('DOCS', 11, 20),
        ops: new BackupBuilder().add('ConfluenceUserImpl', 'ff80aa', { name: 'olu', lowerName: 'olu' }),
      },
      /mira and olu/,
    ],
    [
      'two installations',
      {
        docs: installation(spaceExport('DOCS', 11, 20), 'AAAA-BBBB'),
        ops: installation(spaceExport('OPS', 12, 30), 'CCCC-DDDD'),
      },
      /2 installations/,
    ],
    [
      'two products',
      { docs: spaceExport('DOCS', 11, 20), ops: spaceExport('OPS', 12, 30).descriptor({ source: 'cloud' }) },
      /server and cloud/,
    ],
  ])('are refused for %s', async (_what, backups, problem) => {
    const error: unknown = await exportSet(backups).catch((reason: unknown) => reason)
    expect(isSourceError(error, 'BACKUP_SET_MIXED') && error.message).toMatch(problem)
    expect(String(error)).not.toMatch(/AAAA|CCCC/)
  })

  it('are taken where somebody says that they are of one, and what differs is named', async () => {
    const result = await exportSet({ docs: spaceExport('DOCS', 11, 20), ops: other }, { oneSite: true })
    expect(result.writer.stream('spaces')).toHaveLength(1)
    expect(result.writer.omissions.filter(({ code }) => code === 'DUPLICATE_OBJECT')).toMatchObject([
      { what: 'Space 11' },
    ])
  })
})
