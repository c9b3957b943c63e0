import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { openArchive } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.js'
import { corpus, hasCorpus, temporaryFolder } from '../testing/places.js'
import { list } from '../testing/road.js'
import { root } from '../testing/run-command.js'

/** What an export of a backup came to: its content root, and the digest of the lines of its omissions. */
type Come = readonly [contentRoot: string, omissions: string]

/**
 * What every backup came to before its reader was rebuilt. A row changes only with a fault that is mended; the commit that
 * changes it says which. Of public backups there are names and digests alone.
 */
const recorded = JSON.parse(readFileSync(path.join(import.meta.dirname, 'content-roots.json'), 'utf8')) as Readonly<
  Record<string, Come>
>
const backups = [...backupsIn(path.join(root, 'fixtures')), ...(hasCorpus ? backupsIn(corpus) : [])]

describe('the content root and the omissions', () => {
  const place = temporaryFolder()

  it('are recorded for every backup, and for no other', () => {
    const names = backups.map(([name]) => name)
    expect(Object.keys(recorded).sort()).toEqual(hasCorpus ? names.sort() : expect.arrayContaining(names))
  })

  it.each(backups)('of %s are what they were', async (name, backup) => {
    const archive = place.at(`${name.replaceAll('/', '-')}.crate.zip`)
    await runInProcess(['export', '--from', backup, '-o', archive, '--work', `${archive}.work`, '--quiet'])
    await using opened = await openArchive(archive)
    const lines = (await list(archive, 'omissions')).map((omission) => `${JSON.stringify(omission)}\n`)
    const come: Come = [opened.manifest.contentRoot, createHash('sha256').update(lines.join('')).digest('hex')]
    expect({ name, come }).toEqual({ name, come: recorded[name] })
  })
})

/** The backups of a folder and of its folders, with their paths in it as names. */
function backupsIn(top: string, folder: string = top): (readonly [name: string, path: string])[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): (readonly [string, string])[] => {
    const at = path.join(folder, entry.name)
    if (entry.name.endsWith('.zip') || existsSync(path.join(at, 'entities.xml'))) return [[path.relative(top, at), at]]
    return entry.isDirectory() ? backupsIn(top, at) : []
  })
}
