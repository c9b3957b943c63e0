import type { Argv } from 'yargs'
import { CommandError } from '../run/command-error.js'
import { allCodes } from '../run/error-table.js'
import { type Exit, exitCodes, exitMeanings } from '../run/exit-codes.js'
import type { Context, Session } from '../run/session.js'
import { explainCommand, type GlobalOptions } from './help.js'

/** `explain CODE`: what a code means and what to do. */
export function addExplain(yargs: Argv<GlobalOptions>, session: Session): Argv<GlobalOptions> {
  return yargs.command(
    'explain <code>',
    'Say what a code means and what to do next',
    (command) =>
      explainCommand(
        command.positional('code', {
          type: 'string',
          demandOption: true,
          describe: 'As an error or a report shows it',
        }),
        [
          ['explain ZIP_CUT_OFF', 'a code of an error'],
          ['explain DISK_FULL --json', 'for a program'],
        ],
        ['complete', 'usage'],
      ),
    (args) => session.run(args, (context) => explain(context, args.code)),
  )
}

async function explain({ terminal, json }: Context, asked: string): Promise<Exit> {
  const codes = await allCodes()
  const code = asked.toUpperCase().replaceAll('-', '_')
  const rows = codes.filter((row) => row.code === code)
  if (rows.length === 0) {
    const similar = [...new Set(codes.map((row) => row.code))].filter((known) => shareWord(known, code))
    throw new CommandError('CODE_UNKNOWN', `There is no code ${code}`, { code, similar })
  }
  if (json) {
    const errors = rows.map((row) => ({ code, class: row.name, hint: row.hint, exit: exitCodes[row.exit] }))
    await terminal.print(`${JSON.stringify({ code, errors })}\n`)
    return 'complete'
  }
  for (const row of rows) {
    const lines = [
      terminal.paint('strong', row.code),
      `  what to do:  ${row.hint}`,
      `  thrown as:   ${row.name}`,
      `  exit code:   ${exitCodes[row.exit]} (${exitMeanings[row.exit]})`,
    ]
    await terminal.print(`${lines.join('\n')}\n`)
  }
  return 'complete'
}

function shareWord(known: string, asked: string): boolean {
  const words = known.split('_').filter((word) => word.length > 2)
  return asked.split('_').some((word) => words.includes(word))
}
