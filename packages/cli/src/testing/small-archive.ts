import { join } from 'node:path'
import { type Omission, openWorkFolder, type Sealed, type StreamRecord } from '@spacecrate/format'

/** A title that must reach neither a terminal nor a page as it is. */
export const hostileTitle = '\u001B[31m<script>alert(1)</script>'

/** What a small archive holds. */
export interface SmallArchive {
  readonly records?: readonly StreamRecord[]
  readonly omissions?: readonly Omission[]
  /** Pages to add to the space, each with a version. */
  readonly pages?: number
  /** Bytes of a file. */
  readonly file?: string
}

/** Writes a real archive with one space, and a page of a hostile title. */
export async function writeSmallArchive(dir: string, name: string, wanted: SmallArchive = {}): Promise<Sealed> {
  await using work = await openWorkFolder(join(dir, `${name}.work`), { key: name })
  await work.append('spaces', { id: 'space:1', key: 'KILN', name: 'Kiln', kind: 'global', status: 'current' })
  await work.append('spaces', { id: 'space:2', key: 'SHOP', name: 'Shop', kind: 'global', status: 'current' })
  for (const space of ['space:1', 'space:2']) {
    const id = `permission:${space}/everyone/read space`
    const subject = { type: 'everyone' } as const
    await work.append('space-permissions', { id, space, subject, operation: 'read', target: 'space' })
  }
  const pages = [hostileTitle, ...Array.from({ length: wanted.pages ?? 0 }, (_, index) => `Page ${index}`)]
  for (const [index, title] of pages.entries()) {
    const id = `page:${100 + index}`
    await work.append('content', { id, kind: 'page', space: 'space:1', title, status: 'current', version: 1 })
    await work.append('versions', { id: `version:${id}/1`, of: id, number: 1, order: 1 })
  }
  const { digest, bytes } = await work.store([Buffer.from(wanted.file ?? 'clay')])
  const file = 'attachment:7'
  await work.append('attachments', { id: file, container: 'page:100', name: 'a.txt', status: 'current', version: 1 })
  const version = { id: `version:${file}/1`, of: file, number: 1, order: 1, blob: digest, bytes }
  await work.append('attachment-versions', version)
  await work.append('labels', { id: 'label:space:2/global/x', on: 'space:2', prefix: 'global', name: 'x' })
  await work.append('labels', { id: 'label:page:100/global/y', on: 'page:100', prefix: 'global', name: 'y' })
  for (const { stream, record } of wanted.records ?? []) await work.append(stream, record)
  for (const omission of wanted.omissions ?? []) await work.omit(omission)
  return await work.seal(join(dir, `${name}.crate.zip`), {
    archive: { id: '8d0f7f2c-6a53-4a6e-9e51-3f0f8a1f5a10', created: { at: '2031-02-03T04:05:06.007Z' } },
    tool: { name: 'spacecrate', version: '0.1.0' },
    source: { adapter: 'test', product: 'unknown', siteId: 'site-1', baseUrls: [] },
    selection: {},
    consistency: { kind: 'snapshot' },
    accounts: [],
  })
}
