import { describe, expect, it } from 'vitest'
import { exportTo } from './export-to.js'
import type { ExportProgress } from './export-summary.js'
import type { FileItem, RecordItem, SourceItem } from './source.js'
import { MissingBytes } from './source-error.js'
import { listSource } from './testing/list-source.js'
import { MemoryWriter } from './testing/memory-writer.js'

function page(n: number): RecordItem {
  const record = { id: `page:${n}`, kind: 'page', space: 'space:1', title: 'x', status: 'current', version: 1 } as const
  return { type: 'record', stream: 'content', record }
}

function version(n: number, text: string, more: readonly string[] = []): RecordItem {
  const renditions = more.map((value) => ({ format: 'wiki', value }) as const)
  return {
    type: 'record',
    stream: 'versions',
    record: {
      id: `version:page:${n}/1`,
      of: `page:${n}`,
      number: 1,
      order: 1,
      body: { format: 'storage', value: text },
      ...(renditions.length > 0 && { renditions }),
    },
  }
}

function file(n: number, bytes: FileItem['open']): FileItem {
  const record = { id: `version:attachment:${n}/1`, of: `attachment:${n}`, number: 1, order: 1 }
  return {
    type: 'file',
    id: record.id,
    open: bytes,
    complete: (blob) => ({
      type: 'record',
      stream: 'attachment-versions',
      record: blob ? { ...record, blob: blob.digest, bytes: blob.bytes } : record,
    }),
  }
}

async function run(items: readonly SourceItem[], writer = new MemoryWriter()): Promise<MemoryWriter> {
  await exportTo(writer, await listSource(items)('.'), {})
  return writer
}

const omission = { code: 'GONE', kind: 'file', count: 3, what: 'A file', why: 'It is gone' }

describe(exportTo, () => {
  it('takes records, bytes and omissions, and counts them', async () => {
    const writer = new MemoryWriter()
    const account = { kind: 'Page', counted: 3, met: 3, recorded: 1, merged: 0, derived: 0, unselected: 0, omitted: 2 }
    const source = await listSource(
      [page(1), page(2), file(7, () => [Buffer.from('clay')]), { type: 'omission', omission }],
      [account],
    )('.')
    const summary = await exportTo(writer, source, {})
    expect(summary).toMatchObject({
      complete: true,
      records: { content: 2, 'attachment-versions': 1 },
      files: 1,
      bytes: 4,
      omissions: { GONE: 3 },
      accounts: [account],
    })
    expect(writer.omissions).toEqual([omission])
  })

  it.each([
    ['too few', { recorded: 1 }, 1],
    ['too many', { recorded: 3 }, 1],
    ['what another route never counted', { recorded: 2, counted: 1 }, 1],
    ['less than another route counted', { recorded: 2, counted: 5 }, 3],
  ])('is not complete where a sum explains %s', async (_name, sums, unexplained) => {
    const account = { kind: 'Page', counted: 2, met: 2, merged: 0, derived: 0, unselected: 0, omitted: 0, ...sums }
    const summary = await exportTo(new MemoryWriter(), await listSource([], [account])('.'), {})
    expect(summary).toMatchObject({ complete: false, unexplained })
  })

  it('stores a large body, and each large rendition, as a blob', async () => {
    const large = 'ä'.repeat(200_000)
    const writer = await run([version(1, large, ['small', large]), version(2, 'small')])
    const [first, second] = writer.stream('versions')
    expect(first?.body).toMatchObject({ format: 'storage', bytes: 400_000 })
    expect(first?.renditions).toMatchObject([{ value: 'small' }, { format: 'wiki', bytes: 400_000 }])
    expect(second?.body).toEqual({ format: 'storage', value: 'small' })
    expect(writer.blobs.size).toBe(1)
  })

  it('makes a record without a blob where bytes are missing, after the omission that stands for them', async () => {
    const order: string[] = []
    const writer = new (class extends MemoryWriter {
      override async append(...args: Parameters<MemoryWriter['append']>): Promise<void> {
        order.push(args[1].id)
        await super.append(...args)
      }
      override async omit(...args: Parameters<MemoryWriter['omit']>): Promise<void> {
        order.push(args[0].code)
        await super.omit(...args)
      }
    })()
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('be')
      throw new MissingBytes(omission)
    }
    await run([file(7, broken)], writer)
    expect(order).toEqual(['GONE', 'version:attachment:7/1'])
    expect(writer.stream('attachment-versions')).toEqual([
      { id: 'version:attachment:7/1', of: 'attachment:7', number: 1, order: 1 },
    ])
  })

  it('throws what a file throws, and takes nothing after it', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('be')
      throw new Error('The disk is gone')
    }
    const writer = new MemoryWriter()
    const items = [file(7, broken), ...Array.from({ length: 50 }, (_, n) => page(n))]
    await expect(run(items, writer)).rejects.toThrow('The disk is gone')
    expect(writer.records.size).toBeLessThan(51)
  })

  it('stops at the signal with its reason', async () => {
    const stop = new AbortController()
    const source = await listSource(Array.from({ length: 500 }, (_, n) => page(n)))('.')
    const seen: ExportProgress[] = []
    const exported = exportTo(
      new MemoryWriter(),
      source,
      {},
      {
        signal: stop.signal,
        onProgress: (progress) => {
          seen.push(progress)
          stop.abort(new Error('enough'))
        },
      },
    )
    await expect(exported).rejects.toThrow('enough')
    expect(seen).toEqual([{ items: 100, explained: 100, files: 0, bytes: 0, stream: 'content' }])
  })
})
