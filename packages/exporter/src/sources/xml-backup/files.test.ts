import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref, type Value } from '../../testing/backup-builder.js'
import { exportBackup, type MemoryExport } from '../../testing/export-backup.js'
import { made } from '../../testing/small-backup.js'

const page = ref('Page', 20)

function onePage(): BackupBuilder {
  return new BackupBuilder()
    .add('Space', 11, { key: 'GLEN', spaceType: 'global' })
    .add('Page', 20, { ...made('Glen', 1, 1), space: ref('Space', 11) })
}

/** A file as Confluence wrote it up to 5.6. */
function old(version: number, fileSize: number, day = 3): Record<string, Value> {
  const mira = ref('ConfluenceUserImpl', 'ff80aa')
  const at = `2009-01-0${day} 00:00:00.000`
  const rest = { creator: mira, lastModifier: mira, creationDate: at, lastModificationDate: at, content: page }
  return { fileName: 'map.txt', contentType: 'text/plain', attachmentVersion: version, fileSize, ...rest }
}

const ofFirst = { originalVersion: ref('Attachment', 50) }

/** Each version as its id and its bytes. */
function versions({ writer }: MemoryExport): string[] {
  return writer.stream('attachment-versions').map(({ id, blob }) => {
    const bytes = blob === undefined ? '∅' : Buffer.from(writer.blobs.get(blob) ?? []).toString()
    return `${id.replace('version:attachment:', '')} ${bytes}`
  })
}

function told({ writer }: MemoryExport): unknown[] {
  return writer.omissions.map(({ code, place, id, count }) => [code, place?.file ?? id, count])
}

describe('two versions of a file with one number', () => {
  it('and different sizes are two, and the bytes are of the one whose size they have', async () => {
    const result = await exportBackup(
      onePage()
        .add('Attachment', 51, { ...old(1, 9), ...ofFirst })
        .add('Attachment', 50, old(1, 4))
        .file('attachments/20/50/1', 'moor'),
    )
    expect(versions(result)).toEqual(['50/1 ∅', '50/1~2 moor'])
    expect(told(result)).toEqual([['ATTACHMENT_FILE_MISSING', 'attachments/20/50/1', 1]])
    expect(result.summary.accounts.find(({ kind }) => kind === 'Attachment')).toMatchObject({ met: 2, recorded: 2 })
  })

  it('and bytes of the earlier one leave the current one without', async () => {
    const result = await exportBackup(
      onePage()
        .add('Attachment', 51, { ...old(1, 9), ...ofFirst })
        .add('Attachment', 50, old(1, 4))
        .file('attachments/20/50/1', 'hill moor'),
    )
    expect(versions(result)).toEqual(['50/1 hill moor', '50/1~2 ∅'])
  })

  it.each([
    ['sizes', { name: 'FILESIZE', longValue: 3 }, { name: 'FILESIZE', longValue: 5 }],
    ['types', { name: 'MEDIA_TYPE', stringValue: 'a/b' }, { name: 'MEDIA_TYPE', stringValue: 'a/c' }],
  ])('and different %s among their properties are two', async (_name, first, second) => {
    const result = await exportBackup(
      onePage()
        .add('Attachment', 50, { ...made('map.txt', 1, 2), containerContent: page })
        .add('Attachment', 51, { ...made('map.txt', 1, 2), containerContent: page, ...ofFirst })
        .add('ContentProperty', 70, { ...first, content: ref('Attachment', 50) })
        .add('ContentProperty', 71, { ...second, content: ref('Attachment', 51) })
        .file('attachments/20/50/1', 'abc'),
    )
    expect(versions(result)).toEqual(['50/1 ∅', '50/1~2 abc'])
  })

  it('that agree in all count as one, with what hangs on the copy', async () => {
    const result = await exportBackup(
      onePage()
        .add('Attachment', 51, { ...old(1, 4), ...ofFirst })
        .add('Attachment', 50, old(1, 4))
        .add('ContentProperty', 70, { name: 'MINOR_EDIT', longValue: 1, content: ref('Attachment', 51) })
        .file('attachments/20/50/1', 'moor'),
    )
    expect(versions(result)).toEqual(['50/1 moor'])
    expect(told(result)).toEqual([['OWNER_OMITTED', undefined, 1]])
  })
})

