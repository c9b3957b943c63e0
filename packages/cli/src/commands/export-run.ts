import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { assertFree } from '@spacecrate/disk'
import { type ExportOutcome, isSourceError, runExport, type RunProgress, type Selection } from '@spacecrate/exporter'
import type { Tick } from '../progress/gauge.js'
import { sourceAt, type SourcePlace } from './source-at.js'

/** What an export was asked for on the command line. */
export interface ExportRequest extends SourcePlace {
  readonly output: string
  readonly workDir: string
  readonly selection: Selection
  readonly name?: string | undefined
  readonly keepWork: boolean
  readonly toolVersion: string
  readonly signal: AbortSignal
  readonly onProgress: (tick: Tick) => void
}

/** True if the same export ended before, and was stopped before its leavings were removed. */
export function endedBefore(request: ExportRequest): boolean {
  return !existsSync(request.workDir) && existsSync(leavingsOf(request))
}

/**
 * Runs an export, and `finish` once the archive stands. Then the work folder, unless it is to be kept, becomes leavings:
 * a name that says which export it was. So a run can tell the end of its own from a file of somebody else in its place.
 */
export async function exportSource(
  request: ExportRequest,
  finish: (outcome: ExportOutcome) => Promise<void>,
): Promise<void> {
  const { from, output, workDir, selection, sourceUrls, zone, name, toolVersion, signal } = request
  const fresh = !existsSync(workDir)
  // Said now and not after hours. Where there is a work folder, a run may have ended between archive and report.
  if (fresh) await assertFree(output)
  const leavings = leavingsOf(request)
  try {
    await runExport({
      source: sourceAt(request),
      sourceKey: JSON.stringify([placesOf(from), sourceUrls, zone]),
      output,
      workDir,
      selection,
      tool: { name: 'spacecrate', version: toolVersion },
      ...(name !== undefined && { name }),
      keepWork: true,
      signal,
      onProgress: (progress) => request.onProgress(tickOf(progress)),
      onSealed: async (outcome) => {
        await finish(outcome)
        if (!request.keepWork) await rename(workDir, leavings)
      },
    })
  } catch (error) {
    // A mistyped path or option took nothing yet: its work folder would only be in the way of the next try.
    if (fresh && mistakes.some((code) => isSourceError(error, code)))
      await rm(workDir, { recursive: true, force: true })
    throw error
  }
}

/** Removes the leavings of an export: the last that it does, when everything has been said. */
export async function removeLeavings(request: ExportRequest): Promise<void> {
  await rm(leavingsOf(request), { recursive: true, force: true })
}

function leavingsOf({ workDir, from, output, sourceUrls, zone, selection, name }: ExportRequest): string {
  const facts = JSON.stringify([placesOf(from), resolve(output), sourceUrls, zone, selection, name])
  return `${resolve(workDir)}.done-${createHash('sha256').update(facts).digest('hex').slice(0, 16)}`
}

function placesOf(from: readonly string[]): string[] {
  return from.map((path) => resolve(path))
}

const mistakes = ['BACKUP_UNREADABLE', 'BACKUP_SET_MIXED', 'SELECTION_EMPTY', 'SPACE_UNKNOWN', 'ZONE_UNKNOWN'] as const

function tickOf(progress: RunProgress): Tick {
  switch (progress.stage) {
    case 'assessing': {
      const { step, done, total, unit } = progress
      return { stage: step, done, unit, total }
    }
    case 'reading': {
      const { explained, bytes, expectedItems } = progress
      const total = expectedItems !== undefined && expectedItems >= explained ? expectedItems : undefined
      return { stage: 'reading', done: explained, unit: 'items', bytes, total }
    }
    case 'sealing': {
      const { step, done, total, unit } = progress
      return { stage: step, done, total, unit }
    }
    default:
      return progress satisfies never
  }
}
