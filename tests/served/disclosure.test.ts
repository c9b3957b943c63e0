import { type IncomingHttpHeaders, Agent, request } from 'node:http'
import type { AnyRecord } from '@spacecrate/format'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedSite, serveSite } from '../../packages/site/src/serve/serve-site.js'
import type { Site } from '../../packages/site/src/store/site.js'
import { temporaryFolder } from '../testing/places.js'
import { contentUrl } from '../../packages/site/src/serve/urls.js'
import { urlsOf, wholeSiteUrls } from './every-url.js'
import { anyWord, createMarkedSite, type MarkedRecord } from './marked-site.js'
import { administrator, WhoMaySee } from './who-may-see.js'

/** Who sees restricted pages, who doesn't, who has no account in use any more, and somebody who is not logged in. */
const visitors = ['person:aiko', 'person:tom', 'person:paula', 'anonymous'] as const

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Thousands of requests: half a minute where nothing else runs, several times that where much does. */
const longest = 240_000

const { at } = temporaryFolder()
const agent = new Agent({ keepAlive: true })
const served = new Map<string, ServedSite>()
const byWord = new Map<string, MarkedRecord>()
const byId = new Map<string, AnyRecord>()
let site: Site | undefined
let marked: readonly MarkedRecord[] = []
let rules: WhoMaySee

beforeAll(async () => {
  const made = await createMarkedSite(at('site'))
  site = made.site
  marked = made.marked
  for (const one of marked) {
    byWord.set(one.word, one)
    byId.set(one.record.id, one.record)
  }
  rules = new WhoMaySee(marked)
  for (const viewer of [administrator, ...visitors]) served.set(viewer, await serveSite(made.site, { port: 0, viewer }))
})

afterAll(async () => {
  for (const one of served.values()) await one.close()
  await site?.[Symbol.asyncDispose]()
  agent.destroy()
})

function ask(
  viewer: string,
  path: string,
  method = 'GET',
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { port, hostname } = new URL(served.get(viewer)?.url ?? '')
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: hostname, path, method, headers, agent }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('latin1')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
      })
    })
    sent.on('error', reject).end()
  })
}

/** Further pieces of lists that are asked for: many pages lead to the same ones. */
const mostPieces = 60

/** Asks for all of them and for next pieces of lists, and calls back with each answer. */
async function crawl(
  viewer: string,
  paths: readonly string[],
  take: (path: string, answer: Answer) => void,
): Promise<void> {
  const waiting = [...new Set(paths)]
  const asked = new Set(waiting)
  const most = asked.size + mostPieces
  const work = async (): Promise<void> => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const answer = await ask(viewer, path)
      take(path, answer)
      const links = [...answer.text.matchAll(/href="([^"#]*[?&;](?:[a-z-]*after|below)=[^"#]*)/g)]
      for (const [, link = ''] of links) {
        const next = link.replaceAll('&amp;', '&')
        if (asked.has(next) || asked.size >= most) continue
        waiting.push(next)
        asked.add(next)
      }
    }
  }
  await Promise.all(Array.from({ length: 4 }, work))
}

/** What cannot be seen of what was asked for itself: an address that holds a word gets it back in links and fields. */
function wordsOf(path: string, { text, headers }: Answer): Set<string> {
  const words = new Set(
    `${text} ${headers.location ?? ''} ${headers['content-disposition'] ?? ''}`.match(anyWord) ?? [],
  )
  for (const echo of path.match(anyWord) ?? []) words.delete(echo)
  return words
}

/** Of those that are there for their number, asking for a few is enough; so it is of texts that are hard to carry. */
function isOneOfMany(id: string): boolean {
  return /(?:page:96|post:97|comment:98)\d{2}[1-9]|page:(?:11|16)\d[1-9]/.test(id)
}

