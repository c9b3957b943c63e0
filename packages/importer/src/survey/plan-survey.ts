import { type Database, inTransaction, LineFile, numberAt, type Statement, textAt } from '@spacecrate/disk'
import { isStreamName, loadBody, streamRules } from '@spacecrate/format'
import type { Archive, Body } from '@spacecrate/format'
import { placeOf } from '../translate/body-place.js'
import { translateBody } from '../translate/translate-bodies.js'
import type { CallOptions, DestinationDescription, StepRecord } from '../destination.js'
import { noTotals, type ReferenceTotals } from '../journal/totals.js'
import { isCarried } from '../plan/plan-index.js'
import { type DoneBefore } from '../journal/done-before.js'
import type { PlanIndex } from '../plan/plan-index.js'
import type { PlanStep } from '../plan/plan-step.js'
import { secondPhaseOf } from '../phases.js'
import { stepRecord } from '../record-batches.js'
import type { ReferenceCount } from '../references/count-references.js'
import { createResolver, type Resolver } from '../references/resolver.js'
import { plainFieldsOf, rewriteFields } from '../references/rewrite-fields.js'
import type { SourceIndex } from '../references/source-index.js'
import { valueAt } from '../structure.js'
import { deferredFields, kindOf } from '../kinds/stream-kinds.js'
import { LimitList } from './limits.js'
import { countFields } from './occurrences.js'
import { countHosts, countMacros } from './scan-text.js'
import type { SurveyedHost, SurveyedMacro, SurveySummary } from '../plan/survey-summary.js'
import { TallyBook } from './tally.js'

/** What a survey looks at, and where it writes. */
export interface SurveyRequest extends CallOptions {
  readonly archive: Archive
  readonly description: DestinationDescription
  readonly index: PlanIndex
  readonly sources: SourceIndex
  readonly journal: DoneBefore
  /** Path of references.ndjson: each reference that will stay unresolved. */
  readonly path: string
}

/** A record with what the plan decided of it. */
export interface SurveyedStep {
  readonly item: StepRecord
  readonly step: Pick<PlanStep, 'action' | 'relation' | 'title' | 'placeholder'>
}

/** Beyond these the rest of a list stands in the database only. */
const listed = 1_000
/** A longer text is carried as it is, and not read. */
const longestText = 16 * 1024 * 1024
/** The destination will give ids of its own: none that a body could hold already. */
const newId = (id: string): string => `${id.slice(0, id.indexOf(':'))}:9223372036854775807`

const schema =
  'CREATE TABLE IF NOT EXISTS surveyed_last (n INTEGER PRIMARY KEY, stream TEXT NOT NULL, record TEXT NOT NULL)'

/**
 * Looks through all that a plan writes while the plan is made, so that each record and each body is read once. It decides
 * on the references of every body as the import will: whatever a body can name has its step before the first body comes.
 */
export class PlanSurvey implements AsyncDisposable {
  readonly #request: SurveyRequest
  readonly #db: Database
  readonly #book: TallyBook
  readonly #limits: LimitList
  readonly #resolver: Resolver
  readonly #lines: LineFile
  readonly #wait: Statement
  readonly #references: ReferenceTotals = noTotals().references
  #bodies = 0
  #newPeople = 0
  #waiting = 0
  /** Where the body stands whose references are being decided. */
  #place = ''

