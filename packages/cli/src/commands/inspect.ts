import { stat } from 'node:fs/promises'
import { type Archive, type Manifest, openArchive } from '@spacecrate/format'
import type { Argv } from 'yargs'
import {
  checkSums,
  describeSelection,
  formatBytes,
  formatCount,
  formatInstant,
  printable,
  sourceWords,
} from '@spacecrate/report/words'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { alignColumns } from '../terminal/table.js'
import { describeCertificate } from './certificate-text.js'
import { explainCommand, type GlobalOptions } from './help.js'

/** `inspect ARCHIVE`: what is in it, from its manifest. */
export function addInspect(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'inspect <archive>',
    'Say what is in an archive: source, selection, counts, omissions, digests',
    (command) =>
      explainCommand(
        command.positional('archive', { type: 'string', demandOption: true, describe: 'An archive' }),
        [
          ['inspect acme.crate.zip', 'for a person'],
          ['inspect acme.crate.zip --json', 'for a program: streams as [{name, records, bytes}] and the rest'],
        ],
        ['complete', 'usage', 'archiveInvalid', 'sourceOrDestination'],
      ),
    (args) => session.run(args, (context) => inspect(context, args.archive)),
  )
}

async function inspect({ terminal, json }: Context, path: string): Promise<Exit> {
  await using archive = await openArchive(path)
  const found = await stat(archive.path)
  // An archive may lie unpacked in a folder.
  const size = found.isFile() ? found.size : undefined
  await terminal.print(json ? `${JSON.stringify(inspection(archive, size))}\n` : describe(archive, size, terminal))
  return 'complete'
}

/** The document of `inspect --json`. */
function inspection({ path, manifest, manifestDigest }: Archive, size: number | undefined): object {
  const { archive, version, tool, source, selection, consistency, blobs, omissions, certificate, contentRoot } =
    manifest
  const { partial, accounts } = checkSums(manifest)
  return {
    path,
    status: partial ? 'partial' : 'complete',
    size,
    format: version,
    archive,
    contentRoot,
    manifestDigest,
    tool,
    source,
    selection,
    consistency,
    streams: manifest.streams.map(({ name, records, bytes }) => ({ name, records, bytes })),
    records: countRecords(manifest),
    blobs,
    omissions,
    certificate: { ...certificate, accounts },
    requires: manifest.requires,
    parent: manifest.parent,
  }
}

function describe(
  { path, manifest, manifestDigest }: Archive,
  size: number | undefined,
  terminal: Context['terminal'],
): string {
  const { archive, tool, source, blobs, omissions } = manifest
  const head = [
    ['archive', size === undefined ? path : `${path}, ${formatBytes(size)}`],
    ['id', archive.id],
    ['written', `${formatInstant(archive.created.at)} by ${tool.name} ${tool.version}, format ${manifest.version}`],
    ['source', `${source.name ?? source.siteId} (${sourceWords(source).join(', ')})`],
    ['addresses', source.baseUrls.length === 0 ? 'not known' : source.baseUrls.join(', ')],
    ['selection', describeSelection(manifest.selection)],
    ['content root', manifest.contentRoot],
    ['manifest', manifestDigest],
  ].map((row) => row.map(printable))
  const streams = manifest.streams
    .filter((stream) => stream.records > 0)
    .map((stream) => [printable(stream.name), formatCount(stream.records), formatBytes(stream.bytes)])
  const bytes = manifest.streams.reduce((sum, stream) => sum + stream.bytes, 0)
  const codes = Object.entries(omissions.codes).sort(([, a], [, b]) => b - a)
  return [
    alignColumns(head),
    alignColumns(
      [
        ['stream', 'records', 'size'],
        ...streams,
        ['all records', formatCount(countRecords(manifest)), formatBytes(bytes)],
        ['files', formatCount(blobs.count), formatBytes(blobs.bytes)],
      ],
      ['left', 'right', 'right'],
    ),
    alignColumns(
      [
        ['left out', formatCount(omissions.count)],
        ...codes.map(([code, count]) => [`  ${printable(code)}`, formatCount(count)]),
      ],
      ['left', 'right'],
    ),
    describeCertificate(manifest, terminal),
  ].join('\n')
}

function countRecords(manifest: Manifest): number {
  return manifest.streams.reduce((sum, stream) => sum + stream.records, 0)
}
