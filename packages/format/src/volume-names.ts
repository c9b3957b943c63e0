const numbered = /\.(\d{3,})(\.[A-Za-z0-9]+)?$/

/** Name of one volume: the name itself if there is but one, else with its number before the last dot (`a.crate.001.zip`). */
export function volumeName(path: string, volume: number, volumes: number): string {
  if (volumes === 1) return path
  const dot = /\.[A-Za-z0-9]+$/.exec(path)?.index ?? path.length
  return `${path.slice(0, dot)}.${String(volume).padStart(3, '0')}${path.slice(dot)}`
}

/** Name of another volume of the set that this path is one volume of; `undefined` if the path bears no number. */
export function siblingName(path: string, volume: number): string | undefined {
  return numbered.test(path)
    ? path.replace(numbered, (_, _number: string, end: string | undefined) => {
        return `.${String(volume).padStart(3, '0')}${end ?? ''}`
      })
    : undefined
}