  constructor(request: SurveyRequest) {
    const { index, sources, archive, description } = request
    this.#request = request
    this.#lines = new LineFile(request.path, { evenEmpty: true })
    this.#db = index.db
    this.#db.exec(schema)
    this.#wait = this.#db.prepare('INSERT INTO surveyed_last VALUES (?, ?, ?)')
    this.#book = new TallyBook(index.db)
    this.#limits = new LimitList(description.limits)
    const resolve = (id: string): string | undefined => {
      const planned = index.find(id)
      return isCarried(planned) ? (planned.target ?? newId(id)) : undefined
    }
    const resolver = createResolver(index, sources, resolve, archive.manifest.source)
    this.#resolver = {
      ...resolver,
      person: (kind, value) => {
        const found = resolver.person(kind, value)
        if (found !== undefined) this.#book.add('person', found.id, this.#place)
        return found
      },
    }
  }

  /** Looks at records that have their steps. Call it after every batch, outside of a transaction. */
  async look(steps: readonly SurveyedStep[]): Promise<void> {
    const waiting: StepRecord[] = []
    for (const { item, step } of steps) {
      const isWritten = step.action === 'create' || step.action === 'rename'
      if (isWritten) {
        countFields(item, this.#request.index, this.#book)
        this.#limits.look(item, step)
        if (step.placeholder !== true && kindOf(item.stream).isNewAccount?.(item.record) === true) this.#newPeople++
      }
      if (isWritten && plainFieldsOf(item.stream).length > 0) this.#lookAtFields(item)
      const isOurs = isWritten || (step.action === 'match' && step.relation === 'ours')
      const fields = isOurs ? bodyFields(item) : []
      if (fields.length === 0) continue
      const deferred = deferredFields(item.stream, item.record)
      if (fields.some((field) => deferred.includes(field)) && this.#isCompleted(item)) waiting.push(item)
      if (isWritten)
        await this.#lookAtBodies(
          item,
          fields.filter((field) => !deferred.includes(field)),
        )
    }
    if (waiting.length > 0) this.#keep(waiting)
    await this.#lines.flush()
  }

  /** Looks at what had to wait, and sums up. */
  async finish(): Promise<SurveySummary> {
    const next = this.#db.prepare('SELECT n, stream, record FROM surveyed_last WHERE n > ? ORDER BY n LIMIT 1')
    for (let last = 0; ;) {
      this.#request.signal?.throwIfAborted()
      const row: unknown = next.get([last])
      if (row === undefined) break
      last = numberAt(row, 'n')
      const item = readWaiting(row)
      const deferred = deferredFields(item.stream, item.record)
      await this.#lookAtBodies(
        item,
        bodyFields(item).filter((field) => deferred.includes(field)),
      )
      await this.#lines.flush()
    }
    this.#book.flush()
    await this.#lines.finish()
    const { rewritten, unchanged, unresolved } = this.#references
    return {
      bodies: this.#bodies,
      references: { ...this.#references, total: rewritten + unchanged + unresolved },
      macros: this.#macros(),
      hosts: this.#hosts(),
      limits: this.#limits.all(),
      newPeople: this.#newPeople,
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lines[Symbol.asyncDispose]()
  }

  /** What waits for others (a profile, a description) will be filled in. */
  #isCompleted({ stream, record }: StepRecord): boolean {
    const phase = secondPhaseOf(stream, 'complete')
    return phase !== undefined && !this.#request.journal.isDone(record.id, phase)
  }

  #keep(items: readonly StepRecord[]): void {
    inTransaction(this.#db, () => {
      for (const { stream, record } of items) this.#wait.run([++this.#waiting, stream, JSON.stringify(record)])
    })
  }

  async #lookAtBodies(item: StepRecord, fields: readonly string[]): Promise<void> {
    for (const field of fields) for (const body of bodiesAt(item, field)) await this.#lookAtBody(item, body)
  }

  #lookAtFields(item: StepRecord): void {
    const place = placeOf(item, this.#request.index)
    this.#place = place.content ?? place.holder
    const { references } = rewriteFields(item, place, this.#resolver)
    this.#count(item, references)
    if (references.rewritten + references.unchanged + references.unresolved === 0) return
    for (const field of plainFieldsOf(item.stream)) {
      const text = valueAt(item.record, field)
      if (typeof text === 'string') countHosts(text, this.#place, this.#book)
    }
  }

  async #lookAtBody(item: StepRecord, body: Body): Promise<void> {
    const { archive, index } = this.#request
    const place = placeOf(item, index)
    this.#bodies++
    this.#place = place.content ?? place.holder
    const isRead = 'value' in body || body.bytes <= longestText
    const text = isRead ? await loadBody(archive, body, this.#request) : ''
    if (isRead) {
      countMacros(text, body.format, this.#place, this.#book)
      countHosts(text, this.#place, this.#book)
    }
    const loaded = isRead ? { format: body.format, value: text } : body
    const { references, notRewrittenWhy } = await translateBody(loaded, place, this.#resolver, archive, this.#request)
    if (notRewrittenWhy !== undefined) this.#limits.add('BODY_NOT_REWRITTEN', item.record.id, notRewrittenWhy)
    this.#count(item, references)
  }

  #count({ record }: StepRecord, references: ReferenceCount): void {
    const totals = this.#references
    totals.rewritten += references.rewritten
    totals.unchanged += references.unchanged
    totals.unresolved += references.unresolved
    for (const [reason, count] of references.reasons) totals.reasons[reason] = (totals.reasons[reason] ?? 0) + count
    for (const reference of references.listed)
      this.#lines.add(`${JSON.stringify({ record: record.id, ...reference })}\n`)
  }

  #macros(): SurveyedMacro[] {
    const { macros } = this.#request.description.limits
    return this.#book.most('macro', listed).map(({ key, count, sample = '' }) => ({
      name: key,
      count,
      sample,
      ...(macros === undefined ? {} : { there: macros.has(key) }),
    }))
  }

  #hosts(): SurveyedHost[] {
    return this.#book.most('host', listed).map(({ key, count, sample = '' }) => ({
      host: key,
      count,
      sample,
      kind:
        this.#resolver.isSourceHost(key) === true
          ? 'source'
          : this.#book.find('likely-host', key) === undefined
            ? 'other'
            : 'likely',
    }))
  }
}

/** Fields that hold a body or a list of bodies. */
function bodyFields({ stream, record }: StepRecord): string[] {
  return streamRules[stream].blobs.filter((field) => typeof valueAt(record, field) === 'object')
}

function bodiesAt({ record }: StepRecord, field: string): readonly Body[] {
  const value = valueAt(record, field)
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.filter((body): body is Body => typeof body === 'object' && body !== null && 'format' in body)
}

/** Our own file: what was kept comes back. */
function readWaiting(row: unknown): StepRecord {
  const stream = textAt(row, 'stream') ?? ''
  if (!isStreamName(stream)) throw new TypeError(`Unknown stream ${stream}`)
  return stepRecord(stream, JSON.parse(textAt(row, 'record') ?? 'null'))
}
