import { readTextReferences } from '../references/read-text.js'
import type { ReferenceContainer, ReferenceChange } from '../references/reference.js'
import type { TextForm, TextReference } from '../references/text-reference.js'

/** What would end a link or change its meaning. */
const SPECIAL = /[[\]|{}^#\n]/

/** What a link goes to: `Title`, `KEY:Title#anchor`, `Title^file`, `~user`, `$123`, `name@shortcut`, a URL. */
export function* readWikiTarget(target: string): Generator<TextReference> {
  const trimmed = target.trim()
  const start = target.indexOf(trimmed)
  if (/^(?:[a-z][a-z0-9+.-]*:\/\/|\/|mailto:|file:)/i.test(trimmed)) yield* shifted(start, 'url', trimmed)
  else if (trimmed.startsWith('~')) yield* shifted(start + 1, 'user-name', trimmed.slice(1))
  else if (/^\$\d+$/.test(trimmed)) yield* shifted(start + 1, 'content', trimmed.slice(1))
  else if (/^[^#^:]+@[\w-]+$/.test(trimmed)) yield shortcut(start, trimmed)
  else yield* contentTarget(start, trimmed)
}

function* contentTarget(start: number, target: string): Generator<TextReference> {
  const { page = '', mark, rest = '' } = /^(?<page>[^#^]*)(?:(?<mark>[#^])(?<rest>.*))?$/s.exec(target)?.groups ?? {}
  const [reference] = /^~?[\w.-]+:$/.test(page)
    ? shifted(start, 'space', page.slice(0, -1))
    : shifted(start, 'page', page)
  if (reference !== undefined) yield reference
  if (mark === undefined || rest === '') return
  const container = containerOf(reference)
  const at = start + page.length + 1
  const says = { ...(mark === '^' ? { fileName: rest } : { anchor: rest }), ...container }
  yield {
    kind: mark === '^' ? 'attachment' : 'anchor',
    start: at,
    end: at + rest.length,
    says,
    verbatim: rest,
    replace: (change) => written(rest, mark === '^' ? change.fileName : change.anchor),
  }
}

function containerOf(reference: TextReference | undefined): { readonly container?: ReferenceContainer } {
  if (reference?.kind !== 'page' && reference?.kind !== 'blogpost') return {}
  const { user: _user, container: _container, ...texts } = reference.says
  return { container: { kind: reference.kind, ...texts } }
}

function shortcut(start: number, target: string): TextReference {
  const at = target.lastIndexOf('@')
  return {
    kind: 'shortcut',
    start,
    end: start + target.length,
    says: { shortcutKey: target.slice(at + 1), shortcutParameter: target.slice(0, at) },
    verbatim: target,
    replace: () => undefined,
  }
}

function* shifted(by: number, form: TextForm, text: string): Generator<TextReference> {
  for (const reference of readTextReferences(form, text)) {
    yield {
      ...reference,
      start: reference.start + by,
      end: reference.end + by,
      replace: (change: ReferenceChange) => written(reference.verbatim, reference.replace(change), form === 'url'),
    }
  }
}

/** A name that would end the link can't be written, and the link stays as it is. */
function written(before: string, after: string | null | undefined, isUrl = false): string | undefined {
  if (typeof after !== 'string' || after === before) return undefined
  return (isUrl ? /[[\]|{}\n\s]/ : SPECIAL).test(after) ? undefined : after
}
