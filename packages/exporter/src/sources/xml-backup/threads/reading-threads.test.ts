import { rm, truncate } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Selection } from '../../../selection.js'
import type { Source } from '../../../source.js'
import { type BackupBuilder, ref } from '../../../testing/backup-builder.js'
import { TempFolder } from '../../../testing/export-backup.js'
import { ExportedArchive } from '../../../testing/exported-archive.js'
import { made, smallBackup } from '../../../testing/small-backup.js'
import { xmlBackup } from '../xml-backup-source.js'

const fixtures = resolve(import.meta.dirname, '../../../../../../fixtures/backups')

/** Everything that an export came to. */
async function comeTo(path: string, threads: number, selection: Selection): Promise<unknown> {
  await using exported = await ExportedArchive.of(xmlBackup({ path, threads }), selection)
  const { milliseconds: _, ...counts } = exported.outcome.summary
  const [, ...lines] = (await exported.text()).split('\n')
  return { counts, contentRoot: exported.archive.manifest.contentRoot, lines }
}

/** Hundreds of pages, so that threads overtake each other, with whatever a thread leaves to the one that asks. */
function largeBackup(): BackupBuilder {
  const backup = smallBackup()
  for (let n = 1000; n < 1500; n++) {
    const space = ref('Space', 11)
    const user = ref('ConfluenceUserImpl', `u${n % 70}`)
    const title = n === 1300 ? 'x'.repeat(1_100_000) : `Page ${n}`
    const text = n === 1400 ? 'y'.repeat(300_000) : `Text ${n}`
    backup
      .add('Page', n, { ...made(title, 1, 3), space, creator: user, position: n })
      .add('BodyContent', n, { body: text, content: ref('Page', n), bodyType: 2 })
    if (n % 10 !== 0) continue
    const on = { containerContent: ref('Page', n), space }
    backup
      .add('Attachment', n + 5000, { ...made(`file ${n}`, 1, 6), ...on, creationDate: 'soon' })
      .add('Comment', n + 9000, { ...made('', 1, 5), containerContent: ref('Page', n), creator: user })
    if (n % 20 !== 0) backup.file(`attachments/${n}/${n + 5000}/1`, `bytes ${n}`)
  }
  return backup
}

async function readAll(source: Source): Promise<void> {
  for await (const item of source.read({}, () => false)) void item
}

describe('threads that read objects', () => {
  it.each(['kiln', 'foundry'])('come to the same as none of %s', async (name) => {
    const path = join(fixtures, name)
    expect(await comeTo(path, 2, {})).toEqual(await comeTo(path, 0, {}))
  })

  it.each<[string, Selection]>([
    ['everything', {}],
    ['a space', { spaces: ['KILN'] }],
    ['no files, history or properties', { skipKinds: ['attachments', 'history', 'properties'] }],
  ])('leave out alike what is too large, refused or missing: %s', async (_, selection) => {
    await using folder = await TempFolder.make()
    const path = await largeBackup().write(join(folder.path, 'backup'))
    const alone = await comeTo(path, 0, selection)
    expect(await comeTo(path, 3, selection)).toEqual(alone)
    expect(JSON.stringify(alone)).toContain('RECORD_TOO_LARGE')
  })

  it('end an export with the error that one of them met', async () => {
    await using folder = await TempFolder.make()
    const path = await largeBackup().write(join(folder.path, 'backup'))
    await using source = await xmlBackup({ path, threads: 2 })(folder.path)
    await source.assess({})
    await truncate(join(path, 'entities.xml'), 5000)
    await expect(readAll(source)).rejects.toMatchObject({ code: 'XML_TRUNCATED' })
  })

  it('end an export with the reason of a signal', async () => {
    await using folder = await TempFolder.make()
    const path = await largeBackup().write(join(folder.path, 'backup'))
    await using source = await xmlBackup({ path, threads: 2 })(folder.path)
    await source.assess({})
    const stop = new AbortController()
    const read = async (): Promise<void> => {
      for await (const item of source.read({}, () => false, { signal: stop.signal }))
        if (item.type === 'encoded') stop.abort(new Error('enough'))
    }
    await expect(read()).rejects.toThrow('enough')
  })

  it('end an export where the index is gone', async () => {
    await using folder = await TempFolder.make()
    const path = await largeBackup().write(join(folder.path, 'backup'))
    await using source = await xmlBackup({ path, threads: 2 })(folder.path)
    await source.assess({})
    await rm(join(folder.path, 'staging.sqlite'))
    await expect(readAll(source)).rejects.toThrow(/no such table/)
  })
})
