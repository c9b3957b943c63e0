import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hangingOn, type StreamName, type StreamRecords, streamNames, streamRules } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import type { SiteStore } from '../store/site.js'
import { createDefinedSite } from './create-defined-site.js'
import { fieldOf, ownerField, parentField, treeWord } from './owner-fields.js'

/** Makes a site of these files and looks at it. */
async function made<Result>(
  files: Readonly<Record<string, unknown>>,
  look: (store: SiteStore) => Result | Promise<Result>,
): Promise<Result> {
  const from = await temporaryPath('definitions')
  for (const [name, content] of Object.entries(files)) {
    const path = join(from, name)
    await mkdir(join(path, '..'), { recursive: true })
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  }
  await using site = await createDefinedSite(await temporaryPath(), { from })
  return await look(site.store)
}

const ann = { id: 'person:ann b', kind: 'person', state: 'active' }
const space = (...content: readonly unknown[]): object => ({
  people: [ann],
  spaces: [{ id: 'space:s', key: 'S', kind: 'global', content }],
})
const page = (more: object = {}): object => ({ id: 'page:p', kind: 'page', title: 'P', ...more })

/** A page with one version, whose body is given in this form. */
async function bodyOf(body: unknown, files: Readonly<Record<string, string>> = {}): Promise<unknown> {
  return made(
    { 'a.json': space(page({ versions: [{ body }] })), ...files },
    (store) => store.get('versions', 'version:page:p/1')?.body,
  )
}

describe('a body', () => {
  it.each<readonly [unknown, unknown]>([
    ['<p>x</p>', { format: 'storage', value: '<p>x</p>' }],
    [
      { adf: { version: 1, type: 'doc', content: [] } },
      { format: 'adf', value: '{"version":1,"type":"doc","content":[]}' },
    ],
    [{ json: '{ "a": 1.0 }' }, { format: 'json', value: '{ "a": 1.0 }' }],
    [{ wiki: 'h1. x' }, { format: 'wiki', value: 'h1. x' }],
    [{ plain: '\ud800\u2028\u0000' }, { format: 'plain', value: '\ud800\u2028\u0000' }],
    [
      { repeat: '{n};', times: 3, format: 'plain' },
      { format: 'plain', value: '1;2;3;' },
    ],
    [
      { format: 'raw', value: 'x' },
      { format: 'raw', value: 'x' },
    ],
    [{ file: 'texts/x.xml' }, { format: 'storage', value: '<p>ä</p>\n' }],
    [{ file: 'texts/x.adf.json' }, { format: 'adf', value: '{ }' }],
    [
      { file: 'texts/x.xml', format: 'plain' },
      { format: 'plain', value: '<p>ä</p>\n' },
    ],
  ])('%j', async (form, body) => {
    expect(await bodyOf(form, { 'texts/x.xml': '<p>ä</p>\n', 'texts/x.adf.json': '{ }' })).toEqual(body)
  })

  it('that is too long for a record is a blob', async () => {
    const body = { repeat: 'é', times: 200_000 }
    const text = 'é'.repeat(200_000)
    await made({ 'a.json': space(page({ versions: [{ body }, { body }] })) }, async (store) => {
      const digest = createHash('sha256').update(text).digest('hex')
      const blob = { format: 'storage', blob: digest, bytes: 400_000 }
      expect([...store.list('versions', { owner: 'page:p' })].map((version) => version.body)).toEqual([blob, blob])
      const chunks: Uint8Array[] = []
      for await (const chunk of store.openBlob(digest)) chunks.push(chunk)
      expect(Buffer.concat(chunks).toString()).toBe(text)
    })
  })
})

it.each<readonly [string, unknown]>([
  ['person:ann b 2026-03-01T10:00Z', { by: 'person:ann b', at: { at: '2026-03-01T10:00:00.000Z' } }],
  ['person:ann b', { by: 'person:ann b' }],
  ['2026-03-01T10:00:01.002Z', { at: { at: '2026-03-01T10:00:01.002Z' } }],
])('an act: %s', async (created, act) => {
  expect(
    await made({ 'a.json': space(page({ created })) }, (store) => store.get('content', 'page:p')?.created),
  ).toEqual(act)
})

it.each<readonly [string, unknown]>([
  ['person:ann b', { type: 'user', id: 'person:ann b' }],
  ['group:site-administrators', { type: 'group', id: 'group:site-administrators' }],
  ['app:x', { type: 'app', id: 'app:x' }],
  ['anonymous', { type: 'anonymous' }],
  ['everyone', { type: 'everyone' }],
])('a subject: %s', async (subject, said) => {
  const files = { 'a.json': { people: [ann], permissions: [{ subject, native: 'USE' }] } }
  expect(await made(files, (store) => [...store.list('permissions')].map((one) => one.subject))).toEqual([said])
})

