import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { StreamName, StreamRecords } from '@spacecrate/format'
import type { DestinationReader, Held, Outcome, Step, StepContext } from '../destination.js'
import { nothingAllowed } from '../policies.js'
import { stepOf, stepRecord } from '../record-batches.js'
import type { DestinationCase } from './destination-cases.js'
import type { Observed } from './memory-destination.js'

const source = 'source-1'
const file = Buffer.from('some file')
const digest = createHash('sha256').update(file).digest('hex')
const context: StepContext = { source, archive: 'archive-1', ...nothingAllowed, openBlob: () => [file] }

const space: StreamRecords['spaces'] = { id: 'space:1', key: 'DOC', kind: 'global', status: 'current' }
const page: StreamRecords['content'] = {
  id: 'page:1',
  kind: 'page',
  space: 'space:1',
  title: 'Page',
  status: 'current',
  version: 1,
}
const version = (of: string, value: string): StreamRecords['versions'] => ({
  id: `version:${of}/1`,
  of,
  number: 1,
  order: 1,
  body: { format: 'storage', value },
})

/** What was made, with the mark of that write. */
interface Made {
  readonly target: string
  readonly written: string
}

/** Rules of reading back, of `repair` and of `trash`, for a destination that is empty. */
export const undoingCases: readonly DestinationCase[] = [
  {
    name: 'reads what it made as it made it, one answer for each question',
    async run(observed) {
      const { content } = await makeAll(observed)
      const { reader } = observed.destination
      const [found, none] = await reader.load(source, 'content', [content.target, 'page:none'])
      assert.equal(none, undefined)
      assert.deepEqual(
        [found?.record.title, found?.record.id, found?.madeOf, found?.written],
        ['Page', content.target, page.id, content.written],
      )
      const [foreign] = await reader.load('source-2', 'content', [content.target])
      assert.equal(foreign?.madeOf, undefined)
      assert.ok(observed.destination.addressOf('content', found?.record ?? page)?.startsWith('/'))
    },
  },
  {
    name: 'marks what somebody edited, and what is shut',
    async run(observed) {
      const { content } = await makeAll(observed, { closed: true })
      const before = await held(observed, 'content', content.target)
      assert.equal(before?.closed, true)
      const open = stepOf(
        'content',
        page,
        { ...page, id: content.target },
        {
          action: 'open',
          target: content.target,
          needs: [],
        },
      )
      await apply(observed, open)
      const after = await held(observed, 'content', content.target)
      assert.deepEqual([after?.closed, after?.written], [undefined, content.written])
      observed.edit('content', content.target, { title: 'Mine' })
      const edited = await held(observed, 'content', content.target)
      assert.notEqual(edited?.written, content.written)
    },
  },
  {
    name: 'lists what one owner has, and all of a stream',
    async run(observed) {
      const { content, place } = await makeAll(observed)
      assert.deepEqual(await list(observed.destination.reader, 'content', place.target), [content.target])
      assert.deepEqual(await list(observed.destination.reader, 'content', 'space:none'), [])
      assert.ok((await list(observed.destination.reader, 'versions')).includes(`version:${content.target}/1`))
      const counts = await observed.destination.reader.counts(source)
      assert.deepEqual([counts.get('content'), counts.get('versions'), counts.get('spaces')], [1, 1, 1])
      assert.equal((await observed.destination.reader.counts('source-2')).get('content') ?? 0, 0)
    },
  },
  {
    name: 'gives the bytes of a file back, and does not invent any',
    async run(observed) {
      const { content } = await makeAll(observed)
      const attachment = { id: 'attachment:1', container: content.target, name: 'a', status: 'current', version: 1 }
      const { target } = await make(observed, 'attachments', attachment as StreamRecords['attachments'])
      const bytes = { id: `version:${target}/1`, of: target, number: 1, order: 1, blob: digest }
      const original = { ...bytes, id: 'version:attachment:1/1', of: 'attachment:1' }
      await apply(observed, stepOf('attachment-versions', original, bytes, { action: 'create' }))
      assert.equal(await bytesOf(observed.destination.reader, digest), file.toString())
      await assert.rejects(bytesOf(observed.destination.reader, '0'.repeat(64)))
    },
  },
  {
    name: 'repairs what it made and nobody has edited, and marks it anew',
    async run(observed) {
      const { content, text } = await makeAll(observed)
      const outcome = await apply(observed, repair(content.target, text.written, '<p>repaired</p>'))
      assert.equal(outcome.status, 'created')
      const now = await held(observed, 'versions', text.target)
      assert.deepEqual(now?.record.body, { format: 'storage', value: '<p>repaired</p>' })
      assert.equal(outcome.status === 'created' && outcome.written, now?.written)
      assert.notEqual(now?.written, text.written)
      assert.equal(now?.madeOf, 'version:page:1/1')
    },
  },
  {
    name: 'repairs and trashes nothing that somebody edited, that others made, or that is gone',
    async run(observed) {
      const { content, text } = await makeAll(observed)
      const gone = { ...page, id: 'page:404' }
      const steps = (expected: string): Step[] => [
        repair(content.target, expected, '<p>no</p>'),
        trash('content', { ...page, id: 'page:2' }, content.target, content.written),
        trash('content', gone, 'page:404', content.written),
      ]
      observed.edit('versions', text.target, { message: 'mine' })
      observed.edit('content', content.target, { title: 'Mine' })
      const before = state(observed)
      const all = [...steps(text.written), trash('content', page, content.target, content.written)]
      const outcomes = await observed.destination.apply(all, context)
      assert.deepEqual(
        outcomes.map(refusalOf),
        // What others made may be refused as a conflict or as no row of ours.
        ['CONFLICT', refusalOf(outcomes[1]), 'RECORD_GONE', 'CONFLICT'],
      )
      assert.equal(outcomes[1]?.status, 'refused')
      assert.deepEqual(state(observed), before)
    },
  },
  {
    name: 'moves to the trash what it made, forgets it with all that hangs on it, and makes it again',
    async run(observed) {
      const { place, content, text } = await makeAll(observed)
      const [first, second] = await observed.destination.apply(
        [trash('content', page, content.target, content.written), trash('spaces', space, place.target, place.written)],
        context,
      )
      assert.deepEqual([first?.status, second?.status], ['created', 'created'])
      const now = await held(observed, 'content', content.target)
      assert.deepEqual([now?.record.status, now?.madeOf], ['trashed', undefined])
      assert.equal((await held(observed, 'versions', text.target))?.madeOf, undefined)
      const asked = [
        stepRecord('spaces', space),
        stepRecord('content', page),
        stepRecord('versions', version('page:1', '')),
      ]
      assert.deepEqual(await observed.destination.find(source, asked), [undefined, undefined, undefined])
      const again = await makeAll(observed)
      assert.notEqual(again.content.target, content.target)
      const repeated = trash('content', page, content.target, now?.written ?? '')
      assert.equal((await apply(observed, repeated)).status, 'refused')
    },
  },
]

