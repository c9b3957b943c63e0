/** How a command ends, for scripts. These numbers never change their meaning. */
export const exitCodes = {
  complete: 0,
  different: 1,
  usage: 2,
  archiveInvalid: 10,
  conflicts: 20,
  limits: 21,
  partial: 30,
  sourceOrDestination: 40,
  bug: 70,
  interrupted: 130,
} as const

/** Name of an exit code. */
export type Exit = keyof typeof exitCodes

/** What each exit code says, as `--help` and the guides print it. */
export const exitMeanings: Readonly<Record<Exit, string>> = {
  complete: 'complete',
  different: 'compared and different',
  usage: 'the command line is wrong',
  archiveInvalid: 'the archive is invalid',
  conflicts: 'conflicts at the destination',
  limits: 'blocked by limits',
  partial:
    'partial: run again to resume, or the sums do not add up, or nothing was carried; with --strict also: complete, with omissions or losses',
  sourceOrDestination: 'the source, the destination or the disk failed',
  bug: 'a bug of ours',
  interrupted: 'interrupted',
}
