import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../testing/backup-builder.js'
import { exportBackup } from '../../testing/export-backup.js'
import type { MemoryWriter } from '../../testing/memory-writer.js'
import { made } from '../../testing/small-backup.js'

const space = ref('Space', 11)

function twoSpaces(): BackupBuilder {
  return new BackupBuilder()
    .add('Space', 11, { key: 'KILN', spaceType: 'global', homePage: ref('Page', 20) })
    .add('Space', 12, { key: 'CLAY', spaceType: 'global', homePage: ref('Page', 404) })
    .add('Page', 20, { ...made('Home', 1, 1), space })
}

describe('the tree of a space', () => {
  it('has parents from either side, positions, and folders', async () => {
    const { writer } = await exportBackup(
      twoSpaces()
        .add(
          'Page',
          21,
          { ...made('Shelf', 1, 1), space, isFolder: 'true', position: 416470385 },
          { childrens: ['Page', 22] },
        )
        .add('Page', 22, { ...made('Glazes', 1, 1), space, position: null })
        .add('Page', 23, { ...made('Ash', 1, 1), space, parent: ref('Page', 21), position: 170 }),
    )
    expect(writer.stream('content')).toMatchObject([
      { id: 'folder:21', kind: 'folder', position: 416470385 },
      { id: 'page:20', title: 'Home' },
      { id: 'page:22', parent: 'folder:21' },
      { id: 'page:23', parent: 'folder:21', position: 170 },
    ])
  })

  it.each([
    ['PARENT_MISSING', 'is nowhere', { parent: ref('Page', 999) }],
    ['PARENT_ELSEWHERE', 'is in another space', { parent: ref('Page', 30) }],
    ['PARENT_CYCLE', 'is the page itself by way of another', { parent: ref('Page', 26) }],
  ])('gives %s where a parent %s, and the page stands at the root', async (code, _name, parent) => {
    const { writer, summary } = await exportBackup(
      twoSpaces()
        .add('Page', 30, { ...made('Elsewhere', 1, 1), space: ref('Space', 12) })
        .add('Page', 25, { ...made('Lost', 1, 1), space, ...parent })
        .add('Page', 26, { ...made('Below', 1, 1), space, parent: ref('Page', 25) }),
    )
    expect(writer.omissions).toMatchObject([{ code: 'HOME_MISSING' }, { code }].toSorted(byCode))
    expect(writer.stream('content').find(({ id }) => id === 'page:25')).not.toHaveProperty('parent')
    expect(writer.stream('content').find(({ id }) => id === 'page:26')).toMatchObject({ parent: 'page:25' })
    expect(summary.complete).toBe(true)
  })

  it('leads from an earlier version of a parent to the page itself', async () => {
    const { writer } = await exportBackup(
      twoSpaces()
        .add('Page', 21, { ...made('Home', 0, 1), originalVersion: ref('Page', 20) })
        .add('Page', 25, { ...made('Child', 1, 1), space, parent: ref('Page', 21) }),
    )
    expect(writer.stream('content').find(({ id }) => id === 'page:25')).toMatchObject({ parent: 'page:20' })
  })

  it('leaves out, with a name, what is in no space', async () => {
    const { writer, summary } = await exportBackup(
      twoSpaces()
        .add('Page', 25, { ...made('Nowhere', 1, 1), space: ref('Space', 999) })
        .add('Page', 26, { ...made('Adrift', 1, 1) })
        .add('Space', 13, { name: 'No key' })
        .add('Page', 27, { ...made('Keyless', 1, 1), space: ref('Space', 13) }),
    )
    const lost = writer.omissions.filter(({ code }) => code === 'SPACE_MISSING')
    expect(lost.map(({ id }) => id)).toEqual(['page:25', 'page:26', 'page:27'])
    expect(writer.omissions).toContainEqual(expect.objectContaining({ code: 'SPACE_KEY_MISSING', id: 'space:13' }))
    expect(summary.complete).toBe(true)
  })
})

