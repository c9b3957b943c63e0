export { runCommandLine } from './command-line.js'
export { exitCodes } from './run/exit-codes.js'
export { createTerminal } from './terminal/terminal.js'
