import { createHash, randomUUID } from 'node:crypto'
import { openWorkFolder, type Sealed } from '@spacecrate/format'
import { exportTo, type ExportSummary, type Selection, xmlBackup } from '@spacecrate/exporter'
import type { Tick } from '../progress/gauge.js'

export interface ExportRunRequest {
  readonly from: string
  readonly output: string
  readonly workDir: string
  readonly selection: Selection
  readonly sourceUrls: readonly string[]
  readonly zone?: string
  readonly name?: string
  readonly keepWork: boolean
  readonly toolVersion: string
  readonly signal: AbortSignal
  readonly onProgress: (tick: Tick) => void
}

export async function runExport(
  request: ExportRunRequest,
): Promise<{ readonly sealed: Sealed; readonly summary: ExportSummary }> {
  const { from, output, workDir, selection, sourceUrls, zone, signal, onProgress, keepWork } = request
  const key = createHash('sha256')
    .update(JSON.stringify([from, selection, sourceUrls, zone]))
    .digest('hex')
  await using work = await openWorkFolder(workDir, { key })
  await using source = await xmlBackup({ path: from, sourceUrls, ...(zone !== undefined && { zone }) })(work.scratch, {
    signal,
  })
  await source.assess(selection, { signal, onProgress: ({ step, ...rest }) => onProgress({ stage: step, ...rest }) })
  const summary = await exportTo(work, source, selection, {
    signal,
    onProgress: ({ items, bytes }) => onProgress({ stage: 'reading', done: items, unit: 'items', bytes }),
  })
  const now = new Date().toISOString()
  const sealed = await work.seal(
    output,
    {
      archive: { id: randomUUID(), created: { at: now } },
      tool: { name: 'spacecrate', version: request.toolVersion },
      source: source.identity(),
      selection,
      consistency: { kind: 'snapshot' },
      accounts: summary.accounts,
    },
    { signal, keep: keepWork, onProgress: (tick) => onProgress(tick) },
  )
  return { sealed, summary }
}
