import { type Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ExportReport } from './export-report.js'
import type { ImportReport } from './import-report.js'

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

/** The reports in a folder and the folders in it, or beside one of their files; the newest first. */
export async function findReports(path: string, signal: AbortSignal): Promise<FoundReport[]> {
  const found: FoundReport[] = []
  const facts = await stat(path).catch(() => undefined)
  const folder = facts?.isDirectory() === true ? path : dirname(path)
  if (facts !== undefined) await search(folder, 0)
  const wanted = facts?.isDirectory() === true ? found : found.filter((one) => one.html === path || one.json === path)
  return wanted.sort((a, b) => (a.report.run.ended < b.report.run.ended ? 1 : -1))

  async function search(dir: string, depth: number): Promise<void> {
    signal.throwIfAborted()
    for (const entry of await entriesOf(dir)) {
      if (entry.isDirectory()) {
        if (depth < deepest && !/^node_modules$|^\.|\.lists$/.test(entry.name)) {
          await search(join(dir, entry.name), depth + 1)
        }
      } else if (entry.name.endsWith(ending)) {
        const one = await readReport(dir, entry.name.slice(0, -ending.length))
        if (one !== undefined) found.push(one)
      }
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
  return { name, html: join(dir, html), json, report }
}

/** Of another version nobody knows what a field means. */
function isReport(value: unknown): value is ImportReport | ExportReport {
  if (typeof value !== 'object' || value === null || !('report' in value) || !('version' in value)) return false
  return (value.report === 'import' && value.version === 2) || (value.report === 'export' && value.version === 1)
}