/** All addresses of what is hidden from a visitor, of much that is not, and of lists and searches. */
function urlsFor(visitor: string): string[] {
  const few = marked.filter(({ record }) => !isOneOfMany(record.id))
  const hidden = few.filter(({ stream, record }) => !rules.maySee(visitor, stream, record))
  const searches = hidden.filter(({ stream }) => stream === 'content').map(({ word }) => `/search?q=${word}`)
  const shown = few.filter((one) => !hidden.includes(one) && isAskedFor(visitor, one))
  return [
    ...wholeSiteUrls,
    ...searches,
    ...hidden.flatMap((one) => urlsOf(one, byId)),
    ...shown.flatMap((one) => urlsOf(one, byId).slice(0, rich.has(one.record.id) ? undefined : 1)),
  ]
}

/** Pages on which much hangs that is not for everybody. */
const rich: ReadonlySet<string> = new Set([
  'page:1001',
  'page:1005',
  'page:1040',
  'page:1041',
  'page:9001',
  'page:9002',
  'page:9503',
  'space:sky',
  'space:front',
])

/** One of the visitors is shown every page, the others those on which they may differ. */
function isAskedFor(visitor: string, { stream, record }: MarkedRecord): boolean {
  if (!['spaces', 'content', 'attachments', 'attachment-versions', 'templates', 'comments'].includes(stream))
    return false
  return visitor === 'person:tom' || rich.has(record.id) || !rules.maySee('anonymous', stream, record)
}

describe('a served site', () => {
  it('shows the administrator what is hidden from others', async () => {
    const found = new Set<string>()
    const hidden = marked.filter(
      (one) =>
        one.stream === 'content' && !isOneOfMany(one.record.id) && !rules.maySee('anonymous', one.stream, one.record),
    )
    const lists = ['/search?q=zq', '/spaces/SKY/trash', '/spaces/SKY/drafts']
    await crawl(administrator, [...lists, ...hidden.map(({ record }) => contentUrl(record.id))], (path, answer) => {
      for (const word of wordsOf(path, answer)) found.add(word)
    })
    expect(hidden.length).toBeGreaterThan(40)
    expect(hidden.filter(({ word }) => !found.has(word)).map(({ record }) => record.id)).toEqual([])
  })

  it.each(visitors)(
    'shows %s nothing that is not for them, and what is',
    async (visitor) => {
      const leaks = new Set<string>()
      const found = new Set<string>()
      const isSeen = new Map<string, boolean>()
      await crawl(visitor, urlsFor(visitor), (path, answer) => {
        expect([path, answer.status]).not.toEqual([path, 500])
        for (const word of wordsOf(path, answer)) {
          const one = byWord.get(word)
          if (one === undefined) continue
          if (!isSeen.has(word)) isSeen.set(word, rules.maySee(visitor, one.stream, one.record))
          if (isSeen.get(word) === true) found.add(one.record.id)
          else leaks.add(`${one.record.id} at ${path}`)
        }
      })
      expect([...leaks].slice(0, 20)).toEqual([])
      const readable = marked.filter(
        (one) =>
          ['content', 'attachments'].includes(one.stream) &&
          !isOneOfMany(one.record.id) &&
          isAskedFor(visitor, one) &&
          rules.maySee(visitor, one.stream, one.record),
      )
      expect(readable.length).toBeGreaterThan(3)
      expect(readable.filter(({ record }) => !found.has(record.id)).map(({ record }) => record.id)).toEqual([])
    },
    longest,
  )
})

/** Something that most visitors may not see, and a list in which it has a place. */
const places: readonly (readonly [id: string, list: string])[] = [
  ['space:team', '/?group=current&'],
  ['page:1401', '/spaces/SKY/tree?'],
  ['page:1402', '/spaces/SKY/tree?below=page:1001&'],
  ['page:1303', '/spaces/SKY/drafts?'],
  ['page:1041', '/search?q=Closed&'],
  ['comment:9023', '/pages/9002?comments-'],
  ['attachment:8802', '/pages/9002/attachments?'],
]

