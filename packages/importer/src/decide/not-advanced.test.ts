import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportSummary } from '../import/import-summary.js'
import type { RecordsByStream } from '../testing/build-archive.js'
import { ImportTrial } from '../testing/import-trial.js'
import { planPaths } from '../work-paths.js'
import { readPlan } from '../plan/plan-file.js'

const space = { id: 'space:1', key: 'DYE', name: 'Dye works', kind: 'global', status: 'current' } as const
const page = (number: number, title: string): NonNullable<RecordsByStream['content']>[number] => ({
  id: `page:${number}`,
  kind: 'page',
  space: 'space:1',
  title,
  status: 'current',
  version: 1,
})
const label = (on: string, name: string): NonNullable<RecordsByStream['labels']>[number] => ({
  id: `label:${on}/global/${name}`,
  on,
  prefix: 'global',
  name,
})
const first: RecordsByStream = {
  people: [{ id: 'person:uma', userName: 'uma', kind: 'person', state: 'active' }],
  spaces: [space],
  'space-permissions': [
    {
      id: 'permission:space:1/everyone/read space',
      space: 'space:1',
      subject: { type: 'everyone' },
      operation: 'read',
      target: 'space',
    },
  ],
  content: [page(1, 'Madder'), page(2, 'Woad'), page(3, 'Weld'), page(4, 'Indigo')],
  comments: [
    {
      id: 'comment:1',
      content: 'page:1',
      kind: 'inline',
      status: 'current',
      version: 1,
      resolution: { state: 'open' },
    },
  ],
  labels: [label('page:1', 'red'), label('page:2', 'blue')],
  restrictions: [
    { id: 'restriction:page:3/read/person:uma', content: 'page:3', operation: 'read', subject: 'person:uma' },
  ],
}

let trial: ImportTrial
beforeEach(async () => {
  trial = await ImportTrial.inMemory()
})
afterEach(() => trial[Symbol.asyncDispose]())

const importIt = (id: string, records: RecordsByStream): Promise<ImportSummary> => trial.import({}, { id, records })

/** What the last plan says is not advanced, by record. */
async function notAdvanced(): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {}
  for await (const steps of readPlan(planPaths(trial.planDir).steps)) {
    for (const { id, loss } of steps) if (loss?.code === 'NOT_ADVANCED') found[id] = loss.why
  }
  return found
}

const fieldsOf = (why: string | undefined): string | undefined => /\(([^)]*)\)/.exec(why ?? '')?.[1]
const goneWhy = /does not hold it/

/** What a later snapshot has otherwise: the record, and the field. */
const changes: readonly (readonly [string, RecordsByStream, string, string])[] = [
  [
    'a page that moved',
    { content: [page(1, 'Madder'), { ...page(2, 'Woad'), parent: 'page:1' }, page(3, 'Weld'), page(4, 'Indigo')] },
    'page:2',
    'parent',
  ],
  [
    'a page with another place among its siblings',
    { content: [page(1, 'Madder'), { ...page(2, 'Woad'), position: 7 }, page(3, 'Weld'), page(4, 'Indigo')] },
    'page:2',
    'position',
  ],
  [
    'a page in the trash',
    { content: [page(1, 'Madder'), { ...page(2, 'Woad'), status: 'trashed' }, page(3, 'Weld'), page(4, 'Indigo')] },
    'page:2',
    'status',
  ],
  [
    'a title',
    { content: [page(1, 'Madder'), page(2, 'Woad blue'), page(3, 'Weld'), page(4, 'Indigo')] },
    'page:2',
    'title',
  ],
  ['the name of a space', { spaces: [{ ...space, name: 'Dyers' }] }, 'space:1', 'name'],
  [
    'a comment that was resolved',
    {
      comments: [
        {
          id: 'comment:1',
          content: 'page:1',
          kind: 'inline',
          status: 'current',
          version: 1,
          resolution: { state: 'resolved' },
        },
      ],
    },
    'comment:1',
    'resolution',
  ],
]

describe('a later snapshot of what an earlier import brought', () => {
  it.each(changes)('tells of %s, with its field', async (_what, changed, id, field) => {
    await importIt('first', first)
    const { applied, status } = await importIt('second', { ...first, ...changed })
    expect([status, applied?.losses]).toEqual(['complete', { NOT_ADVANCED: 1 }])
    const found = await notAdvanced()
    expect([Object.keys(found), fieldsOf(found[id])]).toEqual([[id], field])
    const again = await importIt('second', { ...first, ...changed })
    expect([again.settled, again.applied?.losses]).toEqual([true, { NOT_ADVANCED: 1 }])
  })

  it('tells of what is gone, where the thing that it was on is still there', async () => {
    await importIt('first', first)
    const { applied } = await importIt('second', {
      ...first,
      content: [page(1, 'Madder'), page(2, 'Woad'), page(3, 'Weld')],
      comments: [],
      labels: [label('page:2', 'blue')],
      restrictions: [],
    })
    expect(applied?.losses).toEqual({ NOT_ADVANCED: 4 })
    const found = await notAdvanced()
    expect(Object.keys(found).sort()).toEqual([
      'comment:1',
      'label:page:1/global/red',
      'page:4',
      'restriction:page:3/read/person:uma',
    ])
    expect(Object.values(found).filter((why) => !goneWhy.test(why))).toEqual([])
  })

  it('says nothing of what was not asked for', async () => {
    await importIt('first', first)
    const other = { id: 'space:2', key: 'VAT', kind: 'global', status: 'current' } as const
    const selected = { spaces: ['VAT'] }
    const { applied } = await trial.import({}, { id: 'other', records: { spaces: [other] }, selection: selected })
    expect(applied?.losses['NOT_ADVANCED']).toBeUndefined()
    const without = { ...first, labels: [] }
    const bare = await trial.import(
      {},
      { id: 'bare', records: without, selection: { spaces: ['DYE'], skipKinds: ['labels'] } },
    )
    expect(bare.applied?.losses).toEqual({})
  })

  it('says that all is there if nothing has changed, and is taken back with the first one', async () => {
    await importIt('first', first)
    const { applied, plan } = await importIt('second', first)
    expect([applied?.losses, plan.writes, applied?.secondSteps.refused]).toEqual([{}, 0, 0])
  })

  it.each(changes)('tells of %s, also where the journal is gone', async (_what, changed, id, field) => {
    await importIt('first', first)
    await rm(join(trial.dir, 'work'), { recursive: true })
    await rm(trial.planDir, { recursive: true })
    const { applied, status } = await importIt('second', { ...first, ...changed })
    expect([status, applied?.losses]).toEqual(['complete', { NOT_ADVANCED: 1 }])
    const found = await notAdvanced()
    expect([Object.keys(found), fieldsOf(found[id])]).toEqual([[id], field])
  })

  it('says that all is there if nothing has changed and the journal is gone', async () => {
    await importIt('first', first)
    await rm(join(trial.dir, 'work'), { recursive: true })
    await rm(trial.planDir, { recursive: true })
    const { applied } = await importIt('second', first)
    expect(applied?.losses).toEqual({})
  })
})
