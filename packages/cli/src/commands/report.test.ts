import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type InProcessResult, runInProcess } from '../testing/run-in-process.js'
import { writeSmallArchive } from '../testing/small-archive.js'

let dir = ''
const at = (...names: string[]): string => join(dir, ...names)

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spacecrate-report-'))
  await writeSmallArchive(dir, 'small', { pages: 3 })
  await runInProcess(['site', 'create', at('site')])
  for (const how of ['--plan', '--yes']) {
    const args = ['import', at('small.crate.zip'), '--to', at('site'), '--work', at('work'), '--json', how]
    expect((await runInProcess(args)).code).toBe(0)
  }
})
afterAll(() => rm(dir, { recursive: true, force: true }))

function report(...args: readonly string[]): Promise<InProcessResult> {
  return runInProcess(['report', ...args])
}

interface ReportDocument {
  readonly name: string
  readonly kind: string
  readonly html: string
  readonly reports: readonly { readonly name: string }[]
}

async function documentOf(...args: readonly string[]): Promise<ReportDocument> {
  const { code, stdout } = await report(...args, '--json')
  expect(code).toBe(0)
  return JSON.parse(stdout) as ReportDocument
}

describe('report', () => {
  it('says what the newest report of a folder says, and where the others are', async () => {
    const { code, stdout } = await report(at('work'))
    expect(code).toBe(0)
    expect(stdout).toMatch(/^(?:Complete|Imported)/)
    expect(stdout).toMatch(/records +16 created, 0 there already/)
    expect(stdout).toMatch(/import-1\.report\.html/)
    expect(stdout).toMatch(/Earlier reports\n.*plan\.html/)
  })

  it('finds it by number, by folder and by file', async () => {
    const document = await documentOf(at('work'))
    expect(document).toMatchObject({ name: 'import-1', kind: 'import', total: { created: 16, unexplained: 0 } })
    expect(document.reports.map(({ name }) => name)).toEqual(['import-1', 'plan'])
    expect((await documentOf('1', '--work', at('work'))).html).toBe(document.html)
    expect((await documentOf('import-1', '--work', at('work'))).html).toBe(document.html)
    expect((await documentOf(document.html)).html).toBe(document.html)
  })

  it('prints the rows behind a number', async () => {
    const { stdout } = await report(at('work'), '--csv', 'created', '--kind', 'content', '--space', 'kiln')
    const rows = stdout.replace(/^\uFEFF/, '').split('\r\n')
    expect(rows[0]).toBe('kind,space,id,name,belongs to,id at the destination,why')
    expect(rows.slice(1, -1).map((row) => row.split(',').slice(0, 3).join(' '))).toEqual(
      [100, 101, 102, 103].map((id) => `content KILN page:${id}`),
    )
    const all = await report(at('work'), '--csv', 'created')
    expect(all.stdout.split('\r\n').length).toBe(18)
    expect((await report(at('work'), '--csv', 'failed')).stdout.split('\r\n').length).toBe(2)
  })

  it.each([
    ['a folder without reports', ['nowhere'], 'REPORT_NOT_FOUND'],
    ['an import that was not', ['7', '--work', 'WORK'], 'REPORT_NOT_FOUND'],
    ['a list that is not', ['WORK', '--csv', 'everything'], 'LIST_UNKNOWN'],
    ['a column that is not', ['WORK', '--csv', 'spaces', '--kind', 'content'], 'LIST_UNKNOWN'],
    ['a filter without a list', ['WORK', '--kind', 'content'], 'USAGE'],
  ])('ends with 2 for %s', async (_, args, error) => {
    const { code, stderr } = await report(...args.map((word) => (word === 'WORK' ? at('work') : word)))
    expect(code).toBe(2)
    expect(stderr).toContain(error)
  })
})
