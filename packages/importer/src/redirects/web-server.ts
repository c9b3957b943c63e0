import type { RedirectEntries } from './redirect-entries.js'

const folders = '(?:pages|folder|whiteboard|database|embed)'
/** Longest token of 64 bits. */
const tokenLength = 11

/** The context paths of a source as one group of a regular expression; the longest first. */
function anyOf(prefixes: readonly string[]): string {
  const sorted = [...prefixes].sort((one, other) => other.length - one.length)
  return `(?:${sorted.map((prefix) => prefix.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')})`
}

/**
 * Redirects for nginx, as maps for its `http` block. nginx looks up without letter case, so for tokens the case of each
 * letter is put before them. Keys and addresses are percent-encoded ASCII without quotes, backslashes and dollars.
 */
export function* nginxConfiguration(entries: RedirectEntries, prefixes: readonly string[]): Generator<string> {
  const site = anyOf(prefixes)
  const { most, longest } = entries.size()
  const bucket = 2 ** Math.ceil(Math.log2(longest + tokenLength + 64))
  yield `# Redirects from the addresses of an old Confluence. Include this file in the http block of nginx, and add to the
# server block of the old name:
#
#   if ($spacecrate_target) { return 301 $spacecrate_target; }
#
# The next two lines may stand only once in a configuration: leave the larger numbers.
map_hash_max_size ${Math.max(2048, 2 * most)};
map_hash_bucket_size ${Math.max(128, bucket)};

map $request_uri $spacecrate_raw {
  "~^(?<spacecrate_r>[^?#]*)" $spacecrate_r;
}
# What stands behind a number means nothing, nor does a slash at the end.
map $spacecrate_raw $spacecrate_path {
  "~^(?<spacecrate_n>${site}/spaces/[^/]+/${folders}/[0-9]+)(?:/|$)" $spacecrate_n;
  "~^(?<spacecrate_d>${site}/spaces/[^/]+/blog/[0-9]+/[0-9]+/[0-9]+/[0-9]+)(?:/|$)" $spacecrate_d;
  "~^(?<spacecrate_s>/.*[^/])/?$" $spacecrate_s;
}
map $spacecrate_raw $spacecrate_action {
  default "none";
  "~^(?<spacecrate_a>${site})/(?:[A-Za-z-]+/)*[A-Za-z-]+\\.action$" $spacecrate_a;
}
`
  for (let at = 0; at < tokenLength; at++) {
    const before = `~^${site}/x/[^/]{${at}}`
    yield `map $spacecrate_path $spacecrate_c${at} { default "-"; "${before}[A-Z]" "u"; "${before}[a-z]" "l"; }\n`
  }
  const cases = Array.from({ length: tokenLength }, (_, at) => `$spacecrate_c${at}`).join('')
  yield* nginxMap('"$spacecrate_action:$arg_pageId"', 'id', rows(entries, 'id'))
  yield* nginxMap('"$spacecrate_path?spacekey=$arg_spaceKey&title=$arg_title"', 'title', rows(entries, 'title'))
  yield* nginxMap('"$spacecrate_path?key=$arg_key"', 'key', rows(entries, 'key'))
  yield* nginxMap(`"${cases}$spacecrate_path"`, 'tiny', withCases(rows(entries, 'tiny')))
  yield* nginxMap('$spacecrate_path', 'found', rows(entries, 'path'))
  let last = 'found'
  for (const next of ['tiny', 'key', 'title', 'id']) {
    const name = next === 'id' ? 'target' : `or_${next}`
    yield `map $spacecrate_${next} $spacecrate_${name} { default $spacecrate_${next}; "" $spacecrate_${last}; }\n`
    last = name
  }
}

function* nginxMap(source: string, name: string, lines: Iterable<readonly [string, string]>): Generator<string> {
  yield `map ${source} $spacecrate_${name} {\n  default "";\n`
  for (const [key, url] of lines) yield `  "${key}" "${url}";\n`
  yield '}\n'
}

