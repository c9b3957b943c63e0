import {
  type Archive,
  isStreamName,
  openArchive,
  SpaceFinder,
  type StreamName,
  streamNames,
  type StreamRule,
  streamRules,
} from '@spacecrate/format'
import type { Argv } from 'yargs'
import { captionOf } from '../archives/captions.js'
import { CommandError } from '../run/command-error.js'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { LineOutput } from '../terminal/line-output.js'
import { printable, shorten } from '@spacecrate/report/words'
import { explainCommand, type GlobalOptions, ownValue } from './help.js'

interface Filter {
  readonly space: string | undefined
  readonly id: string | undefined
  readonly limit: number
}

/** `list ARCHIVE STREAM`: the records of one stream. */
export function addList(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'list <archive> <stream>',
    'List the records of a stream, or the omissions',
    (command) =>
      explainCommand(
        command
          .positional('archive', { type: 'string', demandOption: true, describe: 'An archive' })
          .positional('stream', {
            type: 'string',
            demandOption: true,
            describe: 'people, spaces, content, versions … or omissions',
          })
          .option('space', { ...ownValue, type: 'string', describe: 'Only what lies in the space of this key or id' })
          .option('id', { ...ownValue, type: 'string', describe: 'Only the record of this id' })
          .option('limit', {
            ...ownValue,
            type: 'number',
            default: Infinity,
            defaultDescription: 'all',
            describe: 'At most so many',
          })
          .check(({ limit }) => {
            if (!(limit >= 0)) throw new Error('--limit is a number')
            return true
          }),
        [
          ['list acme.crate.zip spaces', 'a line per space'],
          ['list acme.crate.zip content --space DOCS --json', 'records as NDJSON, byte for byte as in the archive'],
          ['list acme.crate.zip omissions', 'what the export left out'],
        ],
        ['complete', 'usage', 'archiveInvalid', 'sourceOrDestination'],
      ),
    (args) =>
      session.run(args, (context) =>
        list(context, args.archive, args.stream, { space: args.space, id: args.id, limit: args.limit }),
      ),
  )
}

async function list(context: Context, path: string, stream: string, filter: Filter): Promise<Exit> {
  if (stream !== 'omissions' && !isStreamName(stream)) {
    const streams = [...streamNames, 'omissions']
    throw new CommandError('STREAM_UNKNOWN', `There is no stream ${stream}; streams are ${streams.join(', ')}`, {
      stream,
      streams,
    })
  }
  await using archive = await openArchive(path)
  await using lines = new LineOutput(context.terminal)
  if (stream === 'omissions') await listOmissions(context, archive, lines, filter)
  else if (filter.id === undefined) await listStream(context, archive, lines, stream, filter)
  else await listRecord(context, archive, lines, stream, filter.id)
  return 'complete'
}

async function listStream<Name extends StreamName>(
  context: Context,
  archive: Archive,
  lines: LineOutput,
  stream: Name,
  { space, limit }: Filter,
): Promise<void> {
  const { signal } = context
  const wanted = space === undefined ? undefined : await findSpace(archive, space, signal)
  await using finder = new SpaceFinder(archive, { signal })
  const rule: StreamRule<Name> = streamRules[stream]
  let count = 0
  for await (const { record, line } of archive.records(stream, { signal })) {
    if (wanted !== undefined) {
      const owner = stream === 'spaces' ? record.id : rule.owner(record)
      if (owner === undefined || (await finder.spaceOf(owner)) !== wanted) continue
    }
    if (++count > limit) break
    await lines.write(context.json ? line : humanLine(context, record.id, captionOf(stream, record)))
  }
}

async function listRecord<Name extends StreamName>(
  context: Context,
  archive: Archive,
  lines: LineOutput,
  stream: Name,
  id: string,
): Promise<void> {
  const found = await archive.find(stream, id)
  if (found === undefined) {
    throw new CommandError('RECORD_NOT_FOUND', `The stream ${stream} holds no record ${id}`, { stream, id })
  }
  await lines.write(context.json ? found.line : JSON.stringify(found.record, undefined, 2))
}

async function listOmissions(
  context: Context,
  archive: Archive,
  lines: LineOutput,
  { id, limit }: Filter,
): Promise<void> {
  let count = 0
  for await (const omission of archive.omissions()) {
    context.signal.throwIfAborted()
    if (id !== undefined && omission.id !== id) continue
    if (++count > limit) break
    const { code, what, why } = omission
    await lines.write(context.json ? JSON.stringify(omission) : humanLine(context, code, `${what} · ${why}`))
  }
}

/**
 * Ids stand in a column that fits most of them: a listing of any length can't be measured first. Lines are cut on a
 * terminal only; a pipe gets all of them.
 */
function humanLine({ terminal }: Context, id: string, caption: string): string {
  const shown = printable(id).padEnd(28)
  const room = terminal.out.isTTY === true ? Math.max(20, terminal.width - shown.length - 3) : Infinity
  return `${shown}  ${shorten(printable(caption), room)}`.trimEnd()
}

/** The id of a space, by its id or by its key; letter case doesn't count. */
async function findSpace(archive: Archive, asked: string, signal: AbortSignal): Promise<string> {
  const spaces: string[] = []
  for await (const { record } of archive.records('spaces', { signal })) {
    if (record.id === asked || record.key.toLowerCase() === asked.toLowerCase()) return record.id
    if (spaces.length < 50) spaces.push(record.key)
  }
  const known = spaces.length === 0 ? 'it holds no spaces' : `it holds ${spaces.join(', ')}`
  throw new CommandError('SPACE_NOT_FOUND', `The archive holds no space ${asked}; ${known}`, { space: asked, spaces })
}
