import { decodeCharacterReferences } from './character-references.js'
import { findReferenceForm, mayHoldReferences } from './forms.js'
import type { ReferenceForm } from './forms.js'
import { readReference } from './read-reference.js'
import type { OpenSays } from './read-reference.js'
import type { ReferenceContainer, BodyReference } from '../references/reference.js'
import { readTagAttributes } from './tag-attributes.js'
import { TagCursor } from './tag-cursor.js'
import type { MarkupFault } from './tag-cursor.js'

/** What a scan of a whole body found. */
export interface StorageScan {
  /** In the order in which they stand. */
  readonly references: readonly BodyReference[]
  /** The first place that isn't well formed. Not a validation: what the scan doesn't look at it doesn't notice. */
  readonly fault?: MarkupFault
}

/** An end tag closes at most this many elements that were left open; beyond, it is taken as a stray one. */
const CLOSED_AT_ONCE = 256
const PATH_NAMES = 32

/** What stands in these elements is text of the user, not markup of the page. */
const PLAIN_TEXT_ELEMENTS: ReadonlySet<string> = new Set(['ac:plain-text-body', 'ac:plain-text-link-body'])

interface OpenElement {
  readonly name: string
  /** Takes the container of a reference that may still get one. */
  readonly says: OpenSays | undefined
}

/**
 * Lists the references that stand in a body in storage format. Those in the rich text of macros and in macro parameters
 * count; what stands in CDATA, in plain text bodies and in comments doesn't.
 *
 * Never throws: markup that isn't well formed is scanned as far as it can be; `scanStorage` says where it isn't.
 */
export function scanReferences(body: string): readonly BodyReference[] {
  return mayHoldReferences(body) ? scanStorage(body).references : []
}

/** Like `scanReferences`, and tells where the body is not well formed. */
export function scanStorage(body: string): StorageScan {
  const references: BodyReference[] = []
  const cursor = new TagCursor(body)
  const open: OpenElement[] = []
  let plainText = 0
  const close = (count: number): void => {
    for (const element of open.splice(open.length - count)) if (PLAIN_TEXT_ELEMENTS.has(element.name)) plainText--
  }
  while (cursor.next()) {
    const { name } = cursor
    if (cursor.type === 'end') {
      const count = countToClose(open, name)
      if (count !== 1) cursor.noteFault(cursor.start, `An end tag </${name}> doesn't fit the element that is open`)
      close(count)
      continue
    }
    const form = plainText === 0 ? findReferenceForm(name) : undefined
    const says = form === undefined ? undefined : saysOf(body, cursor, form)
    if (form !== undefined && says !== undefined) {
      giveToContainer(open, form, says)
      references.push({
        kind: form.kind,
        start: cursor.start,
        end: cursor.end,
        path: pathOf(open, name),
        says,
        verbatim: body.slice(cursor.start, cursor.end),
      })
    }
    if (cursor.type === 'empty') continue
    if (PLAIN_TEXT_ELEMENTS.has(name)) plainText++
    open.push({ name, says: form?.hasContainer === true ? says : undefined })
  }
  if (open.length > 0) cursor.noteFault(body.length, `An element <${open.at(-1)?.name}> is never closed`)
  return cursor.fault === undefined ? { references } : { references, fault: cursor.fault }
}

function saysOf(body: string, cursor: TagCursor, form: ReferenceForm): OpenSays | undefined {
  const attributes = readTagAttributes(body, cursor.nameEnd, cursor.end - 1)
  return readReference(form, (wanted) => {
    const found = attributes.find(({ name }) => name === wanted)
    return found === undefined ? undefined : decodeCharacterReferences(body.slice(found.valueStart, found.valueEnd))
  })
}

/** The container of an attachment, or of an anchor, is the child that names a content. */
function giveToContainer(open: readonly OpenElement[], form: ReferenceForm, says: OpenSays): void {
  const holder = open.at(-1)?.says
  if (holder === undefined || holder.container !== undefined) return
  const { kind } = form
  if (kind === 'page' || kind === 'blogpost' || kind === 'content') {
    const { user: _user, container: _container, ...texts } = says
    holder.container = { kind, ...texts } satisfies ReferenceContainer
  }
}

function pathOf(open: readonly OpenElement[], name: string): string {
  const names = open.slice(-PATH_NAMES + 1).map((element) => element.name)
  return `${names.length < open.length ? '…/' : ''}${[...names, name].join('/')}`
}

function countToClose(open: readonly OpenElement[], name: string): number {
  const last = Math.max(0, open.length - CLOSED_AT_ONCE)
  for (let at = open.length - 1; at >= last; at--) if (open[at]?.name === name) return open.length - at
  return 0
}
