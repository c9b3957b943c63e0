import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type ReferenceKind, scanAdf, scanReferences, scanWiki } from '@spacecrate/confluence'
import { streamNames } from '@spacecrate/format'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import type { Site } from '../store/site.js'
import { createDefinedSite } from './create-defined-site.js'

const fixture = (name: string): string => fileURLToPath(new URL(`../../../../fixtures/sites/${name}`, import.meta.url))
const build = async (name: string): Promise<Site> =>
  await createDefinedSite(await temporaryPath(), { from: fixture(name) })

/** Rows of the carry list, as docs and reports name them. */
const carryRows: readonly string[] = Object.entries({ U: 5, S: 22, C: 29, G: 17, A: 2 }).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_empty, at) => `${letter}${at + 1}`),
)

/** What a reference can point to. */
const everyReference: readonly ReferenceKind[] = [
  'page',
  'blogpost',
  'attachment',
  'content',
  'user',
  'space',
  'url',
  'shortcut',
  'anchor',
  'media',
  'emoji',
  'group',
  'template',
  'application-link',
  'app-object',
]

describe('the small site', () => {
  it('has one of every kind, and few of any', async () => {
    await using site = await build('small')
    const counts = streamNames.map((stream) => [stream, site.store.count(stream)] as const)
    expect(counts.filter(([, count]) => count === 0)).toEqual([])
    expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBeLessThan(80)
  })
})

describe('the full site', () => {
  let site: Site
  let readme = ''
  beforeAll(async () => {
    site = await build('full')
    readme = await readFile(`${fixture('full')}/README.md`, 'utf8')
  })
  afterAll(() => site[Symbol.asyncDispose]())

  it.each(streamNames.filter((stream) => stream !== 'site'))('has several %s', (stream) => {
    expect(site.store.count(stream)).toBeGreaterThan(1)
  })

  it('says where each row of the carry list is', () => {
    const rows = [...readme.matchAll(/^\| ([USCGA\d ]+) \|/gm)].flatMap(([, names = '']) => names.trim().split(' '))
    expect(rows).toEqual(carryRows)
  })

  it('has what its description names', () => {
    const ids = new Set<string>()
    for (const stream of streamNames) for (const { id } of site.store.list(stream)) ids.add(id)
    const named = [...readme.matchAll(/`([a-z-]+:[^`]+)`/g)]
      .map(([, id = '']) => id)
      .filter((id) => !id.startsWith('https:'))
    expect(named.length).toBeGreaterThan(200)
    expect(named.filter((id) => !ids.has(id))).toEqual([])
  })

  it('has texts as blobs, and files of all sizes', () => {
    const bytes = [...site.store.list('attachment-versions')].map((version) => version.bytes ?? -1)
    expect([
      bytes.filter((size) => size === 0).length,
      bytes.filter((size) => size === 20 * 1024 * 1024).length,
    ]).toEqual([3, 2])
    const long = [...site.store.list('versions')].filter(({ body }) => body !== undefined && 'blob' in body)
    expect(long.map(({ of }) => of)).toEqual(['page:1122', 'page:1123'])
  })

  it.each([
    [
      'page:1101',
      'ri:page ri:blog-post ri:attachment ri:content-entity ri:user ri:space ri:shortcut ri:url ri:account-id ri:userkey ri:username ac:anchor ac:card-appearance ac:tooltip ac:image ac:href ac:inline-comment-marker ac:macro-id ac:task-id ac:task-uuid ac:emoticon ac:emoji-id ac:adf-extension ac:adf-fallback data-card-appearance="inline" data-card-appearance="block" data-card-appearance="embed" data-linked-resource-id data-linked-resource-container-id data-media-id data-image-src url( fab:media ac:placeholder',
    ],
    [
      'page:1102',
      '"include" "excerpt-include" "children" "pagetree" "pagetreesearch" "contentbylabel" "recently-updated" "content-report-table" "blog-posts" "livesearch" "contributors" "popular-labels" "tasks-report-macro" "detailssummary" "jira" "jiraissues" "view-file" "viewpdf" "multimedia" "gallery" "attachments" "profile" "profile-picture" "userlister" "show-if" "hide-if" "create-from-template" "iframe" "widget" "html-include" "rss" "redirect" "drawio" "gliffy" "plantuml" "calendar" "roadmap" "telescope"',
    ],
    [
      'page:1103',
      '/pages/1005 edit-v2 createpage.action resumedraft.action overview?homepageId= /blog/2026 /folder/ /folders/ /whiteboard/ /database/ /embed/ /history/ /people/ /display/~mara pageId=1001 spaceKey=SKY viewpreviousversions diffpagesbyversion releaseview viewpagesrc /display/SKY/ /x/BAAJ /download/attachments/ /download/thumbnails/ /child/attachment/ preview= /external/ /share/ /label/ viewlabel dosearchsite search?text= viewspace listattachmentsforspace /plugins/servlet/ /rest/ /secure/ Night-plan_1005.html api.media media-cdn blob: //WIKI',
    ],
    [
      'page:1104',
      '"inlineCard" "blockCard" "embedCard" "datasource" "link" __confluenceMetadata "mention" "media" "mediaInline" "mediaGroup" "mediaSingle" "external" "emoji" "extension" "bodiedExtension" "inlineExtension" "multiBodiedExtension" "annotation" "taskItem" "decisionItem" "status" "date" "placeholder" "layoutSection" panelIconId "syncBlock" "bodiedSyncBlock" ari:cloud:confluence',
    ],
  ])('%s has every construct of its section', (of, tokens) => {
    const body = [...site.store.list('versions', { owner: of })].at(-1)?.body
    const text = body !== undefined && 'value' in body ? body.value : ''
    expect(tokens.split(' ').filter((token) => !text.includes(token))).toEqual([])
  })

  it('has references of every kind, in every format', () => {
    const kinds = { storage: new Set<string>(), adf: new Set<string>(), wiki: new Set<string>() }
    for (const { body } of site.store.list('versions')) {
      if (body === undefined || !('value' in body)) continue
      const { format, value } = body
      if (format === 'storage') for (const { kind } of scanReferences(value)) kinds.storage.add(kind)
      if (format === 'adf') for (const { kind } of scanAdf(value).references) kinds.adf.add(kind)
      if (format === 'wiki') for (const { kind } of scanWiki(value)) kinds.wiki.add(kind)
    }
    const { storage, adf, wiki } = kinds
    expect([...storage].sort()).toEqual([...everyReference].sort())
    expect([...adf].sort()).toEqual([
      'anchor',
      'app-object',
      'application-link',
      'attachment',
      'content',
      'emoji',
      'media',
      'page',
      'space',
      'url',
      'user',
    ])
    expect([...wiki].sort()).toEqual([
      'anchor',
      'attachment',
      'blogpost',
      'content',
      'page',
      'shortcut',
      'space',
      'url',
      'user',
    ])
  })

  it('keeps what text of others may hold', () => {
    const whole = streamNames
      .map((stream) => [...site.store.list(stream)].map((record) => JSON.stringify(record)).join(''))
      .join('')
    for (const sign of [']]>', '\\u0000', '\\u0001', '\u2028', '\\ud83d ', '\u202e', '𠮷', 'Cafe\u0301', 'Caf\u00e9'])
      expect(whole).toContain(sign)
  })
})
