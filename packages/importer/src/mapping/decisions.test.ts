import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ImportTrial } from '../testing/import-trial.js'
import { decide, rowsOf } from '../testing/mapping-files.js'
import { createMemoryDestination } from '../testing/memory-destination.js'
import { page, sampleParts, sampleRecords, text } from '../testing/sample-records.js'

let trial: Awaited<ReturnType<typeof ImportTrial.inMemory>>
beforeEach(async () => {
  trial = await ImportTrial.inMemory()
})
afterEach(async () => trial[Symbol.asyncDispose]())

const person = (id: string, rest: object): void =>
  trial.observed.add('people', { id: `person:${id}`, kind: 'person', state: 'active', ...rest })

describe('decisions about people', () => {
  it.each([
    ['id', 'person:7'],
    ['account id', 'acc:7'],
    ['user key', 'key-7'],
    ['user name', 'SEVEN'],
    ['e-mail', 'seven@example.org'],
  ])('match somebody by %s', async (_name, text) => {
    person('7', { accountId: 'acc:7', userKey: 'key-7', userName: 'seven', email: 'seven@example.org' })
    await decide(trial.planDir, 'people', { 'person:k-bob': `match ${text}` })
    await trial.import()
    expect(trial.madeOf('like:page:10/person:k-bob')).toMatchObject({ by: 'person:7' })
    expect(trial.madeOf('version:page:11/2')).toMatchObject({ author: 'person:7' })
    expect(trial.madeOf('version:page:10/1')).toMatchObject({
      body: { value: expect.stringContaining('ri:userkey="key-7"') },
    })
    expect(trial.madeOf('permission:space:1/person:k-bob/read space')).toMatchObject({ subject: { id: 'person:7' } })
  })

  it('make a placeholder that nobody can be, and that gets no right', async () => {
    await decide(trial.planDir, 'people', { 'person:k-ann': 'placeholder' })
    const { applied } = await trial.import()
    const made = trial.madeOf('person:k-ann')
    expect(made).toEqual({
      id: trial.idOf('person:k-ann'),
      kind: 'person',
      state: 'inactive',
      userKey: expect.stringMatching(/^placeholder-/),
    })
    expect(trial.madeOf('page:10')).toMatchObject({ created: { by: trial.idOf('person:k-ann') } })
    expect(applied?.losses).toMatchObject({ STAND_IN_WITHOUT_RIGHTS: 3 })
    expect(trial.madeOf('membership:group:writers/person:k-ann')).toBeUndefined()
    expect(trial.madeOf('restriction:page:12/read/person:k-ann')).toBeUndefined()
    expect(trial.madeOf('watch:space:1/person:k-ann/watch')).toBeUndefined()
    expect(trial.observed.mayRead(trial.idOf('person:k-ann'), trial.idOf('page:12'))).toBe(false)
    const again = await trial.import()
    expect(again.applied?.streams.every(({ created }) => created === 0)).toBe(true)
  })

  it('leave somebody out, whose authorship is a loss', async () => {
    await decide(trial.planDir, 'people', { 'person:k-bob': 'text', 'person:k-eve': 'skip' })
    const { applied } = await trial.import()
    expect([trial.madeOf('person:k-bob'), trial.madeOf('person:k-eve')]).toEqual([undefined, undefined])
    expect(applied?.streams.find(({ name }) => name === 'people')).toMatchObject({ created: 1, skipped: 2 })
    expect(applied?.losses).toMatchObject({ MEMBER_UNMAPPED: 1, PERSON_UNMAPPED: 1, RESTRICTION_SUBJECT_UNMAPPED: 1 })
    expect(trial.madeOf('version:page:11/2')).not.toHaveProperty('author')
  })

  it('let somebody stand in by policy, for authorship and never for a right', async () => {
    person('7', { userName: 'archivist' })
    const { content = [], spaces = [] } = sampleRecords
    const records = {
      ...sampleRecords,
      content: [
        ...content,
        page('page:15', 'A draft of Bob', { status: 'draft', created: { by: 'person:k-bob' }, owner: 'person:k-bob' }),
      ],
      spaces: spaces.map((space) => (space.id === 'space:2' ? { ...space, owner: 'person:k-bob' } : space)),
    }
    const { applied } = await trial.import(
      { policies: { unmappedPeople: { standIn: 'archivist' } } },
      { ...sampleParts, records },
    )
    expect(trial.madeOf('page:10')).toMatchObject({ created: { by: 'person:7' } })
    for (const id of ['page:15', 'space:2']) expect(JSON.stringify(trial.madeOf(id))).not.toContain('person:7')
    const rights = ['memberships', 'restrictions', 'space-permissions', 'watches', 'likes'] as const
    for (const { stream, record } of trial.observed.rows()) {
      if (rights.some((name) => name === stream)) expect(JSON.stringify(record)).not.toContain('person:7')
    }
    for (const id of ['page:10', 'page:11', 'page:12', 'page:15', 'page:20']) {
      expect(trial.observed.mayRead('person:7', trial.idOf(id))).toBe(false)
    }
    expect(applied?.losses).toMatchObject({ STAND_IN_WITHOUT_RIGHTS: 8 })
  })

  it.each(['text', 'placeholder'] as const)('are made by the policy %s for all without a counterpart', async (word) => {
    person('7', { userName: 'ann' })
    const { plan: summary } = await trial.import({ policies: { unmappedPeople: word } })
    expect((await rowsOf(trial.planDir, 'people')).map(({ proposed }) => proposed)).toEqual([
      'match person:7',
      word,
      word,
    ])
    expect(summary.streams.find(({ name }) => name === 'people')).toMatchObject({ match: 1 })
  })

  it('refuse a policy that names nobody', async () => {
    const request = trial.import({ policies: { unmappedPeople: { standIn: 'nobody' } } })
    await expect(request).rejects.toMatchObject({ code: 'TARGET_UNKNOWN' })
  })
})

