import { constants, type Dirent } from 'node:fs'
import { access, readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { storageCode } from '@spacecrate/disk'
import type { ExportReport, ImportReport } from '@spacecrate/report'
import { shortPath } from '../run/short-path.js'

/** A report that was found, with the paths of its files. */
export interface FoundReport {
  /** `plan`, `import-1`, `acme.crate`: what its files begin with. */
  readonly name: string
  readonly html: string
  readonly json: string
  readonly report: ImportReport | ExportReport
}

/** Deep enough for the plans of an archive in a work folder that holds those of several destinations. */
const deepest = 4
const ending = '.report.json'

/** The reports in folders and the folders in them, or beside one of their files; the newest first. */
export async function findReports(paths: readonly string[], signal: AbortSignal): Promise<FoundReport[]> {
  const found = new Map<string, FoundReport>()
  for (const path of new Set(paths.map((one) => resolve(one)))) {
    const facts = await stat(path).catch(ifAbsent)
    if (facts === undefined) continue
    const folder = facts.isDirectory() ? path : dirname(path)
    await access(folder, constants.R_OK)
    for await (const one of search(folder, 0, signal)) {
      if (facts.isDirectory() || resolve(one.html) === path || resolve(one.json) === path) found.set(one.json, one)
    }
  }
  return [...found.values()].sort((a, b) => (a.report.run.ended < b.report.run.ended ? 1 : -1))
}

/** Nothing is there; that it may not be looked at is an error. */
function ifAbsent(error: unknown): undefined {
  const code = storageCode(error)
  if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error
  return undefined
}

async function* search(dir: string, depth: number, signal: AbortSignal): AsyncGenerator<FoundReport> {
  signal.throwIfAborted()
  for (const entry of await entriesOf(dir)) {
    if (entry.isDirectory()) {
      if (depth < deepest && !/^node_modules$|^\.|\.lists$/.test(entry.name)) {
        yield* search(join(dir, entry.name), depth + 1, signal)
      }
    } else if (entry.name.endsWith(ending)) {
      const one = await readReport(dir, entry.name.slice(0, -ending.length))
      if (one !== undefined) yield one
    }
  }
}

/** A folder that may not be read is passed by. */
async function entriesOf(dir: string): Promise<readonly Dirent[]> {
  return readdir(dir, { withFileTypes: true }).catch(() => [])
}

async function readReport(dir: string, name: string): Promise<FoundReport | undefined> {
  const json = join(dir, `${name}${ending}`)
  let report: unknown
  try {
    report = JSON.parse(await readFile(json, 'utf8'))
  } catch {
    return undefined
  }
  if (!isReport(report)) return undefined
  const html = report.report === 'import' && !report.applied ? `${name}.html` : `${name}.report.html`
  return { name, html: shortPath(join(dir, html)), json: shortPath(json), report }
}

/** Of another version nobody knows what a field means. */
function isReport(value: unknown): value is ImportReport | ExportReport {
  if (typeof value !== 'object' || value === null || !('report' in value) || !('version' in value)) return false
  return (value.report === 'import' && value.version === 2) || (value.report === 'export' && value.version === 1)
}
