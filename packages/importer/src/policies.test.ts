import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AppliedSummary, ImportSummary } from './import/import-summary.js'
import { type ImportRequest, runImport } from './import/run-import.js'
import { type ArchiveParts, buildArchive } from './testing/build-archive.js'
import { createMemoryDestination, type Observed } from './testing/memory-destination.js'
import { page, sampleParts, sampleRecords, text } from './testing/sample-records.js'

let dir: string
let number = 0
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'import-policies-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

async function importInto(
  { destination }: Pick<Observed, 'destination'>,
  parts: ArchiveParts,
  options: Partial<ImportRequest> = {},
): Promise<ImportSummary> {
  await using archive = await buildArchive(dir, { id: `archive-${++number}`, ...parts })
  const summary = await runImport({ archive, destination, workDir: join(dir, 'work'), ...options })
  expect(summary.applied?.unexplained ?? 0).toBe(0)
  return summary
}

const at = (observed: Observed, madeOf: string): object | undefined =>
  [...observed.rows()].find((row) => row.madeOf === madeOf)?.record

const counts = (applied: AppliedSummary | undefined, name: string): object | undefined =>
  applied?.streams.find((stream) => stream.name === name)

const existingSpace = { id: 'space:900', key: 'doc', name: 'Theirs', kind: 'global', status: 'current' } as const

describe('a space whose key is taken', () => {
  it('stops the import before anything is written', async () => {
    const observed = createMemoryDestination()
    observed.add('spaces', existingSpace)
    const before = [...observed.rows()]
    await expect(importInto(observed, sampleParts)).rejects.toMatchObject({
      code: 'CONFLICTS',
      details: { count: 1, keys: ['DOC'] },
    })
    expect([...observed.rows()]).toEqual(before)
    const { status, plan } = await importInto(observed, sampleParts, { planOnly: true })
    expect([status, plan.conflicts.first]).toEqual([
      'planned',
      [{ stream: 'spaces', id: 'space:1', key: 'DOC', target: 'space:900' }],
    ])
  })

  it('is skipped with everything in it', async () => {
    const observed = createMemoryDestination()
    observed.add('spaces', existingSpace)
    const { applied } = await importInto(observed, sampleParts, { policies: { spaceKeyExists: 'skip' } })
    expect(counts(applied, 'spaces')).toMatchObject({ created: 1, skipped: 1 })
    expect(counts(applied, 'content')).toMatchObject({ created: 1, skipped: 6 })
    expect(counts(applied, 'versions')).toMatchObject({ created: 1, skipped: 7 })
    expect(counts(applied, 'restrictions')).toMatchObject({ created: 0, skipped: 3 })
    expect(at(observed, 'space:1')).toBeUndefined()
    expect(applied?.references.reasons).toEqual({ TARGET_NOT_IMPORTED: 1 })
  })

  it('gets the next free key, and links follow', async () => {
    const observed = createMemoryDestination()
    observed.add('spaces', existingSpace)
    observed.add('spaces', { ...existingSpace, id: 'space:901', key: 'DOC2' })
    const { applied, plan } = await importInto(observed, sampleParts, { policies: { spaceKeyExists: 'rename' } })
    expect(plan.renames.first).toEqual([{ stream: 'spaces', id: 'space:1', from: 'DOC', to: 'DOC3' }])
    expect(at(observed, 'space:1')).toMatchObject({ key: 'DOC3', name: 'Documents' })
    expect(at(observed, 'version:page:20/1')).toMatchObject({
      body: { value: '<ri:page ri:space-key="DOC3" ri:content-title="Plans"/>' },
    })
    expect(at(observed, 'space:1')).toMatchObject({
      description: { value: '<ri:page ri:space-key="DOC3" ri:content-title="Plans"/>' },
    })
    // Those, the link by id, and the one by URL.
    expect(applied?.references.rewritten).toBe(4)
  })

  it('is renamed around the keys of the archive itself, personal keys as well', async () => {
    const observed = createMemoryDestination()
    observed.add('spaces', { ...existingSpace, key: '~ann' })
    const spaces = ['~ann', '~ann2'].map((key, n) => ({
      id: `space:${n + 1}`,
      key,
      kind: 'personal',
      status: 'current',
    })) as NonNullable<ArchiveParts['records']['spaces']>
    const { plan } = await importInto(observed, { records: { spaces } }, { policies: { spaceKeyExists: 'rename' } })
    expect(plan.renames.first).toEqual([{ stream: 'spaces', id: 'space:1', from: '~ann', to: '~ann3' }])
  })

  it('goes where a mapping says', async () => {
    const observed = createMemoryDestination()
    observed.add('spaces', existingSpace)
    const planDir = join(dir, 'plan')
    await mkdir(join(planDir, 'mapping'), { recursive: true })
    await writeFile(join(planDir, 'mapping/spaces.csv'), 'id,decision\nspace:1,rename OURDOC\nspace:2,skip\n')
    await writeFile(join(planDir, 'mapping/titles.csv'), 'id,decision\npage:11,rename Our plans\n')
    const { applied, plan } = await importInto(observed, sampleParts, { planDir })
    expect(at(observed, 'space:1')).toMatchObject({ key: 'OURDOC' })
    expect(at(observed, 'space:2')).toBeUndefined()
    expect(plan.renames.first.map(({ to }) => to)).toEqual(['OURDOC', 'Our plans'])
    expect(at(observed, 'version:template:80/1')).toMatchObject({
      body: { value: '<ri:page ri:content-title="Our plans"/>' },
    })
    expect(counts(applied, 'spaces')).toMatchObject({ created: 1, skipped: 1 })
  })
})

