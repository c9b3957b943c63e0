import { expect } from 'vitest'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.js'

/** Runs a command in this process, asserts that it ended well, and returns its JSON document. */
export async function documentInProcess<Shape>(args: readonly string[]): Promise<Shape> {
  const { code, stdout, stderr } = await runInProcess([...args, '--json'])
  expect({ args, code, stderr: code === 0 ? '' : stderr + stdout }).toEqual({ args, code: 0, stderr: '' })
  return JSON.parse(stdout) as Shape
}

export interface References {
  readonly rewritten: number
  readonly unchanged: number
  readonly unresolved: number
}

/** What `import --json` says of all records together, as far as tests ask. */
export interface ImportDocument {
  readonly complete: boolean
  readonly references: References
  readonly total: {
    readonly records: number
    readonly created: number
    readonly matched: number
    readonly skipped: number
    readonly refused: number
    readonly failed: number
    readonly unexplained: number
  }
}

/** Exports in this process; the work folder stands beside the archive. */
export async function exportInProcess(archive: string, from: string, extra: readonly string[] = []): Promise<void> {
  const document = await documentInProcess<{ readonly status: string; readonly complete: boolean }>([
    'export',
    '--from',
    from,
    '-o',
    archive,
    '--work',
    `${archive}.work`,
    '--quiet',
    ...extra,
  ])
  expect(document).toMatchObject({ status: 'complete', complete: true })
}

/** Imports in this process without a question, into a site that is there; the work folder stands beside the site. */
export async function importInProcess(
  site: string,
  archive: string,
  extra: readonly string[] = [],
): Promise<ImportDocument> {
  const document = await documentInProcess<ImportDocument>([
    'import',
    archive,
    '--to',
    site,
    '--work',
    `${site}.work`,
    '--yes',
    '--no-verify',
    '--quiet',
    ...extra,
  ])
  const { records, created, matched, skipped, refused, failed, unexplained } = document.total
  expect({ failed, unexplained, complete: document.complete }).toEqual({ failed: 0, unexplained: 0, complete: true })
  expect(created + matched + skipped + refused).toBe(records)
  return document
}

/** Makes a site in this process: an empty one, or one of the definitions in `fixtures/sites`. */
export async function createInProcess(dir: string, from?: string): Promise<void> {
  await documentInProcess(['site', 'create', dir, ...(from === undefined ? [] : ['--from', from])])
}

/** The lines of `diff`, each a difference; both archives must be readable. */
export async function differencesInProcess(a: string, b: string, work: string): Promise<string[]> {
  const { code, stdout, stderr } = await runInProcess(['diff', a, b, '--map', work, '--json', '--quiet'])
  expect({ stderr, read: code === 0 || code === 1 }).toEqual({ stderr: '', read: true })
  return stdout.split('\n').filter((line) => line !== '')
}
