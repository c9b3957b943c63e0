import type { Archive } from '@spacecrate/format'
import { type StepOutcome, walkOutcomes } from '@spacecrate/importer'
import { FindingCollector, type Missing } from '../../findings.js'
import { impactOfLoss } from '../../codes/impact.js'
import type { ReportLists } from '../../lists.js'
import type { ImportListName } from '../import-lists.js'
import type { PartyCount, UntouchedProof } from '../import-report.js'
import type { EndedSpace } from '../outcome-sums.js'
import { PartyCounts, partyOutcome, sortOfPerson, stateOf } from './party-counts.js'
import { PhaseNames } from './phase-names.js'
import { SamplePicker } from './sample-picker.js'
import { SpaceSums } from './space-sums.js'
import { isAdded, isExisting, UntouchedCount } from './untouched.js'

/** The result of one pass over a plan and its journal. */
export interface CollectedOutcomes {
  readonly sums: SpaceSums
  readonly losses: FindingCollector
  readonly parties: readonly PartyCount[]
  readonly untouched: UntouchedProof
  readonly picker: Pick<SamplePicker, 'picks' | 'addUnresolved'>
  /** How each space ended, by archive id. */
  readonly spaces: ReadonlyMap<string, EndedSpace>
}

/** The plan, the journal, and where the lists go. */
export interface CollectRequest {
  readonly archive: Archive
  readonly planDir: string
  /** Of an import that was applied. */
  readonly journalDir?: string | undefined
  /** True if the import changed nothing: everything was as an earlier one had left it. */
  readonly settled: boolean
  readonly lists: ReportLists<ImportListName>
  /** Takes the lines of the whole list of losses, as NDJSON. */
  readonly onLoss: (line: string) => void
  /** Called after every batch, to write what has gathered. */
  readonly flush: () => Promise<void>
  readonly signal: AbortSignal
}

/** Counts and lists every step of a plan, in one pass: nothing stays in memory but sums per space and kind. */
export async function collectOutcomes(request: CollectRequest): Promise<CollectedOutcomes> {
  const { archive, planDir, journalDir, settled, signal, flush } = request
  const pass = new OutcomePass(request)
  let phase: string | undefined
  let names = new PhaseNames(archive, signal)
  try {
    const walk = { planDir, settled, signal, ...(journalDir !== undefined && { journalDir }) }
    for await (const batch of walkOutcomes(walk)) {
      for (const one of batch) {
        if (one.step.phase !== phase) {
          await names[Symbol.asyncDispose]()
          names = new PhaseNames(archive, signal)
          phase = one.step.phase
        }
        await pass.add(one, names)
      }
      await flush()
    }
  } finally {
    await names[Symbol.asyncDispose]()
  }
  return pass.result()
}

class OutcomePass {
  readonly #lists: CollectRequest['lists']
  readonly #onLoss: CollectRequest['onLoss']
  readonly #sums = new SpaceSums()
  readonly #losses = new FindingCollector()
  readonly #parties = new PartyCounts()
  readonly #untouched = new UntouchedCount()
  readonly #picker = new SamplePicker()
  readonly #spaces = new Map<string, EndedSpace>()
  /** Keys of spaces, for lists: all of them come before what lies in them. */
  readonly #keys = new Map<string, string>()

  constructor({ lists, onLoss }: CollectRequest) {
    this.#lists = lists
    this.#onLoss = onLoss
  }

  async add(one: StepOutcome, names: PhaseNames): Promise<void> {
    const { step, first } = one
    this.#untouched.add(one)
    this.#picker.add(one)
    if (first) {
      this.#sums.add(one)
      if (step.stream === 'spaces') {
        this.#spaces.set(step.id, endOf(one))
        this.#keys.set(step.id, (await names.record('spaces', step.id))?.key ?? '')
      }
      await this.#list(one, names)
      if (step.action === 'rename') await this.#addRename(one, names)
      if (step.stream === 'people' || step.stream === 'groups') await this.#addParty(one, names)
    }
    await this.#addLosses(one, names)
  }

