import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { documentOf, mustEndWell } from '../testing/answers.js'
import { bytesAt, watchFor } from '../testing/moments.js'
import { temporaryFolder } from '../testing/places.js'
import { importInto, mustCreate, mustExport } from '../testing/road.js'
import { root, run, spacecrate } from '../testing/run-command.js'

interface Run {
  readonly run: number
  readonly state: string
  readonly done: number
  readonly steps: number
  readonly phase?: string
  readonly destinationName?: string
  readonly records: { readonly created: number; readonly matched: number }
  readonly report?: string
  readonly planDir: string
}

const status = async (work: string): Promise<{ readonly state: string; readonly run?: Run }[]> =>
  documentOf<{ imports: { readonly state: string; readonly run?: Run }[] }>(
    await spacecrate(['status', '--work', work, '--json']),
  ).imports
const runs = async (work: string): Promise<Run[]> =>
  documentOf<{ runs: Run[] }>(await spacecrate(['runs', '--work', work, '--json'])).runs

describe('what runs and ran under a work folder', () => {
  const place = temporaryFolder()
  const archive = (): string => place.at('made.crate.zip')

  beforeAll(async () => {
    const script = path.join(root, 'bench/generate-backup.mjs')
    mustEndWell(
      await run(process.execPath, [script, place.at('backup'), '--pages', '600', '--attachments-bytes', '1000']),
    )
    await mustExport(archive(), place.at('backup'))
  })

  /** An import that has written some rows, and stands still. */
  async function halfAnImport(site: string): Promise<ChildProcess> {
    await mustCreate(site)
    const command = path.join(root, 'packages/cli/bin/spacecrate.js')
    const args = [command, 'import', archive(), '--to', site, '--work', `${site}.work`, '--yes', '--quiet']
    const child = spawn(process.execPath, args, { stdio: 'ignore' })
    const moment = new Promise<void>((resolve) => {
      const watch = watchFor(() => bytesAt(path.join(site, 'site.sqlite-wal')) > 2_500_000)
      watch.signal.addEventListener('abort', () => resolve())
    })
    await moment
    child.kill('SIGSTOP')
    return child
  }

  it('is nothing at first', async () => {
    expect(await status(place.at('nothing'))).toEqual([])
    expect(await runs(place.at('nothing'))).toEqual([])
    expect((await spacecrate(['status', '--work', place.at('nothing')])).stdout).toMatch(/^No import ran under/)
  })

  it('is an import in the middle, one that Ctrl-C ended, and one that went on to its end', async () => {
    const site = place.at('site')
    const child = await halfAnImport(site)
    const work = `${site}.work`
    const [running] = await status(work)
    expect(running).toMatchObject({ state: 'running', run: { run: 1, state: 'running' } })
    const { done = 0, steps = 0, phase } = running?.run ?? {}
    expect([done > 0, done < steps, typeof phase]).toEqual([true, true, 'string'])
    expect((await spacecrate(['status', '--work', work])).stdout).toMatch(/^running {2}made\.crate\.zip into /)
    // Whoever looks neither stops it nor is stopped.
    const second = await importInto(site, archive())
    expect([second.code, JSON.parse(second.stdout)]).toMatchObject([40, { error: { code: 'DESTINATION_IN_USE' } }])

    child.kill('SIGCONT')
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([130, null])
    const [stopped] = await status(work)
    expect(stopped).toMatchObject({ state: 'broken-off', run: { run: 1, state: 'broken-off' } })
    expect(stopped?.run?.done).toBeGreaterThanOrEqual(done)
    const { stdout } = await spacecrate(['status', '--work', work])
    expect(stdout).toContain(`spacecrate apply ${stopped?.run?.planDir}`)

    documentOf(await importInto(site, archive()))
    documentOf(await importInto(site, archive()))
    expect((await status(work)).map(({ state }) => state)).toEqual(['complete'])
    const [again, first] = await runs(work)
    expect([first?.run, first?.state, first?.done]).toEqual([1, 'complete', first?.steps])
    expect(first?.records.created).toBeGreaterThan(600)
    expect(again?.records).toMatchObject({ created: 0, matched: first?.records.created })
    expect(first?.report).toMatch(/import-1\.report\.html$/)
    expect(again?.report).toMatch(/import-2\.report\.html$/)
  })

  it('is a table for a spreadsheet, and lines for a person', async () => {
    const { stdout: csv } = mustEndWell(await spacecrate(['runs', '--work', place.at('site.work'), '--csv']))
    expect(csv.split('\r\n').map((line) => line.split(',').length)).toEqual([15, 15, 15, 1])
    const { stdout } = mustEndWell(await spacecrate(['runs', '--work', place.at()]))
    expect(stdout.match(/complete/g)).toHaveLength(2)
  })

  it('does not end at a journal that cannot be read', async () => {
    cpSync(place.at('site.work'), place.at('broken'), { recursive: true })
    const [journalDir = ''] = documentOf<{ imports: { journalDir: string }[] }>(
      await spacecrate(['status', '--work', place.at('broken'), '--json']),
    ).imports.map((one) => one.journalDir)
    writeFileSync(path.join(journalDir, 'journal.sqlite'), 'nothing of SQLite, but long enough for a header'.repeat(99))
    expect(await status(place.at('broken'))).toMatchObject([{ state: 'unreadable' }])
    expect(await runs(place.at('broken'))).toEqual([])
  })
})
