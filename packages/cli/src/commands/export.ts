import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { assertFolder } from '@spacecrate/disk'
import type { Selection } from '@spacecrate/exporter'
import { ArchiveError, openArchive, type SelectableKind, selectableKinds } from '@spacecrate/format'
import type { Argv } from 'yargs'
import { type ExportReport, RunClock } from '@spacecrate/report'
import { stemOf } from '../archives/archive-stem.js'
import type { ReportFiles } from '../reports/report-files.js'
import { readExportReport, writeExportReport, type WrittenReport } from '../reports/write-export-report.js'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { toolVersion } from '../run/tool-version.js'
import { type ExportRequest, endedBefore, exportSource, removeLeavings } from './export-run.js'
import { describeExport } from './export-text.js'
import { explainCommand, type GlobalOptions, own, ownList, ownValue } from './help.js'
import { splitList, splitUrls } from './lists.js'

interface ExportOptions {
  readonly from: readonly string[]
  readonly oneSite: boolean
  readonly output: string
  readonly sourceUrl: readonly string[] | undefined
  readonly zone: string | undefined
  readonly name: string | undefined
  readonly work: string | undefined
  readonly report: string | undefined
  readonly keepWork: boolean
  readonly strict: boolean
}

const list = { ...ownList, coerce: splitList } as const

/** `export --from … -o …`: a source into one sealed archive. */
export function addExport(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'export',
    'Export a backup or a site into one sealed archive',
    (command) =>
      explainCommand(
        command
          .option('from', {
            ...ownList,
            demandOption: true,
            describe: 'Backup zip or folder, several of one site or their folder, or an embedded site',
          })
          .option('output', {
            ...ownValue,
            alias: 'o',
            type: 'string',
            demandOption: true,
            describe: 'The archive to write: a new file',
          })
          .option('spaces', { ...list, describe: 'Only the spaces of these keys: DOCS,TEAM' })
          .option('space-types', {
            ...list,
            describe: 'Only spaces of these types or states: global,personal,archived',
          })
          .option('kinds', { ...list, describe: `Pages, and of the rest only: ${selectableKinds.join(', ')}` })
          .option('skip-kinds', { ...list, describe: 'All kinds but these' })
          .option('with-app-data', {
            ...own,
            type: 'boolean',
            default: false,
            describe: 'Opaque data of apps as well; nobody can tell what is in it',
          })
          .option('source-url', {
            ...list,
            coerce: splitUrls,
            describe: 'Base URLs of the source; a backup says none',
          })
          .option('one-site', {
            ...own,
            type: 'boolean',
            default: false,
            describe: 'Several backups are of one site, though they look like several',
          })
          .option('zone', { ...ownValue, type: 'string', describe: 'Zone of times without one: Europe/Berlin' })
          .option('name', { ...ownValue, type: 'string', describe: 'Name of the source, for reports' })
          .option('work', {
            ...ownValue,
            type: 'string',
            defaultDescription: 'spacecrate-work/NAME',
            describe: 'Work folder; the same one continues an interrupted export',
          })
          .option('keep-work', { ...own, type: 'boolean', default: false, describe: 'Keep the work folder afterwards' })
          .option('report', {
            ...ownValue,
            type: 'string',
            defaultDescription: 'beside the archive',
            describe: 'Folder for the report',
          })
          .option('strict', {
            ...own,
            type: 'boolean',
            default: false,
            describe: 'End with 30 if anything is left out',
          })
          .check(({ kinds, 'skip-kinds': skipKinds }) => {
            const unknown = [...(kinds ?? []), ...(skipKinds ?? [])].filter((kind) => !isKind(kind))
            if (unknown.length === 0) return true
            throw new Error(`There is no kind ${unknown.join(', ')}; kinds are ${selectableKinds.join(', ')}`)
          }),
        [
          ['export --from backup.zip -o acme.crate.zip', 'everything in a native backup'],
          [
            'export --from ./unpacked -o docs.crate.zip --spaces DOCS,TEAM --skip-kinds history',
            'two spaces, without their old versions',
          ],
          [
            'export --from backup.zip -o acme.crate.zip --source-url https://wiki.acme.example',
            'with the address of the site, which a backup does not say',
          ],
          ['export --from ./exports -o acme.crate.zip', 'all space exports of one site that lie in a folder'],
        ],
        ['complete', 'usage', 'partial', 'sourceOrDestination', 'interrupted'],
      ),
    (args) => session.run(args, (context) => exportArchive(context, args, selectionOf(args)), true),
  )
}

