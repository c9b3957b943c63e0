import fc from 'fast-check'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { textBytes } from '@spacecrate/disk'
import { blobsOf, type StreamName, type StreamRecord, type StreamRecords, streamNames, streamRules } from '../index.js'
import { openArchive } from '../read/open-archive.js'
import type { StreamRule } from '../rules/stream-rule.js'
import { arbitraryRecords } from '../testing/arbitrary-records.js'
import { loadEntries } from '../testing/rebuild.js'
import { append, fillSample, head, loadBlob, loadRecords, openTestFolder, temporaryFolder } from '../testing/sample.js'
import { verifyArchive } from '../verify/verify-archive.js'

const path = temporaryFolder()

/** Canonical order as the specification says it, over a list in memory. */
function canonicalOrder(records: readonly StreamRecord[]): string[] {
  const ordered = new Map<StreamName, string[]>()
  const place = (id: string | undefined, streams: readonly StreamName[]): number => {
    for (const name of streams) {
      const at = ordered.get(name)?.indexOf(id ?? '') ?? -1
      if (at !== -1) return streamNames.indexOf(name) * 1e6 + at
    }
    return Number.POSITIVE_INFINITY
  }
  // Comments own attachments, and stand behind them.
  const names = [...streamNames].sort((a, b) => Number(a.startsWith('attachment')) - Number(b.startsWith('attachment')))
  for (const name of names) ordered.set(name, orderStream(name, recordsOf(records, name), place))
  return streamNames.flatMap((name) => ordered.get(name) ?? [])
}

function recordsOf<Name extends StreamName>(records: readonly StreamRecord[], name: Name): StreamRecords[Name][] {
  return records.filter(({ stream }) => stream === name).map(({ record }) => record as StreamRecords[Name])
}

function orderStream<Name extends StreamName>(
  name: Name,
  records: readonly StreamRecords[Name][],
  place: (id: string | undefined, streams: readonly StreamName[]) => number,
): string[] {
  const rule: StreamRule<Name> = streamRules[name]
  const text = (a: string, b: string): number => textBytes(a).compare(textBytes(b))
  const bySibling = (a: StreamRecords[Name], b: StreamRecords[Name]): number =>
    text(rule.rank(a), rule.rank(b)) || text(a.id, b.id)
  const owners = [...new Set(records.map((record) => rule.owner(record)))].sort((a, b) => {
    const [left, right] = [place(a, rule.owners), place(b, rule.owners)]
    return left === right ? text(a ?? '', b ?? '') : left - right
  })
  return owners.flatMap((owner) => {
    const group = records.filter((record) => rule.owner(record) === owner).sort(bySibling)
    if (rule.parent === undefined) return group.map(({ id }) => id)
    const { parent } = rule
    const byId = new Map(group.map((record) => [record.id, record]))
    const parentIn = (record: StreamRecords[Name]): StreamRecords[Name] | undefined => byId.get(parent(record) ?? '')
    const isStray = (record: StreamRecords[Name]): boolean => {
      if (parent(record) === undefined) return false
      if (parentIn(record) === undefined) return true
      const cycle = [record]
      for (let at = parentIn(record); at !== undefined && at !== record; at = parentIn(at)) {
        if (cycle.includes(at)) return false
        cycle.push(at)
      }
      const last = cycle.at(-1)
      return last !== undefined && parentIn(last) === record && cycle.every((other) => bySibling(record, other) <= 0)
    }
    const below = (record: StreamRecords[Name]): string[] => [
      record.id,
      ...group.filter((child) => parentIn(child) === record && !isStray(child)).flatMap(below),
    ]
    const roots = group.filter((record) => parent(record) === undefined)
    return [...roots, ...group.filter(isStray)].flatMap(below)
  })
}

