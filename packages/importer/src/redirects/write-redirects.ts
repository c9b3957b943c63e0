import { join } from 'node:path'
import { ScratchDatabase } from '../scratch-database.js'
import { listRedirects, type Redirect, type RedirectsRequest } from './list-redirects.js'
import { type NewUrl, RedirectEntries } from './redirect-entries.js'
import { apacheMap, nginxConfiguration } from './web-server.js'

/** How redirects are written. `json`: one array of objects. */
export type RedirectFormat = 'csv' | 'json' | 'nginx' | 'apache'

/** What is written, and how. */
export interface WriteRedirectsRequest extends RedirectsRequest {
  readonly format: RedirectFormat
  /** Base URL of the destination. @default none: paths alone */
  readonly baseUrl?: string
  /** Base URLs of the source beside those that the archive knows. */
  readonly sourceUrls?: readonly string[]
  /** Path of the file, as the configuration of a web server has to name it. */
  readonly file?: string
}

/** The pieces of a file that leads from every old address to the new one. Memory does not grow with their number. */
export async function* writeRedirects(request: WriteRedirectsRequest): AsyncGenerator<string> {
  const { archive, workDir, format, baseUrl = '', sourceUrls = [], file = 'redirects.txt' } = request
  const known = [
    ...new Set([...archive.manifest.source.baseUrls, ...sourceUrls].filter((url) => URL.canParse(url)).map(plainUrl)),
  ]
  const base = plainUrl(baseUrl)
  const newUrl: NewUrl = (path) => safe(`${base}${path}`)
  if (format === 'csv') yield* csvOf(listRedirects(request), known, newUrl)
  else if (format === 'json') yield* jsonOf(listRedirects(request), known, newUrl)
  else {
    const prefixes = [...new Set(known.map((url) => new URL(url).pathname.replace(/\/+$/, '')))]
    if (prefixes.length === 0) prefixes.push('')
    await using scratch = await ScratchDatabase.open(join(workDir, `redirects-${process.pid}.sqlite`))
    const entries = new RedirectEntries(scratch.db)
    await entries.fill(listRedirects(request), prefixes, newUrl)
    yield* format === 'nginx' ? nginxConfiguration(entries, prefixes) : apacheMap(entries, prefixes, file)
  }
}

function plainUrl(url: string): string {
  return URL.canParse(url) ? new URL(url).href.replace(/[?#].*$/s, '').replace(/\/+$/, '') : ''
}

/** No character that a configuration file could take for something else. */
function safe(url: string): string {
  return url.replaceAll(
    /["'\\$`{};\s]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
}

/** Old addresses under each base URL of the source; as paths where none is known. */
function* oldUrls({ path, query }: Redirect, bases: readonly string[]): Generator<string> {
  for (const base of bases.length === 0 ? [''] : bases) yield `${base}${path}${query === '' ? '' : `?${query}`}`
}

async function* csvOf(
  redirects: AsyncIterable<Redirect>,
  bases: readonly string[],
  newUrl: NewUrl,
): AsyncGenerator<string> {
  yield 'old,new,record\r\n'
  for await (const redirect of redirects) {
    for (const old of oldUrls(redirect, bases))
      yield `${cell(old)},${cell(newUrl(redirect.to))},${cell(redirect.record)}\r\n`
  }
}

/** No cell begins with a sign that a spreadsheet takes for a formula: addresses begin with a slash or a scheme. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

async function* jsonOf(
  redirects: AsyncIterable<Redirect>,
  bases: readonly string[],
  newUrl: NewUrl,
): AsyncGenerator<string> {
  let separator = '['
  for await (const redirect of redirects) {
    for (const old of oldUrls(redirect, bases)) {
      yield `${separator}\n${JSON.stringify({ old, new: newUrl(redirect.to), record: redirect.record })}`
      separator = ','
    }
  }
  yield separator === '[' ? '[]\n' : '\n]\n'
}
