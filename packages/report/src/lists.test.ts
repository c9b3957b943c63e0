import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ReportLists } from './lists.js'

const shapes = {
  pages: { what: 'Pages', columns: ['id', 'title'] },
  none: { what: 'Nothing', columns: ['id'] },
}

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lists-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

async function write(rows: readonly (readonly string[])[]): Promise<ReturnType<ReportLists<'pages'>['finish']>> {
  await using lists = await ReportLists.create<keyof typeof shapes>(join(dir, 'x.lists'), shapes)
  for (const row of rows) {
    lists.add('pages', row)
    await lists.flush()
  }
  return await lists.finish()
}

describe(ReportLists, () => {
  it('writes what a spreadsheet neither runs nor changes', async () => {
    const lists = await write([
      ['0123', '=HYPERLINK("http://x","y")'],
      ['1e5', 'two\nlines, "quoted"'],
    ])
    expect(lists).toEqual([{ name: 'pages', file: 'x.lists/pages.csv', rows: 2, what: 'Pages' }])
    expect(await readFile(join(dir, 'x.lists', 'pages.csv'), 'utf8')).toBe(
      `\uFEFFid,title\r\n'0123,"'=HYPERLINK(""http://x"",""y"")"\r\n'1e5,"two\nlines, ""quoted"""\r\n`,
    )
  })

  it('makes no file of a list without rows, and leaves none of an earlier report', async () => {
    await write([['1', 'a']])
    expect(await write([])).toEqual([])
    expect(existsSync(join(dir, 'x.lists'))).toBe(false)
  })

  it('gives a file its name only when it is whole', async () => {
    await using lists = await ReportLists.create<keyof typeof shapes>(join(dir, 'x.lists'), shapes)
    lists.add('pages', ['1', 'a'.repeat(100_000)])
    await lists.flush()
    expect(await readdir(join(dir, 'x.lists'))).toEqual(['pages.csv.part'])
    await lists.finish()
    expect(await readdir(join(dir, 'x.lists'))).toEqual(['pages.csv'])
  })
})