describe('two versions of a page or comment with one number', () => {
  it('count as one only where the text is one too, and no line says that the text is lost', async () => {
    const copy = (n: number): Record<string, Value> => ({ ...made('Glen', 1, 1), originalVersion: ref('Page', n) })
    const { writer, summary } = await exportBackup(
      onePage()
        .add('Page', 21, copy(20))
        .add('Page', 22, copy(20))
        .add('Comment', 40, { ...made('', 1, 1), containerContent: page })
        .add('Comment', 41, { ...made('', 1, 1), originalVersion: ref('Comment', 40) })
        .add('BodyContent', 30, { body: 'a', bodyType: 2, content: page })
        .add('BodyContent', 31, { body: 'a', bodyType: 2, content: ref('Page', 21) })
        .add('BodyContent', 32, { body: 'b', bodyType: 2, content: ref('Page', 22) })
        .add('BodyContent', 33, { body: 'c', bodyType: 2, content: ref('Comment', 40) })
        .add('BodyContent', 34, { body: 'd', bodyType: 2, content: ref('Comment', 41) }),
    )
    expect(writer.stream('versions').map(({ id, body }) => [id, body && 'value' in body && body.value])).toEqual([
      ['version:page:20/1', 'b'],
      ['version:page:20/1~2', 'a'],
    ])
    expect(writer.stream('comment-versions')).toHaveLength(2)
    expect(summary).toMatchObject({ complete: true, omissions: {} })
  })
})

describe('files without a folder for each attachment', () => {
  it('are the bytes of the version whose id they have, earlier ones too', async () => {
    const result = await exportBackup(
      onePage()
        .add('Attachment', 51, { ...old(1, 3, 2), ...ofFirst })
        .add('Attachment', 50, old(2, 5))
        .file('attachments/20/50', 'later')
        .file('attachments/20/51', 'old'),
    )
    expect(versions(result)).toEqual(['50/1 old', '50/2 later'])
    expect(told(result)).toEqual([])
  })

  it('are not given to another version', async () => {
    const result = await exportBackup(
      onePage()
        .add('Attachment', 51, { ...old(1, 3, 2), ...ofFirst })
        .add('Attachment', 50, old(2, 5))
        .file('attachments/20/50', 'later'),
    )
    expect(versions(result)).toEqual(['50/1 ∅', '50/2 later'])
  })

  it('stand beside folders', async () => {
    const result = await exportBackup(
      onePage()
        .add('Attachment', 51, { ...old(1, 3, 2), ...ofFirst })
        .add('Attachment', 50, old(2, 5))
        .file('attachments/20/50/2', 'later')
        .file('attachments/20/51', 'old'),
    )
    expect(versions(result)).toEqual(['50/1 old', '50/2 later'])
  })
})

describe('files that no version took', () => {
  const stray = (): BackupBuilder =>
    onePage()
      .add('Space', 12, { key: 'FEN', spaceType: 'global' })
      .add('Page', 22, { ...made('Fen', 1, 1), space: ref('Space', 12) })
      .add('Attachment', 50, old(1, 4))
      .add('Attachment', 60, { ...old(1, 4), content: ref('Page', 404) })
      .add('Attachment', 70, { ...old(1, 4), content: ref('Page', 22) })
      .file('attachments/20/50/1', 'moor')
      .file('attachments/20/50/2', 'nobody')
      .file('attachments/20/99/1', 'nobody')
      .file('attachments/20/50/deep/er', 'nobody')
      .file('attachments/404/60/1', 'left out')
      .file('attachments/22/70/1', 'fens')
      .file('attachments/22/70/2', 'nobody')

  it('are named, but for those of what is named itself as left out', async () => {
    expect(told(await exportBackup(stray()))).toEqual([
      ['OWNER_MISSING', 'entities.xml', 1],
      ['FILE_UNREFERENCED', 'attachments/20/50/2', 1],
      ['FILE_UNREFERENCED', 'attachments/20/50/deep/er', 1],
      ['FILE_UNREFERENCED', 'attachments/20/99/1', 1],
      ['FILE_UNREFERENCED', 'attachments/22/70/2', 1],
    ])
  })

  it('are named of selected spaces alone', async () => {
    expect(told(await exportBackup(stray(), { spaces: ['GLEN'] }))).toEqual([
      ['OWNER_MISSING', 'entities.xml', 1],
      ['FILE_UNREFERENCED', 'attachments/20/50/2', 1],
      ['FILE_UNREFERENCED', 'attachments/20/99/1', 1],
    ])
  })

  it('are not named where the selection leaves their version out', async () => {
    const backup = onePage()
      .add('Attachment', 51, { ...old(1, 3, 2), ...ofFirst })
      .add('Attachment', 50, old(2, 5))
      .file('attachments/20/50/1', 'old')
      .file('attachments/20/50/2', 'later')
    expect(told(await exportBackup(backup, { skipKinds: ['history'] }))).toEqual([])
    const { summary } = await exportBackup(stray(), { skipKinds: ['attachments'] })
    expect(summary.omissions).not.toHaveProperty('FILE_UNREFERENCED')
  })

  it('are counted from the thousandth on', async () => {
    const backup = onePage()
    for (let id = 1000; id < 2234; id++) backup.file(`attachments/20/${id}/1`, 'x')
    const omissions = told(await exportBackup(backup))
    expect(omissions).toHaveLength(1001)
    expect(omissions.at(-1)).toEqual(['FILE_UNREFERENCED', undefined, 234])
  })
})
