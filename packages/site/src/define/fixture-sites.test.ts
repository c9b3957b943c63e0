import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
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

describe('the small site', () => {
  it('has one of every kind, and few of any', async () => {
    await using site = await build('small')
    const counts = streamNames.map((stream) => [stream, site.store.count(stream)] as const)
    expect(counts.filter(([, count]) => count === 0)).toEqual([])
    expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBeLessThan(60)
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

  it('keeps what text of others may hold', () => {
    const whole = streamNames
      .map((stream) => [...site.store.list(stream)].map((record) => JSON.stringify(record)).join(''))
      .join('')
    for (const sign of [']]>', '\\u0000', '\\u0001', '\u2028', '\\ud83d ', '\u202e', '𠮷', 'Cafe\u0301', 'Caf\u00e9'])
      expect(whole).toContain(sign)
  })
})