describe('people and groups', () => {
  it.each([
    ['user key', { userKey: 'k-ann' }],
    ['user name', { userName: 'ANN' }],
    ['e-mail', { email: 'Ann@Example.org' }],
  ])('are matched by %s, and named in bodies as the destination knows them', async (_name, alias) => {
    const observed = createMemoryDestination()
    const theirs = { id: 'person:700', kind: 'person', state: 'active', accountId: 'acc:7', ...alias } as const
    observed.add('people', theirs)
    const { applied } = await importInto(observed, sampleParts)
    expect(counts(applied, 'people')).toMatchObject({ created: 2, matched: 1 })
    expect([...observed.rows()].find(({ record }) => record.id === 'person:700')?.record).toEqual(theirs)
    expect(at(observed, 'page:10')).toMatchObject({ created: { by: 'person:700' } })
    expect(at(observed, 'version:comment:40/1')).toMatchObject({
      body: { value: 'userKey' in alias ? '<ri:user ri:userkey="k-ann"/>' : '<ri:user ri:account-id="acc:7"/>' },
    })
  })

  it('get no new member where the group was there before, unless that is allowed', async () => {
    const parts = sampleParts
    const observed = createMemoryDestination()
    observed.add('groups', { id: 'group:700', name: 'Writers' })
    const refused = await importInto(observed, parts)
    expect(refused.applied?.losses).toMatchObject({ MEMBERSHIP_IN_EXISTING_GROUP: 1 })
    expect(counts(refused.applied, 'memberships')).toMatchObject({ created: 2, refused: 1 })

    const other = createMemoryDestination()
    other.add('groups', { id: 'group:700', name: 'Writers' })
    const allowed = await importInto(other, parts, { policies: { allow: ['members'] }, workDir: join(dir, 'other') })
    expect(counts(allowed.applied, 'memberships')).toMatchObject({ created: 3, refused: 0 })
  })

  it.each([
    ['here', { system: true }, {}],
    ['there', {}, { system: true }],
  ])('of the product %s never get a new member', async (_where, theirs, mine) => {
    const observed = createMemoryDestination()
    observed.add('groups', { id: 'group:700', name: 'Writers', ...theirs })
    const groups = sampleRecords.groups?.map((group) => ({ ...group, ...mine }))
    const parts = { ...sampleParts, records: { ...sampleRecords, ...(groups === undefined ? {} : { groups }) } }
    const { applied } = await importInto(observed, parts, { policies: { allow: ['members'] } })
    expect(counts(applied, 'memberships')).toMatchObject({ created: 2, refused: 1 })
  })

  it('that are members already are matched', async () => {
    const observed = createMemoryDestination()
    observed.add('groups', { id: 'group:700', name: 'Writers' })
    observed.add('people', { id: 'person:700', kind: 'person', state: 'active', userKey: 'k-ann' })
    const id = 'membership:group:700/person:700'
    observed.add('memberships', { id, group: 'group:700', member: 'person:700' })
    const { applied } = await importInto(observed, sampleParts)
    expect(counts(applied, 'memberships')).toMatchObject({ created: 2, matched: 1 })
  })
})