  result(): CollectedOutcomes {
    return {
      sums: this.#sums,
      losses: this.#losses,
      parties: this.#parties.counts(),
      untouched: this.#untouched.proof(),
      picker: this.#picker,
      spaces: this.#spaces,
    }
  }

  async #list(one: StepOutcome, names: PhaseNames): Promise<void> {
    const { step, outcome, owner, target, reason, losses, space } = one
    const row = [
      step.stream,
      this.#keyOf(space),
      step.id,
      await names.nameOf(step.stream, step.id),
      owner,
      target,
      reason ?? (outcome === 'created' || outcome === 'matched' ? undefined : losses[0]?.why),
    ]
    this.#lists.add(outcome ?? 'unexplained', row)
    if (isExisting(one)) this.#lists.add('existing', row)
    if (isAdded(one)) this.#lists.add('added', row)
  }

  async #addRename({ step }: StepOutcome, names: PhaseNames): Promise<void> {
    const { stream, id, key, title } = step
    const space = stream === 'spaces' ? await names.record('spaces', id) : undefined
    this.#lists.add('renamed', [stream, id, space?.key ?? (await names.nameOf(stream, id)), key ?? title])
  }

  async #addParty(one: StepOutcome, names: PhaseNames): Promise<void> {
    const { step, target, reason, losses } = one
    const person = step.stream === 'people' ? await names.record('people', step.id) : undefined
    const party = person ?? (await names.record('groups', step.id))
    this.#parties.add(one, step.stream === 'people' ? sortOfPerson(person) : 'groups')
    this.#lists.add('people', [
      step.stream,
      step.id,
      await names.nameOf(step.stream, step.id),
      person?.email,
      stateOf(party),
      partyOutcome(one),
      target,
      reason ?? losses[0]?.why,
    ])
  }

  async #addLosses(one: StepOutcome, names: PhaseNames): Promise<void> {
    const missing = missingOf(one)
    if (missing.length === 0) return
    const { step, outcome, space, owner } = one
    const own = step.stream === 'content' || step.stream === 'spaces'
    const place = await names.placeOf(own ? step.id : owner)
    for (const loss of missing) {
      const impact = impactOfLoss(loss.code, step.stream)
      const named = { ...loss, impact, on: place?.name }
      this.#losses.add(named)
      const line = { outcome, kind: step.stream, space: this.#keyOf(space), ...named }
      this.#onLoss(`${JSON.stringify(line)}\n`)
      this.#lists.add('losses', lossRow(line))
    }
  }

  #keyOf(space: string | undefined): string {
    return space === undefined ? '' : (this.#keys.get(space) ?? space)
  }
}

/** A line of the whole list of losses. */
export interface LossLine extends Missing {
  readonly outcome?: StepOutcome['outcome'] | undefined
  readonly kind: string
  /** Key. */
  readonly space: string
}

/** The same as a row. */
export function lossRow({ impact, code, kind, space, id, on, what, why, remedy }: LossLine): (string | undefined)[] {
  return [impact, code, kind, space, id, on, what, why, remedy]
}

function endOf({ step, outcome }: StepOutcome): EndedSpace {
  const { action, key } = step
  return { outcome, isRenamed: action === 'rename', key }
}

/** The losses of a step. A second step with nothing to do loses nothing. */
function missingOf({ step, first, outcome, reason, losses }: StepOutcome): Missing[] {
  const { id, phase } = step
  if (losses.length > 0) {
    return losses.map(({ code, what, why, remedy }) => {
      return { code, count: 1, what, why, remedy, where: id, id }
    })
  }
  // A destination always keeps its own name and settings: nothing is missing there.
  if (outcome !== 'failed' && !(outcome === 'skipped' && first && step.stream !== 'site')) return []
  const code = outcome === 'failed' ? 'STEP_FAILED' : 'SKIPPED'
  return [{ code, count: 1, what: id, why: reason ?? 'No reason was written down', where: phase, id }]
}
