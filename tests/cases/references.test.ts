import { expect, it } from 'vitest'
import { ref } from '../../packages/exporter/src/testing/backup-builder.js'
import { arrive, linkedBackup, linksOf } from '../testing/linked-pages.js'
import { temporaryFolder } from '../testing/places.js'

const { at } = temporaryFolder()

const link = (to: string, text: string, anchor = ''): string =>
  `<ac:link${anchor && ` ac:anchor="${anchor}"`}>${to}<ac:link-body>${text}</ac:link-body></ac:link>`
const href = (url: string, text: string): string => `<a href="${url}">${text}</a>`
const page = (title: string): string => `<ri:page ri:content-title="${title}"/>`

/** The heading or anchor with this id, as its text. */
function placeOf(html: string, address: string): string {
  const id = address.slice(address.indexOf('#') + 1)
  const start = html.indexOf(`id="${id}"`)
  return start === -1 ? `nothing at ${id}` : (/>([^<]+)</.exec(html.slice(start))?.[1] ?? '')
}

it('native-heading-anchor: links that say the title of the page lead to its headings, also under another title', async () => {
  const manual = (title: string, own: string): string =>
    [
      href(`#${own}-FrondCare`, 'own'),
      link('', 'own too', `${own}-FrondCare`),
      '<ac:structured-macro ac:name="toc"/>',
      `<h1>Frond Care</h1><h2>Water</h2><h2>water</h2><h2>Water</h2>`,
      `<ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">in ${title}</ac:parameter></ac:structured-macro>behind`,
    ].join('')
  await using arrived = await arrive(
    at('anchors'),
    linkedBackup([
      { id: 20, title: 'Fern Book', body: manual('Fern Book', 'FernBook') },
      // Takes the place of the title that the next one has there.
      { id: 21, title: 'fern book', body: manual('fern book', 'fernbook') },
      { id: 22, title: '3rd book', body: manual('3rd book', 'id-3rdbook') },
      {
        id: 23,
        title: 'Links',
        body:
          link(page('Fern Book'), 'one', 'FernBook-Water.1') +
          link(page('fern book'), 'two', 'fernbook-FrondCare') +
          href('/display/FERN/3rd+book#id-3rdbook-water', 'three') +
          href('/display/FERN/Fern+Book#Frond-Care', 'four') +
          link(page('Fern Book'), 'five', 'FernBook-inFernBook'),
      },
    ]),
  )
  const other =
    [...arrived.site.store.list('content')].find(({ title }) => title.startsWith('fern book ('))?.title ?? ''
  expect(other).toBe('fern book (2)')
  const links = linksOf(await arrived.see('Links'), 'one', 'two', 'three', 'four', 'five')
  expect(links.map((address) => address.slice(address.indexOf('#')))).toEqual([
    '#FernBook-Water.1',
    '#fernbook(2)-FrondCare',
    '#id-3rdbook-water',
    '#anchor-frondcare',
    '#FernBook-inFernBook',
  ])
  const pages = await Promise.all(links.map((address) => arrived.see(address.slice(0, address.indexOf('#')))))
  expect(links.map((address, n) => placeOf(pages[n] ?? '', address))).toEqual([
    'Water',
    'Frond Care',
    'water',
    'Frond Care',
    'behind',
  ])
  for (const title of ['Fern Book', other, '3rd book']) {
    const html = await arrived.see(title)
    const own = linksOf(html, 'own', 'own too', 'Frond Care')
    expect(new Set(own).size).toBe(1)
    expect(placeOf(html, own[0] ?? '')).toMatch(/^Frond Care/)
  }
})

it('task-report-space-and-page: names of a space follow it to its new key', async () => {
  const parameter = (macro: string, name: string, value: string): string =>
    `<ac:structured-macro ac:name="${macro}"><ac:parameter ac:name="${name}">${value}</ac:parameter></ac:structured-macro>`
  const backup = linkedBackup([
    { id: 20, title: 'Start' },
    {
      id: 21,
      title: 'Chores',
      body: [
        parameter('tasks-report-macro', 'spaceAndPage', 'space:FERN,page:20'),
        parameter('space-details', 'space', 'FERN'),
        parameter('spacejump', '', 'FERN'),
      ].join(''),
    },
  ])
  await using arrived = await arrive(at('chores'), backup, {
    extra: ['--space-key-exists', 'rename'],
    prepare: ({ store }) => {
      store.insert('spaces', { id: 'space:7', key: 'FERN', kind: 'global', status: 'current' })
    },
  })
  expect(arrived.references).toMatchObject({ rewritten: 4, unchanged: 0, unresolved: 0 })
  const { store } = arrived.site
  const chores = [...store.list('content')].find(({ title }) => title === 'Chores')
  const space = chores === undefined ? undefined : store.get('spaces', chores.space)
  const start = [...store.list('content')].find(({ title }) => title === 'Start')?.id.slice('page:'.length)
  expect(space?.key).not.toBe('FERN')
  const [version] = store.list('versions', { owner: chores?.id ?? '' })
  expect(version?.body).toMatchObject({
    value: [
      parameter('tasks-report-macro', 'spaceAndPage', `space:${space?.key},page:${start}`),
      parameter('space-details', 'space', space?.key ?? ''),
      parameter('spacejump', '', space?.key ?? ''),
    ].join(''),
  })
})