it('fills in places, numbers and ids', async () => {
  const attachments = [
    {
      id: 'attachment:1',
      name: 'a',
      'attachment-versions': [{ blob: { text: 'ä' } }, { number: 7, blob: { bytes: 5, seed: 1 } }, {}],
    },
    { id: 'attachment:2', name: 'empty', version: 4 },
  ]
  const comments = [{ id: 'comment:1', kind: 'footer', replies: [{ id: 'comment:2', kind: 'footer' }] }]
  const versions = [{}, { number: 1, id: '~2' }, { number: 3 }]
  const child = { id: 'page:c', kind: 'page', title: 'C', status: 'archived' }
  await made(
    { 'a.json': space(page({ '//': 'a word', versions, attachments, comments, children: [child] })) },
    (store) => {
      expect([...store.list('versions', { owner: 'page:p' })]).toEqual([
        { id: 'version:page:p/1', of: 'page:p', number: 1, order: 1 },
        { id: 'version:page:p/1~2', of: 'page:p', number: 1, order: 2 },
        { id: 'version:page:p/3', of: 'page:p', number: 3, order: 3 },
      ])
      expect(store.get('content', 'page:p')).toEqual({ ...page(), space: 'space:s', status: 'current', version: 3 })
      expect(store.get('content', 'page:c')).toEqual({ ...child, space: 'space:s', parent: 'page:p', version: 1 })
      const files = [...store.list('attachment-versions')]
      expect(files.map(({ number, order, bytes }) => [number, order, bytes])).toEqual([
        [1, 1, 2],
        [7, 2, 5],
        [8, 3, undefined],
      ])
      expect([...store.list('attachments')].map(({ container, version }) => [container, version])).toEqual([
        ['page:p', 8],
        ['page:p', 4],
      ])
      expect(store.get('comments', 'comment:2')).toMatchObject({
        content: 'page:p',
        parent: 'comment:1',
        status: 'current',
        version: 1,
      })
    },
  )
})

it('takes a deep tree', async () => {
  let tree: object = { id: 'page:400', kind: 'page', title: '400' }
  for (let n = 399; n > 0; n--) tree = { id: `page:${n}`, kind: 'page', title: `${n}`, children: [tree] }
  await made({ 'a.json': space(tree) }, (store) => expect(store.get('content', 'page:400')?.parent).toBe('page:399'))
})

it('takes records in any order and from any file', async () => {
  const files = {
    'a.json': {
      likes: [{ on: 'page:q', by: 'person:ann b' }],
      content: [
        { id: 'page:q', kind: 'page', title: 'Q', space: 'space:s', parent: 'page:p' },
        { id: 'page:p', kind: 'page', title: 'P', space: 'space:s', draftOf: 'page:q' },
      ],
      templates: [{ id: 'template:site', name: 'T' }],
    },
    'b/c.json': {
      people: [{ ...ann, created: 'person:ann b' }],
      spaces: [{ id: 'space:s', key: 'S', kind: 'global', home: 'page:p' }],
    },
    'texts/no.json': 'not a definition',
  }
  await made(files, (store) => {
    expect(store.count('likes')).toBe(1)
    expect([...store.list('content', { owner: 'space:s' })].map(({ id }) => id)).toEqual(['page:p', 'page:q'])
    expect([...store.list('templates', { owner: 'site:source' })]).toHaveLength(1)
  })
})

it('says of the site what the definition says', async () => {
  const site = {
    name: 'Own',
    baseUrls: ['https://own.example'],
    settings: [{ area: 'general', key: 'k', value: { plain: 'v' } }],
  }
  await made({ 'a.json': { site: [site] } }, (store) => {
    expect(store.identity.name).toBe('Own')
    expect(store.get('site', 'site:source')).toMatchObject({
      name: 'Own',
      product: 'embedded',
      baseUrls: site.baseUrls,
    })
    expect(store.get('settings', 'setting:site:source/general/k')?.owner).toBe('site:source')
  })
})

describe('every kind', () => {
  it.each(streamNames)('%s can be nested in what owns it', (stream) => {
    const rule: { readonly owners: readonly StreamName[]; readonly owner: (r: never) => string | undefined } =
      streamRules[stream]
    const field = ownerField(stream)
    const always = rule.owner({} as StreamRecords[StreamName] as never)
    expect(rule.owners.length > 0).toBe(field !== undefined || always !== undefined)
    if (field !== undefined) expect(fieldOf(stream, field)).toBeDefined()
    expect(treeWord(stream) === undefined).toBe(parentField(stream) === undefined)
  })

  it.each(streamNames)('what hangs on %s has the name of no field', (stream) => {
    const names: (string | undefined)[] = [...hangingOn(stream), treeWord(stream)]
    expect(names.filter((name) => name !== undefined && fieldOf(stream, name) !== undefined)).toEqual([])
  })
})
