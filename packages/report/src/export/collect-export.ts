import type { Archive } from '@spacecrate/format'
import type { Finding } from '../findings.js'
import { namePlaces } from '../name-places.js'
import type { RunFacts } from '../run-facts.js'
import { describeSelection } from '../words/scope.js'
import { checkSums } from '../words/sums.js'
import { decideExport } from './decide-export.js'
import type { ExportReport, PeopleCounts, Volume } from './export-report.js'
import { countSpaces } from './space-counts.js'

/** Facts for the report that the archive does not hold. */
export interface ExportReportFacts {
  readonly from: string
  /** Called last, after the archive was read, so that its time counts. */
  readonly run: () => RunFacts
  readonly volumes: readonly Volume[]
  readonly findings: readonly Finding[]
  readonly limits: readonly string[]
  readonly sourceBytes?: number | undefined
  /** Name of the file with all omissions. */
  readonly full?: string | undefined
  readonly signal: AbortSignal
}

/** Reads an archive for its report. */
export async function collectExportReport(archive: Archive, facts: ExportReportFacts): Promise<ExportReport> {
  const { manifest } = archive
  const { signal, run, volumes, findings, limits, sourceBytes, full, from } = facts
  const sums = checkSums(manifest)
  const { partial, accounts, total } = sums
  const { accounts: _accounts, ...certificate } = manifest.certificate
  const spaces = await countSpaces(archive, signal)
  const people = await countPeople(archive, signal)
  const omissions = {
    count: manifest.omissions.count,
    findings: await namePlaces(archive, findings),
    full,
  }
  return {
    report: 'export',
    version: 1,
    decision: decideExport(manifest, sums),
    scope: describeSelection(manifest.selection),
    from,
    selection: manifest.selection,
    source: manifest.source,
    consistency: manifest.consistency,
    archive: {
      id: manifest.archive.id,
      created: manifest.archive.created.at,
      format: manifest.version,
      contentRoot: manifest.contentRoot,
      manifestDigest: archive.manifestDigest,
      records: manifest.streams.reduce((sum, stream) => sum + stream.records, 0),
      streams: manifest.streams,
      blobs: manifest.blobs,
      volumes,
    },
    run: run(),
    partial,
    certificate,
    accounts,
    total,
    spaces,
    people,
    limits,
    sourceBytes,
    omissions,
  }
}

async function countPeople(archive: Archive, signal: AbortSignal): Promise<PeopleCounts> {
  const counts = { total: 0, referencedOnly: 0, identifiable: 0 }
  for await (const { record } of archive.records('people', { signal })) {
    counts.total++
    if (record.referencedOnly === true) counts.referencedOnly++
    if (record.email !== undefined || record.accountId !== undefined) counts.identifiable++
  }
  return counts
}
