import { describe, expect, it } from 'vitest'
import type { Selection } from '../../../selection.js'
import { BackupBuilder, ref } from '../../../testing/backup-builder.js'
import { exportBackup, type MemoryExport } from '../../../testing/export-backup.js'
import { made } from '../../../testing/small-backup.js'

function site(): BackupBuilder {
  return new BackupBuilder()
    .descriptor({ exportType: 'all', source: 'server' })
    .add('Space', 11, { key: 'KILN', spaceType: 'global' })
    .add('Space', 12, { key: '_odd', spaceType: 'global' })
}

async function exported(backup: BackupBuilder, selection: Selection = {}): Promise<MemoryExport> {
  const result = await exportBackup(backup, selection)
  expect(result.summary).toMatchObject({ complete: true, unexplained: 0 })
  return result
}

const told = ({ writer }: MemoryExport): string[][] => writer.omissions.map(({ code, what }) => [code, what])

describe('page layouts', () => {
  const layouts = (): BackupBuilder =>
    site()
      .add('PersistentDecorator', 1, { name: 'decorators/main.vmd', body: '<p>]]> $body 頁</p>' })
      .add('PersistentDecorator', 2, {
        spaceKey: 'KILN',
        name: 'decorators/page.vmd',
        body: '#parse("x")',
        lastModificationDate: '2030-01-02 11:00:00.000',
      })
      .add('PersistentDecorator', 3, { spaceKey: '_odd', name: 'page~2', body: '' })
      .add('PersistentDecorator', 4, { spaceKey: 'GONE', name: 'decorators/page.vmd', body: 'x' })
      .add('PersistentDecorator', 6, { spaceKey: 'KILN', name: 'leak', body: '<img src="ftp://a:hush@b.example"/>' })
      .add('PersistentDecorator', 5, { spaceKey: 'kiln', name: 'decorators/page.vmd', body: 'other' })

  it('of the site and of spaces are kept as they stand', async () => {
    const result = await exported(layouts())
    expect(result.writer.stream('settings')).toEqual([
      {
        id: 'setting:site:source/layout/decorators/main.vmd',
        owner: 'site:source',
        area: 'layout',
        key: 'decorators/main.vmd',
        value: { format: 'raw', value: '<p>]]> $body 頁</p>' },
      },
      {
        id: 'setting:space:11/layout/decorators/page.vmd',
        owner: 'space:11',
        area: 'layout',
        key: 'decorators/page.vmd',
        value: { format: 'raw', value: '#parse("x")' },
        modified: { at: { at: '2030-01-02T11:00:00.000Z', raw: '2030-01-02 11:00:00.000', zone: 'assumed(UTC)' } },
      },
      {
        id: 'setting:space:11/layout/leak',
        owner: 'space:11',
        area: 'layout',
        key: 'leak',
        value: { format: 'raw', value: '<img src="ftp://b.example"/>' },
      },
      {
        id: 'setting:space:12/layout/page~2~1',
        owner: 'space:12',
        area: 'layout',
        key: 'page~2',
        value: { format: 'raw', value: '' },
      },
    ])
    expect(told(result)).toEqual([
      ['OWNER_MISSING', 'The page layout "decorators/page.vmd" of the space "GONE"'],
      ['SECRET', 'user info in value of setting:space:11/layout/leak'],
      ['DUPLICATE_OBJECT', 'The page layout "decorators/page.vmd" of space:11'],
    ])
  })

  it.each<[Selection, number]>([
    [{ spaces: ['KILN'] }, 2],
    [{ skipKinds: ['settings'] }, 0],
  ])('follow the selection %j', async (selection, count) => {
    const { writer, summary } = await exported(layouts(), selection)
    expect(writer.stream('settings')).toHaveLength(count)
    expect(summary.accounts.find(({ kind }) => kind === 'PersistentDecorator')).toMatchObject({
      met: 6,
      unselected: count > 0 ? 3 : 6,
    })
  })

  it('with a field that nobody knows tell its name', async () => {
    const result = await exported(site().add('PersistentDecorator', 1, { name: 'a', body: 'b', apiKey: 'hush' }))
    expect(told(result)).toEqual([['FIELD_UNKNOWN', 'Field "apiKey" of PersistentDecorator']])
    expect(JSON.stringify([...result.writer.records.values()])).not.toContain('hush')
  })
})

describe('files of the site', () => {
  const description = ref('GlobalDescription', 72)
  const files = (): BackupBuilder =>
    site()
      .add('GlobalDescription', 72, { version: 1, contentStatus: 'current' })
      .add('Attachment', 50, { ...made('atl.site.logo', 2, 3), containerContent: description })
      .add('Attachment', 51, { ...made('atl.site.logo', 1, 2), originalVersion: ref('Attachment', 50) })
      .add('Attachment', 52, { ...made('global.logo', 1, 2), containerContent: description })
      .add('Attachment', 53, { ...made('old.logo', 1, 2), containerContent: description, contentStatus: 'deleted' })
      .add('ContentProperty', 60, { name: 'MEDIA_TYPE', stringValue: 'image/png', content: ref('Attachment', 50) })
      .add('ContentProperty', 61, { name: 'FILESIZE', longValue: 3, content: ref('Attachment', 51) })
      .add('ContentProperty', 62, { name: 'other', stringValue: 'x', content: ref('Attachment', 50) })
      .add('Label', 63, { name: 'logo', namespace: 'global' })
      .add('Labelling', 64, { label: ref('Label', 63), content: ref('Attachment', 50) })
      .add('Comment', 65, { ...made('', 1, 3), containerContent: ref('Attachment', 50) })
      .file('attachments/72/50/2', 'two')
      .file('attachments/72/50/1', 'one')

  it('are settings with their bytes; what hangs on them and what they were before is told', async () => {
    const result = await exported(files())
    const [logo, other] = result.writer.stream('settings')
    expect(logo).toMatchObject({
      id: 'setting:site:source/logo/atl.site.logo',
      area: 'logo',
      fileName: 'atl.site.logo',
      mediaType: 'image/png',
      bytes: 3,
      modified: { by: 'person:ff80aa' },
    })
    expect(Buffer.from(result.writer.blobs.get(logo?.file ?? '') ?? []).toString()).toBe('two')
    expect(other).toMatchObject({ key: 'global.logo' })
    expect(other).not.toHaveProperty('file')
    expect(result.writer.stream('attachments')).toEqual([])
    expect(result.writer.stream('labels')).toEqual([])
    expect(
      told(result)
        .map(([code]) => code)
        .toSorted(),
    ).toEqual([
      'ATTACHMENT_FILE_MISSING',
      'LABEL_UNUSED',
      'OWNER_MISSING',
      'OWNER_MISSING',
      'OWNER_OMITTED',
      'OWNER_OMITTED',
      'SITE_FILE',
      'SITE_FILE',
    ])
  })

  it.each<[Selection, number]>([
    [{ spaces: ['KILN'] }, 0],
    [{ skipKinds: ['settings'] }, 0],
    [{ skipKinds: ['history'] }, 2],
  ])('follow the selection %j', async (selection, count) => {
    const { writer, summary } = await exported(files(), selection)
    expect(writer.stream('settings')).toHaveLength(count)
    expect(summary.accounts.find(({ kind }) => kind === 'Attachment')).toMatchObject(
      count === 0 ? { met: 4, unselected: 4 } : { met: 4, unselected: 1, recorded: 2, omitted: 1 },
    )
  })
})
