import type { Content } from '@spacecrate/format'
import type { Naming } from '../destination.js'
import { isContentId } from '../content-id.js'
import { isCarried, type Planned } from '../plan/plan-index.js'
import { whyDraftOfNoUse } from '../source-access/site-use.js'
import { chooseTitles, noteTitle } from './content-titles.js'
import { type DecidedStep, type PlanContext, skippedByMapping } from './decision.js'
import type { Asked, Decided, StreamKind } from './stream-kind.js'

/** Content is shut until its restrictions stand, and gets another title where its own is taken. */
export const content: StreamKind<'content'> = {
  deferred: ({ draftOf, url }) => [
    ...(draftOf === undefined ? [] : ['draftOf']),
    ...(url === undefined ? [] : ['url']),
  ],
  registerFirst: (record, sources) => sources.addContent(record),
  mapping: { file: 'titles', isId: isContentId },
  chooseTitles,
  decide: (record, asked, context) => {
    if (asked.title !== undefined) noteTitle(record, asked.title, context)
    const decided = decideContent(record, asked, context)
    const title = decided.step.title ?? asked.counterpart?.named?.title
    return title === undefined ? decided : { ...decided, named: namesOf(record, title) }
  },
  note: noteOpening,
  goesUnder: ({ space, parent }, standing) =>
    standing.takesContent(space) && (parent === undefined || standing.isOurs(parent) || standing.takesContent(parent)),
  access: { note: (record, notes) => notes.content(record) },
  rename: (_record, { title }, into) => {
    if (title !== undefined) into['title'] = title
  },
  // To have written a draft opens it.
  duties: ({ status }) => (status === 'draft' ? ['created.by'] : []),
  // A post has no parent.
  isRoot: ({ kind }) => kind !== 'blogpost',
  overLimit: ({ id, title }, { titleLength }, given) => {
    if (title.length <= titleLength) return undefined
    const becomes = given.title === undefined ? '' : `: it becomes ${JSON.stringify(given.title)}`
    const what = `a title of ${title.length}, where ${titleLength} are taken${becomes}`
    return { code: 'TITLE_TOO_LONG', id, what }
  },
  undo: { space: ({ space }) => space },
}

/** A content that an earlier import renamed keeps that title, and links follow. */
function namesOf({ title: formerTitle }: Content, title: string): Naming {
  return title === formerTitle ? { title } : { title, formerTitle }
}

function noteOpening(
  { id, title, draftOf }: Content,
  { step, needs, staysClosedWhy }: Decided,
  { index, journal }: PlanContext,
): void {
  const isOpen = step.action === 'match' && journal.isDone(id, 'content-opening')
  if (needs !== undefined && !isOpen) {
    index.addLater('content-opening', { id, action: 'open', needs, ...(draftOf === undefined ? {} : { draftOf }) })
  }
  if (staysClosedWhy === undefined || isOpen) return
  const loss = { code: 'CONTENT_LEFT_CLOSED', what: `${title} stays closed`, why: staysClosedWhy }
  index.addLater('content-opening', { id, action: 'refuse', loss })
}

/**
 * A content is shut from the first moment if it was restricted; for good if nobody can say what restricts it or what it
 * inherited, or which pages were restricted.
 */
function decideContent(content: Content, { title: chosen, byDefault }: Asked, context: PlanContext): Decided {
  const space = context.index.find(content.space)
  const base = byDefault()
  const needs = context.restricted.of(content.id)
  if (base.action !== 'create') {
    if (needs.length === 0) return { step: base }
    const staysClosedWhy = whyNobodyCanSay(content, context)
    return staysClosedWhy === undefined ? { step: base, needs } : { step: base, staysClosedWhy }
  }
  if (context.decisions.of('titles', content.id)?.word === 'skip') {
    return { step: skippedByMapping('content') }
  }
  const title = chosen?.title ?? content.title
  const renamed = title !== content.title
  if (renamed) context.count.addRename({ stream: 'content', id: content.id, from: content.title, to: title })
  const place = placeOf(content, space, context)
  const made = (shut: { readonly closed?: true; readonly closedWhy?: string }): DecidedStep =>
    renamed ? { ...base, ...place, ...shut, action: 'rename', title } : { ...base, ...place, ...shut }
  const staysClosedWhy = whyItStaysClosed(content, space, context)
  if (staysClosedWhy !== undefined) return { step: made({ closed: true, closedWhy: staysClosedWhy }), staysClosedWhy }
  // A draft inherits the restrictions of what it is the draft of, which is filled in later.
  const mustWait = needs.length > 0 || content.draftOf !== undefined
  return mustWait ? { step: made({ closed: true }), needs } : { step: made({}) }
}

/** Content at the root of a space that goes under a page goes there itself. A post has no parent. */
function placeOf(content: Content, space: Planned | undefined, { index }: PlanContext): { readonly under?: string } {
  const { parent, kind } = content
  if (space?.under === undefined || kind === 'blogpost') return {}
  return parent !== undefined && isCarried(index.find(parent)) ? {} : { under: space.under }
}

function whyItStaysClosed(content: Content, space: Planned | undefined, context: PlanContext): string | undefined {
  const why = whyNobodyCanSay(content, context)
  if (why !== undefined) return why
  const { unknownWhy } = context.restricted
  return unknownWhy !== undefined && space?.action === 'match' ? unknownWhy : undefined
}

/** Also of what an earlier import made, and left closed for this. */
function whyNobodyCanSay(content: Content, { index, restricted, siteUse }: PlanContext): string | undefined {
  const { id, parent } = content
  if (parent !== undefined && !isCarried(index.find(parent))) {
    return `its parent ${parent} is not carried, so nobody can say which restrictions it inherited`
  }
  return restricted.shutWhy(id) ?? whyDraftOfNoUse(content, siteUse)
}
