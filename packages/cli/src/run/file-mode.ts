/** What belongs to whoever runs the command, and to nobody else. */
export const privateMode = 0o600

/** The mode of files that `--mode` names, in octal: read and write for the owner, and what it says for group and others. */
export function parseMode(text: string): number {
  const mode = /^0?[0-7]{3}$/.test(text) ? Number.parseInt(text, 8) : 0
  if ((mode & 0o700) !== 0o600 || (mode & 0o111) !== 0) {
    throw new Error(
      `${JSON.stringify(text)} is no mode of files; 0600 is for you alone, 0640 for your group to read, 0660 to write`,
    )
  }
  return mode
}

/**
 * Sets the mode of all files that this process makes from now on, and of folders, which who may read their files may also
 * enter. Archives, work folders, journals, sites and reports come from many places, SQLite among them, and all of them
 * follow the mask of the process: so it is set here alone. What Windows does with it, nobody promises.
 */
export function makeFilesWith(mode: number): void {
  const entered = (mode & 0o444) >> 2
  process.umask(0o777 & ~(mode | entered))
}
