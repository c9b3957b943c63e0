import type { ReferenceContainer, ReferenceKind } from '../references/reference.js'
import type { ReferenceForm } from './forms.js'
import type { OpenSays } from './read-reference.js'

/** An end tag closes at most this many elements that were left open; beyond, it is taken as a stray one. */
const CLOSED_AT_ONCE = 256

/** `ac:macro` and `ac:default-parameter` are those of Confluence 4. */
export const MACROS: ReadonlySet<string> = new Set(['ac:structured-macro', 'ac:macro'])
/** Their text, or what they hold, belongs to the macro around them. */
export const PARAMETERS: ReadonlySet<string> = new Set(['ac:parameter', 'ac:default-parameter'])

/** An element that is open. */
export interface OpenElement {
  readonly name: string
  readonly start: number
  /** Behind its start tag. */
  readonly inside: number
  /** Takes the container of a reference that may still get one. */
  readonly says: OpenSays | undefined
  /** Name of the macro or parameter, or type of the node. */
  readonly called: string
  /** Of a macro: what its parameters say of files, and the page that one of them says they are on. */
  readonly files?: OpenSays[]
  page?: ReferenceContainer
}

/** Gives what names a content to the element around it: the container of an attachment, or of an anchor,. */
export function giveToContainer(open: readonly OpenElement[], form: ReferenceForm, says: OpenSays): void {
  const holder = open.at(-1)?.says
  if (holder === undefined || holder.container !== undefined) return
  const { kind } = form
  if (kind === 'page' || kind === 'blogpost' || kind === 'content') {
    const { user: _user, container: _container, ...rest } = says
    holder.container = { kind, ...rest } satisfies ReferenceContainer
  }
}

/** How many open elements an end tag closes; 0 for a stray one. */
export function countToClose(open: readonly OpenElement[], name: string): number {
  const last = Math.max(0, open.length - CLOSED_AT_ONCE)
  for (let at = open.length - 1; at >= last; at--) if (open[at]?.name === name) return open.length - at
  return 0
}

/** Notes what a parameter of a macro says of files, and of the page that they are on. True for the first file of a macro. */
export function noteInMacro(open: readonly OpenElement[], kind: ReferenceKind, says: OpenSays): boolean {
  const depth = PARAMETERS.has(open.at(-1)?.name ?? '') ? 1 : 2
  const [macro, parameter] = [open.at(-depth - 1), open.at(-depth)]
  if (macro?.files === undefined || parameter === undefined || !PARAMETERS.has(parameter.name)) return false
  if (kind === 'attachment') return macro.files.push(says) === 1
  if ((kind === 'page' || kind === 'blogpost') && parameter.called === 'page') {
    const { user: _user, container: _container, ...texts } = says
    macro.page = { kind, ...texts }
  }
  return false
}

/** When a macro ends: its files are on the page that it names, unless they say otherwise. */
export function settleFiles({ files, page }: OpenElement): void {
  if (page !== undefined) for (const says of files ?? []) says.container ??= page
}