function refusalOf(outcome: Outcome | undefined): string {
  return outcome?.status === 'refused' ? outcome.loss.code : 'not refused'
}

function state(observed: Observed): string[] {
  return [...observed.rows()].map((row) => JSON.stringify(row)).sort()
}

function repair(content: string, expected: string, value: string): Step {
  const after = version(content, value)
  const rest = { action: 'repair', target: after.id, fields: ['body'], expected } as const
  return stepOf('versions', version(page.id, value), after, rest)
}

function trash<Name extends StreamName>(
  stream: Name,
  record: StreamRecords[Name],
  target: string,
  expected: string,
): Step {
  return stepOf(stream, record, { ...record, id: target }, { action: 'trash', target, expected })
}

async function apply({ destination }: Observed, step: Step): Promise<Outcome> {
  const [outcome] = await destination.apply([step], context)
  assert.ok(outcome)
  return outcome
}

async function make<Name extends StreamName>(
  observed: Observed,
  stream: Name,
  record: StreamRecords[Name],
  rest: { readonly closed?: boolean } = {},
): Promise<Made> {
  const [target] = await observed.destination.reserve([stepRecord(stream, record)])
  const translated = target === undefined ? record : { ...record, id: target }
  const step = stepOf(stream, record, translated, {
    action: 'create',
    ...(target === undefined ? {} : { target }),
    ...rest,
  })
  const outcome = await apply(observed, step)
  assert.equal(outcome.status, 'created')
  return outcome.status === 'created'
    ? { target: outcome.target, written: outcome.written ?? '' }
    : { target: '', written: '' }
}

/** A space with a page that has a version. */
async function makeAll(
  observed: Observed,
  rest: { readonly closed?: boolean } = {},
): Promise<{ readonly place: Made; readonly content: Made; readonly text: Made }> {
  const place = await make(observed, 'spaces', space)
  const content = await make(observed, 'content', { ...page, space: place.target }, rest)
  const original = version(page.id, '<p>text</p>')
  const step = stepOf('versions', original, version(content.target, '<p>text</p>'), { action: 'create' })
  const outcome = await apply(observed, step)
  assert.equal(outcome.status, 'created')
  const written = outcome.status === 'created' ? (outcome.written ?? '') : ''
  return { place, content, text: { target: `version:${content.target}/1`, written } }
}

async function held<Name extends StreamName>(
  { destination }: Observed,
  stream: Name,
  id: string,
): Promise<Held<Name> | undefined> {
  const [found] = await destination.reader.load(source, stream, [id])
  return found
}

async function list(reader: DestinationReader, stream: StreamName, owner?: string): Promise<string[]> {
  const ids: string[] = []
  for await (const { record } of reader.list(source, stream, owner)) ids.push(record.id)
  return ids
}

async function bytesOf(reader: DestinationReader, blob: string): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of reader.openBlob(blob)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
