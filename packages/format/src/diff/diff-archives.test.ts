import { describe, expect, it } from 'vitest'
import type { Archive } from '../archive.js'
import { openArchive } from '../read/open-archive.js'
import type { StreamRecords } from '../records.js'
import { append, fillSample, head, loadRecords, openTestFolder, temporaryFolder } from '../testing/sample.js'
import { mapIds } from '../record-references.js'
import type { WorkFolder } from '../work/work-folder.js'
import { type DiffOptions, type Difference, diffArchives } from './diff-archives.js'

const path = temporaryFolder()

async function archiveOf(fill: (writer: WorkFolder) => Promise<void>): Promise<Archive> {
  const file = path('a.zip')
  await using writer = await openTestFolder(path('work'))
  await fill(writer)
  await writer.seal(file, head)
  return openArchive(file)
}

async function differences(a: Archive, b: Archive, options?: DiffOptions): Promise<Difference[]> {
  const all: Difference[] = []
  for await (const difference of diffArchives(a, b, options)) all.push(difference)
  return all
}

const group = (id: string, name: string): StreamRecords['groups'] => ({ id: `group:${id}`, name })

describe(diffArchives, () => {
  it('finds nothing between archives of the same content', async () => {
    await using a = await archiveOf(fillSample)
    await using b = await archiveOf(fillSample)
    expect(await differences(a, b)).toEqual([])
  })

  it('lists what only one has, and what differs with its paths, stream by stream', async () => {
    await using a = await archiveOf(async (writer) => {
      await writer.append('site', { id: 'site:source', product: 'unknown', baseUrls: ['http://a/', 'http://b/'] })
      for (const id of ['1', '2', '4', '5']) await writer.append('groups', group(id, 'x'))
    })
    await using b = await archiveOf(async (writer) => {
      await writer.append('site', {
        id: 'site:source',
        product: 'unknown',
        baseUrls: ['http://a/', 'http://c/'],
        name: 'B',
      })
      for (const id of ['0', '2', '3']) await writer.append('groups', group(id, id === '2' ? 'y' : 'x'))
    })
    expect(await differences(a, b)).toEqual([
      { type: 'changed', stream: 'site', id: 'site:source', idInA: 'site:source', paths: ['/baseUrls/1', '/name'] },
      { type: 'only-b', stream: 'groups', id: 'group:0' },
      { type: 'changed', stream: 'groups', id: 'group:2', idInA: 'group:2', paths: ['/name'] },
      { type: 'only-b', stream: 'groups', id: 'group:3' },
      { type: 'only-a', stream: 'groups', id: 'group:1' },
      { type: 'only-a', stream: 'groups', id: 'group:4' },
      { type: 'only-a', stream: 'groups', id: 'group:5' },
    ])
  })

  it('maps the ids of A, references and ids made of them as well', async () => {
    const map = (id: string): string => id.replace(/:(\w+)$/, (_, rest: string) => `:new-${rest}`)
    await using a = await archiveOf((writer) => fillSample(writer))
    const records = await loadRecords(a)
    await using b = await archiveOf(async (writer) => {
      await writer.store([Buffer.from('a small file')])
      await writer.store([Buffer.alloc(700_000, 1), Buffer.alloc(700_000, 2)])
      for (const { stream, record } of records) {
        const item = { stream, record: mapIds(stream, record, (id) => (id === 'site:source' ? id : map(id))) }
        await append(writer, item as Parameters<typeof append>[1])
      }
    })
    const options = { map: (id: string) => (id === 'site:source' ? id : map(id)) }
    expect(await differences(a, b, options)).toEqual([])
    expect((await differences(a, b)).length).toBeGreaterThan(records.length)
  })

  it('does not take what has the same id by chance for what was not carried', async () => {
    await using a = await archiveOf((writer) => writer.append('groups', group('1', 'same')))
    await using b = await archiveOf((writer) => writer.append('groups', group('1', 'same')))
    expect(await differences(a, b, { map: () => undefined })).toEqual([
      { type: 'only-b', stream: 'groups', id: 'group:1' },
      { type: 'only-a', stream: 'groups', id: 'group:1' },
    ])
  })

  it('leaves out fields and streams that do not count', async () => {
    await using a = await archiveOf(async (writer) => {
      await writer.append('groups', { ...group('1', 'x'), description: 'a' })
      await writer.append('people', { id: 'person:a', kind: 'person', state: 'active', created: { by: 'person:x' } })
    })
    await using b = await archiveOf(async (writer) => {
      await writer.append('groups', group('1', 'x'))
      await writer.append('people', { id: 'person:a', kind: 'person', state: 'active', created: {} })
    })
    expect(await differences(a, b)).toHaveLength(2)
    expect(await differences(a, b, { ignore: { groups: ['description'], people: ['created.by'] } })).toEqual([])
    expect(await differences(a, b, { streams: ['groups'] })).toHaveLength(1)
    expect(await differences(a, b, { streams: ['labels'] })).toEqual([])
  })

  it('tells how far it is, and stops when it is told to', async () => {
    await using a = await archiveOf(fillSample)
    const progress: unknown[] = []
    await differences(a, a, { onProgress: (step) => progress.push(step) })
    expect(progress.at(-1)).toEqual({ done: 68, total: 68 })
    const signal = AbortSignal.abort(new Error('stopped'))
    await expect(differences(a, a, { signal })).rejects.toThrow('stopped')
  })
})
