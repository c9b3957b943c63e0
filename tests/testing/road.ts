import { openArchive, type StreamName } from '@spacecrate/format'
import { documentOf } from './answers.js'
import { type CommandResult, type RunOptions, spacecrate } from './run-command.js'

/** What `inspect --json` says, as far as tests ask. */
export interface Inspection {
  readonly contentRoot: string
  readonly manifestDigest: string
  readonly records: number
  readonly streams: readonly { readonly name: string; readonly records: number }[]
  readonly omissions: { readonly count: number; readonly codes: Readonly<Record<string, number>> }
}

/** Options with a work folder beside a path, unless they name one. */
function withWork(options: readonly string[], path: string): readonly string[] {
  return options.includes('--work') ? options : ['--work', `${path}.work`, ...options]
}

/** Runs an export; the work folder stands beside the archive. */
export function exportTo(
  archive: string,
  from: string,
  extra: readonly string[] = [],
  options: RunOptions = {},
): Promise<CommandResult> {
  return spacecrate(['export', '--from', from, '-o', archive, '--json', ...withWork(extra, archive)], options)
}

/** Runs an import without a question; the work folder stands beside the site. */
export function importInto(
  site: string,
  archive: string,
  extra: readonly string[] = [],
  options: RunOptions = {},
): Promise<CommandResult> {
  return spacecrate(['import', archive, '--to', site, '--yes', '--json', ...withWork(extra, site)], options)
}

/** Exports, and asserts that it ended well. */
export async function mustExport(archive: string, from: string, extra: readonly string[] = []): Promise<Inspection> {
  documentOf(await exportTo(archive, from, extra))
  return await inspect(archive)
}

/** Makes a site and imports an archive into it; asserts that both ended well. */
export async function mustImport(site: string, archive: string): Promise<void> {
  await mustCreate(site)
  documentOf(await importInto(site, archive))
}

/** Makes an empty site. */
export async function mustCreate(site: string): Promise<void> {
  documentOf(await spacecrate(['site', 'create', site, '--json']))
}

/** What an archive holds. */
export async function inspect(archive: string): Promise<Inspection> {
  return documentOf<Inspection>(await spacecrate(['inspect', archive, '--json']))
}

/** The records of a stream, or the omissions. */
export async function list<Shape = Readonly<Record<string, unknown>>>(
  archive: string,
  stream: StreamName | 'omissions',
): Promise<Shape[]> {
  await using opened = await openArchive(archive)
  const found: unknown[] = []
  if (stream === 'omissions') for await (const omission of opened.omissions()) found.push(omission)
  else for await (const { record } of opened.records(stream)) found.push(record)
  return found as Shape[]
}
