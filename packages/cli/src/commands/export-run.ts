import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type ExportOutcome, isSourceError, runExport, type RunProgress, type Selection } from '@spacecrate/exporter'
import { ArchiveError } from '@spacecrate/format'
import type { Tick } from '../progress/gauge.js'
import { sourceAt, type SourcePlace } from './source-at.js'

/** What an export was asked for on the command line. */
export interface ExportRequest extends SourcePlace {
  readonly output: string
  readonly workDir: string
  readonly selection: Selection
  readonly name?: string
  readonly toolVersion: string
  readonly signal: AbortSignal
  readonly onProgress: (tick: Tick) => void
}

/** Runs an export. The work folder stays: a run that breaks off before its report is written can then write it. */
export async function exportSource(request: ExportRequest): Promise<ExportOutcome> {
  const { from, output, workDir, selection, sourceUrls, zone, name, toolVersion, signal } = request
  const fresh = !existsSync(workDir)
  // Said now and not after hours. Where there is a work folder, a run may have ended between archive and report.
  if (fresh && existsSync(output)) {
    throw new ArchiveError('TARGET_EXISTS', `There is a file at ${output} already`, { path: output })
  }
  try {
    return await runExport({
      source: sourceAt(request),
      sourceKey: JSON.stringify([resolve(from), sourceUrls, zone]),
      output,
      workDir,
      selection,
      tool: { name: 'spacecrate', version: toolVersion },
      ...(name !== undefined && { name }),
      keepWork: true,
      signal,
      onProgress: (progress) => request.onProgress(tickOf(progress)),
    })
  } catch (error) {
    // A mistyped option took nothing yet: its work folder would only be in the way of the next try.
    if (fresh && mistakes.some((code) => isSourceError(error, code)))
      await rm(workDir, { recursive: true, force: true })
    throw error
  }
}

/** Removes a work folder that has served. */
export async function removeWork(workDir: string): Promise<void> {
  // Half a work folder under its own name would stop the next run.
  const leaving = `${workDir}.removed-${randomUUID()}`
  await rename(workDir, leaving)
  await rm(leaving, { recursive: true, force: true })
}

const mistakes = ['SELECTION_EMPTY', 'SPACE_UNKNOWN', 'ZONE_UNKNOWN'] as const

function tickOf(progress: RunProgress): Tick {
  switch (progress.stage) {
    case 'assessing': {
      const { step, done, total, unit } = progress
      return { stage: step, done, unit, ...(total !== undefined && { total }) }
    }
    case 'reading': {
      const { items, bytes, expectedItems } = progress
      const total = expectedItems !== undefined && expectedItems >= items ? { total: expectedItems } : {}
      return { stage: 'reading', done: items, unit: 'items', bytes, ...total }
    }
    case 'sealing': {
      const { step, done, total, unit } = progress
      return { stage: step, done, total, unit }
    }
    default:
      return progress satisfies never
  }
}
