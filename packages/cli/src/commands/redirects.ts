import { resolve } from 'node:path'
import { openArchive } from '@spacecrate/format'
import { type RedirectFormat, writeRedirects } from '@spacecrate/importer'
import type { Argv } from 'yargs'
import { assertFree, writeNewFile } from '@spacecrate/disk'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { printable } from '@spacecrate/report/words'
import { destinationAt } from './destination-at.js'
import { addAfterOptions, type AfterOptions } from './after-options.js'
import { splitUrls } from './lists.js'
import { explainCommand, type GlobalOptions, ownList, ownValue } from './help.js'

interface RedirectOptions extends AfterOptions {
  readonly format: RedirectFormat
  readonly baseUrl?: string | undefined
  readonly sourceUrl: readonly string[]
  readonly output?: string | undefined
}

const formats = ['csv', 'json', 'nginx', 'apache'] as const

/** `redirects ARCHIVE --to DIR`: from every address of the source to the new one. */
export function addRedirects(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'redirects <archive>',
    'List where every address of the source leads now, also for a web server',
    (command) =>
      explainCommand(
        addAfterOptions(
          command.positional('archive', {
            type: 'string',
            demandOption: true,
            describe: 'The archive that was imported',
          }),
        )
          .option('format', { ...ownValue, choices: formats, default: 'csv' as const, describe: 'What for' })
          .option('base-url', {
            ...ownValue,
            type: 'string',
            describe: 'Base URL of the destination; paths alone without it',
          })
          .option('source-url', {
            ...ownList,
            coerce: splitUrls,
            defaultDescription: 'those in the archive',
            describe: 'Base URL of the source; may come several times',
          })
          .option('output', { ...ownValue, alias: 'o', type: 'string', describe: 'A new file to write' })
          .check(({ baseUrl = 'https://x', sourceUrl }) => {
            const given: readonly unknown[] = Array.isArray(sourceUrl) ? sourceUrl : []
            for (const url of [baseUrl, ...given].map(String)) {
              if (!/^https?:/i.test(url) || !URL.canParse(url))
                throw new Error(`${url} is no URL; begin it with https://`)
            }
            return true
          }),
        [
          ['redirects acme.crate.zip --to ./site -o redirects.csv', 'a table of old and new addresses'],
          [
            'redirects acme.crate.zip --to ./site --format nginx -o old.conf',
            'maps for nginx; the first lines say how to use them',
          ],
        ],
        ['complete', 'usage', 'archiveInvalid', 'sourceOrDestination', 'interrupted'],
      ),
    (args) =>
      session.run(args, (context) => redirects(context, args.archive, { ...args, sourceUrl: args.sourceUrl ?? [] })),
  )
}

async function redirects(context: Context, path: string, options: RedirectOptions): Promise<Exit> {
  const { to, work, format, baseUrl, sourceUrl, output } = options
  const { signal, terminal } = context
  // Said now, and not after the walk.
  if (output !== undefined) await assertFree(output)
  await using archive = await openArchive(path)
  await using destination = await destinationAt(to, 'read')
  const progress = output === undefined ? undefined : context.progress()
  const pieces = writeRedirects({
    archive,
    destination,
    workDir: work,
    format,
    sourceUrls: sourceUrl,
    signal,
    onProgress: ({ done, total }) => progress?.update({ stage: 'listing', done, total, unit: 'records' }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(output !== undefined && { file: resolve(output) }),
  })
  if (output === undefined) {
    for await (const piece of batched(pieces)) await terminal.print(piece)
    return 'complete'
  }
  await writeNewFile(output, pieces)
  progress?.end()
  await terminal.print(
    context.json
      ? `${JSON.stringify({ format, path: output })}\n`
      : `${terminal.paint('good', 'written')}  ${printable(output)}\n`,
  )
  return 'complete'
}

async function* batched(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let pending = ''
  for await (const piece of pieces) {
    pending += piece
    if (pending.length < 1 << 16) continue
    yield pending
    pending = ''
  }
  yield pending
}
