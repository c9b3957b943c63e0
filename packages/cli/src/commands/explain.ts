import type { Argv } from 'yargs'
import { CommandError } from '../run/command-error.js'
import { allCodes } from '../run/error-table.js'
import { type Exit, exitCodes, exitMeanings } from '../run/exit-codes.js'
import { lostCodes } from '../run/lost-codes.js'
import type { Context, Session } from '../run/session.js'
import { alignColumns } from '../terminal/table.js'
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
          ['explain PERSON_UNMAPPED', 'a code of a report'],
          ['explain DISK_FULL --json', 'for a program'],
        ],
        ['complete', 'usage'],
      ),
    (args) => session.run(args, (context) => explain(context, args.code)),
  )
}

async function explain({ terminal, json }: Context, asked: string): Promise<Exit> {
  const [errors, lost] = await Promise.all([allCodes(), lostCodes()])
  const code = asked.toUpperCase().replaceAll('-', '_')
  const found = { errors: errors.filter((row) => row.code === code), lost: lost.filter((row) => row.code === code) }
  if (found.errors.length + found.lost.length === 0) {
    const known = new Set([...errors, ...lost].map((row) => row.code))
    const similar = [...known].filter((candidate) => shareWord(candidate, code))
    throw new CommandError('CODE_UNKNOWN', `There is no code ${code}`, { code, similar })
  }
  if (json) {
    const rows = found.errors.map((row) => ({ class: row.name, hint: row.hint, exit: exitCodes[row.exit] }))
    await terminal.print(
      `${JSON.stringify({ code, errors: rows, lost: found.lost.map(({ kind, what, remedy }) => ({ kind, what, remedy })) })}\n`,
    )
    return 'complete'
  }
  const texts = [
    ...found.errors.map(({ name, hint, exit }) => [
      ['error', name],
      ['what to do', hint],
      ['exit code', `${exitCodes[exit]} (${exitMeanings[exit]})`],
    ]),
    ...found.lost.map(({ kind, what, remedy }) => [
      [kind, what],
      ['what to do', remedy ?? 'Nothing can be done'],
    ]),
  ]
  await terminal.print(`${terminal.paint('strong', code)}\n${texts.map((rows) => alignColumns(rows)).join('\n')}`)
  return 'complete'
}

function shareWord(known: string, asked: string): boolean {
  const words = known.split('_').filter((word) => word.length > 2)
  return asked.split('_').some((word) => words.includes(word))
}
