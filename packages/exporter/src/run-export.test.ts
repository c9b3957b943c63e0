import { access, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openArchive, verifyArchive } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import { runExport, type RunExportOptions, type RunProgress } from './run-export.js'
import { isSourceError } from './source-error.js'
import { xmlBackup } from './sources/xml-backup/xml-backup-source.js'
import { TempFolder } from './testing/export-backup.js'
import { failing, FaultAt, InjectedFault } from './testing/failing-source.js'
import { smallBackup } from './testing/small-backup.js'

async function prepare(folder: TempFolder): Promise<RunExportOptions> {
  const path = await smallBackup().write(join(folder.path, 'backup'))
  return {
    source: xmlBackup({ path }),
    sourceKey: path,
    output: join(folder.path, 'kiln.crate.zip'),
    workDir: join(folder.path, 'work'),
    selection: {},
    tool: { name: 'spacecrate', version: '0.0.0' },
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

describe(runExport, () => {
  it('comes to a sealed archive that verifies, and removes the work folder', async () => {
    await using folder = await TempFolder.make()
    const stages = new Set<string>()
    const options = { ...(await prepare(folder)), onProgress: ({ stage }: RunProgress) => stages.add(stage) }
    const { sealed, summary, identity, resumed } = await runExport(options)
    expect(resumed).toBe(false)
    expect(summary).toMatchObject({ complete: true, unexplained: 0, files: 2, bytes: 13, omissions: {} })
    expect(summary.records).toMatchObject({ spaces: 1, content: 2, versions: 3, comments: 2, 'attachment-versions': 2 })
    expect(identity).toMatchObject({ adapter: 'xml-backup', product: 'data-center', build: '8804' })
    expect(sealed.manifest.consistency).toEqual({
      kind: 'snapshot',
      from: { at: '2031-02-03T04:05:06.000Z', raw: '2031-02-03 04:05:06', zone: 'assumed(UTC)' },
    })
    expect(await exists(options.workDir)).toBe(false)
    await using archive = await openArchive(options.output)
    expect(archive.manifest.contentRoot).toBe(sealed.manifest.contentRoot)
    expect((await verifyArchive(options.output)).problems).toEqual([])
    expect([...stages]).toContain('sealing')
  })

  it('leaves no archive wherever the source breaks off, and continues to the same content root', async () => {
    await using folder = await TempFolder.make()
    const options = await prepare(folder)
    const whole = await runExport({ ...options, output: join(folder.path, 'whole.zip') })
    const pulls: number[] = []
    for (let at = 0; ; at++) {
      const fault = new FaultAt(at)
      const workDir = join(folder.path, `work-${at}`)
      const output = join(folder.path, `broken-${at}.zip`)
      const run = { ...options, workDir, output }
      try {
        await runExport({ ...run, source: failing(options.source, fault) })
        pulls.push(fault.pulls)
        break
      } catch (error) {
        expect(error).toBeInstanceOf(InjectedFault)
        expect(await exists(output)).toBe(false)
      }
      const continued = await runExport(run)
      expect(continued.resumed).toBe(true)
      expect(continued.sealed.manifest.contentRoot).toBe(whole.sealed.manifest.contentRoot)
      await rm(output)
    }
    expect(pulls).toEqual([17])
  })

  it('refuses to continue when the backup has changed meanwhile', async () => {
    await using folder = await TempFolder.make()
    const options = await prepare(folder)
    const broken = { ...options, source: failing(options.source, new FaultAt(5)) }
    await expect(runExport(broken)).rejects.toBeInstanceOf(InjectedFault)
    await smallBackup().add('Page', 99, { title: 'New' }).write(join(folder.path, 'backup'))
    await expect(runExport(options)).rejects.toSatisfy((error) => isSourceError(error, 'SOURCE_CHANGED'))
  })

  it('stops at a signal and leaves no archive', async () => {
    await using folder = await TempFolder.make()
    const options = await prepare(folder)
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(runExport({ ...options, signal })).rejects.toThrow('enough')
    expect(await exists(options.output)).toBe(false)
  })
})
