import { withoutUrlSecrets } from '@spacecrate/confluence'
import yargs from 'yargs'
import { addCommands } from './commands/command-table.js'
import { CommandError } from './run/command-error.js'
import type { Exit } from './run/exit-codes.js'
import { parseMode } from './run/file-mode.js'
import { Session } from './run/session.js'
import { toolVersion } from './run/tool-version.js'
import type { Terminal } from './terminal/terminal.js'

/** Parses a command line, runs the command and says how it ended. */
export async function runCommandLine(argv: readonly string[], terminal: Terminal, signal: AbortSignal): Promise<Exit> {
  const session = new Session(terminal, argv, signal, runCommandLine)
  const secrets = argv.flatMap((argument) => withoutUrlSecrets(argument).taken)
  if (secrets.length > 0)
    terminal.note(`note: ${[...new Set(secrets)].join(', ')} in a URL of the command line is not used`)
  const parser = await addCommands(
    yargs()
      .scriptName('spacecrate')
      .locale('en')
      // What is in no group of its own is what every command has.
      .updateStrings({ 'Options:': 'Everywhere:' })
      .usage(
        '$0 <command>\n\nCarries Confluence content across a gap: one sealed archive, replayed anywhere, nothing overwritten.',
      )
      .version(toolVersion())
      .help()
      .alias('help', 'h')
      .option('json', { type: 'boolean', default: false, describe: 'One JSON document on stdout, an error included' })
      .option('quiet', { type: 'boolean', default: false, describe: 'No progress' })
      .option('mode', {
        requiresArg: true,
        coerce: parseMode,
        default: '0600',
        describe: 'Who may read files that are made: 0640 your group as well',
      })
      .option('debug', { type: 'boolean', default: false, describe: 'Stacks of errors' })
      .parserConfiguration({ 'strip-aliased': true, 'greedy-arrays': false })
      .check(refuseTwice)
      .demandCommand(1, 1, 'Name a command')
      .strict()
      .wrap(Math.min(terminal.width, 110))
      .epilogue('Exit codes: 0 complete, everything else as each command says in its --help.')
      .exitProcess(false)
      .fail((message, error) => {
        // Commands report their own failures: whatever comes here is about the command line.
        throw new CommandError('USAGE', usageMessage(message || error.message), {}, { cause: error })
      }),
    session,
    argv,
  )
  try {
    let output = ''
    // Somebody who types the bare command wants to know what there is.
    const words = argv.length === 0 ? ['--help'] : [...argv]
    await parser.parseAsync(words, {}, (_error, _argv, text) => void (output = text))
    if (argv.length === 0) {
      terminal.note(output)
      return 'usage'
    }
    // The help and the version; commands print by themselves.
    if (output !== '') await terminal.print(`${output}\n`)
  } catch (error) {
    await session.fail(error, { json: argv.includes('--json'), quiet: true, debug: argv.includes('--debug') })
  }
  return session.exit
}

/** yargs writes several lines; ours is one sentence. */
function usageMessage(message: string): string {
  return message.trim().replace(/\s*\n\s*/g, ' ')
}

/** Of an option that has one value a second one would win or be joined to it: neither was meant. */
function refuseTwice(argv: Readonly<Record<string, unknown>>, options: unknown): true {
  const lists = new Set((options as { readonly array?: readonly string[] }).array)
  const names = Object.keys(argv).filter((name) => name !== '_' && Array.isArray(argv[name]))
  const twice = names.map(optionOf).find((name) => !lists.has(name))
  if (twice === undefined) return true
  throw new Error(`The option --${twice} is given twice`)
}

/** `hostName` of `--host-name`: the parser gives both. */
function optionOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