describe('sealing', () => {
  it('gives back every record, in canonical order, whatever the order in which they came', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRecords(50), fc.infiniteStream(fc.nat()), async (records, randoms) => {
        const roots: string[] = []
        const shuffled = records
          .map((item) => [randoms.next().value, item] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, item]) => item)
        for (const items of [records, shuffled]) {
          const target = path('a.zip')
          await using writer = await openTestFolder(path('work'))
          for (const item of items) await append(writer, item)
          const { manifest } = await writer.seal(target, head)
          roots.push(manifest.contentRoot)
          await using archive = await openArchive(target)
          const read = await loadRecords(archive)
          expect(read.map(({ record }) => record.id)).toEqual(canonicalOrder(records))
          expect(new Map(read.map((item) => [item.record.id, item]))).toEqual(
            new Map(records.map((item) => [item.record.id, item])),
          )
          for (const { stream, record } of records)
            expect((await archive.find(stream, record.id))?.record).toEqual(record)
          const { problems } = await verifyArchive(target)
          expect(problems.filter(({ code }) => code !== 'REFERENCE_DANGLING')).toEqual([])
          rmSync(target)
        }
        expect(roots[1]).toBe(roots[0])
      }),
      { numRuns: process.env['SLOW'] === '1' ? 100 : 5 },
    )
  })

  it('makes the same bytes of the same content, but for archive id and times', async () => {
    const targets = [path('a.zip'), path('b.zip')]
    for (const target of targets) {
      await using writer = await openTestFolder(path('work'))
      await fillSample(writer)
      await writer.seal(target, head)
    }
    const [a, b] = targets.map((target) => readFileSync(target))
    expect(a?.equals(b ?? Buffer.alloc(0))).toBe(true)
  })

  it('keeps every blob that a record needs, and leaves out the others', async () => {
    const target = path('a.zip')
    await using writer = await openTestFolder(path('work'))
    await fillSample(writer)
    const unused = await writer.store([Buffer.from('nobody needs this')])
    const empty = await writer.store([])
    await writer.append('people', { id: 'person:x', kind: 'person', state: 'active', avatar: empty.digest })
    const { manifest } = await writer.seal(target, head)
    expect(manifest.blobs).toEqual({ count: 3, bytes: 1_400_012 })
    await using archive = await openArchive(target)
    expect(await archive.hasBlob(unused.digest)).toBe(false)
    expect(await loadBlob(archive, empty.digest)).toHaveLength(0)
    for (const { stream, record } of await loadRecords(archive))
      for (const digest of blobsOf(stream, record)) expect(await archive.hasBlob(digest)).toBe(true)
  })

  it('writes as many volumes as its entries need, and reads them as one', async () => {
    const target = path('many.crate.zip')
    await using writer = await openTestFolder(path('work'))
    await fillSample(writer)
    const { volumes, manifest } = await writer.seal(target, head, { maxEntries: 20 })
    expect(volumes.length).toBeGreaterThan(2)
    expect(volumes.map((volume) => volume.path)).toEqual(
      volumes.map((_, i) => target.replace('.zip', `.00${i + 1}.zip`)),
    )
    for (const volume of [target, ...volumes.map(({ path }) => path)]) {
      await using archive = await openArchive(volume)
      expect(archive.manifest).toEqual(manifest)
      expect(await loadRecords(archive)).toHaveLength(manifest.streams.reduce((sum, { records }) => sum + records, 0))
      expect(await verifyArchive(volume)).toMatchObject({ valid: true, counts: { volumes: volumes.length } })
    }
  })

  it('cuts long streams, indexes and packs, and finds everything in them', async () => {
    const target = path('a.zip')
    await using writer = await openTestFolder(path('work'))
    const pages = 6000
    for (let n = 0; n < pages; n += 1) {
      const title = `Page ${n} ${'x'.repeat(800)}`
      const page = { id: `page:${n}`, kind: 'page', space: 'space:1', title, status: 'current', version: 1 } as const
      await writer.append('content', page)
      await writer.append('labels', { id: `label:page:${n}/global/a`, on: `page:${n}`, prefix: 'global', name: 'a' })
    }
    const digests: string[] = []
    for (let n = 0; n < 66; n += 1) {
      const bytes = Buffer.alloc(1_040_000)
      bytes.writeUInt32LE(n)
      const { digest } = await writer.store([bytes])
      digests.push(digest)
      await writer.append('people', { id: `person:${n}`, kind: 'person', state: 'active', avatar: digest })
    }
    await writer.append('spaces', { id: 'space:1', key: 'A', kind: 'global', status: 'current' })
    // Broken off in the middle of a stream, it can be begun anew.
    const controller = new AbortController()
    const stop = { signal: controller.signal, onProgress: () => controller.abort(new Error('stopped')) }
    await expect(writer.seal(target, head, stop)).rejects.toThrow('stopped')
    const { manifest } = await writer.seal(target, head)
    expect(manifest.streams.find(({ name }) => name === 'content')?.parts).toBe(2)
    const names = [...(await loadEntries(target)).keys()]
    expect(names.filter((name) => name.startsWith('index/records-')).length).toBeGreaterThan(1)
    expect(names.filter((name) => name.startsWith('packs/'))).toEqual(['packs/0001', 'packs/0002'])
    expect((await verifyArchive(target)).problems).toEqual([])
    await using archive = await openArchive(target)
    for (let n = 0; n < pages; n += 97) {
      expect((await archive.find('content', `page:${n}`))?.record.title).toContain(`Page ${n} `)
      for await (const { record } of archive.owned('labels', `page:${n}`)) expect(record.on).toBe(`page:${n}`)
    }
    for (const [n, digest] of digests.entries())
      expect((await loadBlob(archive, digest)).subarray(0, 5)).toEqual(Buffer.from([n, 0, 0, 0, 0]))
    await expect(archive.find('content', 'page:none')).resolves.toBeUndefined()
  })

  it('never overwrites what stands at its target, and removes nothing then', async () => {
    const target = path('taken.zip')
    writeFileSync(target, 'mine')
    await using writer = await openTestFolder(path('work'))
    await fillSample(writer)
    await expect(writer.seal(target, head)).rejects.toMatchObject({ code: 'TARGET_EXISTS', details: { path: target } })
    expect(readFileSync(target, 'utf8')).toBe('mine')
    const other = path('free.zip')
    await writer.seal(other, head)
    expect(await verifyArchive(other)).toMatchObject({ valid: true })
  })

  it('does not touch the unfinished archive of somebody else', async () => {
    const target = path('a.zip')
    writeFileSync(`${target}.partial`, 'theirs')
    await using writer = await openTestFolder(path('work'))
    await fillSample(writer)
    await expect(writer.seal(target, head)).rejects.toMatchObject({ code: 'TARGET_EXISTS' })
    expect(readFileSync(`${target}.partial`, 'utf8')).toBe('theirs')
  })

  it('leaves the archive alone in its folder, and no work folder', async () => {
    const target = path('alone/a.zip')
    const work = path('work')
    await using writer = await openTestFolder(work)
    await fillSample(writer)
    await writer.seal(target, head)
    expect(readdirSync(dirname(target))).toEqual(['a.zip'])
    expect(existsSync(work)).toBe(false)
  })

  it('refuses a manifest that is not valid, a report under a name that is none, and volumes too small', async () => {
    await using writer = await openTestFolder(path('work'))
    const accounts = [{ kind: 'x', counted: 0, met: -1, recorded: 0, merged: 0, derived: 0, unselected: 0, omitted: 0 }]
    await expect(writer.seal(path('a.zip'), { ...head, accounts })).rejects.toMatchObject({ code: 'MANIFEST_INVALID' })
    const report = new Map([['../evil', Buffer.alloc(1)]])
    await expect(writer.seal(path('a.zip'), head, { report })).rejects.toThrow("can't have the name ../evil")
    await expect(writer.seal(path('a.zip'), head, { maxEntries: 4 })).rejects.toThrow("can't have 4 entries")
    await expect(writer.seal(path('a.zip'), head, { maxEntries: 65_001 })).rejects.toThrow("can't have 65001 entries")
  })

  it('tells how far it is, stage by stage, up to the end', async () => {
    const stages = new Map<string, { done: number; total: number }>()
    await using writer = await openTestFolder(path('work'))
    await fillSample(writer)
    await writer.seal(path('a.zip'), head, {
      onProgress: ({ stage, done, total }) => stages.set(stage, { done, total }),
    })
    expect([...stages.keys()]).toEqual(['ordering', 'packing', 'verifying'])
    for (const { done, total } of stages.values()) expect(done).toBe(total)
  })

  it('stops when it is told to, and can go on afterwards', async () => {
    const target = path('a.zip')
    await using writer = await openTestFolder(path('work'))
    await fillSample(writer)
    for (const stage of ['ordering', 'packing', 'verifying']) {
      const controller = new AbortController()
      const stop = (progress: { readonly stage: string }): void => {
        if (progress.stage === stage) controller.abort(new Error(`stopped while ${stage}`))
      }
      await expect(writer.seal(target, head, { signal: controller.signal, onProgress: stop })).rejects.toThrow(stage)
      expect(existsSync(target)).toBe(false)
    }
    await writer.seal(target, head)
    expect(await verifyArchive(target)).toMatchObject({ valid: true })
  })
})
