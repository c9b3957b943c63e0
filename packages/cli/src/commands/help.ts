import type { Argv } from 'yargs'
import { type Exit, exitCodes, exitMeanings } from '../run/exit-codes.js'
import type { CommonOptions } from '../run/session.js'

/** The options that stand before every command. */
export type GlobalOptions = CommonOptions & { readonly mode: number }

/** Puts an option of one command apart from those that every command has. */
export const own: { readonly group: string } = { group: 'Options:' }

/** The same for an option that means nothing without a value. */
export const ownValue: { readonly group: string; readonly requiresArg: true } = { ...own, requiresArg: true }

/** The same for one that may be repeated. */
export const ownList: {
  readonly group: string
  readonly requiresArg: true
  readonly type: 'string'
  readonly array: true
} = {
  ...ownValue,
  type: 'string',
  array: true,
}

/** Adds examples and exit codes to the help of a command. */
export function explainCommand<Options>(
  yargs: Argv<Options>,
  examples: readonly (readonly [command: string, what: string])[],
  exits: readonly Exit[],
): Argv<Options> {
  const codes = exits.map((exit) => `  ${String(exitCodes[exit]).padStart(3)}  ${exitMeanings[exit]}`)
  const lines = examples.map(([command, what]) => `  # ${what}\n  spacecrate ${command}`)
  // Not by `example()`: that puts both into columns and breaks long commands.
  return yargs.epilogue(`Examples:\n${lines.join('\n')}\n\nExit codes:\n${codes.join('\n')}`)
}
