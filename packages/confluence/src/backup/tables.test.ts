import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAoTables, readAoTables } from './ao-tables.js'
import { RowCount } from './count-rows.js'
import { readCsvTable } from './csv-table.js'
import { isBackupError } from './error.js'
import type { TableRow } from './table-row.js'

async function* piecesOf(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function rowsOf(rows: AsyncIterable<TableRow>): Promise<TableRow[]> {
  const all: TableRow[] = []
  for await (const row of rows) all.push(row)
  return all
}

const cellsOf = (row: TableRow): (string | undefined)[] => [...row.cells.values()]

/** The rows and, where the reader stopped, the problem that it named. */
async function readTo(rows: AsyncIterable<TableRow>): Promise<[rows: TableRow[], problem: string | undefined]> {
  const all: TableRow[] = []
  try {
    for await (const row of rows) all.push(row)
  } catch (error) {
    if (!isBackupError(error, 'TABLE_MALFORMED')) throw error
    return [all, error.details.problem]
  }
  return [all, undefined]
}

describe(readCsvTable, () => {
  const read = (text: string | Buffer, size = 1 << 16): AsyncGenerator<TableRow> =>
    readCsvTable(piecesOf(Buffer.from(text), size), 'T', 'T.csv')

  it('gives every text back, in pieces of any size: quotes, commas, line ends, NUL', async () => {
    const cell = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\uFFFD', ''))
    const letters = fc.oneof(cell, fc.constantFrom('a"b', 'a,b', 'a\r\nb', '\0', '', '""', '\n'))
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(letters, letters), { maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        async (rows, size) => {
          const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
          const text = ['A,B', ...rows.map((row) => row.map(quoted).join(','))].join('\r\n')
          const found = await rowsOf(read(text, size))
          expect(found.map(cellsOf)).toEqual(rows.map((row) => row.map((text) => (text === '' ? undefined : text))))
        },
      ),
    )
  })

  it('takes an empty cell for null, and skips a byte order mark and empty lines', async () => {
    const [row, ...others] = await rowsOf(read('\uFEFFA,B,C\n\n1,"",\n'))
    expect([...(row?.cells ?? [])]).toEqual([
      ['A', '1'],
      ['B', undefined],
      ['C', undefined],
    ])
    expect(others).toEqual([])
    expect(row).toMatchObject({ table: 'T', offset: 10, length: 5, changed: 0 })
  })

  it.each([
    ['1,2,3', 'row 2: 3 cells for 2 columns'],
    ['A,B', 'row 2: the names of the columns once more'],
  ])('yields the broken row %s with its fault, and goes on', async (line, fault) => {
    const rows = await rowsOf(read(`A,B\n${line}\n3,4\n`))
    expect(rows[0]).toMatchObject({ fault, offset: 4 })
    expect(rows.slice(1).map(cellsOf)).toEqual([['3', '4']])
  })

  it.each([
    ['1', ['1', undefined]],
    ['1,2,', ['1', '2']],
    ['1"",2', ['1""', '2']],
  ])('takes the row %s as others do', async (line, cells) => {
    expect((await rowsOf(read(`A,B\n${line}\n3,4\n`))).map(cellsOf)).toEqual([cells, ['3', '4']])
  })

  it.each([
    ['A,B\n1,2\n"3,4\n5,6\n', 'CSV_CUT_OFF'],
    ['A,A\n', 'CSV_HEADER'],
  ])('stops at %j', async (text, code) => {
    const error: unknown = await rowsOf(read(text)).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code })
  })

  it('counts bytes that are no UTF-8', async () => {
    expect((await rowsOf(read(Buffer.from('A\nx\xff\xfey\n', 'latin1'))))[0]).toMatchObject({ changed: 2 })
  })
})

const head = `<?xml version='1.0' encoding='UTF-8'?>
<backup xmlns="http://www.atlassian.com/ao" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`
const links = `${head}
  <database><meta key="database.name" value="PostgreSQL"/></database>
  <table name="AO_1_LINK"><column name="TITLE" sqlType="12"/><column name="ID" primaryKey="true"/></table>
  <!-- a comment with a > -->
  <data tableName="AO_0_EMPTY"><column name="ID"/></data>
  <data tableName="AO_1_LINK"><column name="TITLE"/><column name="ID"/>
    <row><string>a &amp; b &#x1F525; é</string><integer>1</integer></row>
    <row><string xsi:nil="true"/><integer>2</integer></row>
    <row><string></string><integer>3</integer></row>
  </data>
</backup>
`

