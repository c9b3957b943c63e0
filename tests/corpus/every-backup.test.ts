import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { streamNames } from '@spacecrate/format'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.js'
import { differencesInProcess } from '../testing/in-process.js'
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
  readonly report: { readonly full?: string }
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

interface Difference {
  readonly type: string
  readonly stream: string
  readonly id: string
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
    const closed = closedIn(imported)
    const differences = await differencesInProcess(at('crate.zip'), at('back.zip'), at('import.work'))
    const parsed = differences.map((line) => JSON.parse(line) as Difference)
    const expected = [...closed].map((id) => ({ type: 'only-a', stream: 'content', id }))
    expect(parsed.filter(({ stream }) => stream === 'content')).toEqual(expect.arrayContaining(expected))
    const hanging = await withHanging(at('crate.zip'), closed)
    expect(parsed.filter(({ type, id }) => type !== 'only-a' || !hanging.has(id))).toEqual([])
  })

  async function document<Shape>(args: readonly string[]): Promise<Shape> {
    const { code, stdout, stderr } = await runInProcess(args)
    expect({ code, stderr: code === 0 ? '' : stderr + stdout }).toEqual({ code: 0, stderr: '' })
    return JSON.parse(stdout) as Shape
  }
})

/** The contents that an import left shut, since the backup doesn't say who may see them: an export of the copy omits them. */
function closedIn({ report: { full } }: ImportDocument): ReadonlySet<string> {
  if (full === undefined) return new Set()
  const lines = readFileSync(full, 'utf8').trimEnd().split('\n')
  const losses = lines.map((line) => JSON.parse(line) as { readonly code: string; readonly id: string })
  return new Set(losses.filter(({ code }) => code === 'CONTENT_LEFT_CLOSED').map(({ id }) => id))
}

/** Fields that name what a record hangs on. */
const above = ['container', 'content', 'of', 'on', 'parent']

/** The contents and all that hangs on them. */
async function withHanging(archive: string, contents: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const records: Readonly<Record<string, unknown>>[] = []
  for (const stream of streamNames) records.push(...(await list(archive, stream)))
  const found = new Set(contents)
  for (let size = 0; size < found.size;) {
    size = found.size
    for (const { id, ...record } of records) {
      if (above.some((name) => found.has(record[name] as string))) found.add(id as string)
    }
  }
  return found
}

/** How many objects of each class there are, counted in the raw text. */
function countClasses(backup: string): Record<string, number> {
  const entities = backup.endsWith('.zip')
    ? execFileSync('unzip', ['-p', backup, 'entities.xml'], { maxBuffer: 2 ** 28 }).toString('latin1')
    : readFileSync(path.join(backup, 'entities.xml'), 'latin1')
  const counts: Record<string, number> = {}
  for (const [, name = ''] of entities.matchAll(/<object class="(\w+)"/g)) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
