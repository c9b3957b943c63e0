import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StreamRecords } from '@spacecrate/format'
import { createSite, type Site } from '@spacecrate/site'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { siteDestination } from '../destinations/site/site-destination.js'
import type { ImportSummary } from '../import/import-summary.js'
import type { AllowedChange } from '../policies.js'
import { runImport } from '../import/run-import.js'
import { buildArchive, type RecordsByStream } from '../testing/build-archive.js'
import { targetOf } from '../testing/import-access.js'
import { page } from '../testing/sample-records.js'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'site-references-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

const emoji = '22222222-89ab-cdef-0123-456789abcdef'
const jira = '33333333-89ab-cdef-0123-456789abcdef'
const file = '44444444-89ab-cdef-0123-456789abcdef'
const summer = '55555555-89ab-cdef-0123-456789abcdef'

const macro = (name: string, parameter: string, value: string): string =>
  `<ac:structured-macro ac:name="${name}"><ac:parameter ac:name="${parameter}">${value}</ac:parameter></ac:structured-macro>`
/** A text that names things of the site, by the ids of an emoji and a link to Jira. */
const textWith = (emojiId: string, serverId: string): string =>
  [
    '<ac:link><ri:shortcut ri:key="BUGS" ri:parameter="42"/></ac:link>',
    `<ac:emoticon ac:name="blue-star" ac:emoji-id="${emojiId}" ac:emoji-shortname=":kiln:"/>`,
    macro('jira', 'serverId', serverId),
    macro('calendar', 'id', summer),
  ].join('')
const property = (key: string, value: string): StreamRecords['properties'] => ({
  id: `property:page:1/${key}`,
  owner: 'page:1',
  key,
  value,
})

const records: RecordsByStream = {
  emoji: [{ id: `emoji:${emoji}`, shortName: ':kiln:' }],
  'shortcut-links': [{ id: 'shortcut-link:bugs', key: 'bugs', url: 'https://bugs.example/%s' }],
  'application-links': [{ id: `application-link:${jira}`, name: 'Jira', displayUrl: 'https://jira.example' }],
  spaces: [{ id: 'space:1', key: 'DOC', kind: 'global', status: 'current' }],
  calendars: [{ id: `calendar:${summer}`, name: 'Summer' }],
  content: [page('page:1', 'Home')],
  versions: [
    {
      id: 'version:page:1/1',
      of: 'page:1',
      number: 1,
      order: 1,
      body: { format: 'storage', value: textWith(emoji, jira) },
    },
  ],
  properties: [
    property('emoji-title-published', `"${emoji}"`),
    property('cover-picture-id-published', `{"id":"${file}","position":50}`),
  ],
}

async function importInto(site: Site, allow: readonly AllowedChange[]): Promise<ImportSummary> {
  await using archive = await buildArchive(dir, { records, id: 'archive-1' })
  return await runImport({
    archive,
    destination: siteDestination(site),
    workDir: join(dir, 'work'),
    policies: { allow },
  })
}

/** The text and the emoji of the title, as they stand at a site. */
function standing({ store }: Site): readonly unknown[] {
  const target = targetOf(store, 'page:1') ?? ''
  const [version] = store.list('versions', { owner: target })
  const title = [...store.list('properties', { owner: target })].find(({ key }) => key.startsWith('emoji'))
  return [version?.body, title?.value]
}

/** What a plan says of references; it cannot know yet which ids stay. */
function saidBefore({ survey }: ImportSummary['plan']): readonly unknown[] {
  const { total, unresolved, reasons } = survey?.references ?? {}
  return [total, unresolved, reasons]
}

function wentUnresolved(applied: ImportSummary['applied']): readonly unknown[] {
  const { total, unresolved, reasons } = applied?.references ?? {}
  return [total, unresolved, reasons]
}

const body = (value: string): StreamRecords['versions']['body'] => ({ format: 'storage', value })

describe('what texts and properties name of the site', () => {
  it.each<readonly [name: string, allow: readonly AllowedChange[], reasons: Readonly<Record<string, number>>]>([
    ['leads to what is carried of it', ['site-settings'], { FILE_NOT_IN_ARCHIVE: 1 }],
    // Evidence, such as a calendar, goes without asking.
    ['is said to lead nowhere where it is not carried', [], { FILE_NOT_IN_ARCHIVE: 1, TARGET_NOT_IMPORTED: 4 }],
  ])('%s', async (_name, allow, reasons) => {
    await using site = await createSite(join(dir, 'site'), { name: 'Destination' })
    const { applied, plan } = await importInto(site, allow)
    expect(applied?.references).toMatchObject({ rewritten: 0, reasons })
    expect(saidBefore(plan)).toEqual(wentUnresolved(applied))
    expect(standing(site)).toEqual([body(textWith(emoji, jira)), `"${emoji}"`])
  })

  it('names what stands for it at the destination', async () => {
    await using site = await createSite(join(dir, 'site'), { name: 'Destination' })
    const [there, link] = ['66666666-89ab-cdef-0123-456789abcdef', '77777777-89ab-cdef-0123-456789abcdef'] as const
    site.store.insert('emoji', { id: `emoji:${there}`, shortName: ':kiln:' })
    site.store.insert('application-links', {
      id: `application-link:${link}`,
      name: 'J',
      displayUrl: 'https://jira.example',
    })
    const { applied, plan } = await importInto(site, [])
    const reasons = { FILE_NOT_IN_ARCHIVE: 1, TARGET_NOT_IMPORTED: 1 }
    expect(applied?.references).toMatchObject({ rewritten: 3, unchanged: 1, reasons })
    expect(saidBefore(plan)).toEqual(wentUnresolved(applied))
    expect(standing(site)).toEqual([body(textWith(there, link)), `"${there}"`])
  })

  it('never names a custom emoji like a stock one', async () => {
    await using site = await createSite(join(dir, 'site'), { name: 'Destination' })
    // Another one of that id.
    site.store.insert('emoji', { id: `emoji:${emoji}`, shortName: ':oven:' })
    await importInto(site, ['site-settings'])
    const made = targetOf(site.store, `emoji:${emoji}`) ?? ''
    expect(made).toMatch(/^emoji:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/)
    expect(made).not.toBe(`emoji:${emoji}`)
    expect(standing(site)).toEqual([
      body(textWith(made.slice('emoji:'.length), jira)),
      `"${made.slice('emoji:'.length)}"`,
    ])
  })
})
