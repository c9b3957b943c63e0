import { streamRules } from '@spacecrate/format'
import type { StepOutcome } from '@spacecrate/importer'
import type { UntouchedProof } from '../import-report.js'

/** Counts for the proof that nothing existing at the destination was touched. */
export class UntouchedCount {
  #creates = 0
  #completions = 0
  #changes = 0
  #existing = 0
  #refused = 0
  #changedSince = 0
  readonly #added = new Map<string, number>()

  add(one: StepOutcome): void {
    const { step, outcome, losses } = one
    switch (step.action) {
      case 'create':
      case 'rename':
        this.#creates++
        break
      case 'complete':
      case 'open':
        this.#completions++
        break
      case 'match':
      case 'skip':
      case 'refuse':
        break
      default:
        // An import has no other steps; should one appear, it is counted as a change.
        step satisfies never
        this.#changes++
    }
    if (isExisting(one)) this.#existing++
    if (isAdded(one)) this.#added.set(step.stream, (this.#added.get(step.stream) ?? 0) + 1)
    if (outcome === 'refused' && losses.some(({ code }) => additions.has(code))) this.#refused++
    if (step.action !== 'refuse' && losses.some(({ code }) => code === 'CONFLICT')) this.#changedSince++
  }

  proof(): UntouchedProof {
    return {
      creates: this.#creates,
      completions: this.#completions,
      changes: this.#changes,
      existing: this.#existing,
      added: Object.fromEntries(this.#added),
      refused: this.#refused,
      changedSince: this.#changedSince,
    }
  }
}

const additions: ReadonlySet<string> = new Set([
  'EXISTING_NOT_CHANGED',
  'MEMBERSHIP_IN_EXISTING_GROUP',
  'SITE_PERMISSION_NOT_CARRIED',
  'SITE_SETTING_NOT_ALLOWED',
  'SITE_TEMPLATE_NOT_ALLOWED',
])

/** True for something that the destination had before and that is used as it is. */
export function isExisting({ step, first }: StepOutcome): boolean {
  return first && step.action === 'match' && step.relation === 'same'
}

/** True for an addition to something that existed before, or to the site at large. Evidence does not count: it changes nothing. */
export function isAdded({ step, first, outcome, underExisting, space }: StepOutcome): boolean {
  if (!first || outcome !== 'created' || streamRules[step.stream].evidence === true) return false
  return underExisting || (step.stream === 'templates' && space === undefined)
}
