import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { ManifestHead } from '../archive-writer.js'
import type { Archive } from '../archive.js'
import type { StreamName, StreamRecord, StreamRecords } from '../records.js'
import { streamNames } from '../streams.js'
import { openWorkFolder, type WorkFolder } from '../work/work-folder.js'

/** What a test says of its archive. */
export const head: ManifestHead = {
  archive: { id: '6f1b0f3e-4f5a-4b7e-9d55-0123456789ab', created: { at: '2026-01-02T03:04:05.678Z' } },
  tool: { name: 'test', version: '0' },
  source: { adapter: 'test', product: 'unknown', siteId: 'test', baseUrls: [] },
  selection: {},
  consistency: { kind: 'snapshot' },
  accounts: [],
}

/** A folder for the tests of one file; it is removed after them. Gives a new path each time. */
export function temporaryFolder(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'format-test-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let n = 0
  return (name) => join(folder, `${(n += 1)}-${name}`)
}

/** Opens a work folder for a test. */
export function openTestFolder(path: string): Promise<WorkFolder> {
  return openWorkFolder(path, { key: 'test' })
}

/** Appends a record whose stream is known only at run time. */
export function append(writer: WorkFolder, { stream, record }: StreamRecord): Promise<void> {
  return writer.append<StreamName>(stream, record)
}

/** Everything that an archive holds, stream by stream. */
export async function loadRecords(
  archive: Archive,
): Promise<{ stream: StreamName; record: StreamRecords[StreamName] }[]> {
  const all: { stream: StreamName; record: StreamRecords[StreamName] }[] = []
  for (const stream of streamNames) for await (const { record } of archive.records(stream)) all.push({ stream, record })
  return all
}

/** All bytes of a blob. */
export async function loadBlob(archive: Archive, digest: string): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of archive.openBlob(digest)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A space with a small tree of pages, and something of most kinds. */
export async function fillSample(writer: WorkFolder, pages = 5): Promise<void> {
  await writer.append('site', { id: 'site:source', product: 'unknown' })
  await writer.append('people', { id: 'person:ann', kind: 'person', state: 'active', displayName: 'Ann Ångström' })
  await writer.append('groups', { id: 'group:staff', name: 'staff' })
  await writer.append('memberships', {
    id: 'membership:group:staff/person:ann',
    group: 'group:staff',
    member: 'person:ann',
  })
  await writer.append('spaces', { id: 'space:1', key: 'ONE', kind: 'global', status: 'current', home: 'page:1' })
  await writer.append('space-permissions', {
    id: 'permission:space:1/group:staff/read space',
    space: 'space:1',
    subject: { type: 'group', id: 'group:staff' },
    operation: 'read',
    target: 'space',
  })
  const small = await writer.store([Buffer.from('a small file')])
  const large = await writer.store([Buffer.alloc(700_000, 1), Buffer.alloc(700_000, 2)])
  for (let n = 1; n <= pages; n += 1) {
    const id = `page:${n}`
    await writer.append('content', {
      id,
      kind: 'page',
      space: 'space:1',
      ...(n === 1 ? {} : { parent: `page:${Math.floor(n / 2)}` }),
      title: `Page ${n}`,
      status: 'current',
      version: 2,
      created: { by: 'person:ann' },
    })
    for (const number of [1, 2])
      await writer.append('versions', {
        id: `version:${id}/${number}`,
        of: id,
        number,
        order: number,
        author: 'person:ann',
        body: { format: 'storage', value: `<p>Text ${number} of page ${n}</p>` },
      })
    await writer.append('labels', { id: `label:${id}/global/tag`, on: id, prefix: 'global', name: 'tag' })
  }
  for (const [n, blob] of [small, large].entries()) {
    const id = `attachment:${n + 1}`
    await writer.append('attachments', { id, container: 'page:1', name: `file ${n}`, status: 'current', version: 1 })
    await writer.append('attachment-versions', {
      id: `version:${id}/1`,
      of: id,
      number: 1,
      order: 1,
      blob: blob.digest,
      bytes: blob.bytes,
    })
  }
  await writer.append('comments', { id: 'comment:1', content: 'page:1', kind: 'footer', status: 'current', version: 1 })
  await writer.append('comments', {
    id: 'comment:2',
    content: 'page:1',
    parent: 'comment:1',
    kind: 'footer',
    status: 'current',
    version: 1,
  })
  await writer.append('attachments', {
    id: 'attachment:3',
    container: 'comment:2',
    name: 'on a comment',
    status: 'current',
    version: 1,
  })
  await writer.append('likes', { id: 'like:comment:1/person:ann', on: 'comment:1', by: 'person:ann' })
  await writer.omit({
    code: 'FILE_MISSING',
    kind: 'attachment',
    id: 'version:attachment:3/1',
    count: 1,
    what: 'a',
    why: 'b',
  })
}

/** Seals a sample archive at the path. */
export async function sealSample(
  work: string,
  path: string,
  options: { readonly pages?: number; readonly maxEntries?: number } = {},
): Promise<readonly string[]> {
  const writer = await openTestFolder(work)
  await fillSample(writer, options.pages)
  const pages = options.pages ?? 5
  const none = { merged: 0, derived: 0, unselected: 0, omitted: 0 }
  const account = { kind: 'content', stream: 'content', counted: pages, met: pages, recorded: pages, ...none }
  const sealed = await writer.seal(
    path,
    { ...head, accounts: [account] },
    options.maxEntries === undefined ? {} : { maxEntries: options.maxEntries },
  )
  return sealed.volumes.map((volume) => volume.path)
}
