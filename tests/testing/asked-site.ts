import { anonymous, mayReadContent, mayReadSpace, openSite } from '../../packages/site/src/index.js'
import type { BackupBuilder } from '../../packages/exporter/src/testing/backup-builder.js'
import { createInProcess, exportInProcess, importInProcess } from './in-process.js'
import { list } from './road.js'

/** Who may read what at a site, by key of the space and title of the content: user names, and `anybody` for those without an account. */
export type Readers = Readonly<Record<string, readonly string[]>>

/** What an export left out, as far as tests ask. */
export interface LeftOut {
  readonly code: string
  readonly id?: string
  readonly what: string
}

/** Writes the backup into a folder unless it is in one, exports it, and imports the archive into a new site. `at` joins paths in a folder. */
export async function carry(
  at: (...names: string[]) => string,
  backup: BackupBuilder | string,
  options: { readonly toExport?: readonly string[]; readonly toImport?: readonly string[] } = {},
): Promise<{ readonly readers: Readers; readonly omissions: readonly LeftOut[] }> {
  const from = typeof backup === 'string' ? backup : await backup.write(at('backup'))
  await exportInProcess(at('a.crate.zip'), from, options.toExport)
  await createInProcess(at('site'))
  await importInProcess(at('site'), at('a.crate.zip'), options.toImport)
  return { readers: await readersOf(at('site')), omissions: await list<LeftOut>(at('a.crate.zip'), 'omissions') }
}

/** Asks the site for everybody but its administrator. */
export async function readersOf(site: string): Promise<Readers> {
  await using opened = await openSite(site, { mode: 'read' })
  const { store } = opened
  const visitors = [[anonymous, 'anybody'] as const]
  const people = [...store.list('people')].filter(({ id }) => id !== store.identity.administrator)
  const everybody = [...visitors, ...people.map(({ id, userName }) => [id, userName ?? id] as const)]
  const may = (ask: (visitor: string) => boolean): string[] =>
    everybody.filter(([visitor]) => ask(visitor)).map(([, name]) => name)
  const found: Record<string, readonly string[]> = {}
  for (const { id, key } of store.list('spaces')) found[key] = may((visitor) => mayReadSpace(store, visitor, id))
  for (const { id, title } of store.list('content')) found[title] = may((visitor) => mayReadContent(store, visitor, id))
  return found
}