it('image-by-own-address: a picture that a page names by its address is shown', async () => {
  const image = (inside: string): string => `<p><ac:image>${inside}</ac:image></p>`
  const url = (value: string): string => `<ri:url ri:value="${value}"/>`
  await using arrived = await arrive(
    at('pictures'),
    linkedBackup([
      {
        id: 20,
        title: 'Album',
        body: [
          image(url('https://ferns.example/download/attachments/20/leaf.png')),
          image(url('/download/thumbnails/20/leaf.png?version=1&amp;api=v2')),
          '<p><img src="https://ferns.example/download/attachments/20/leaf.png" alt="by hand" width="40"/></p>',
          image(url('https://elsewhere.example/leaf.png')),
        ].join(''),
      },
      { id: 40, title: 'leaf.png', on: 20 },
    ]),
    { extra: ['--source-url', 'https://ferns.example'] },
  )
  expect(arrived.references).toMatchObject({ rewritten: 3, unchanged: 1, unresolved: 0 })
  const html = await arrived.see('Album')
  const pictures = [...html.matchAll(/<img [^>]*loading="lazy"[^>]*>/g)].map(([tag]) => tag)
  expect(pictures).toHaveLength(3)
  for (const tag of pictures) expect(tag).toMatch(/src="\/attachments\/[^"]*leaf\.png"/)
  expect(pictures[2]).toMatch(/alt="by hand".*width="40"|width="40".*alt="by hand"/)
  expect(html).toContain('Image on another site')
})

it('link-to-blog-post: a post without its day is the only post of that title, never the page', async () => {
  const post = (title: string, day = ''): string =>
    `<ri:blog-post ri:content-title="${title}"${day && ` ri:posting-day="${day}"`}/>`
  await using arrived = await arrive(
    at('posts'),
    linkedBackup([
      { id: 20, title: 'Spores', body: '<p>by-page</p>' },
      { id: 30, title: 'Spores', day: '2030-05-06', body: '<p>by-post</p>' },
      { id: 31, title: 'Twice', day: '2030-05-06', body: '<p>by-early</p>' },
      { id: 32, title: 'Twice', day: '2030-05-07', body: '<p>by-late</p>' },
      {
        id: 21,
        title: 'Links',
        body: [
          link(post('Spores'), 'one'),
          link(post('Spores', '2030/05/06'), 'two'),
          link(page('Spores'), 'three'),
          link(post('Twice', '2030/05/07'), 'four'),
          link(post('Twice'), 'five'),
        ].join(''),
      },
    ]),
  )
  expect(arrived.references).toMatchObject({ rewritten: 0, unchanged: 4, unresolved: 1 })
  const html = await arrived.see('Links')
  const texts = await Promise.all(linksOf(html, 'one', 'two', 'three', 'four').map((path) => arrived.see(path)))
  expect(texts.map((text) => /by-\w+/.exec(text)?.[0])).toEqual(['by-post', 'by-post', 'by-page', 'by-late'])
  expect(linksOf(html, 'five')).toEqual(['no link five'])
})

it('same-name-two-spellings, same-title-twice: the very spelling comes first', async () => {
  const [composed, apart] = ['\u00F6l.png', 'o\u0308l.png']
  const file = (name: string): string => `<ac:image><ri:attachment ri:filename="${name}"/></ac:image>`
  await using arrived = await arrive(
    at('spellings'),
    linkedBackup([
      {
        id: 20,
        title: 'Files',
        body:
          file(composed) +
          file(apart) +
          href(`/download/attachments/20/${encodeURIComponent(composed)}`, 'one') +
          href(`/download/attachments/20/${encodeURIComponent(apart)}`, 'two'),
      },
      // The one that is apart comes first by its id.
      { id: 40, title: apart, on: 20 },
      { id: 41, title: composed, on: 20 },
      { id: 21, title: 'Moss', body: '<p>large</p>' },
      { id: 22, title: 'moss', body: '<p>small</p>' },
      {
        id: 23,
        title: 'Links',
        body: link(page('Moss'), 'one') + link(page('moss'), 'two') + link(page('MOSS'), 'three'),
      },
    ]),
  )
  const bytesOf = async (path: string): Promise<string> => (await arrived.see(path)).slice(-2)
  const html = await arrived.see('Files')
  const shown = [...html.matchAll(/<img [^>]*src="([^"]*)"[^>]*loading="lazy"/g)].map(([, path = '']) => path)
  expect(await Promise.all(shown.map(bytesOf))).toEqual(['41', '40'])
  const links = linksOf(html, 'one', 'two')
  expect(await Promise.all(links.map(bytesOf))).toEqual(['41', '40'])
  const pages = linksOf(await arrived.see('Links'), 'one', 'two')
  const texts = await Promise.all(pages.map((path) => arrived.see(path)))
  expect(texts.map((text) => /large|small/.exec(text)?.[0])).toEqual(['large', 'small'])
  expect(arrived.references.unresolved).toBe(1)
})

it('a comment with a file of its own shows the pictures of its page as well', async () => {
  const image = (name: string): string => `<ac:image><ri:attachment ri:filename="${name}"/></ac:image>`
  const backup = linkedBackup([
    { id: 20, title: 'Bed' },
    { id: 40, title: 'leaf.png', on: 20 },
  ])
  const made = { version: 1, creationDate: '2030-01-03 10:00:00.000', contentStatus: 'current' }
  backup
    .add('Comment', 50, { ...made, title: null, containerContent: ref('Page', 20) })
    .add('BodyContent', 5_050, {
      body: image('leaf.png') + image('root.png'),
      content: ref('Comment', 50),
      bodyType: 2,
    })
    .add('Attachment', 41, { ...made, title: 'root.png', containerContent: ref('Comment', 50) })
    .file('attachments/50/41/1', 'x')
  await using arrived = await arrive(at('comment'), backup)
  expect(arrived.references).toMatchObject({ unchanged: 2, unresolved: 0 })
  const html = await arrived.see('Bed')
  const names = [...html.matchAll(/<img [^>]*alt="([^"]*)"[^>]*loading="lazy"/g)].map(([, name]) => name)
  expect(names).toEqual(['leaf.png', 'root.png'])
})
