import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.js'
import { corpus, hasCorpus, temporaryFolder } from '../testing/places.js'
import { list } from '../testing/road.js'

interface ExportDocument {
  readonly status: string
  readonly complete: boolean
}

interface InspectDocument {
  readonly certificate: { readonly accounts: readonly { readonly kind: string; readonly met: number }[] }
}

interface ImportDocument {
  readonly complete: boolean
  readonly total: {
    readonly records: number
    readonly created: number
    readonly matched: number
    readonly skipped: number
    readonly refused: number
    readonly failed: number
    readonly unexplained: number
  }
}

const backups = hasCorpus
  ? readdirSync(corpus, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.name.endsWith('.zip'))
      .map((entry) => entry.name)
  : []

/** The whole road for each, in one process: a crash of any of them would end the run. */
describe.skipIf(!hasCorpus)('every public backup', () => {
  const place = temporaryFolder()

  it('is there', () => {
    expect(backups.length).toBeGreaterThanOrEqual(60)
  })

  it.each(backups)('%s goes the whole road and back', async (name) => {
    const at = (end: string): string => place.at(`${name}.${end}`)
    const work = (end: string): string[] => ['--work', at(`${end}.work`), '--quiet', '--json']

    const exported = await document<ExportDocument>([
      'export',
      '--from',
      path.join(corpus, name),
      '-o',
      at('crate.zip'),
      ...work('export'),
    ])
    expect(exported).toMatchObject({ status: 'complete', complete: true })
    for (const { code, what, why } of await list<Record<'code' | 'what' | 'why', string>>(
      at('crate.zip'),
      'omissions',
    )) {
      expect([code, what, why].every((text) => text.length > 3)).toBe(true)
    }
    const {
      certificate: { accounts },
    } = await document<InspectDocument>(['inspect', at('crate.zip'), '--json'])
    // Rows of tables stand in files of their own.
    const classes = accounts.filter(({ kind }) => !kind.startsWith('AO_'))
    expect(Object.fromEntries(classes.map(({ kind, met }) => [kind, met]))).toEqual(
      countClasses(path.join(corpus, name)),
    )
    await document(['verify', at('crate.zip'), '--json', '--quiet'])

    await document(['site', 'create', at('site'), '--json'])
    const imported = await document<ImportDocument>([
      'import',
      at('crate.zip'),
      '--to',
      at('site'),
      '--yes',
      ...work('import'),
    ])
    const { records, created, matched, skipped, refused, failed, unexplained } = imported.total
    expect({ failed, unexplained, complete: imported.complete }).toEqual({ failed: 0, unexplained: 0, complete: true })
    expect(created + matched + skipped + refused).toBe(records)

    await document(['export', '--from', at('site'), '-o', at('back.zip'), ...work('back')])
    const diff = await runInProcess([
      'diff',
      at('crate.zip'),
      at('back.zip'),
      '--map',
      at('import.work'),
      '--json',
      '--quiet',
    ])
    expect(diff).toMatchObject({ code: 0, stdout: '' })
  })

  async function document<Shape>(args: readonly string[]): Promise<Shape> {
    const { code, stdout, stderr } = await runInProcess(args)
    expect({ code, stderr: code === 0 ? '' : stderr + stdout }).toEqual({ code: 0, stderr: '' })
    return JSON.parse(stdout) as Shape
  }
})

/** How many objects of each class there are, counted in the raw text. */
function countClasses(backup: string): Record<string, number> {
  const entities = backup.endsWith('.zip')
    ? execFileSync('unzip', ['-p', backup, 'entities.xml'], { maxBuffer: 2 ** 28 }).toString('latin1')
    : readFileSync(path.join(backup, 'entities.xml'), 'latin1')
  const counts: Record<string, number> = {}
  for (const [, name = ''] of entities.matchAll(/<object class="(\w+)"/g)) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
