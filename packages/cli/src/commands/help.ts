import type { Argv } from 'yargs'
import { type Exit, exitCodes, exitMeanings } from '../run/exit-codes.js'
import type { CommonOptions } from '../run/session.js'

/** The options that stand before every command. */
export type GlobalOptions = CommonOptions

/** Puts an option of one command apart from those that every command has. */
export const own: { readonly group: string } = { group: 'Options:' }

/** Adds examples and exit codes to the help of a command. */
export function explainCommand<Options>(
  yargs: Argv<Options>,
  examples: readonly (readonly [command: string, what: string])[],
  exits: readonly Exit[],
): Argv<Options> {
  const lines = exits.map((exit) => `  ${String(exitCodes[exit]).padStart(3)}  ${exitMeanings[exit]}`)
  return yargs
    .example(examples.map(([command, what]): [string, string] => [`$0 ${command}`, what]))
    .epilogue(`Exit codes:\n${lines.join('\n')}`)
}
