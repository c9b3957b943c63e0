import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { everyPart, everyRecord } from '../testing/every-stream.js'
import { ImportTrial } from '../testing/import-trial.js'
import type { createMemoryDestination } from '../testing/memory-destination.js'

let trial: ImportTrial<ReturnType<typeof createMemoryDestination>>
beforeEach(async () => {
  trial = await ImportTrial.inMemory()
})
afterEach(async () => {
  await trial[Symbol.asyncDispose]()
})

const link = '<p><ac:link><ri:page ri:space-key="DOC" ri:content-title="Plans" /></ac:link></p>'
const moved = link.replace('"DOC"', '"DOC2"')
const plain = '<a href="/display/DOC/Plans">x</a> $body'

/** The sample with texts in the kinds that are no versions of anything. */
const parts = {
  ...everyPart,
  records: {
    ...everyRecord,
    content: [
      ...(everyRecord.content ?? []),
      // Stands before what it leads to.
      {
        id: 'embed:1',
        kind: 'embed' as const,
        space: 'space:1',
        title: 'A card of the plans',
        status: 'current' as const,
        version: 1,
        position: -1,
        url: '/display/DOC/Plans',
      },
    ],
    tasks: (everyRecord.tasks ?? []).map((one) => ({ ...one, text: { format: 'storage' as const, value: link } })),
    settings: (everyRecord.settings ?? []).map((one) =>
      one.owner === 'space:1' ? { ...one, value: { format: 'storage' as const, value: link } } : one,
    ),
    'calendar-events': (everyRecord['calendar-events'] ?? []).map((one) => ({
      ...one,
      description: { format: 'wiki' as const, value: '[DOC:Plans]' },
    })),
    'user-macros': (everyRecord['user-macros'] ?? []).map((one) => ({
      ...one,
      template: { format: 'plain' as const, value: plain },
    })),
    'sidebar-links': (everyRecord['sidebar-links'] ?? []).map((one) =>
      one.url === undefined ? one : { ...one, url: '/display/DOC/Plans' },
    ),
  },
}

describe('texts and URLs of what hangs on things', () => {
  it('follow what they point to, and any other text stays as it is', async () => {
    trial.observed.add('spaces', { id: 'space:900', key: 'DOC', kind: 'global', status: 'current' })
    const policies = { spaceKeyExists: 'rename', allow: ['site-settings'] } as const
    const { plan, applied } = await trial.import({ policies }, parts)
    const at = (record: string, field: string): unknown => Reflect.get(trial.madeOf(record) ?? {}, field)
    const pageId = trial.idOf('page:11').slice('page:'.length)
    for (const task of ['task:page:11/1', 'task:comment:40/2']) {
      expect([task, at(task, 'text')]).toEqual([task, { format: 'storage', value: moved }])
    }
    expect(at('setting:space:1/layout/header', 'value')).toEqual({ format: 'storage', value: moved })
    expect(at('calendar-event:1', 'description')).toEqual({ format: 'wiki', value: '[DOC2:Plans]' })
    expect(at('calendar-event:2', 'description')).toEqual({ format: 'wiki', value: '[DOC2:Plans]' })
    expect(at('sidebar-link:3', 'url')).toBe(`/pages/${pageId}`)
    expect(at('embed:1', 'url')).toBe(`/pages/${pageId}`)
    expect(at('user-macro:banner', 'template')).toEqual({ format: 'plain', value: plain })
    // The plan had counted them as they came.
    const { rewritten, unchanged, unresolved, total } = applied?.references ?? {}
    expect(plan.survey?.references).toMatchObject({ rewritten, unchanged, unresolved, total })
  })

  it('have nobody else to do a task of who is not carried', async () => {
    trial.observed.add('people', { id: 'person:900', userName: 'keeper', kind: 'person', state: 'active' })
    const policies = { unmappedPeople: { standIn: 'person:900' }, allow: [] }
    const { applied } = await trial.import({ policies }, parts)
    expect(trial.madeOf('task:page:11/1')).toMatchObject({ due: '2030-06-01' })
    expect(trial.madeOf('task:page:11/1')).not.toHaveProperty('assignee')
    const streams = new Map(applied?.streams.map(({ name, created, refused }) => [name, [created, refused]]))
    // Neither a role nor what would be theirs twice.
    expect([streams.get('role-assignments'), streams.get('reactions'), streams.get('likes')]).toEqual([
      [0, 1],
      [0, 2],
      [0, 1],
    ])
  })
})
