/*
 * The command line: parse, call one function of a package, print. It decides nothing about data.
 *
 *   main           process → terminal and signal → runCommandLine → exit code
 *   commands/      one file per command: options, then the call, then its document or text
 *   run/           the frame of every command: errors with code, hint and exit code; interruption; work folder
 *   reports/       where reports lie: finds them, and writes what `@spacecrate/report` makes
 *   progress/, terminal/   how far it is, and what a terminal may be sent
 */
export { runCommandLine } from './command-line.js'
export { exitCodes } from './run/exit-codes.js'
export { createTerminal } from './terminal/terminal.js'