describe(readAoTables, () => {
  const read = (text: string | Buffer, size = 1 << 16): AsyncGenerator<TableRow> =>
    readAoTables(piecesOf(Buffer.from(text), size), 'x.pdata')

  it.each([1, 3, 64, 4096])('reads the rows of all tables, %i bytes at a time', async (size) => {
    const rows = await rowsOf(read(links, size))
    expect(rows.map((row) => [row.table, ...cellsOf(row)])).toEqual([
      ['AO_1_LINK', 'a & b 🔥 é', '1'],
      ['AO_1_LINK', undefined, '2'],
      ['AO_1_LINK', '', '3'],
    ])
    const bytes = Buffer.from(links)
    expect(rows.map(({ offset, length }) => bytes.toString('utf8', offset, offset + length))[1]).toBe(
      '<row><string xsi:nil="true"/><integer>2</integer></row>',
    )
  })

  it.each([
    ['<row><string>x</string></row>', '1 cells for 2 columns'],
    ['<row><string>&nope;</string><integer>1</integer></row>', /nope/],
    ['<row><string><b>x</b></string><integer>1</integer></row>', 'an element within a cell'],
    ['<row>x<string>a</string><integer>1</integer></row>', 'text between cells'],
  ])('yields the broken row %s with its fault, and goes on', async (row, fault) => {
    const [first, ...others] = await rowsOf(read(links.replace('<row>', `${row}\n<row>`)))
    if (typeof fault === 'string') expect(first?.fault).toBe(fault)
    else expect(first?.fault).toMatch(fault)
    expect(others).toHaveLength(3)
  })

  it('counts characters that XML forbids', async () => {
    const [row] = await rowsOf(read(links.replace('a &amp; b', 'a\x08\x02b')))
    expect(row).toMatchObject({ changed: 2 })
    expect(row?.cells.get('TITLE')).toBe('ab 🔥 é')
  })

  it.each([
    [links.slice(0, -12), 3, 'it ends before its root does'],
    [links.replace('<database>', '<!DOCTYPE x><database>'), 0, 'a declaration that Confluence never writes'],
    [links.replace('<database>', '</data><database>'), 0, '</data> where it closes nothing'],
    ['<html></html>', 0, 'the root html'],
    [links.replace("encoding='UTF-8'", "encoding='UTF-16'"), 0, 'it is not in UTF-8'],
    [links.replace('<database>', 'text<database>'), 0, 'text where an element was expected'],
    ['', 0, 'it ends before its root does'],
  ])('stops where the file is broken (case %#)', async (text, count, problem) => {
    const [rows, found] = await readTo(read(text))
    expect(rows).toHaveLength(count)
    expect(found).toBe(problem)
  })

  it('yields the row in which the file ends', async () => {
    const [rows, problem] = await readTo(read(links.slice(0, links.indexOf('<integer>2'))))
    expect(rows.map(({ fault }) => fault)).toEqual([undefined, 'the file ends within it'])
    expect(problem).toBe('it ends before its root does')
  })

  it('takes a row without its end for ended where the next begins', async () => {
    const rows = await rowsOf(read(links.replace('<integer>1</integer></row>', '<integer>1</integer>')))
    expect(rows.map(({ fault }) => fault !== undefined)).toEqual([true, false, false])
  })

  it('throws nothing but TABLE_MALFORMED on any damage, in time linear in the file', async () => {
    const bytes = Buffer.from(links)
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        async (at, value) => {
          const damaged = Buffer.from(bytes)
          damaged[at] = value
          const [rows] = await readTo(read(damaged, 50))
          expect(rows.length).toBeLessThan(6)
        },
      ),
    )
  })

  it('is known by its beginning', () => {
    expect(isAoTables(Buffer.from(links))).toBe(true)
    expect(isAoTables(Buffer.from('<?xml version="1.0"?><backup><x/></backup>'))).toBe(false)
    expect(isAoTables(readFileSync(import.meta.filename))).toBe(false)
  })
})

describe(RowCount, () => {
  const count = (text: string, size: number, csv?: string): [string, number][] => {
    const counts = new RowCount(csv)
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at += size) counts.add(bytes.subarray(at, at + size))
    return [...counts.tables]
  }

  it.each([1, 2, 7, 4096])('counts what is read, %i bytes at a time', (size) => {
    const hiding = links.replace('a &amp; b', '<![CDATA[<row>]]> a').replace('<!-- a', '<!-- <row> a')
    expect(count(hiding, size)).toEqual([['AO_1_LINK', 3]])
    expect(count('A,B\r\n"1\r\n""2",x\r\n\r\n3,4', size, 'T')).toEqual([['T', 2]])
    expect(count('A,B\n', size, 'T')).toEqual([])
  })

  it('counts rows that cannot be read as well', () => {
    expect(count(links.replace('</row>', ''), 50)).toEqual([['AO_1_LINK', 3]])
    expect(count('A,B\n1\n2,3\n', 50, 'T')).toEqual([['T', 2]])
  })
})