/**
 * Redirects for Apache: a text map for its `RewriteMap`, whose comments hold the rules that go with it.
 */
export function* apacheMap(entries: RedirectEntries, prefixes: readonly string[], file: string): Generator<string> {
  const site = anyOf(prefixes)
  const go = 'RewriteRule "^" "%1" [R=301,L,QSD,NE]'
  yield `# Redirects from the addresses of an old Confluence: a map for RewriteMap of Apache. Put these lines without their marks
# into the virtual host of the old name. For very many entries make a dbm file of it with httxt2dbm.
#
# AllowEncodedSlashes NoDecode
# RewriteEngine on
# RewriteMap lower int:tolower
# RewriteMap spacecrate "txt:${file}"
# RewriteCond %{THE_REQUEST} "^\\S+ (${site})/(?:[A-Za-z-]+/)*[A-Za-z-]+\\.action\\?"
# RewriteCond "%1 %{QUERY_STRING}" "^(\\S*) (?:.*&)?pageId=([0-9]+)(?:&|$)"
# RewriteCond "\${spacecrate:id:%1:%2}" "^(.+)$"
# ${go}
# RewriteCond %{THE_REQUEST} "^\\S+ (${site}/pages/viewpage\\.action)\\?"
# RewriteCond "%1 %{QUERY_STRING}" "^(\\S+) (?:.*&)?spaceKey=([^&]*)"
# RewriteCond "%1 %2 %{QUERY_STRING}" "^(\\S+) (\\S*) (?:.*&)?title=([^&]*)"
# RewriteCond "\${spacecrate:title:\${lower:%1?spacekey=%2&title=%3}}" "^(.+)$"
# ${go}
# RewriteCond %{THE_REQUEST} "^\\S+ (${site}/spaces/viewspace\\.action)\\?"
# RewriteCond "%1 %{QUERY_STRING}" "^(\\S+) (?:.*&)?key=([^&]*)"
# RewriteCond "\${spacecrate:key:\${lower:%1?key=%2}}" "^(.+)$"
# ${go}
# RewriteCond %{THE_REQUEST} "^\\S+ (${site}/x/[A-Za-z0-9_-]+)"
# RewriteCond "\${spacecrate:tiny:%1}" "^(.+)$"
# ${go}
# RewriteCond %{THE_REQUEST} "^\\S+ (${site}/spaces/[^/?\\s]+/${folders}/[0-9]+)(?:[/?\\s]|$)"
# RewriteCond "\${spacecrate:path:\${lower:%1}}" "^(.+)$"
# ${go}
# RewriteCond %{THE_REQUEST} "^\\S+ (${site}/spaces/[^/?\\s]+/blog/[0-9]+/[0-9]+/[0-9]+/[0-9]+)(?:[/?\\s]|$)"
# RewriteCond "\${spacecrate:path:\${lower:%1}}" "^(.+)$"
# ${go}
# RewriteCond %{THE_REQUEST} "^\\S+ (/[^?\\s]*[^?\\s/])/?(?:[?\\s]|$)"
# RewriteCond "\${spacecrate:path:\${lower:%1}}" "^(.+)$"
# ${go}
#
`
  for (const table of ['id', 'title', 'key', 'tiny', 'path'] as const) {
    for (const [key, url] of rows(entries, table)) yield `${table}:${key} ${url}\n`
  }
}

function* rows(
  entries: RedirectEntries,
  table: Parameters<RedirectEntries['of']>[0],
): Generator<readonly [string, string]> {
  for (const { key, url } of entries.of(table)) yield [key, url]
}

function* withCases(lines: Iterable<readonly [string, string]>): Generator<readonly [string, string]> {
  for (const [key, url] of lines) yield [`${letterCases(key.slice(key.lastIndexOf('/') + 1))}${key}`, url]
}

function letterCases(token: string): string {
  return Array.from(token.padEnd(tokenLength, '.'))
    .map((letter) => (/[A-Z]/.test(letter) ? 'u' : /[a-z]/.test(letter) ? 'l' : '-'))
    .join('')
}
