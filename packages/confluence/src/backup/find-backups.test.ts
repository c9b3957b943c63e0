import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { isBackupError } from './error.js'
import { findBackups } from './find-backups.js'
import { openTestFolder } from './testing/collect.js'

/** What is found in a folder with these files, as paths below it. */
async function found(...files: readonly string[]): Promise<{ readonly backups: string[]; readonly others: string[] }> {
  await using folder = await openTestFolder()
  for (const name of files) {
    const path = join(folder.path, name)
    await mkdir(join(path, '..'), { recursive: true })
    await writeFile(path, name.endsWith('.zip') ? emptyZip : 'x')
    if (name.includes('cut')) await writeFile(path, beginOfZip)
  }
  const { backups, others } = await findBackups(folder.path)
  const below = (paths: readonly string[]): string[] => paths.map((path) => relative(folder.path, path))
  return { backups: below(backups), others: below(others) }
}

/** What a copy that was cut off begins with. */
const beginOfZip = Buffer.from('PK\x03\x04 and the first bytes of a file')

/** The end of a directory without entries. */
const emptyZip = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)])

it('names what lies beside the exports, and passes over hidden files', async () => {
  expect(
    await found(
      'docs/entities.xml',
      'team/content.csv',
      '._docs.zip',
      '.DS_Store',
      '__MACOSX/._docs',
      'spacecrate-work/acme/state',
      'photos.zip',
      'ops.zip.part',
      'old/html/index.html',
    ),
  ).toEqual({ backups: ['docs', 'team'], others: ['old', 'ops.zip.part', 'photos.zip'] })
})

it('finds an export in a folder of its name within another', async () => {
  expect(await found('docs/docs/entities.xml', 'team/entities.xml')).toEqual({ backups: ['docs', 'team'], others: [] })
  expect(await found('docs/docs/entities.xml', 'readme.txt')).toEqual({ backups: ['docs'], others: ['readme.txt'] })
})

it('takes a folder for a backup itself where one lies in it, or none', async () => {
  expect(await found('docs/entities.xml', 'readme.txt')).toEqual({ backups: [''], others: [] })
  expect(await found('entities.xml', 'attachments/photos.zip')).toEqual({ backups: [''], others: [] })
  expect(await found('readme.txt')).toEqual({ backups: [''], others: [] })
})

it.each(['cut.zip', 'cut.ZIP', 'cut.zip.crdownload', 'Unconfirmed cut.part'])(
  'refuses a zip among exports that was cut off: %s',
  async (name) => {
    const refused: unknown = await found('docs/entities.xml', 'team/entities.xml', name).catch(
      (error: unknown) => error,
    )
    expect(isBackupError(refused, 'ZIP_CUT_OFF') && refused.message).toContain('did not finish')
  },
)
