import { isDeepStrictEqual } from 'node:util'
import type { Bytes, StreamName } from '@spacecrate/format'
import type { Outcome, Step, StepContext } from '../destination.js'
import { intentKey } from '../journal/journal.js'
import { hasOwnId, isOfSite } from '../structure.js'
import { type ApplyContext, isFirstStep } from './apply-context.js'
import type { CountedEnding } from './count-endings.js'
import type { Prepared } from './prepare-step.js'

/** One call of the destination, and how its steps ended. Their intents are in the journal already. */
export async function writeSteps(prepared: readonly Prepared[], context: ApplyContext): Promise<CountedEnding[]> {
  const { archive, destination, inDoubt, totals } = context
  const doubted = new Set(
    inDoubt.size === 0 ? [] : prepared.filter(({ planned }) => inDoubt.delete(intentKey(planned.id, planned.phase))),
  )
  const isThere = (one: Prepared): boolean => doubted.has(one) && isFirstStep(one.planned)
  const todo = doubted.size === 0 ? prepared : prepared.filter((one) => !isThere(one))
  const blobs = new Map(todo.flatMap(({ translation }) => [...translation.blobs]))
  const stepContext: StepContext = {
    source: archive.manifest.source.siteId,
    archive: archive.manifest.archive.id,
    allow: context.allow,
    places: context.places,
    openBlob: (digest) => counted(blobs.get(digest), digest),
    ...(context.signal === undefined ? {} : { signal: context.signal }),
  }
  const steps = todo.map(({ step }) => step)
  const outcomes = steps.length === 0 ? [] : await destination.apply(steps, stepContext)
  if (outcomes.length !== steps.length) throw new TypeError(`${steps.length} steps had ${outcomes.length} outcomes`)
  const byStep = new Map(todo.map((one, at) => [one, outcomes[at]]))
  const marks = await marksOf([...doubted], context)
  return prepared.map((one) => {
    const { target: given, translated } = one.step
    const target = given ?? (hasOwnId(one.planned.stream) ? '' : translated.id)
    return endingWith(one, byStep.get(one) ?? { status: 'created', target, losses: [] }, marks.get(one))
  })

  async function* counted(own: Buffer | undefined, digest: string): AsyncGenerator<Uint8Array> {
    const bytes: Bytes = own === undefined ? archive.openBlob(digest, context) : [own]
    for await (const chunk of bytes) {
      totals.bytes += chunk.byteLength
      yield chunk
    }
  }
}

/**
 * Marks of what a run that broke off had written without learning so: only of what stands there just as it was sent, since
 * somebody may have edited it meanwhile.
 */
async function marksOf(
  doubted: readonly Prepared[],
  { archive, destination }: ApplyContext,
): Promise<ReadonlyMap<Prepared, string>> {
  const marks = new Map<Prepared, string>()
  const byStream = new Map<StreamName, Prepared[]>()
  for (const one of doubted) {
    if (one.step.action === 'open') continue
    byStream.set(one.step.stream, [...(byStream.get(one.step.stream) ?? []), one])
  }
  for (const [stream, wanted] of byStream) {
    const ids = wanted.map(({ step }) => step.target ?? step.translated.id)
    const held = await destination.reader.load(archive.manifest.source.siteId, stream, ids)
    wanted.forEach((one, at) => {
      const found = held[at]
      if (found?.madeOf === one.step.record.id && stands(one.step, found.record)) marks.set(one, found.written)
    })
  }
  return marks
}

/** True if the record at the destination is what the step would write. */
function stands(step: Step, held: object): boolean {
  const { translated } = step
  if (step.action !== 'complete') return isDeepStrictEqual(plain(held), plain(translated))
  return step.fields.every((field) => isDeepStrictEqual(Reflect.get(held, field), Reflect.get(translated, field)))
}

function plain(record: object): unknown {
  return JSON.parse(JSON.stringify(record))
}

function endingWith(
  { planned, intent, translation, step }: Prepared,
  outcome: Outcome,
  mark: string | undefined,
): CountedEnding {
  const { record, phase, digest } = intent
  const base = { record, phase, ...(digest === undefined ? {} : { digest }) }
  switch (outcome.status) {
    case 'created':
    case 'matched': {
      // What belongs to the site at large is taken back by itself, and so it is known by its id there.
      const isThing = hasOwnId(planned.stream) || isOfSite(planned.stream, step.record)
      const own = isThing && isFirstStep(planned) && outcome.target !== ''
      const written = outcome.status === 'created' ? (outcome.written ?? mark) : mark
      return {
        ...base,
        outcome: outcome.status,
        losses: [...intent.losses, ...outcome.losses],
        ...(own ? { target: outcome.target } : {}),
        ...(written === undefined ? {} : { written }),
        ...(translation.references === undefined ? {} : { references: translation.references }),
        ...(translation.references === undefined ? {} : { unresolved: translation.references.listed }),
      }
    }
    case 'skipped':
      return { ...base, outcome: 'skipped', losses: [], reason: outcome.reason }
    case 'refused':
    case 'failed':
      return { ...base, outcome: outcome.status, losses: [outcome.loss] }
    default:
      outcome satisfies never
      throw new TypeError('Unknown outcome')
  }
}
