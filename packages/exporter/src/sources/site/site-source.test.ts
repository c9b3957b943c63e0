import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSite, type Site } from '@spacecrate/site'
import { describe, expect, it } from 'vitest'
import { exportIntoMemory, type MemoryExport, TempFolder } from '../../testing/export-backup.js'
import type { Selection } from '../../selection.js'
import { isSourceError } from '../../source-error.js'
import { sourceCases } from '../../testing/source-cases.js'
import { siteSource } from './site-source.js'

const provenance = { source: 's', record: 'page:9', archive: 'a' }

async function fill(site: Site): Promise<void> {
  const { store } = site
  const bytes = await store.storeBlob([Buffer.from('cone 6')])
  const long = await store.storeBlob([Buffer.from('ä'.repeat(200_000))])
  const content = { kind: 'page', space: 'space:1', title: 'x', status: 'current', version: 1 } as const
  const version = { number: 1, order: 1 }
  store.transaction(() => {
    store.insert('people', {
      id: 'person:1',
      userName: 'mira',
      email: 'm@kiln.example',
      kind: 'person',
      state: 'active',
    })
    store.insert('people', { id: 'person:2', userName: 'olga', kind: 'person', state: 'active' })
    store.insert('groups', { id: 'group:potters', name: 'potters' })
    store.insert('memberships', { id: 'membership:group:potters/person:2', group: 'group:potters', member: 'person:2' })
    store.insert('spaces', { id: 'space:1', key: 'KILN', name: 'Kiln', kind: 'global', status: 'current' })
    store.insert('spaces', { id: 'space:2', key: 'CLAY', kind: 'global', status: 'archived' })
    store.insert('content', { ...content, id: 'page:1', version: 2, created: { by: 'person:1' } })
    store.insert('content', { ...content, id: 'page:2', parent: 'page:1', status: 'trashed' })
    store.insert('content', { ...content, id: 'page:3', parent: 'page:2' })
    store.insert('content', { ...content, id: 'page:4', space: 'space:2' })
    store.insert('content', { ...content, id: 'page:5', title: 'Half imported' }, provenance)
    store.close('page:5', provenance)
    store.insert('versions', {
      ...version,
      id: 'version:page:1/1',
      of: 'page:1',
      body: { format: 'storage', value: 'a' },
    })
    store.insert('versions', {
      id: 'version:page:1/2',
      of: 'page:1',
      number: 2,
      order: 2,
      body: { format: 'storage', blob: long.digest, bytes: long.bytes },
    })
    store.insert('versions', { ...version, id: 'version:page:5/1', of: 'page:5' }, { ...provenance, record: 'v' })
    store.insert('attachments', {
      id: 'attachment:1',
      container: 'page:1',
      name: 'a.txt',
      status: 'current',
      version: 1,
    })
    store.insert('attachment-versions', {
      ...version,
      id: 'version:attachment:1/1',
      of: 'attachment:1',
      blob: bytes.digest,
      bytes: bytes.bytes,
    })
    store.insert('classification-levels', { id: 'classification-level:1', name: 'Old', status: 'archived' })
    store.insert('likes', { id: 'like:page:1/person:1', on: 'page:1', by: 'person:1' })
  })
}

async function exported(selection: Selection = {}): Promise<MemoryExport> {
  await using folder = await TempFolder.make()
  const dir = join(folder.path, 'site')
  {
    await using site = await createSite(dir, { name: 'Kiln site' })
    await fill(site)
  }
  return await exportIntoMemory(siteSource({ dir }), folder.path, selection)
}

function ids({ writer }: MemoryExport, stream: 'content' | 'people' | 'versions' | 'spaces'): string[] {
  return writer.stream(stream).map(({ id }) => id)
}

describe('the promises of a source, by the embedded site', () => {
  it.each(sourceCases)('$name', async ({ run }) => {
    await using folder = await TempFolder.make()
    const dir = join(folder.path, 'site')
    {
      await using site = await createSite(dir, { name: 'Kiln site' })
      await fill(site)
    }
    await expect(run(siteSource({ dir }))).resolves.toBeUndefined()
  })
})

describe(siteSource, () => {
  it('yields every row as it is, with its bytes, and the sums agree with what the store counts', async () => {
    const result = await exported()
    expect(result.summary).toMatchObject({ complete: true, files: 1, bytes: 6 })
    expect(ids(result, 'content')).toEqual(['page:1', 'page:2', 'page:3', 'page:4'])
    expect(result.writer.stream('versions')[1]?.body).toMatchObject({ bytes: 400_000 })
    expect(result.identity).toMatchObject({ adapter: 'site', product: 'embedded', name: 'Kiln site' })
    expect(result.summary.accounts.find(({ kind }) => kind === 'content')).toMatchObject({
      met: 5,
      recorded: 4,
      omitted: 1,
    })
  })

  it('leaves out what an import has not finished: its restrictions may be missing', async () => {
    const { writer } = await exported()
    expect(writer.omissions.filter(({ code }) => code === 'CONTENT_CLOSED').map(({ id }) => id)).toEqual([
      'page:5',
      'version:page:5/1',
    ])
  })

  it('takes of a selection of spaces only people who are named', async () => {
    const result = await exported({ spaces: ['kiln'] })
    expect(ids(result, 'spaces')).toEqual(['space:1'])
    expect(ids(result, 'people')).toContain('person:1')
    expect(ids(result, 'people')).not.toContain('person:2')
    expect(result.writer.stream('groups')).toEqual([])
    expect(result.summary.complete).toBe(true)
  })

  it.each([
    [{ skipKinds: ['history'] } as const, 'version:page:1/1'],
    [{ skipKinds: ['attachments'] } as const, 'attachment:1'],
    [{ skipKinds: ['likes'] } as const, 'like:page:1/person:1'],
    [{ skipKinds: ['trash'] } as const, 'page:2'],
  ])('with %j has no %s, and the sums add up', async (selection, id) => {
    const { writer, summary } = await exported(selection)
    expect(writer.has(id)).toBe(false)
    expect(summary.complete).toBe(true)
  })

  it('takes a level that is called archived, whatever becomes of archived content', async () => {
    const { writer } = await exported({ skipKinds: ['archived', 'drafts', 'trash'] })
    expect(writer.has('classification-level:1')).toBe(true)
  })

  it('names a parent that is not selected', async () => {
    const { writer } = await exported({ skipKinds: ['trash'] })
    expect(writer.stream('content').find(({ id }) => id === 'page:3')).toMatchObject({ parent: 'page:2' })
    expect(writer.omissions).toContainEqual(expect.objectContaining({ code: 'NOT_SELECTED', id: 'page:2' }))
  })

  it('begins anew where a run broke off, whatever that left behind', async () => {
    await using folder = await TempFolder.make()
    const dir = join(folder.path, 'site')
    {
      await using site = await createSite(dir, { name: 'Kiln site' })
      await fill(site)
    }
    await writeFile(join(folder.path, 'mentions.sqlite'), 'half a database'.repeat(1000))
    expect((await exportIntoMemory(siteSource({ dir }), folder.path)).summary.complete).toBe(true)
  })

  it('lists what there is where the selection fits nothing', async () => {
    await expect(exported({ spaceTypes: ['personal'] })).rejects.toSatisfy((error) =>
      isSourceError(error, 'SELECTION_EMPTY'),
    )
  })
})
