import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runInProcess } from '../testing/run-in-process.js'
import { writeSmallArchive } from '../testing/small-archive.js'

let dir = ''
const at = (...names: string[]): string => join(dir, ...names)

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spacecrate-no-folder-'))
  await writeSmallArchive(dir, 'small')
  await runInProcess(['site', 'create', at('site')])
  await writeFile(at('letter'), 'of somebody')
})
afterAll(() => rm(dir, { recursive: true, force: true }))

/** Every option that names a folder, with the words of its command; FOLDER stands for what is no folder. */
const commands = [
  'export --from SITE -o NEW --work FOLDER',
  'export --from SITE -o NEW --report FOLDER',
  'export --from SITE -o FOLDER/new.crate.zip',
  'plan ARCHIVE --to SITE -o NEW --work FOLDER',
  'plan ARCHIVE --to SITE -o FOLDER',
  'import ARCHIVE --to SITE --yes --work FOLDER',
  'check ARCHIVE --to SITE --work FOLDER',
  'undo --to SITE --work FOLDER',
  'redirects ARCHIVE --to SITE --work FOLDER',
  'links repair --to SITE --work FOLDER',
  'status --work FOLDER',
  'runs --work FOLDER',
  'report --work FOLDER',
  'site create FOLDER',
  'demo --dir FOLDER',
]

describe.each(['letter', join('letter', 'below')])('a file in the place of a folder, at %s', (name) => {
  it.each(commands)('%s', async (command) => {
    const before = (await readdir(dir)).sort()
    const places: Readonly<Record<string, string>> = {
      SITE: at('site'),
      ARCHIVE: at('small.crate.zip'),
      NEW: at('new.crate.zip'),
      FOLDER: at(name),
    }
    const words = command.split(' ').map((word) => word.replace(/^[A-Z]+/, (place) => places[place] ?? place))
    const { code, stdout, stderr } = await runInProcess([...words, '--json'])
    const { error } = JSON.parse(stdout) as { error: { readonly code: string; readonly message: string } }
    expect([code, error.code, error.message]).toEqual([
      40,
      'WORK_FOLDER_FOREIGN',
      expect.stringContaining(at('letter')),
    ])
    expect(stderr).toContain('Name another folder')
    expect([await readFile(at('letter'), 'utf8'), (await readdir(dir)).sort()]).toEqual(['of somebody', before])
  })
})
