import { basename } from 'node:path'
import type { Account, Archive, Manifest, Omission } from '@spacecrate/format'
import type { Finding, Missing } from './findings.js'
import { namePlaces } from './name-places.js'
import type { RunFacts } from './run-facts.js'
import { describeSelection } from './scope.js'
import type { Decision } from './sections.js'
import { formatNoun } from '../terminal/numbers.js'
import { countSpaces, type SpaceCounts } from './space-counts.js'
import { type CheckedSums, checkSums } from './sums.js'

/** One file of an archive, as it is carried. */
export interface Volume {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** Everything that the report on an export says. The JSON report is this. */
export interface ExportReport {
  readonly report: 'export'
  readonly version: 1
  readonly decision: Decision
  /** The selection in words. */
  readonly scope: string
  /** What the source was called on the command line: the last part of its path. */
  readonly from: string
  readonly selection: Manifest['selection']
  readonly source: Manifest['source']
  readonly consistency: Manifest['consistency']
  readonly archive: {
    readonly id: string
    readonly created: string
    readonly format: string
    readonly contentRoot: string
    readonly manifestDigest: string
    readonly records: number
    readonly streams: Manifest['streams']
    readonly blobs: Manifest['blobs']
    readonly volumes: readonly Volume[]
  }
  readonly run: RunFacts
  /** True unless the sums of every kind add up. */
  readonly partial: boolean
  readonly certificate: Omit<Manifest['certificate'], 'accounts'>
  readonly accounts: readonly Account[]
  readonly total: Account
  readonly spaces: readonly SpaceCounts[]
  readonly people: PeopleCounts
  /** What the source does not say or can't show, in words. */
  readonly limits: readonly string[]
  /** Bytes of the files that were read, where the source is files. */
  readonly sourceBytes?: number
  readonly omissions: { readonly count: number; readonly findings: readonly Finding[]; readonly full?: string }
}

/** People in an archive. */
export interface PeopleCounts {
  readonly total: number
  /** Only named by the source: no record of them was there. */
  readonly referencedOnly: number
  /** With an e-mail address or an account id, by which a destination can know them again. */
  readonly identifiable: number
}

/** What a report says beside what the archive says. */
export interface ExportReportFacts {
  readonly from: string
  /** Asked last, when the archive has been read. */
  readonly run: () => RunFacts
  readonly volumes: readonly Volume[]
  readonly findings: readonly Finding[]
  readonly limits: readonly string[]
  readonly sourceBytes?: number
  /** Name of the file with all omissions. */
  readonly full?: string
  readonly signal?: AbortSignal
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
    ...(full !== undefined && { full }),
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
    ...(sourceBytes !== undefined && { sourceBytes }),
    omissions,
  }
}

function decideExport(manifest: Manifest, { partial, empty, total }: CheckedSums): Decision {
  const { count, codes } = manifest.omissions
  if (partial && empty && total.unexplained === 0) {
    const listed = `${formatNoun(count, 'object')} of the source ${count === 1 ? 'is' : 'are'} left out, each with its reason in section 3`
    return {
      light: 'red',
      headline: 'Nothing was carried: no space and no page is in the archive',
      reasons: [count === 0 ? 'The source showed none: look whether it is the one that was meant' : listed],
    }
  }
  if (partial) {
    return {
      light: 'red',
      headline: 'Partial: the sums do not add up',
      reasons: [`${formatNoun(total.unexplained, 'object')} of the source can't be accounted for (section 2)`],
    }
  }
  const sealed = 'The archive is sealed and was verified: every byte, record and reference'
  if (count === 0) {
    return {
      light: 'green',
      headline: empty
        ? 'Complete, with no space and no page: the source showed none'
        : 'Complete: everything that was asked for is in the archive',
      reasons: ['Every object that the source showed is accounted for; unexplained: 0', sealed],
    }
  }
  return {
    light: 'amber',
    headline: `Complete, but for ${formatNoun(count, 'object')} left out`,
    reasons: [
      `Each one is listed with its reason in section 3, by ${formatNoun(Object.keys(codes).length, 'code')}; please accept them or act on them`,
      'Every object that the source showed is accounted for; unexplained: 0',
      sealed,
    ],
  }
}

async function countPeople(archive: Archive, signal: AbortSignal | undefined): Promise<PeopleCounts> {
  const counts = { total: 0, referencedOnly: 0, identifiable: 0 }
  for await (const { record } of archive.records('people', signal === undefined ? {} : { signal })) {
    counts.total++
    if (record.referencedOnly === true) counts.referencedOnly++
    if (record.email !== undefined || record.accountId !== undefined) counts.identifiable++
  }
  return counts
}

/** An omission as the lists of a report show it. */
export function missingOf(omission: Omission): Missing {
  const { code, count, what, why, remedy, id, kind, place } = omission
  const at =
    place === undefined
      ? ''
      : [place.file ?? place.endpoint, place.offset].filter((part) => part !== undefined).join(':')
  const where = [id ?? kind, at].filter((part) => part !== '').join(' · ')
  return { code, count, what, why, ...(remedy !== undefined && { remedy }), where, ...(id !== undefined && { id }) }
}

/** `acme.crate.zip` as `acme.crate`: what the files beside an archive begin with. */
export function stemOf(archivePath: string): string {
  return basename(archivePath).replace(/(\.crate)?\.zip$/i, '$1')
}
