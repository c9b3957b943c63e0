import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { streamNames } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Rooms of single kinds, and what only tests need. */
const rooms = /^(?:kinds\/|testing\/|destinations\/[a-z]+\/[a-z]+-kinds\.ts$)|\.test\.ts$/

const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts') && !rooms.test(path))

const name = `'(?:${streamNames.join('|')})'`

/** What decides by the name of a stream, or by words that are meant for people. */
const forbidden: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['compares a stream with a name', new RegExp(`\\b(?:stream|phase|name)\\b\\s*[!=]==\\s*${name}`)],
  ['switches over streams', /\bswitch \([\w.]*\b(?:stream|phase)\)/],
  ['looks a stream up in a list of names', new RegExp(`\\[${name}(?:, ${name})*\\]\\s*\\.includes\\(`)],
  ['matches a stream', /\.(?:test|exec)\([\w.]*\b(?:stream|phase)\)/],
  ['reads words', /\b(?:reason|what|why|message)\??\.(?:includes|startsWith|endsWith|match|search|indexOf)\(/],
  ['matches words', /\.(?:test|exec)\([\w.]*\b(?:reason|what|why|message)\)/],
]

function offences(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => forbidden.flatMap(([what, pattern]) => (pattern.test(line) ? [`${what}: ${line.trim()}`] : [])))
}

describe('a kind is one room', () => {
  it.each([
    ["if (stream === 'public-links') return", 1],
    ["if (item.stream !== 'content') return", 1],
    ['switch (item.stream) {', 1],
    ["return ['people', 'groups'].includes(stream)", 1],
    ['return skipped.test(reason)', 1],
    ["return loss.why.startsWith('the mapping')", 1],
    ['const own = rows.filter((row) => row.stream === stream)', 0],
  ])('knows what is forbidden: %s', (line, count) => {
    expect(offences(line)).toHaveLength(count)
  })

  it('so nothing elsewhere decides by the name of a stream, or by words for people', () => {
    expect(sources.length).toBeGreaterThan(100)
    const found = sources.flatMap((path) =>
      offences(readFileSync(join(root, path), 'utf8')).map((offence) => `${path} ${offence}`),
    )
    expect(found).toEqual([])
  })
})