describe('what changes the site at large', () => {
  const records = {
    templates: [{ id: 'template:1', name: 'For all', version: 1 }],
    'template-versions': [{ id: 'version:template:1/1', of: 'template:1', number: 1, order: 1 }],
  }

  it.each([
    ['is refused', [], { SITE_TEMPLATE_NOT_ALLOWED: 1 }, { created: 0, refused: 1 }, { created: 0, skipped: 1 }],
    ['is made where it is allowed', ['site-templates'], {}, { created: 1 }, { created: 1 }],
  ] as const)('%s', async (_name, allow, losses, templates, versions) => {
    const { applied } = await importInto(createMemoryDestination(), { records }, { policies: { allow } })
    expect(applied?.losses).toEqual(losses)
    expect(counts(applied, 'templates')).toMatchObject(templates)
    expect(counts(applied, 'template-versions')).toMatchObject(versions)
  })
})

describe('what nobody may see', () => {
  const base = { people: sampleRecords.people, spaces: sampleRecords.spaces, groups: sampleRecords.groups }
  const open = {
    ...base,
    memberships: sampleRecords.memberships,
    'space-permissions': sampleRecords['space-permissions'],
  }
  const secret = [page('page:10', 'Home'), page('page:12', 'Secret')]
  const records = (rest: ArchiveParts['records']): ArchiveParts['records'] => {
    const { people = [], spaces = [], groups = [], memberships = [], 'space-permissions': permissions = [] } = open
    const bare = spaces.map(({ home: _home, logo: _logo, description: _description, ...space }) => space)
    return { people, groups, memberships, spaces: bare, 'space-permissions': permissions, ...rest }
  }

  it.each(['read', 'update'] as const)('stays closed when no subject of %s can be mapped', async (operation) => {
    const observed = createMemoryDestination()
    const subject = 'person:gone'
    const restriction = { id: `restriction:page:12/${operation}/${subject}`, content: 'page:12', operation, subject }
    const parts = {
      records: records({ content: secret, restrictions: [restriction] }),
      omissions: [omission('people', subject)],
    }
    const { applied } = await importInto(observed, parts)
    expect(applied?.losses).toEqual({ RESTRICTION_SUBJECT_UNMAPPED: 1, CONTENT_LEFT_CLOSED: 1 })
    expect(mayRead(observed, 'person:k-ann', 'page:12')).toBe(false)
    expect(mayRead(observed, 'person:k-ann', 'page:10')).toBe(true)
  })

  it('stays closed when a restriction of it is missing from the archive', async () => {
    const observed = createMemoryDestination()
    const omissions = [omission('restrictions', 'restriction:page:12/read/person:lost')]
    await importInto(observed, { records: records({ content: secret }), omissions })
    expect(mayRead(observed, 'person:k-ann', 'page:12')).toBe(false)
    expect(mayRead(observed, 'person:k-ann', 'page:10')).toBe(true)
  })

  it('stays closed when its parent is missing, since the parent may have been restricted', async () => {
    const observed = createMemoryDestination()
    const content = [
      page('page:10', 'Home'),
      page('page:12', 'Child', { parent: 'page:99' }),
      page('page:13', 'Below', { parent: 'page:12' }),
    ]
    const { applied } = await importInto(observed, {
      records: records({ content }),
      omissions: [omission('content', 'page:99')],
    })
    expect(applied?.losses).toEqual({ PARENT_DROPPED: 1, CONTENT_LEFT_CLOSED: 1 })
    expect(mayRead(observed, 'person:k-ann', 'page:12')).toBe(false)
    expect(mayRead(observed, 'person:k-ann', 'page:13')).toBe(false)
    expect(mayRead(observed, 'person:k-ann', 'page:10')).toBe(true)
  })

  it.each([
    ['was exported without restrictions', { selection: { skipKinds: ['restrictions'] } }],
    [
      'has lost restrictions of pages that it does not name',
      { omissions: [omission('ContentPermissionSet', 'ContentPermissionSet:7')] },
    ],
  ])('keeps spaces private when the archive %s', async (_name, rest) => {
    const observed = createMemoryDestination()
    const { applied } = await importInto(observed, { records: records({ content: secret }), ...rest })
    expect(applied?.losses).toEqual({ SPACE_LEFT_PRIVATE: 2 })
    expect(mayRead(observed, 'person:k-ann', 'page:10')).toBe(false)
  })

  it('is a space none of whose permissions could be mapped', async () => {
    const observed = createMemoryDestination()
    const subject = { type: 'group', id: 'group:gone' } as const
    const permission = {
      id: 'permission:space:1/group:gone/read space',
      space: 'space:1',
      subject,
      operation: 'read',
      target: 'space',
    } as const
    const parts = records({ content: secret, 'space-permissions': [permission] })
    const { applied } = await importInto(observed, { records: parts, omissions: [omission('groups', 'group:gone')] })
    // The other space has no permission in the archive, so it is private and not left closed.
    expect(applied?.losses).toEqual({ PERMISSION_SUBJECT_UNMAPPED: 1, CONTENT_LEFT_CLOSED: 1 })
  })

  function mayRead(observed: Observed, person: string, content: string): boolean {
    const rows = [...observed.rows()]
    const idOf = (madeOf: string): string => rows.find((row) => row.madeOf === madeOf)?.record.id ?? ''
    expect(idOf(content)).not.toBe('')
    return observed.mayRead(idOf(person), idOf(content))
  }
})