async function exportArchive(context: Context, options: ExportOptions, selection: Selection): Promise<Exit> {
  const { from, oneSite, output, zone, name, report: dir, keepWork, strict } = options
  const { signal, terminal } = context
  const version = toolVersion()
  const clock = new RunClock()
  const progress = context.progress()
  const stem = join(dir ?? dirname(output), stemOf(output))
  const workDir = options.work ?? join('spacecrate-work', stemOf(output))
  for (const folder of [workDir, dirname(stem)]) await assertFolder(folder)
  const request: ExportRequest = {
    from,
    oneSite,
    output,
    workDir,
    selection,
    sourceUrls: options.sourceUrl ?? [],
    keepWork,
    toolVersion: version,
    signal,
    onProgress: (tick) => progress.update(tick),
    zone,
    name,
  }
  let written: WrittenReport | undefined
  const before = endedBefore(request) ? await readExportReport(stem) : undefined
  if (before && volumesOf(before, output).every((path) => existsSync(path))) written = before
  else
    await exportSource(request, async ({ sealed, milliseconds, assessment: { limits, sourceBytes } }) => {
      progress.end()
      const volumes = sealed.volumes.map(({ path }) => path)
      await using archive = await openArchive(volumes[0] ?? output)
      if (archive.seal !== sealed.seal) throw replaced(archive.path, sealed.seal, archive.seal)
      clock.add('look at the source', milliseconds.assessing)
      clock.add('read and record', milliseconds.reading, sourceBytes)
      clock.add('order, pack and verify', milliseconds.sealing, sumBytes(sealed.volumes))
      written = await writeExportReport(archive, volumes, clock, {
        from: from.join(', '),
        version,
        limits,
        sourceBytes,
        stem,
        signal,
      })
    })
  if (!written) throw new Error('An export that ended has a report')
  const { report, files } = written
  const volumes = volumesOf(written, output)
  await terminal.print(
    context.json
      ? `${JSON.stringify(documentOf(report, files, volumes))}\n`
      : describeExport(report, files, output, terminal),
  )
  await removeLeavings(request)
  if (report.partial) return 'partial'
  return strict && report.omissions.count > 0 ? 'partial' : 'complete'
}

function volumesOf({ report }: WrittenReport, output: string): string[] {
  return report.archive.volumes.map(({ name }) => join(dirname(output), name))
}

/** The report would tell of what somebody put in the place of the archive. */
function replaced(path: string, expected: string, actual: string): ArchiveError<'SEAL_MISMATCH'> {
  const message = `What lies at ${path} is not the archive that was just written there. Export again, and look who writes there`
  return new ArchiveError('SEAL_MISMATCH', message, { path, entry: 'seal.json', expected, actual })
}

function sumBytes(volumes: readonly { readonly bytes: number }[]): number {
  return volumes.reduce((sum, { bytes }) => sum + bytes, 0)
}

function documentOf(report: ExportReport, files: ReportFiles, volumes: readonly string[]): object {
  const { archive, total, omissions, spaces, scope, run } = report
  const codes = Object.fromEntries(omissions.findings.map(({ code, count }) => [code, count]))
  const { id, contentRoot, manifestDigest, records, blobs, streams } = archive
  return {
    status: report.partial ? 'partial' : 'complete',
    complete: !report.partial,
    archive: {
      id,
      contentRoot,
      manifestDigest,
      volumes: archive.volumes.map((volume, index) => ({ path: volumes[index], ...volume })),
    },
    scope,
    records,
    streams: streams.map(({ name, records: count, bytes }) => ({ name, records: count, bytes })),
    blobs,
    omissions: { count: omissions.count, codes },
    unexplained: total.unexplained,
    limits: report.limits,
    spaces,
    report: files,
    milliseconds: run.milliseconds,
  }
}

function selectionOf(args: {
  readonly spaces: readonly string[] | undefined
  readonly spaceTypes: readonly string[] | undefined
  readonly kinds: readonly string[] | undefined
  readonly skipKinds: readonly string[] | undefined
  readonly withAppData: boolean
}): Selection {
  const { spaces, spaceTypes, kinds, skipKinds, withAppData } = args
  return {
    ...(spaces !== undefined && { spaces }),
    ...(spaceTypes !== undefined && { spaceTypes }),
    ...(kinds !== undefined && { kinds: kinds.filter(isKind) }),
    ...(skipKinds !== undefined && { skipKinds: skipKinds.filter(isKind) }),
    ...(withAppData && { withAppData }),
  }
}

function isKind(word: string): word is SelectableKind {
  return selectableKinds.some((kind) => kind === word)
}
