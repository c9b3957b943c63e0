import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvStart, encodeCsvRow, guardCell, unguardCell } from './csv.js'
import { CsvReader, type CsvRow } from './csv-reader.js'

function readAll(text: string, pieces = 1): CsvRow[] {
  const reader = new CsvReader()
  const size = Math.max(1, Math.ceil(text.length / pieces))
  const rows: CsvRow[] = []
  for (let at = 0; at < text.length; at += size) rows.push(...reader.push(text.slice(at, at + size)))
  return [...rows, ...reader.end()]
}

const cellsOf = (text: string): readonly (readonly string[])[] => readAll(text).map(({ cells }) => cells)

describe(encodeCsvRow, () => {
  it.each([
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"\r\n`],
    ['+1', "'+1\r\n"],
    ['-1+1', "'-1+1\r\n"],
    ['@SUM(A1)', "'@SUM(A1)\r\n"],
    ['\tx', `"'\tx"\r\n`],
    ['\rx', `"'\rx"\r\n`],
    ['＝1', "'＝1\r\n"],
    ['557058000000000012345', "'557058000000000012345\r\n"],
    ['007', "'007\r\n"],
    ['1E5', "'1E5\r\n"],
    ['2031-02-03', "'2031-02-03\r\n"],
    ['MAR1', "'MAR1\r\n"],
    ['TRUE', "'TRUE\r\n"],
    ["'=x", "''=x\r\n"],
    ["it's", "it's\r\n"],
    ['page:12', 'page:12\r\n'],
    ['Plan 2031', 'Plan 2031\r\n'],
    ['a,b', '"a,b"\r\n'],
    ['say "hi"', '"say ""hi"""\r\n'],
    ['two\nlines', '"two\nlines"\r\n'],
  ])('writes %j as %j', (cell, line) => {
    expect(encodeCsvRow([cell])).toBe(line)
    expect(cellsOf(`head\r\n${line}`)[1]).toEqual([cell])
  })

  it('leaves numbers to count with', () => {
    expect(encodeCsvRow(['a', 12, undefined])).toBe('a,12,\r\n')
  })

  it('reads back whatever it wrote, in whatever pieces it comes', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('=', "'", '"', ',', ';', '\t', '\r', '\n', ' ', '1', '-', 'a', '\uFEFF') }),
    )
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, pieces) => {
        const text = csvStart + encodeCsvRow(['one', 'two', 'three']) + rows.map(encodeCsvRow).join('')
        const read = readAll(text, pieces).map(({ cells }) => cells)
        expect(read.slice(1)).toEqual(rows.filter((row) => row.some((value) => value !== '')))
      }),
    )
  })

  it('is undone where a spreadsheet took the apostrophe away already', () => {
    fc.assert(fc.property(fc.string(), (text) => unguardCell(guardCell(text)) === text))
    expect(unguardCell('=x')).toBe('=x')
    expect(unguardCell("'quoted'")).toBe("'quoted'")
  })
})

describe(CsvReader, () => {
  it.each([
    ['commas', 'a,b\n1 x,2 y\n'],
    ['semicolons', 'a;b\r\n1 x;2 y\r\n'],
    ['tabs', 'a\tb\n1 x\t2 y'],
    ['a byte order mark', '\uFEFFa,b\r\n1 x,2 y'],
    ['old line ends', 'a,b\r1 x,2 y\r'],
    ['everything quoted', '"a";"b"\r\n"1 x";"2 y"\r\n'],
    ['empty lines and rows', 'a,b\n\n,\n1 x,2 y\n\n'],
    ['a line that names the separator', 'sep=;\r\na;b\r\n1 x;2 y\r\n'],
    ['the separator of others inside quotes', '"a",b\n1 x,2 y'],
  ])('reads %s', (_name, text) => {
    expect(cellsOf(text)).toEqual([
      ['a', 'b'],
      ['1 x', '2 y'],
    ])
  })

  it('says on which line a row begins', () => {
    const text = 'a,b\r\n"x\r\ny\nz",1\r\n\r\nlast,2'
    expect(readAll(text)).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x\r\ny\nz', '1'] },
      { line: 6, cells: ['last', '2'] },
    ])
    expect(readAll(text, 40).map(({ line }) => line)).toEqual([1, 2, 6])
  })

  it('stops at a quote that is never closed', () => {
    const reader = new CsvReader()
    const rows = [...reader.push('a,b\n1,2\n"open,3\n4,5\n'), ...reader.end()]
    expect(rows.map(({ line }) => line)).toEqual([1, 2])
    expect(reader.problem).toEqual({ line: 3, why: 'opens a quote that is never closed' })
  })

  it('holds no row without bound', () => {
    const reader = new CsvReader()
    reader.push('a,b\n"')
    for (let piece = 0; piece < 20; piece++) reader.push('x'.repeat(100_000))
    expect(reader.problem?.line).toBe(2)
  })
})
