import type { Content } from '@spacecrate/format'
import type { CallOptions, Counterpart, StepRecord } from '../destination.js'
import { pageQuestion } from '../mapping/find-target.js'
import type { PlanContext } from './decision.js'

/** A title that is not, or not without a decision, that of the source. */
export interface ChosenTitle {
  readonly title: string
  /** Why the title of the source can't stay; absent where somebody only wished another one. */
  readonly why?: string
  /** Title without a decision. */
  readonly proposed: string
  /** Contents of the archive that have the same title, if that is why. */
  readonly count?: number
}

/**
 * Chooses a title for those contents of a batch whose own is too long, taken, or decided upon. A title is taken by a page
 * before it in the archive or at the destination; one that a later page of the archive has is never given away.
 */
export async function chooseTitles(
  batch: readonly StepRecord[],
  counterparts: ReadonlyMap<string, Counterpart>,
  context: PlanContext,
  isLeftOut: (item: StepRecord) => boolean,
  options: CallOptions,
): Promise<ReadonlyMap<string, ChosenTitle>> {
  const chosen = new Map<string, ChosenTitle>()
  const { description, sources, decisions, index } = context
  const anyClash = sources.hasClashes() || decisions.has('titles')
  for (const item of batch) {
    if (item.stream !== 'content' || counterparts.has(item.record.id)) continue
    const { title, space } = item.record
    const isLong = title.length > description.limits.titleLength
    if (!isLong && !anyClash && index.find(space)?.action !== 'match') continue
    if (context.selector.whyNot('content', item.record, true) !== undefined || isLeftOut(item)) continue
    const one = await chooseTitle(item.record, context, options)
    if (one !== undefined) chosen.set(item.record.id, one)
  }
  return chosen
}

/** The row of the mapping files for a title that can't stay. */
export function noteTitle(
  { id, title, space }: Content,
  { why, proposed, count }: ChosenTitle,
  { decisions, sources }: PlanContext,
): void {
  if (why === undefined) return
  decisions.addRow('titles', {
    id,
    is: { space: sources.keyOf(space) ?? space, title, why },
    proposed: proposed === title ? '' : `rename ${proposed}`,
    ...(count === undefined ? {} : { occurrences: count }),
  })
}

async function chooseTitle(
  content: Content,
  context: PlanContext,
  options: CallOptions,
): Promise<ChosenTitle | undefined> {
  const { decisions, sources, index, description, destination, archive, policies } = context
  const { titleLength, uniqueTitles } = description.limits
  const planned = index.find(content.space)
  // Where content of several spaces comes together they share their titles; what stands there has some already.
  const existing = planned?.action === 'match' ? planned.target : undefined
  const room = existing ?? content.space
  const unique = uniqueTitles && content.kind === 'page' && content.status === 'current'
  const decision = decisions.of('titles', content.id)
  if (decision?.word === 'skip') return undefined
  const fitting = cut(content.title, titleLength)
  const count = unique ? sources.pagesOf(content.space, content.title) : 1
  if (decision === undefined && fitting === content.title && count < 2 && existing === undefined) return undefined
  const taken = unique && (await isTaken(fitting))
  const proposed = taken ? await freeTitle() : fitting
  const why =
    fitting !== content.title
      ? `longer than ${titleLength} characters`
      : taken
        ? 'another page has this title'
        : count > 1
          ? 'other pages have this title as well'
          : undefined
  let title = proposed
  if (decision !== undefined) {
    const rival = unique ? await rivalOf(decision.title) : undefined
    if (rival === undefined) title = decision.title
    else decisions.reject('titles', content.id, `${rival} has the title ${JSON.stringify(decision.title)} there`)
  }
  if (unique) sources.takeTitle(room, title)
  if (why === undefined && decision === undefined) return undefined
  return { title, proposed, ...(why === undefined ? {} : { why }), ...(count > 1 ? { count } : {}) }

  async function isTaken(candidate: string): Promise<boolean> {
    if (sources.isTitleTaken(room, candidate)) return true
    if (existing === undefined) return false
    const [found] = await destination.find(archive.manifest.source.siteId, [pageQuestion(existing, candidate)], options)
    return found !== undefined
  }

  /** Who has a title: a page of the archive that keeps it, one of this import, or one of the destination. */
  async function rivalOf(candidate: string): Promise<string | undefined> {
    const native =
      sources.pagesOf(content.space, candidate) > 0 ? sources.pageOf(content.space, candidate)?.id : undefined
    if (native !== undefined && native !== content.id && decisions.of('titles', native) === undefined) return native
    return (await isTaken(candidate)) ? 'another page' : undefined
  }

  async function freeTitle(): Promise<string> {
    for (;;) {
      const number = sources.nextNumber(room, content.title)
      const candidate = byRule(policies.titleRule, content.title.trim(), number, titleLength)
      const native = sources.pageOf(content.space, candidate)
      if (native === undefined && !(await isTaken(candidate))) return candidate
    }
  }
}

/** The title with a number, as the rule says; the title itself is cut where the whole would be too long. */
export function byRule(rule: string, title: string, number: number, longest: number): string {
  const fill = (text: string): string => rule.replaceAll('{n}', String(number)).replaceAll('{title}', () => text)
  const room = longest - fill('').length
  return fill(cut(title, Math.max(1, room)))
}

/** A text of at most so many UTF-16 code units, cut between characters. */
function cut(title: string, longest: number): string {
  if (title.length <= longest) return title
  const end = longest - 1
  const high = title.charCodeAt(end - 1)
  return `${title.slice(0, high >= 0xd800 && high <= 0xdbff ? end - 1 : end).trimEnd()}…`
}
