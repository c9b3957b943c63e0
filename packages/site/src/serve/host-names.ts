/** Where a site is served, and to whom. */
export interface ServedPlace {
  /** Address to listen on. */
  readonly host: string
  /** Id of a person or `anonymous`; absent: the administrator. */
  readonly viewer?: string | undefined
  /** Names that a request may be addressed to, beside those of this machine. */
  readonly hostNames?: readonly string[] | undefined
}

/**
 * What is missing before a site may be served there, as a sentence for a person; `undefined` where nothing is. Whoever
 * reaches the port is taken for the viewer, so beyond this machine somebody has to say who that is, and by which name.
 */
export function servingProblem({ host, viewer, hostNames = [] }: ServedPlace): string | undefined {
  const wrong = hostNames.find((name) => !isHostName(name))
  if (wrong !== undefined) {
    return `--host-name takes a name or an address as browsers send it, such as wiki.example.org, without scheme, port and path, and not ${JSON.stringify(wrong)}`
  }
  if (isLoopback(host)) return undefined
  const missing = [
    ...(viewer === undefined ? ['--viewer PERSON (or --viewer anonymous), whose eyes everybody has who comes'] : []),
    ...(hostNames.length === 0 ? ['--host-name NAME, the name that browsers use for this machine'] : []),
  ]
  return missing.length === 0
    ? undefined
    : `${host} is reached from other machines, where nobody logs in: add ${missing.join(', and ')}`
}

/**
 * Tells the requests that are meant for this site. A name that leads here without being one of ours is a trick to make a
 * browser read the site for somebody else (DNS rebinding).
 */
export function hostFilter({ host, hostNames = [] }: ServedPlace): (header: string) => boolean {
  const given = new Set(hostNames.map((name) => name.toLowerCase()))
  const isHere = isLoopback(host)
  return (header) => given.has(nameOf(header)) || (isHere && isLoopbackName(header))
}

/** True for an address that only this machine reaches. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/** True for the name of a Host header, with or without a port, that means this machine. */
export function isLoopbackName(header: string): boolean {
  const name = nameOf(header)
  return name === '[::1]' || isLoopback(name) || /^[a-z0-9-]+\.localhost$/.test(name)
}

function nameOf(header: string): string {
  return header.toLowerCase().replace(/:\d{1,5}$/, '')
}

function isHostName(name: string): boolean {
  return /^(?:[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*|\[[0-9a-f:.]{2,45}\])$/i.test(name) && name.length <= 253
}