describe('decisions about groups', () => {
  it('map one to another, which gets no member, and leave one out with each right', async () => {
    trial.observed.add('groups', { id: 'group:700', name: 'Staff' })
    await decide(trial.planDir, 'groups', { 'group:writers': 'match staff', 'group:readers': 'skip' })
    const { applied } = await trial.import()
    expect(trial.madeOf('restriction:page:12/read/group:writers')).toMatchObject({ subject: 'group:700' })
    expect(applied?.losses).toMatchObject({ MEMBERSHIP_IN_EXISTING_GROUP: 1, PERMISSION_SUBJECT_UNMAPPED: 2 })
    expect(trial.madeOf('group:readers')).toBeUndefined()
  })

  it('leave a content closed whose only subject is lost', async () => {
    const { restrictions = [] } = sampleRecords
    const records = {
      ...sampleRecords,
      restrictions: restrictions.filter(({ subject }) => subject === 'group:writers'),
    }
    await decide(trial.planDir, 'groups', { 'group:writers': 'skip' })
    const { applied } = await trial.import({}, { ...sampleParts, records })
    expect(applied?.losses).toMatchObject({ RESTRICTION_SUBJECT_UNMAPPED: 1, CONTENT_LEFT_CLOSED: 1 })
    expect(trial.observed.mayRead(trial.idOf('person:k-eve'), trial.idOf('page:12'))).toBe(false)
  })
})