describe('states', () => {
  it.each([
    ['archived', 'archived'],
    ['DELETED', 'trashed'],
    ['draft', 'draft'],
    ['current', 'current'],
  ])('of a page: %s is %s', async (contentStatus, status) => {
    const { writer } = await exportBackup(twoSpaces().add('Page', 25, { ...made('x', 1, 1), space, contentStatus }))
    expect(writer.stream('content').find(({ id }) => id === 'page:25')).toMatchObject({ status })
  })

  it('that nobody knows leave the page out', async () => {
    const { writer } = await exportBackup(
      twoSpaces().add('Page', 25, { ...made('x', 1, 1), space, contentStatus: 'limbo' }),
    )
    expect(writer.omissions).toContainEqual(expect.objectContaining({ code: 'STATUS_UNKNOWN', id: 'page:25' }))
  })

  it('of drafts: they are contents of their own and point to the page', async () => {
    const draft = { contentStatus: 'draft', space }
    const { writer } = await exportBackup(
      twoSpaces()
        .add('Page', 25, { ...made('Edit', 1, 1), ...draft, originalVersion: ref('Page', 20) })
        .add('Page', 26, { ...made('Never published', 1, 1), ...draft })
        .add('Page', 27, { ...made('Of nothing', 1, 1), ...draft, originalVersionId: 999 })
        .add('Draft', 28, {
          title: 'Old',
          pageId: '20',
          draftSpaceKey: 'kiln',
          draftType: 'page',
          contentStatus: 'current',
        })
        .add('Draft', 29, { title: 'Post', pageId: '0', draftSpaceKey: 'CLAY', draftType: 'blogpost' })
        .add('BodyContent', 40, { body: '<p>draft</p>', bodyType: 2, content: ref('Draft', 28) }),
    )
    expect(writer.stream('content').map(({ id, status, draftOf, space: of }) => [id, status, draftOf, of])).toEqual([
      ['page:20', 'current', undefined, 'space:11'],
      ['page:25', 'draft', 'page:20', 'space:11'],
      ['page:26', 'draft', undefined, 'space:11'],
      ['page:27', 'draft', undefined, 'space:11'],
      ['page:28', 'draft', 'page:20', 'space:11'],
      ['post:29', 'draft', undefined, 'space:12'],
    ])
    expect(writer.omissions).toContainEqual(expect.objectContaining({ code: 'DRAFT_TARGET_MISSING' }))
    expect(writer.stream('versions').find(({ of }) => of === 'page:28')?.body).toMatchObject({ value: '<p>draft</p>' })
  })

  it('of posts: the posting day is that of the clock of the source', async () => {
    const post = { ...made('News', 1, 1), space, creationDate: '2030-06-01 00:30:00.000' }
    const { writer } = await exportBackup(twoSpaces().add('BlogPost', 25, post), {}, { zone: 'Europe/Berlin' })
    expect(writer.stream('content').find(({ id }) => id === 'post:25')).toMatchObject({
      kind: 'blogpost',
      postingDay: '2030-06-01',
      created: { at: { at: '2030-05-31T22:30:00.000Z', zone: 'given' } },
    })
  })
})

describe('a space whose home page lies in another space', () => {
  it('keeps it, with a line', async () => {
    const { writer } = await exportBackup(
      new BackupBuilder()
        .add('Space', 11, { key: 'KILN', spaceType: 'global', homePage: ref('Page', 20) })
        .add('Space', 12, { key: 'CLAY', spaceType: 'global', homePage: ref('Page', 20) })
        .add('Page', 20, { ...made('Home', 1, 1), space: ref('Space', 11) }),
    )
    expect(writer.stream('spaces').map(({ home }) => home)).toEqual(['page:20', 'page:20'])
    expect(writer.omissions).toMatchObject([
      { code: 'HOME_ELSEWHERE', what: 'The home page page:20 of space:12', kind: 'Space' },
    ])
  })
})

describe('fields that nobody knows', () => {
  it('are told by name alone, in every class, also where their names are hostile', async () => {
    const names = ['__proto__', 'constructor', 'toString']
    const fields = names.map((name) => `<property name="${name}">s3cret</property>`)
    const page =
      '<id name="id">25</id><property name="space" class="Space" package="x"><id name="id">11</id></property>'
    const { writer } = await exportBackup(
      twoSpaces().raw(`<object class="Page" package="x">${page}${fields.join('')}</object>`),
    )
    expect(writer.stream('content').find(({ id }) => id === 'page:25')?.extra).toBeUndefined()
    expect(unknown(writer)).toEqual(names.map((name) => `Field "${name}" of Page`))
    expect(JSON.stringify([...writer.records.values(), ...writer.omissions])).not.toContain('s3cret')
  })

  it('stay behind beside those that are kept verbatim: of pages, spaces, descriptions, bodies and people', async () => {
    const { writer } = await exportBackup(
      twoSpaces()
        .add('Page', 25, { ...made('x', 1, 1), space, navigationType: 1, shareToken: 's3cret', link: ref('Page', 20) })
        .add('BodyContent', 26, { body: 'x', bodyType: 2, content: ref('Page', 25), editToken: 's3cret' })
        .add('Space', 61, { key: 'ASH', spaceType: 'global', webhookSecret: 's3cret' })
        .add('PageTemplate', 62, { name: 'Glaze', content: 'x', bodyType: 2, version: 1, space, mailKey: 's3cret' })
        .add('InternalUser', 7, { name: 'mira', lowerName: 'mira', apiToken: 's3cret', active: 'true' }),
    )
    expect(writer.stream('content').find(({ id }) => id === 'page:25')?.extra).toEqual({ navigationType: '1' })
    expect(unknown(writer)).toEqual([
      'Field "apiToken" of InternalUser',
      'Field "editToken" of BodyContent',
      'Field "link" of Page',
      'Field "mailKey" of PageTemplate',
      'Field "shareToken" of Page',
      'Field "webhookSecret" of Space',
    ])
    expect(JSON.stringify([...writer.records.values(), ...writer.omissions])).not.toContain('s3cret')
  })
})

function unknown(writer: MemoryWriter): string[] {
  return writer.omissions
    .filter(({ code }) => code === 'FIELD_UNKNOWN')
    .map(({ what }) => what)
    .sort()
}

function byCode(a: { readonly code: string }, b: { readonly code: string }): number {
  return order.indexOf(a.code) - order.indexOf(b.code)
}

/** Circles are found first, then spaces are read, then pages. */
const order = ['PARENT_CYCLE', 'HOME_MISSING', 'PARENT_MISSING', 'PARENT_ELSEWHERE']
