import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { root } from './run-command.js'

/** The demo backup. */
export const kiln: string = path.join(root, 'fixtures/backups/kiln')

/** The same content as a space export of Cloud, in CSV tables. */
export const kilnCsv: string = path.join(root, 'fixtures/backups/kiln-csv')

/** The site backup of a Data Center: all configuration, little content. */
export const foundry: string = path.join(root, 'fixtures/backups/foundry')

/** Public test backups; they are never committed and may be absent. */
export const corpus: string = path.join(
  process.env['SPACECRATE_SHARED'] ?? path.join(root, '../shared'),
  'corpus/xml-backups',
)

/** True if the public test backups are at hand; says so once where they aren't. */
export const hasCorpus: boolean = present(corpus, 'tests of public backups')

/** The browser of the system. */
export const chromium: string = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** True if there is a browser; says so once where there is none. */
export const hasChromium: boolean = present(chromium, 'tests in a browser')

/** Says on stderr what is skipped and why: a skip that nobody sees is a hole. */
export function note(what: string): void {
  process.stderr.write(`\n[skipped] ${what}\n`)
}

function present(place: string, what: string): boolean {
  if (existsSync(place)) return true
  note(`${what}: ${place} isn't there`)
  return false
}

/** A folder for the tests of one file, removed at the end; `at` joins paths in it. */
export function temporaryFolder(): { readonly at: (...names: string[]) => string } {
  let dir = ''
  beforeAll(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'spacecrate-test-'))
  })
  afterAll(() => {
    rmSync(dir, { recursive: true, force: true })
  })
  return { at: (...names) => path.join(dir, ...names) }
}
