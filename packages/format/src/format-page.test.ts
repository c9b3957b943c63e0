import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnyRecord } from './records.js'
import type { StreamRule } from './rules/stream-rule.js'
import { streamNames, streamRules } from './streams.js'
import { arbitraryRecord } from './testing/arbitrary-records.js'

const page = readFileSync(new URL('../../../docs/format.md', import.meta.url), 'utf8')
const samples = fc.sample(arbitraryRecord(), { numRuns: 4000, seed: 7 })

/** Rows of the table under a heading of this many columns, by stream. */
function tableOf(head: string): Map<string, string[]> {
  const lines = page.slice(page.indexOf(head)).split('\n').slice(2)
  const rows = lines.slice(0, lines.indexOf('')).map((line) => line.split('|').slice(1, -1))
  return new Map(
    rows.map(([name = '', ...cells]) => [name.trim().replaceAll('`', ''), cells.map((cell) => cell.trim())]),
  )
}

const order = tableOf('| stream | owner |')
const ids = tableOf('| stream | id |')

function at(record: AnyRecord, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
      record,
    )
}

function textAt(record: AnyRecord, path: string): string {
  const value = at(record, path)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

const numberOf = (value: number): string => (BigInt(Math.trunc(value)) + 2n ** 53n).toString().padStart(17, '0')

/** What the page says is the rank of a record. */
function rankOf(record: AnyRecord, cell: string): string {
  const parts = cell === '' ? [] : cell.split(', ')
  return parts
    .map((part) => {
      const [, before = '', path = '', after = ''] = /^(.*?)`([^`]+)`(.*)$/.exec(part) ?? []
      const value = at(record, path)
      switch (`${before}${after}`) {
        case '':
          return textAt(record, path)
        case ' in NFC':
          return textAt(record, path).normalize('NFC')
        case 'number of ':
          return numberOf(Number(value))
        case 'place of ':
          return typeof value === 'number' ? `0 ${numberOf(value)}` : '1'
        case 'digits of ':
          return textAt(record, path).padStart(12, '0')
        default:
          throw new Error(`The page says ${part}, which this test does not know`)
      }
    })
    .join(' ')
}

/** The rank of a content, as the paragraph below the table says it. */
function contentRankOf(record: AnyRecord): string {
  const position = at(record, 'position')
  if (at(record, 'kind') === 'blogpost') {
    return `2 ${textAt(record, 'postingDay')} ${naturalOrderOf(textAt(record, 'title'))}`
  }
  return typeof position === 'number' ? `1 ${numberOf(position)}` : `0 ${naturalOrderOf(textAt(record, 'title'))}`
}

function naturalOrderOf(text: string): string {
  let folded = ''
  let hidesMarks = false
  for (const character of text.normalize('NFD')) {
    const code = character.codePointAt(0) ?? 0
    const isMark = code >= 0x03_00 && code <= 0x03_6f
    if (isMark && hidesMarks) continue
    hidesMarks = code <= 0x03_ff
    folded += code <= 0x05_8f ? character.toLowerCase() : character
  }
  const parts = folded.normalize('NFC').split(/([0-9]+)/)
  const numbered = parts.map((part, index) => {
    if (index % 2 === 0) return part
    const digits = part.replace(/^0*/, '')
    return (digits.length > 9 ? `:${String(digits.length).padStart(7, '0')}` : String(digits.length)) + digits
  })
  return `${numbered.join('')}\0${text.normalize('NFC')}`
}

function idOf(record: AnyRecord, template: string): string {
  const again = /~\d+$/.exec(record.id)?.[0] ?? ''
  return template.replaceAll('`', '').replace(/~$|\{(\w+)\}/g, (found: string, field: string | undefined) => {
    if (field === undefined) return again
    if (field === 'words') {
      const operation = textAt(record, 'operation')
      return operation === '' && at(record, 'operation') === undefined
        ? textAt(record, 'native')
        : `${operation} ${at(record, 'target') === undefined ? 'space' : textAt(record, 'target')}`
    }
    if (field === 'subject' && typeof at(record, 'subject') === 'object') {
      return textAt(record, 'subject.id') || textAt(record, 'subject.type')
    }
    const isOwn = field === 'prefix' && textAt(record, 'prefix') === 'my' && at(record, 'person') !== undefined
    return isOwn ? `my/${textAt(record, 'person')}` : textAt(record, field)
  })
}

describe('the page of the format', () => {
  it('has the streams in their order, and how the ids of those are made that have none of their own', () => {
    expect([...order.keys()]).toEqual(streamNames)
    expect([...ids.keys()]).toEqual(streamNames.filter((name) => 'deriveId' in streamRules[name]))
  })

  it.each(streamNames)('says of %s what its rule says', (stream) => {
    const rule: StreamRule<never> = streamRules[stream]
    const [owner = '', owners, parent = '', rank = ''] = order.get(stream) ?? []
    const id = ids.get(stream)?.[0]
    expect(owners).toBe(rule.owners.join(', '))
    expect(parent).toBe(rule.parent ? '`parent`' : '')
    const records = samples.filter((sample) => sample.stream === stream).map(({ record }) => record)
    expect(records.length).toBeGreaterThan(10)
    const [, field, otherwise] = /^(?:`(\w+)`)?(?:(?:, else )?`(site:source)`)?$/.exec(owner) ?? []
    for (const record of records) {
      const named = field === undefined ? undefined : at(record, field)
      expect(rule.owner(record as never)).toBe(named ?? otherwise)
      if (rule.parent) expect(rule.parent(record as never)).toBe(at(record, 'parent'))
      expect(rule.rank(record as never)).toBe(rank === 'see below' ? contentRankOf(record) : rankOf(record, rank))
      if (id !== undefined) expect(rule.deriveId?.(record as never)).toBe(idOf(record, id))
    }
  })
})
