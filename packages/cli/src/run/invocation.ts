import { relative } from 'node:path'
import { withoutUrlSecrets } from '@spacecrate/confluence'

/** A command line that a person can copy into a shell, without secrets in its URLs. */
export function formatInvocation(argv: readonly string[], command: string = invokedAs()): string {
  return [command, ...argv.map((argument) => quote(withoutUrlSecrets(argument).text))].join(' ')
}

/** How this process was started, as a person would type it. */
export function invokedAs(): string {
  // Set by npm for `npx` and `npm exec`.
  if (process.env['npm_command'] === 'exec') return 'npx spacecrate'
  const script = process.argv[1] ?? ''
  if (!script.endsWith('spacecrate.js')) return 'spacecrate'
  const path = relative(process.cwd(), script)
  return `node ${quote(path.startsWith('..') ? script : path)}`
}

/** An argument for a POSIX shell, in quotes where it needs them. */
function quote(argument: string): string {
  if (/^[\w@%+=:,./~-]+$/.test(argument)) return argument
  return `'${argument.replaceAll("'", String.raw`'\''`)}'`
}
