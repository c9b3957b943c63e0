import { cp, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type AnyRecord, type Body, hangingOn, type StreamName, streamNames, streamRules } from '@spacecrate/format'
import { createDefinedSite } from '../../packages/site/src/define/create-defined-site.js'
import { createSite } from '../../packages/site/src/store/create-site.js'
import type { Site } from '../../packages/site/src/store/site.js'
import { fullSite } from '../testing/fixture-sites.js'
import { plantedDefinitions } from './planted-definitions.js'

/** A record of the site, with the word that stands in it and nowhere else. */
export interface MarkedRecord {
  readonly stream: StreamName
  readonly record: AnyRecord
  readonly word: string
}

/** What a word of ours looks like. */
export const anyWord: RegExp = /zq[0-9a-f]{5}q/g

/** Fields of each kind that a person wrote, and so tell what a record is about. */
const written: { readonly [Name in StreamName]?: readonly string[] } = {
  people: ['profile'],
  groups: ['description'],
  spaces: ['name', 'description'],
  'space-states': ['name'],
  'sidebar-links': ['title'],
  templates: ['name', 'description'],
  'template-versions': ['title', 'body', 'message'],
  content: ['title'],
  attachments: ['name'],
  'attachment-versions': ['name', 'message'],
  versions: ['title', 'body', 'message'],
  comments: ['anchor.selection'],
  'comment-versions': ['body', 'message'],
  labels: ['name'],
  properties: ['value'],
  states: ['name'],
  tasks: ['text'],
  analytics: ['measure'],
  settings: ['value'],
  'application-links': ['name'],
  'navigator-entries': ['name'],
  'user-macros': ['template'],
  'audit-records': ['summary'],
  calendars: ['name', 'description'],
  'calendar-events': ['title', 'description', 'location'],
  'app-data': ['name'],
}

/** Makes the site that has everything, and more that is hidden, with a word of its own in every record. */
export async function createMarkedSite(dir: string): Promise<{ readonly site: Site; readonly marked: MarkedRecord[] }> {
  const from = `${dir}.definitions`
  await cp(fullSite, from, { recursive: true })
  await writeFile(path.join(from, 'planted.json'), JSON.stringify(plantedDefinitions()))
  await using plain = await createDefinedSite(`${dir}.plain`, { from })
  const { store } = plain
  const site = await createSite(dir, { name: 'Skerry Light' })
  for (const digest of digestsOf(plain)) await site.store.storeBlob(store.openBlob(digest))
  const marked: MarkedRecord[] = []
  site.store.transaction(() => {
    for (const stream of streamNames) {
      for (const record of recordsOf(plain, stream)) {
        if (site.store.streamOf(record.id) !== undefined) continue
        const word = `zq${marked.length.toString(16).padStart(5, '0')}q`
        const copy = structuredClone(record)
        for (const field of written[stream] ?? []) mark(copy, field.split('.'), word)
        site.store.insert(stream, copy)
        marked.push({ stream, record: copy, word })
      }
    }
  })
  return { site, marked }
}

/** Those of a tree with parents first. */
function recordsOf({ store }: Site, stream: StreamName): AnyRecord[] {
  if (!('parent' in streamRules[stream])) return [...store.list(stream)]
  const owners = streamNames.filter((owner) => hangingOn(owner).includes(stream))
  return owners.flatMap((owner) => [...store.list(owner)].flatMap(({ id }) => [...store.list(stream, { owner: id })]))
}

function digestsOf({ store }: Site): Set<string> {
  const digests = new Set<string>()
  for (const stream of streamNames) {
    for (const record of store.list(stream)) {
      for (const [, digest = ''] of JSON.stringify(record).matchAll(/"([0-9a-f]{64})"/g)) {
        if (store.hasBlob(digest)) digests.add(digest)
      }
    }
  }
  return digests
}

/** Puts the word into a field, where the record has it. */
function mark(holder: object, [field = '', ...rest]: readonly string[], word: string): void {
  const value: unknown = Reflect.get(holder, field)
  if (rest.length > 0 && typeof value === 'object' && value !== null) mark(value, rest, word)
  else if (typeof value === 'string') Reflect.set(holder, field, `${value} ${word}`)
  else if (isText(value)) Reflect.set(holder, field, { ...value, value: markedText(value, word) })
}

function isText(value: unknown): value is Body & { readonly value: string } {
  return typeof value === 'object' && value !== null && 'value' in value && typeof value.value === 'string'
}

function markedText({ format, value }: Body & { readonly value: string }, word: string): string {
  if (format === 'storage') return `${value}<p>${word}</p>`
  if (format !== 'adf') return `${value}\n${word}`
  const paragraph = `{"type":"paragraph","content":[{"type":"text","text":"${word}"}]}`
  return value.replace(/"content":\[(?!\])/, `"content":[${paragraph},`)
}
