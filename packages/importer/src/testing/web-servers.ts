/** The part of nginx that redirects are made of: maps of texts and regular expressions over variables. */
export function nginxAnswer(configuration: string, request: string): string | undefined {
  const maps = readMaps(configuration)
  const [, query = ''] = /\?([^#]*)/.exec(request) ?? []
  const known = new Map<string, string>([['request_uri', request]])
  for (const pair of query.split('&').toReversed()) {
    const at = pair.indexOf('=')
    if (at > 0) known.set(`arg_${pair.slice(0, at).toLowerCase()}`, pair.slice(at + 1))
  }
  const fill = (text: string): string => text.replaceAll(/\$(\w+)/g, (_whole, name: string) => valueOf(name))
  const valueOf = (name: string): string => {
    const value = known.get(name.startsWith('arg_') ? name.toLowerCase() : name)
    const map = maps.get(name)
    if (value !== undefined || map === undefined) return value ?? ''
    const made = evaluate(map, fill(map.source))
    known.set(name, made)
    return made
  }
  const evaluate = ({ texts, patterns, fallback }: NginxMap, asked: string): string => {
    const found = texts.get(asked.toLowerCase())
    if (found !== undefined) return fill(found)
    for (const [pattern, value] of patterns) {
      const match = pattern.exec(asked)
      if (match === null) continue
      for (const [name, part] of Object.entries(match.groups ?? {})) known.set(name, part)
      return fill(value)
    }
    return fill(fallback)
  }
  const target = valueOf('spacecrate_target')
  return target === '' ? undefined : target
}

interface NginxMap {
  readonly source: string
  readonly texts: Map<string, string>
  readonly patterns: (readonly [RegExp, string])[]
  fallback: string
}

/** Reads the maps as nginx does: words, strings in quotes, and what ends them. */
function readMaps(configuration: string): ReadonlyMap<string, NginxMap> {
  const words = [...configuration.matchAll(/#[^\n]*|"((?:\\["\\]|[^"])*)"|([{};])|([^\s{};"]+)/g)]
    .filter(([whole]) => !whole.startsWith('#'))
    .map(([, quoted, mark, plain]) => quoted?.replaceAll(/\\(["\\])/g, '$1') ?? mark ?? plain ?? '')
  const maps = new Map<string, NginxMap>()
  for (let at = 0; at < words.length; at++) {
    if (words[at] !== 'map' || words[at + 3] !== '{') continue
    const map: NginxMap = { source: words[at + 1] ?? '', texts: new Map(), patterns: [], fallback: '' }
    maps.set((words[at + 2] ?? '').slice(1), map)
    for (at += 4; words[at] !== '}'; at += 3) {
      const [key = '', value = '', end] = words.slice(at, at + 3)
      if (end !== ';') throw new Error(`A line of the map ${map.source} does not end: ${key} ${value}`)
      if (key.startsWith('~')) map.patterns.push([new RegExp(key.slice(1)), value])
      else if (key === 'default') map.fallback = value
      else if (map.texts.has(key.toLowerCase())) throw new Error(`conflicting parameter ${key}`)
      else map.texts.set(key.toLowerCase(), value)
    }
  }
  return maps
}

/** The part of Apache that redirects are made of: conditions over a request and a map of texts. */
export function apacheAnswer(file: string, request: string): string | undefined {
  const lines = file.split('\n')
  const map = new Map(lines.filter((line) => line !== '' && !line.startsWith('#')).map(entryOf))
  const rules = lines.filter((line) => /^# Rewrite(?:Cond|Rule)/.test(line)).map((line) => line.slice(2))
  const [, query = ''] = /\?(.*)/.exec(request) ?? []
  const variables: Readonly<Record<string, string>> = { THE_REQUEST: `GET ${request} HTTP/1.1`, QUERY_STRING: query }
  let holds = true
  let groups: readonly (string | undefined)[] = []
  // In one pass: what is filled in is not looked at again.
  const places = /\$\{spacecrate:((?:[^{}]|\$\{[^}]*\})*)\}|\$\{lower:([^}]*)\}|%\{(\w+)\}|%(\d)/g
  const fill = (text: string): string =>
    text.replaceAll(places, (_whole, key?: string, letters?: string, name?: string, digit?: string) => {
      if (key !== undefined) return map.get(fill(key)) ?? ''
      if (letters !== undefined) return fill(letters).toLowerCase()
      return (name === undefined ? groups[Number(digit)] : variables[name]) ?? ''
    })
  for (const rule of rules) {
    const [, kind, test = '', pattern = ''] =
      /^Rewrite(Cond|Rule) (?:"([^"]*)"|%\{THE_REQUEST\}) "([^"]*)"/.exec(rule) ?? []
    if (kind === 'Rule') {
      if (holds) return groups[1]
      holds = true
    } else if (holds) {
      const match = new RegExp(pattern).exec(fill(test === '' ? '%{THE_REQUEST}' : test))
      if (match === null) holds = false
      else groups = [...match]
    }
  }
  return undefined
}

function entryOf(line: string): [string, string] {
  const at = line.indexOf(' ')
  return [line.slice(0, at), line.slice(at + 1)]
}
