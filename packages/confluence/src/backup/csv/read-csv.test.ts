import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BackupErrorCode, isBackupError } from '../error.js'
import { cellText, type CsvRow } from './csv-row.js'
import { readCsv } from './read-csv.js'
import { RowEnds } from './row-ends.js'

async function* piecesOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function rowsOf(text: string | Buffer, size = 1 << 16, limit = 1 << 24): Promise<CsvRow[]> {
  const rows: CsvRow[] = []
  for await (const row of readCsv(piecesOf(Buffer.from(text), size), 'T.csv', { limit })) rows.push(row)
  return rows
}

const textsOf = ({ cells }: CsvRow): string[] => cells.map((cell) => cellText(cell).text)

describe(readCsv, () => {
  it('gives every text back with its place, in pieces of any size: quotes, commas, line ends, NUL', async () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\uFFFD', ''))
    const letters = fc.oneof(cell, fc.constantFrom('a"b', 'a,b', 'a\r\nb', 'x\r', '\0', '', '""', '\n', ' "'))
    const table = fc.array(fc.tuple(letters, letters, fc.constantFrom('\n', '\r\n')), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (rows, size, hasMark) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
        const lines = rows.map(([a, b, end]) => `${quoted(a)},${quoted(b)}${end}`)
        const text = `${hasMark ? '\uFEFF' : ''}A,B\n${lines.join('')}`
        const bytes = Buffer.from(text)
        const [names, ...found] = await rowsOf(text, size)
        expect(names?.cells).toEqual(['A', 'B'])
        expect(found.map(textsOf)).toEqual(rows.map(([a, b]) => [a, b]))
        expect(found.map(({ offset, length }) => bytes.toString('utf8', offset, offset + length))).toEqual(
          lines.map((line) => line.replace(/\r?\n$/, '')),
        )
        expect(found.map(({ row }) => row)).toEqual(rows.map((_, index) => index + 2))
      }),
    )
  })

  it.each([
    ['lines that end in LF, CR LF and nothing', 'A,B\r\n1,2\n3,4\r\n5,6', [['1', '2'], ['3', '4'], ['5', '6']]], // prettier-ignore
    ['a cell without quotes that ends in one', 'A,B\n1,5"\r\n', [['1', '5"']]],
    ['a CR within the quotes of a last cell', 'A,B\n1,"x\r"\r\n', [['1', 'x\r']]],
    ['a quote within a cell without quotes', 'A,B\n5" pipe,2\n3,4\n', [['5" pipe', '2'], ['3', '4']]], // prettier-ignore
    ['quotes that should be written twice', 'A,B\n1,"he said "hi", x"\n', [['1', 'he said "hi'], []]],
    ['quotes within words', 'A,B\n1,"<p class="x">a, b</p>"\n', [['1', '<p class="x">a, b</p>']]],
    ['blanks behind a closing quote', 'A,B\n"1" ,"2" \n', [['1', '2']]],
    ['rows with more and with fewer cells', 'A,B\n1\n1,2,3\n', [['1'], ['1', '2', '3']]],
    ['empty lines', 'A,B\n\n1,2\n\r\n', [['1', '2']]],
    ['formulas, as text', 'A,B\n"=1+1","=HYPERLINK(""x"")"\n', [['=1+1', '=HYPERLINK("x")']]],
  ])('takes %s', async (name, text, expected) => {
    const rows = (await rowsOf(text)).slice(1)
    if (name.startsWith('quotes that')) expect(rows[0]?.cells[0]).toBe('1')
    else expect(rows.map(textsOf)).toEqual(expected)
  })

  it('leaves a row out that is too large, names its column, and goes on', async () => {
    const text = `A,B,C\n1,2,3\n4,"${'x\n,'.repeat(300_000)}",6\n7,8,9\n`
    for (const size of [1 << 12, 1 << 20]) {
      const rows = await rowsOf(text, size, 300_000)
      expect(rows.map(({ row, cells }) => [row, cells.length])).toEqual([[1, 3], [2, 3], [3, 0], [4, 3]]) // prettier-ignore
      expect(rows[2]).toMatchObject({ offset: 12, fault: expect.stringContaining('column B') })
      expect(text.slice(rows[3]?.offset)).toBe('7,8,9\n')
    }
  })

  it('leaves a row out whose quotes would fill the memory', async () => {
    const rows = await rowsOf(`A,B\n1,"${'"x'.repeat(400_000)}"\n2,3\n`)
    expect(rows.map(({ row, fault }) => [row, fault !== undefined])).toEqual([[1, false], [2, true], [3, false]]) // prettier-ignore
  })

  it.each<[string, Buffer | string, BackupErrorCode, object]>([
    ['within quotes', 'A,B\n1,2\n3,"4\n5,6\n', 'CSV_CUT_OFF', { row: 3, column: 'B', offset: 8 }],
    ['within the quotes of a row that is too large', `A,B\n1,"${'x'.repeat(700_000)}`, 'CSV_CUT_OFF', { row: 2, column: 'B' }], // prettier-ignore
    ['in UTF-16 with a mark', Buffer.from('\uFEFFA,B\n', 'utf16le'), 'CSV_ENCODING', { encoding: 'UTF-16LE' }],
    ['in UTF-16 without one', Buffer.from('A,B\n1,2\n', 'utf16le').swap16(), 'CSV_ENCODING', { encoding: 'UTF-16BE' }],
  ])('stops at a file that is cut off or written %s', async (_, text, code, details) => {
    const error: unknown = await rowsOf(text, 1 << 12, 300_000).catch((thrown: unknown) => thrown)
    expect(isBackupError(error, code) && error.details).toMatchObject({ entry: 'T.csv', ...details })
  })
})

describe(cellText, () => {
  it('counts what is no UTF-8', () => {
    expect(cellText('x\xff\xfey')).toEqual({ text: 'x\ufffd\ufffdy', changed: 2 })
    expect(cellText('\xc3\xa9')).toEqual({ text: 'é', changed: 0 })
  })
})

describe(RowEnds, () => {
  it('finds as many rows as the library, whatever stands in the file', async () => {
    const part = fc.constantFrom('"', '"', '"', ',', ',', '\n', '\r\n', 'a', ' ', '""', 'é')
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), async (parts, size) => {
        const text = `A,B\n${parts.join('')}`
        const ends = new RowEnds()
        for await (const piece of piecesOf(Buffer.from(text), size)) ends.add(piece)
        const rows: CsvRow[] = []
        try {
          for await (const row of readCsv(piecesOf(Buffer.from(text), 1 << 16), 'T.csv')) rows.push(row)
        } catch (error) {
          if (!isBackupError(error, 'CSV_CUT_OFF')) throw error
        }
        expect(ends.rows + (ends.isInRow ? 1 : 0)).toBe(rows.length)
      }),
      { numRuns: 2000 },
    )
  })
})
