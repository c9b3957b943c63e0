import { writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadEntries, rebuild } from '../testing/rebuild.js'
import { head, openTestFolder, temporaryFolder } from '../testing/sample.js'
import { verifyArchive, type VerifyReport } from './verify-archive.js'

const path = temporaryFolder()
const pages = 260
/** Pages of the first space; its tree goes over the end of the first part. */
const firstSpace = 240

type Entries = Map<string, Buffer>

/** Lines of an entry, changed. */
function edit(entries: Entries, name: string, change: (lines: string[]) => string[]): void {
  const lines = entries.get(name)?.toString('utf8').split('\n').slice(0, -1) ?? []
  entries.set(name, Buffer.from(`${change(lines).join('\n')}\n`))
}

const swapFirst = ([one = '', other = '', ...rest]: string[]): string[] => [other, one, ...rest]
const withoutFirst = (lines: string[]): string[] => lines.slice(1)
const spoil = (lines: string[]): string[] =>
  lines.map((line, n) => (n % 20 === 7 ? line.replace('"id":', '"id": ') : n % 20 === 9 ? '{}' : line))

describe('the look at an archive of many parts', () => {
  let good: Entries = new Map()

  beforeAll(async () => {
    await using writer = await openTestFolder(path('work'))
    await writer.append('site', { id: 'site:source', product: 'unknown' })
    for (const space of ['space:1', 'space:2'])
      await writer.append('spaces', { id: space, key: space.slice(-1), kind: 'global', status: 'current' })
    const filler = 'x'.repeat(20_000)
    for (let n = 0; n < pages; n += 1) {
      const id = `page:${n}`
      await writer.append('content', {
        id,
        kind: 'page',
        space: n < firstSpace ? 'space:1' : 'space:2',
        ...(n % 10 === 0 ? {} : { parent: `page:${n - 1}` }),
        title: `Page ${n} ${filler}`,
        status: 'current',
        version: 1,
      })
      await writer.append('versions', {
        id: `version:${id}/1`,
        of: id,
        number: 1,
        order: 1,
        body: { format: 'storage', value: `<p>${filler}</p>` },
      })
    }
    const file = path('good.zip')
    await writer.seal(file, head)
    good = await loadEntries(file)
  })

  /** What it finds with so many threads. */
  async function reports(change: (entries: Entries) => void): Promise<VerifyReport[]> {
    const entries = new Map(good)
    change(entries)
    const file = path('changed.zip')
    writeFileSync(file, rebuild(entries))
    const found: VerifyReport[] = []
    for (const threads of [0, 2]) found.push(await verifyArchive(file, { threads }))
    return found
  }

  it('has several parts', () => {
    const parts = (stream: string): number => [...good.keys()].filter((name) => name.includes(`/${stream}/`)).length
    expect([parts('content'), parts('versions')]).toEqual([2, 2])
  })

  it.each<readonly [string, readonly string[], (entries: Entries) => void]>([
    ['nothing wrong', [], () => undefined],
    [
      'a tree that breaks at the end of a part',
      ['ORDER_WRONG'],
      (e) => edit(e, 'streams/content/0002.ndjson', swapFirst),
    ],
    ['a version before its place', ['ORDER_WRONG'], (e) => edit(e, 'streams/versions/0002.ndjson', swapFirst)],
    [
      'lines of all kinds of faults',
      ['RECORD_INVALID', 'RECORD_NOT_CANONICAL'],
      (e) => edit(e, 'streams/content/0001.ndjson', spoil),
    ],
    [
      'more faults than are counted',
      ['RECORD_INVALID'],
      (e) => {
        for (const stream of ['content', 'versions'])
          for (const n of [1, 2])
            edit(e, `streams/${stream}/000${n}.ndjson`, () => Array.from({ length: 6_000 }, () => '{}'))
      },
    ],
    [
      'a record that is gone',
      ['REFERENCE_DANGLING', 'INDEX_WRONG', 'COUNT_WRONG'],
      (e) => edit(e, 'streams/content/0002.ndjson', withoutFirst),
    ],
    [
      'an index without a line',
      ['INDEX_WRONG'],
      (e) =>
        edit(e, [...e.keys()].find((name) => name.startsWith('index/records-')) ?? '', (lines) => lines.slice(0, -1)),
    ],
  ])('finds the same with and without threads: %s', async (_, codes, change) => {
    const [own, ...threads] = await reports(change)
    expect([...new Set(own?.problems.map(({ code }) => code))]).toEqual(expect.arrayContaining([...codes]))
    expect(own?.valid).toBe(codes.length === 0)
    for (const report of threads) expect(report).toEqual(own)
  })

  it('ends with the fault of a thread', async () => {
    const file = path('good.zip')
    writeFileSync(file, rebuild(good))
    const temp = path('temp')
    await expect(verifyArchive(file, { threads: 2, temp })).rejects.toMatchObject({ code: 'ENOENT' })
    const signal = AbortSignal.timeout(1)
    await expect(verifyArchive(file, { threads: 2, signal })).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})
