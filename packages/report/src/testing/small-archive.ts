import { join } from 'node:path'
import { type Archive, openArchive, openWorkFolder, type StreamRecord } from '@spacecrate/format'

/** A title that must reach no page as it is. */
export const hostileTitle = '\u001B[31m<script>alert(1)</script>'

/** Seals an archive with one space and three pages, one of them with a hostile title, and opens it. */
export async function makeSmallArchive(dir: string, more: readonly StreamRecord[] = []): Promise<Archive> {
  const path = join(dir, 'small.crate.zip')
  await using work = await openWorkFolder(join(dir, 'small.work'), { key: 'small' })
  const space = 'space:1'
  await work.append('spaces', { id: space, key: 'KILN', name: 'Kiln', kind: 'global', status: 'current' })
  const read = { subject: { type: 'everyone' }, operation: 'read', target: 'space' } as const
  await work.append('space-permissions', { id: `permission:${space}/everyone/read space`, space, ...read })
  for (const [index, title] of [hostileTitle, 'Page 0', 'Page 1', 'Page 2'].entries()) {
    const id = `page:${100 + index}`
    await work.append('content', { id, kind: 'page', space, title, status: 'current', version: 1 })
    await work.append('versions', { id: `version:${id}/1`, of: id, number: 1, order: 1 })
  }
  for (const { stream, record } of more) await work.append(stream, record)
  await work.seal(path, {
    archive: { id: '8d0f7f2c-6a53-4a6e-9e51-3f0f8a1f5a10', created: { at: '2031-02-03T04:05:06.007Z' } },
    tool: { name: 'test', version: '0' },
    source: { adapter: 'test', product: 'unknown', siteId: 'site-1', baseUrls: [] },
    selection: {},
    consistency: { kind: 'snapshot' },
    accounts: [],
  })
  return await openArchive(path)
}