describe('a plan that is applied', () => {
  it('does what it says, and nothing when it is applied again', async () => {
    const { plan: summary } = await trial.plan()
    expect(await trial.apply()).toMatchObject({ status: 'complete', plan: { digest: summary.digest } })
    const rows = [...trial.observed.rows()]
    expect(await trial.apply()).toMatchObject({ status: 'complete', applied: { resumed: true, unexplained: 0 } })
    expect([...trial.observed.rows()]).toEqual(rows)
  })

  it('is refused when its files say something else by now, or it is about something else', async () => {
    await trial.plan()
    await decide(trial.planDir, 'people', { 'person:k-bob': 'text' })
    await expect(trial.apply()).rejects.toMatchObject({
      code: 'PLAN_STALE',
      message: expect.stringContaining('decisions'),
    })
    await trial.plan()
    const other = createMemoryDestination({ siteId: 'other' })
    await expect(trial.apply(sampleParts, other.destination)).rejects.toMatchObject({ code: 'PLAN_STALE' })
    await expect(trial.apply({ ...sampleParts, id: 'other' })).rejects.toMatchObject({ code: 'PLAN_STALE' })
    await trial.apply()
    expect(trial.madeOf('person:k-bob')).toBeUndefined()
    await rm(trial.planDir, { recursive: true })
    await expect(trial.apply()).rejects.toMatchObject({ code: 'PLAN_NOT_FOUND' })
  })

  it('says which decisions changed', async () => {
    await decide(trial.planDir, 'people', { 'person:k-bob': 'text', 'person:k-eve': 'skip' })
    await trial.plan()
    await decide(trial.planDir, 'people', { 'person:k-bob': 'placeholder', 'person:k-ann': 'create' })
    expect((await trial.plan()).plan.mapping.changes.first).toEqual([
      { file: 'people.csv', id: 'person:k-ann', after: 'create' },
      { file: 'people.csv', id: 'person:k-bob', before: 'text', after: 'placeholder' },
      { file: 'people.csv', id: 'person:k-eve', before: 'skip' },
    ])
  })
})

describe('decisions about hosts', () => {
  const { versions = [] } = sampleRecords
  const link = '<a href="https://wiki.example/display/DOC/Plans">x</a> <a href="https://old.example/page?id=1">y</a>'
  const records = {
    ...sampleRecords,
    versions: versions.map((version) => (version.of === 'page:20' ? text('page:20', link) : version)),
  }
  const parts = { ...sampleParts, records }

  it('say which one is the source, and what takes the place of another', async () => {
    await decide(trial.planDir, 'hosts', { 'wiki.example': 'source', 'old.example': 'to https://new.example/' })
    const { plan: summary } = await trial.import({}, parts)
    const made = JSON.stringify(trial.madeOf('version:page:20/1'))
    expect(made).not.toContain('wiki.example')
    expect(made).toContain('https://new.example/page?id=1')
    expect(summary.sourceUrls).toEqual(['https://wiki.example'])
    expect(summary.hosts.map(({ host }) => host)).toEqual(['old.example', 'wiki.example'])
  })

  it('are asked for where they are likely the source, and counted with everybody else', async () => {
    await trial.plan(parts)
    expect(await rowsOf(trial.planDir, 'hosts')).toMatchObject([
      { id: 'elsewhere.example', kind: 'other', occurrences: '1', sample: 'page:10', proposed: 'other' },
      { id: 'old.example', proposed: 'other' },
      { id: 'wiki.example', kind: 'likely', occurrences: '1', sample: 'page:20', proposed: '', decision: '' },
    ])
    const people = await rowsOf(trial.planDir, 'people')
    expect(people.every(({ occurrences }) => Number(occurrences) > 0)).toBe(true)
    expect(people[0]).toMatchObject({ id: 'person:k-ann', sample: expect.stringMatching(/^(?:page|space):/) })
    await decide(trial.planDir, 'hosts', { 'wiki.example': 'source' })
    await trial.plan(parts)
    expect((await rowsOf(trial.planDir, 'hosts')).at(-1)).toMatchObject({ kind: 'source', proposed: 'source' })
  })

  it('need no row for a base URL of the source', async () => {
    await trial.import({ sourceUrls: ['https://wiki.example'] }, parts)
    const made = JSON.stringify(trial.madeOf('version:page:20/1'))
    expect(made).not.toContain('wiki.example')
    expect(made).toContain('https://old.example/page?id=1')
  })

  it('let mentions of somebody who is not created become plain text', async () => {
    await decide(trial.planDir, 'people', { 'person:k-bob': 'text' })
    const body = '<p>Ask <ac:link><ri:user ri:userkey="k-bob" /></ac:link>.</p>'
    const asked = versions.map((version) => (version.of === 'page:20' ? text('page:20', body) : version))
    await trial.import({}, { ...sampleParts, records: { ...sampleRecords, versions: asked } })
    expect(trial.madeOf('version:page:20/1')).toMatchObject({ body: { value: '<p>Ask bob.</p>' } })
  })
})
