import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CsvReader } from '@spacecrate/importer'
import type { ImportReport } from '@spacecrate/report'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runInProcess } from '../testing/run-in-process.js'

const outcomeNames = ['created', 'matched', 'skipped', 'refused', 'failed'] as const
const kiln = fileURLToPath(new URL('../../../../fixtures/backups/kiln', import.meta.url))
let dir = ''
const at = (...names: string[]): string => join(dir, ...names)

interface Written {
  readonly html: string
  readonly report: ImportReport
  readonly folder: string
}

async function importKiln(...options: readonly string[]): Promise<Written> {
  const args = ['import', at('kiln.crate.zip'), '--to', at('site'), '--work', at('work'), '--json', ...options]
  const { code, stdout } = await runInProcess(args)
  expect(code).toBe(0)
  const { report } = JSON.parse(stdout) as { report: { html: string; json: string } }
  return {
    html: await readFile(report.html, 'utf8'),
    report: JSON.parse(await readFile(report.json, 'utf8')) as ImportReport,
    folder: dirname(report.html),
  }
}

async function rowsOf({ report, folder }: Written, name: string): Promise<readonly Record<string, string>[]> {
  const list = report.lists.find((one) => one.name === name)
  if (list === undefined) return []
  return readRows(await readFile(join(folder, list.file), 'utf8'))
}

let planned: Written
let applied: Written
let again: Written

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'import-report-'))
  const url = 'https://wiki.kiln.example/confluence'
  await runInProcess([
    'export',
    '--from',
    kiln,
    '-o',
    at('kiln.crate.zip'),
    '--work',
    at('export'),
    '--source-url',
    url,
    '--json',
  ])
  await runInProcess(['site', 'create', at('site'), '--json'])
  planned = await importKiln('--plan')
  applied = await importKiln('--yes')
  again = await importKiln('--yes')
})
afterAll(() => rm(dir, { recursive: true, force: true }))

describe.each([
  ['a plan', () => planned],
  ['an import', () => applied],
  ['a second import', () => again],
])('the report on %s', (_, of) => {
  it('leads nowhere but to files and places that are there', () => {
    const { html, folder } = of()
    const targets = [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? '')
    const inPage = targets.filter((href) => href.startsWith('#'))
    const files = targets.filter((href) => href.startsWith('./'))
    expect(inPage.length + files.length).toBeGreaterThan(20)
    for (const href of inPage) expect([href, html.includes(`id="${href.slice(1)}"`)]).toEqual([href, true])
    for (const href of files) expect([href, existsSync(join(folder, decodeURIComponent(href)))]).toEqual([href, true])
    for (const href of targets) expect(href).toMatch(/^(?:#|\.\/|https:\/\/wiki\.kiln\.example\/)/)
  })

  it('adds up: by kind, by space, and in the lists', async () => {
    const { report } = of()
    const { total, spaces, outcomes } = report
    expect(report).toMatchObject({ report: 'import', version: 2 })
    for (const field of ['records', ...outcomeNames] as const) {
      expect([field, spaces.reduce((sum, space) => sum + space.sums[field], 0)]).toEqual([field, total[field]])
      for (const { stream, [field]: count } of outcomes) {
        const perSpace = spaces.flatMap(({ kinds }) => kinds.filter((kind) => kind.stream === stream))
        expect([stream, field, perSpace.reduce((sum, kind) => sum + kind[field], 0)]).toEqual([stream, field, count])
      }
    }
    for (const name of outcomeNames) {
      expect([name, (await rowsOf(of(), name)).length]).toEqual([name, total[name]])
    }
    expect(total.unexplained).toBe(0)
  })

  it('lists every loss and every omission, each with its impact', async () => {
    const { report } = of()
    const lost = await rowsOf(of(), 'losses')
    expect(lost.length).toBe(report.losses.count)
    expect(Object.values(report.losses.codes).reduce((sum, count) => sum + count, 0)).toBe(report.losses.count)
    const omitted = await rowsOf(of(), 'omissions')
    expect(omitted.reduce((sum, row) => sum + Number(row['objects']), 0)).toBe(report.omissions.count)
    for (const { impact } of [...lost, ...omitted]) expect(impact).toMatch(/^(?:access|content|history|decoration)$/)
    const findings = [...report.losses.findings, ...report.omissions.findings]
    expect(findings.every(({ impact }) => impact !== undefined)).toBe(true)
  })

  it('proves that nothing existing was touched', () => {
    expect(of().report.untouched).toMatchObject({ changes: 0, existing: 0, added: {}, changedSince: 0 })
  })
})

describe('what was imported', () => {
  it('has names in its lists, and ids at the destination', async () => {
    const rows = await rowsOf(applied, 'created')
    const page = rows.find(({ kind, name }) => kind === 'content' && name === 'Safety in the kiln room')
    expect(page).toMatchObject({ space: 'STUDIO', 'belongs to': expect.stringMatching(/^space:/) })
    expect(page?.['id at the destination']).toMatch(/^page:\d+$/)
    expect(rows.filter(({ kind, name }) => kind === 'people' && name !== '').length).toBeGreaterThan(0)
  })

  it('has people and groups by what they are, as many as the archive has', () => {
    const { outcomes, people } = applied.report
    const records = outcomes.filter(({ stream }) => stream === 'people' || stream === 'groups')
    const total = records.reduce((sum, one) => sum + one.records, 0)
    expect(people.sorts.reduce((sum, one) => sum + one.total, 0)).toBe(total)
    for (const { total: all, mapped, ours, created, placeholders, standIns, unmapped } of people.sorts) {
      expect(mapped + ours + created + placeholders + standIns + unmapped).toBe(all)
    }
  })

  it('offers the same sample before and after, with old and new places', () => {
    const ids = (written: Written): string[] => written.report.sample.map(({ id }) => id)
    expect(ids(applied).length).toBeGreaterThan(5)
    // Only after the import it is known which links lead nowhere.
    expect(ids(applied)).toEqual(expect.arrayContaining(ids(planned)))
    for (const { id, oldUrl, newPath, because } of applied.report.sample) {
      expect(oldUrl).toBe(`https://wiki.kiln.example/confluence/pages/viewpage.action?pageId=${id.replace(/\D+/, '')}`)
      expect(newPath).toMatch(/^\/pages\//)
      expect(because.length).toBeGreaterThan(0)
    }
    expect(applied.report.sample.some(({ because }) => because.includes('restricted'))).toBe(true)
  })

  it('is there already the second time, with a forecast by the first', () => {
    const { total, decision, forecast } = again.report
    expect([planned.report.forecast, applied.report.forecast]).toEqual([undefined, undefined])
    const milliseconds = applied.report.run.stages.find(({ name }) => name === 'apply')?.milliseconds ?? 0
    expect(forecast?.stepsPerSecond).toBe((applied.report.plan.steps * 1000) / milliseconds)
    expect(total).toMatchObject({ created: 0, matched: applied.report.total.created })
    expect(decision.light).not.toBe('red')
    expect(again.folder).toBe(applied.folder)
  })
})

/** The rows of a list by the names of its columns. */
function readRows(text: string): readonly Record<string, string>[] {
  const reader = new CsvReader()
  const [head, ...rows] = [...reader.push(text), ...reader.end()]
  return rows.map(({ cells }) => Object.fromEntries((head?.cells ?? []).map((name, at) => [name, cells[at] ?? ''])))
}
