import { createHash, randomUUID } from 'node:crypto'
import { type Manifest, openWorkFolder, type Sealed, type SealProgress, type WorkFolder } from '@spacecrate/format'
import type { ExportProgress, ExportSummary } from './export-summary.js'
import { exportTo } from './export-to.js'
import type { Selection } from './selection.js'
import type { Assessment, AssessProgress, CallOptions, OpenSource } from './source.js'
import { shortText } from './short-text.js'
import { SourceError } from './source-error.js'
import { sourceWithoutSecrets } from './without-secrets.js'

/** What an export needs to know. */
export interface RunExportOptions extends CallOptions {
  readonly source: OpenSource
  /** Says which source it is, such as its path and options: a work folder made for another one is refused. */
  readonly sourceKey: string
  /** The archive to write. Nothing may be there yet. */
  readonly output: string
  /** Where the export keeps its state until it is finished; the same folder continues what broke off. */
  readonly workDir: string
  readonly selection: Selection
  readonly tool: Manifest['tool']
  /** Name of the source to show, if it gives none itself. */
  readonly name?: string
  /** Keep the work folder after sealing. @default false */
  readonly keepWork?: boolean
  /** Entries of one volume; see `SealOptions`. */
  readonly maxEntries?: number
  /** Called when the archive stands, while nobody else may use the work folder. */
  readonly onSealed?: (outcome: ExportOutcome) => Promise<void>
  readonly onProgress?: (progress: RunProgress) => void
}

/** How far a run is. */
export type RunProgress =
  | ({ readonly stage: 'assessing' } & AssessProgress)
  | ({ readonly stage: 'reading'; readonly expectedItems?: number; readonly expectedBytes?: number } & ExportProgress)
  | ({ readonly stage: 'sealing' } & Omit<SealProgress, 'stage'> & { readonly step: SealProgress['stage'] })

/** How a run went: everything that a report needs. */
export interface ExportOutcome {
  readonly sealed: Sealed
  readonly summary: ExportSummary
  readonly assessment: Assessment
  readonly identity: Manifest['source']
  /** True if an earlier run had begun and this one continued it. */
  readonly resumed: boolean
  readonly milliseconds: { readonly assessing: number; readonly reading: number; readonly sealing: number }
}

/**
 * Exports what the selection takes into one sealed archive: opens the source and the work folder, pulls everything, and
 * seals. A run that breaks off leaves its work folder and no archive; run again with the same options it continues, and
 * comes to the same content root.
 *
 * @throws SourceError, ArchiveError, or the reason of the signal
 */
export async function runExport(options: RunExportOptions): Promise<ExportOutcome> {
  const { selection, signal, onProgress } = options
  const call = signal ? { signal } : {}
  const started = performance.now()
  await using work = await openWorkFolder(options.workDir, { key: keyOf(options) })
  await using source = await options.source(work.scratch, call)
  const assessment = await source.assess(selection, {
    ...call,
    onProgress: (progress) => onProgress?.({ stage: 'assessing', ...progress }),
  })
  const identity = nameSource(sourceWithoutSecrets(source.identity()), options.name)
  const run = resume(work, identity, assessment)
  const assessed = performance.now()
  const { expectedItems, expectedBytes } = assessment
  const expected = {
    ...(expectedItems !== undefined && { expectedItems }),
    ...(expectedBytes !== undefined && { expectedBytes }),
  }
  const summary = await exportTo(work, source, selection, {
    ...call,
    steady: assessment.consistency?.kind !== 'live',
    onProgress: (progress) => onProgress?.({ stage: 'reading', ...expected, ...progress }),
  })
  // Closed before the seal removes the folder that its scratch lies in.
  await source[Symbol.asyncDispose]()
  const read = performance.now()
  const head = {
    archive: run.archive,
    tool: options.tool,
    source: identity,
    selection,
    consistency: consistencyOf(assessment, run.archive.created),
    accounts: summary.accounts,
    ...(assessment.declaredItems !== undefined && { declared: assessment.declaredItems }),
  }
  const sealed = await work.seal(options.output, head, {
    ...call,
    ...(options.keepWork !== undefined && { keep: options.keepWork }),
    ...(options.maxEntries !== undefined && { maxEntries: options.maxEntries }),
    onProgress: ({ stage: step, ...rest }) => onProgress?.({ stage: 'sealing', step, ...rest }),
  })
  const milliseconds = { assessing: assessed - started, reading: read - assessed, sealing: performance.now() - read }
  const outcome = { sealed, summary, assessment, identity, resumed: run.resumed, milliseconds }
  await options.onSealed?.(outcome)
  return outcome
}

function keyOf({ sourceKey, selection, name }: RunExportOptions): string {
  return createHash('sha256')
    .update(JSON.stringify([sourceKey, selection, name]))
    .digest('hex')
}

/** Longest text of the identity: the manifest is read whole. What the source said in full stands in the record of the site. */
const longestText = 1000

function nameSource(identity: Manifest['source'], given: string | undefined): Manifest['source'] {
  const short = (text: string | undefined): string | undefined => text && shortText(text, longestText)
  const name = short(identity.name ?? given)
  const [version, build, exportType] = [identity.version, identity.build, identity.exportType].map(short)
  return {
    ...identity,
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
    ...(build !== undefined && { build }),
    ...(exportType !== undefined && { exportType }),
    baseUrls: identity.baseUrls.filter((url) => url.length <= longestText).slice(0, 100),
  }
}

interface Run {
  readonly archive: Manifest['archive']
  readonly resumed: boolean
}

/**
 * The archive id is given once per work folder, so that a run that continues another makes the same archive. What has
 * been taken belongs to one state of the source: with another one nothing would fit together.
 */
function resume(work: WorkFolder, identity: Manifest['source'], assessment: Assessment): Run {
  const state = JSON.stringify([identity, assessment.fingerprint ?? null])
  const before = work.state('source')
  if (before !== undefined && before !== state) {
    const message = `The source is not what it was when the export in ${work.path} began; remove that folder and start anew`
    throw new SourceError('SOURCE_CHANGED', message, { workDir: work.path })
  }
  const kept = work.state('archive')
  if (before !== undefined && kept !== undefined) {
    return { archive: JSON.parse(kept) as Manifest['archive'], resumed: true }
  }
  const archive = { id: randomUUID(), created: { at: new Date().toISOString() } }
  work.setState('archive', JSON.stringify(archive))
  work.setState('source', state)
  return { archive, resumed: false }
}

function consistencyOf(assessment: Assessment, created: Manifest['archive']['created']): Manifest['consistency'] {
  const { consistency } = assessment
  if (consistency?.kind === 'live') {
    return { kind: 'live', from: created, to: { at: new Date().toISOString() } }
  }
  return { kind: 'snapshot', ...(consistency?.from && { from: consistency.from }) }
}