/** Ids that are nobody's, one for an id of each kind. */
const nobodys = (id: string): string => id.replace(/[^:]*$/, '4040404')

describe('numbers and pieces of lists', () => {
  it.each(['person:tom', 'anonymous'])('tell %s of nothing hidden', async (visitor) => {
    const [files, talk, front, few] = await Promise.all(
      ['/pages/9002', '/pages/9002/versions', '/spaces/FRONT', '/spaces/FRONT/posts'].map(
        async (path) => (await ask(visitor, path)).text,
      ),
    )
    expect(files).toMatch(/Attachments <span class="count">1</)
    expect(files).not.toMatch(/Further comments|Further replies|Comments <span/)
    expect(talk).toContain('2 versions')
    if (visitor === 'anonymous') return
    expect(front).toContain('Zebra')
    expect(front).not.toMatch(/Aardvark|has-more|<details|Further pages|Earlier pages/)
    expect(few).toContain('A post for all')
    expect(few).not.toMatch(/class="more"/)
  })
})

describe('what is hidden and what is not there', () => {
  it.each(visitors)(
    'get the same answer for %s',
    async (visitor) => {
      const different: unknown[] = []
      const compare = async (
        hidden: string,
        absent: string,
        method = 'GET',
        headers: Record<string, string> = {},
      ): Promise<void> => {
        const [one, other] = await Promise.all([
          ask(visitor, hidden, method, headers),
          ask(visitor, absent, method, headers),
        ])
        const { date: _date, ...said } = one.headers
        const { date: _other, ...saidOther } = other.headers
        const isSame =
          one.status === other.status && one.text === other.text && JSON.stringify(said) === JSON.stringify(saidOther)
        if (!isSame) different.push([method, hidden, one.status, absent, other.status])
      }
      const kinds = new Set(['spaces', 'content', 'comments', 'attachments', 'templates', 'calendars'])
      const hidden = marked.filter(
        ({ stream, record }) =>
          kinds.has(stream) && !rules.maySee(visitor, stream, record) && !/page:96|post:97|comment:98/.test(record.id),
      )
      expect(hidden.length).toBeGreaterThan(30)
      for (const one of hidden) {
        const absent = { ...one, record: absentOf(one.record) } as MarkedRecord
        const urls = urlsOf(one, byId)
        const others = urlsOf(absent, byId)
        for (const [index, url] of urls.entries()) await compare(url, others[index] ?? '')
        const [first = '', firstOther = ''] = [urls[0], others[0]]
        await compare(first, firstOther, 'HEAD')
        await compare(percent(first), percent(firstOther))
        await compare(`${first}?version=1&draft=true`, `${firstOther}?version=1&draft=true`)
      }
      for (const [id, list] of places) {
        if (hidden.some(({ record }) => record.id === id)) {
          await compare(`${list}after=${id}`, `${list}after=${nobodys(id)}`)
        }
      }
      for (const { stream, record } of marked) {
        if (stream !== 'attachment-versions') continue
        const { of, blob } = record as { readonly of: string; readonly blob?: string }
        if (rules.maySee(visitor, stream, record)) continue
        const url = `/attachments/${of.slice(11)}/1/x`
        const other = '/attachments/4040404/1/x'
        await compare(url, other, 'GET', { 'if-none-match': `"${blob}"` })
        await compare(url, other, 'GET', { range: 'bytes=0-1' })
        await compare(url, other, 'HEAD')
      }
      expect(different.slice(0, 20)).toEqual([])
    },
    longest,
  )
})

function absentOf(record: AnyRecord): AnyRecord {
  const copy: Record<string, unknown> = { ...record, id: nobodys(record.id) }
  for (const name of ['title', 'name', 'key']) if (name in copy) copy[name] = copy[name] === 'help' ? 'HelP' : 'NOBODYS'
  return copy as unknown as AnyRecord
}

function percent(url: string): string {
  return url.replace(/[0-9:]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)
}
