/** A command line that a person can copy into a shell. */
export function formatInvocation(argv: readonly string[], command: string = 'spacecrate'): string {
  return [command, ...argv.map(quote)].join(' ')
}

/** An argument for a POSIX shell, in quotes where it needs them. */
function quote(argument: string): string {
  if (/^[\w@%+=:,./~-]+$/.test(argument)) return argument
  return `'${argument.replaceAll("'", String.raw`'\''`)}'`
}
