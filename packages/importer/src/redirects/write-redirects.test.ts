import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeTinyLink } from '@spacecrate/confluence'
import type { Archive } from '@spacecrate/format'
import { createSite, type Site } from '@spacecrate/site'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { siteDestination } from '../destinations/site/site-destination.js'
import { runImport } from '../import/run-import.js'
import { buildArchive } from '../testing/build-archive.js'
import { page, sampleParts, sampleRecords } from '../testing/sample-records.js'
import { apacheAnswer, nginxAnswer } from '../testing/web-servers.js'
import { type WriteRedirectsRequest, writeRedirects } from './write-redirects.js'

let dir: string
let archive: Archive
let site: Site

/** Ids whose tokens differ by letter case alone. */
const [upper, lower] = ['65536', '1769472']
const titles: readonly (readonly [string, string])[] = [
  ['page:100', 'Über "uns" & so; {x} $y \\ `z`'],
  ['page:101', "What's (new)? 100% ~ * !"],
  ['page:102', '日本語のページ'],
  ['page:103', 'a+b = c/d'],
  ['page:104', 'a b = c/d'],
  [`page:${upper}`, 'Upper'],
  [`page:${lower}`, 'Lower'],
]

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'redirects-'))
  const content = [
    ...(sampleRecords.content ?? []),
    ...titles.map(([id, title]) => page(id, title)),
    page('page:110', 'Plans', { status: 'trashed' }),
    page('page:111', 'lone \uD800'),
  ]
  const attachments = [
    ...(sampleRecords.attachments ?? []),
    { id: 'attachment:60', container: 'page:100', name: 'a b (1).png', status: 'current', version: 1 } as const,
  ]
  const versions = [
    ...(sampleRecords['attachment-versions'] ?? []),
    { id: 'version:attachment:60/1', of: 'attachment:60', number: 1, order: 1, blob: 'PLAN', bytes: 9 },
  ]
  const source = { baseUrls: ['https://old.example.org/', 'https://acme.example.net/wiki'] }
  archive = await buildArchive(dir, {
    ...sampleParts,
    records: { ...sampleRecords, content, attachments, 'attachment-versions': versions },
    source,
  })
  site = await createSite(join(dir, 'site'), { name: 'Destination' })
  await runImport({ archive, destination: siteDestination(site), workDir: join(dir, 'work') })
})
afterAll(async () => {
  await site[Symbol.asyncDispose]()
  await archive[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

async function write(
  format: WriteRedirectsRequest['format'],
  rest: Partial<WriteRedirectsRequest> = {},
): Promise<string> {
  const pieces: string[] = []
  const request = { archive, destination: siteDestination(site), workDir: join(dir, 'work'), format, ...rest }
  for await (const piece of writeRedirects(request)) pieces.push(piece)
  return pieces.join('')
}

/** Path of the page that was made of a record. */
const now = (record: string): string => {
  const id = site.store.findByProvenance('source-1', record) ?? ''
  return `/pages/${id.startsWith('page:') ? id.slice(5) : id}`
}
const strict = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)

/** Requests as browsers and old links send them, and what was made of what they mean. */
const asked = (): (readonly [string, string | undefined])[] => [
  ...titles.flatMap(([record, title]) => [
    [`/display/DOC/${strict(title).replaceAll('%20', '+')}`, now(record)] as const,
    [`/wiki/display/doc/${encodeURIComponent(title)}?src=mail`, now(record)] as const,
    [`/pages/viewpage.action?spaceKey=DOC&title=${strict(title).replaceAll('%20', '+')}`, now(record)] as const,
    [`/wiki/pages/viewpage.action?pageId=${record.slice(5)}&focusedCommentId=4`, now(record)] as const,
    [`/wiki/spaces/DOC/pages/${record.slice(5)}/Any+title`, now(record)] as const,
    [`/x/${encodeTinyLink(record.slice(5)) ?? ''}`, now(record)] as const,
  ]),
  ['/display/DOC/Plans/', now('page:11')],
  ['/pages/viewpage.action?pageId=110', now('page:110')],
  ['/display/DOC/2030/05/06/News', now('post:30')],
  ['/wiki/spaces/DOC/blog/2030/05/06/30/News', now('post:30')],
  ['/pages/viewpageattachments.action?pageId=10', now('page:10')],
  ['/display/DOC', '/spaces/DOC'],
  ['/wiki/spaces/OPS/overview', '/spaces/OPS'],
  ['/spaces/viewspace.action?key=OPS', '/spaces/OPS'],
  ['/download/attachments/100/a+b+%281%29.png?version=1&api=v2', '/attachments/'],
  ['/wiki/download/attachments/100/a%20b%20(1).png', '/attachments/'],
  ['/display/DOC/Nothing', undefined],
  ['/pages/viewpage.action?pageId=9', undefined],
  ['/pages/viewpage.action?pageId=', undefined],
  ['/other/display/DOC/Plans', undefined],
  ['/', undefined],
]

function expectAnswer(request: string, answer: string | undefined, wanted: string | undefined): void {
  if (wanted === '/attachments/')
    expect([request, answer]).toEqual([request, expect.stringMatching(/^\/attachments\/\d+\/1\//)])
  else expect([request, answer]).toEqual([request, wanted])
}

describe(writeRedirects, () => {
  it('lists every address under every base URL as CSV and JSON', async () => {
    const lines = (await write('csv', { baseUrl: 'https://new.example.com/' })).split('\r\n')
    expect(lines[0]).toBe('old,new,record')
    expect(lines).toContain(
      `https://old.example.org/display/DOC/Plans,https://new.example.com${now('page:11')},page:11`,
    )
    expect(lines).toContain(
      `https://acme.example.net/wiki/pages/viewpage.action?pageId=102,https://new.example.com${now('page:102')},page:102`,
    )
    const all = JSON.parse(await write('json', { baseUrl: 'https://new.example.com' })) as {
      old: string
      new: string
    }[]
    expect(all).toHaveLength(lines.length - 2)
    for (const { old, new: to } of all) expect([URL.canParse(old), URL.canParse(to)]).toEqual([true, true])
    const olds = all.map(({ old }) => old)
    expect(new Set(olds).size).toBe(olds.length)
    expect(olds.filter((old) => /display.*(?:lone|Below)/.test(old)).every((old) => old.includes('Below'))).toBe(true)
  })

  it('knows a source without base URLs by what it is told', async () => {
    const text = await write('csv', { sourceUrls: ['https://third.example.org/confluence/?x=1', 'nonsense'] })
    expect(text).toContain(`https://third.example.org/confluence/x/${encodeTinyLink('11')},${now('page:11')},page:11`)
    expect(text).not.toContain('nonsense')
  })

  it('answers as a configuration of nginx', async () => {
    const configuration = await write('nginx')
    expect(asked().length).toBeGreaterThan(50)
    for (const [request, wanted] of asked()) expectAnswer(request, nginxAnswer(configuration, request), wanted)
  })

  it('answers as a map of Apache with its rules', async () => {
    const map = await write('apache', { file: '/etc/apache2/old.txt' })
    expect(map).toContain('txt:/etc/apache2/old.txt')
    for (const [request, wanted] of asked()) expectAnswer(request, apacheAnswer(map, request), wanted)
  })

  it('leaves nothing in a configuration that could end a string, whatever titles, files and URLs hold', async () => {
    const baseUrl = 'https://new.example.com/a"b$c'
    const nginx = await write('nginx', { baseUrl })
    for (const line of nginx.split('\n').filter((one) => /^ {2}"\//.test(one))) {
      expect(line).toMatch(/^ {2}"[\w\-./%+?=&~!*'():]+" "https:[\w\-./%~!*():]+";$/)
    }
    const apache = await write('apache', { baseUrl })
    for (const line of apache.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
      expect(line).toMatch(/^(?:id|title|key|tiny|path):[\w\-./%+?=&~!*'():]+ https:[\w\-./%~!*():]+$/)
    }
  })
})
