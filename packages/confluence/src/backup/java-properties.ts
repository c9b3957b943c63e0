/**
 * Parses the text of a Java properties file by its real rules: ISO-8859-1 bytes decoded by the caller, `=`, `:` or
 * white space between key and value, `#` and `!` comments, a backslash at the end of a line continues it, `\uXXXX`.
 * The last of two equal keys wins. A malformed `\u` keeps its letters, where Java would refuse the whole file.
 */
export function parseJavaProperties(text: string): Map<string, string> {
  const properties = new Map<string, string>()
  for (const line of logicalLines(text)) {
    const key = /^(?:\\[^]|[^\\=:\s])*/.exec(line)?.[0] ?? ''
    const value = line.slice(key.length).replace(/^[ \t\f]*[=:]?[ \t\f]*/, '')
    properties.set(unescape(key), unescape(value))
  }
  return properties
}

function* logicalLines(text: string): Generator<string> {
  let line = ''
  let continued = false
  for (const natural of text.split(/\r\n|\r|\n/)) {
    const content = natural.replace(/^[ \t\f]+/, '')
    if (!continued && (content === '' || content.startsWith('#') || content.startsWith('!'))) continue
    continued = trailingBackslashes(content) % 2 === 1
    line += continued ? content.slice(0, -1) : content
    if (continued) continue
    yield line
    line = ''
  }
  if (line !== '') yield line
}

function trailingBackslashes(line: string): number {
  let count = 0
  while (line.charAt(line.length - 1 - count) === '\\') count++
  return count
}

const escapes = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
])

function unescape(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|([^]))/g, (_, hex: string | undefined, letter: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
    return letter === undefined ? '' : (escapes.get(letter) ?? letter)
  })
}
