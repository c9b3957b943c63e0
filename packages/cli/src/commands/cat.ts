import { open, rm } from 'node:fs/promises'
import { openArchive } from '@spacecrate/format'
import type { Argv } from 'yargs'
import { CommandError } from '../run/command-error.js'
import type { Exit } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { explainCommand, type GlobalOptions, ownValue } from './help.js'

/** `cat ARCHIVE SHA256`: the bytes of one file. */
export function addCat(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'cat <archive> <sha256>',
    'Write the bytes of one file of an archive, checked against their digest',
    (command) =>
      explainCommand(
        command
          .positional('archive', { type: 'string', demandOption: true, describe: 'An archive' })
          .positional('sha256', { type: 'string', demandOption: true, describe: 'Digest, as the records name it' })
          .option('output', {
            ...ownValue,
            alias: 'o',
            type: 'string',
            describe: 'A new file to write; stdout otherwise',
          }),
        [
          ['cat acme.crate.zip 9f86d08188… -o plan.pdf', 'take out one file'],
          ['cat acme.crate.zip 9f86d08188… | less', 'look at one'],
        ],
        ['complete', 'usage', 'archiveInvalid', 'sourceOrDestination'],
      ).check(({ json, output }) => {
        if (json && output === undefined) throw new Error('With --json the bytes need a file: give -o FILE')
        return true
      }),
    (args) => session.run(args, (context) => cat(context, args.archive, args.sha256.toLowerCase(), args.output)),
  )
}

async function cat(context: Context, path: string, digest: string, output: string | undefined): Promise<Exit> {
  const { terminal, json, signal } = context
  await using archive = await openArchive(path)
  if (!/^[0-9a-f]{64}$/.test(digest) || !(await archive.hasBlob(digest))) {
    throw new CommandError('FILE_NOT_FOUND', `The archive holds no file of the digest ${digest}`, { digest })
  }
  const bytes = archive.openBlob(digest, { signal })
  if (output === undefined) {
    for await (const chunk of bytes) {
      if (terminal.out.isTTY === true) refuseControls(chunk, digest)
      await terminal.print(chunk)
    }
    return 'complete'
  }
  const size = await writeNew(output, bytes)
  if (json) await terminal.print(`${JSON.stringify({ sha256: digest, bytes: size, file: output })}\n`)
  return 'complete'
}

/** Bytes with control characters are no text: they could change the state of the terminal. */
function refuseControls(chunk: Uint8Array, digest: string): void {
  if (chunk.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) {
    throw new CommandError('NOT_FOR_A_TERMINAL', 'These bytes are no text', { digest })
  }
}

/** A file that is there is left alone; one that could not be filled is taken away. */
async function writeNew(path: string, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
    throw new CommandError('FILE_EXISTS', `There is a file ${path} already`, { path }, { cause: error })
  })
  let size = 0
  try {
    for await (const chunk of bytes) {
      await file.write(chunk)
      size += chunk.length
    }
    await file.close()
    return size
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(path, { force: true })
    throw error
  }
}