describe('a second archive of the same source', () => {
  it('finds what the first one made, adds what is new, and advances nothing', async () => {
    const observed = createMemoryDestination()
    await importInto(observed, sampleParts)
    const rows = [...observed.rows()].map((row) => JSON.stringify(row))
    const { content = [], versions = [] } = sampleRecords
    const records = {
      ...sampleRecords,
      content: [
        ...content.filter(({ id }) => id !== 'page:10'),
        page('page:10', 'Home, again', { version: 2 }),
        page('page:90', 'New'),
      ],
      versions: [
        ...versions,
        text('page:10', '<p>newer</p>', { id: 'version:page:10/2', number: 2, order: 2 }),
        text('page:90', '<ri:page ri:content-title="Home, again"/>'),
      ],
    }
    const { applied } = await importInto(observed, { ...sampleParts, records })
    // The page, which has another title, and its second text.
    expect(applied?.losses).toMatchObject({ NOT_ADVANCED: 2 })
    expect(counts(applied, 'content')).toMatchObject({ created: 1, matched: 7 })
    expect(counts(applied, 'versions')).toMatchObject({ created: 1, matched: 8, skipped: 1 })
    const after = [...observed.rows()].map((row) => JSON.stringify(row))
    expect(after.filter((row) => rows.includes(row))).toEqual(rows)
    expect(after.length).toBe(rows.length + 2)
    // The page kept the title of the first import, so the link follows it there.
    expect(at(observed, 'version:page:90/1')).toMatchObject({ body: { value: '<ri:page ri:content-title="Home"/>' } })
  })
})

function omission(kind: string, id: string): NonNullable<ArchiveParts['omissions']>[number] {
  return { code: 'TEST', kind, id, count: 1, what: 'something', why: 'a test' }
}
