import { readTextReferences } from '../references/read-text.js'
import type { ReferenceContainer } from '../references/reference.js'
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
  const found: TextReference = {
    kind: mark === '^' ? 'attachment' : 'anchor',
    start: at,
    end: at + rest.length,
    says,
    verbatim: rest,
    replace: (change) => {
      const after = mark === '^' ? change.fileName : change.anchor
      return typeof after !== 'string' || after === rest ? undefined : after
    },
  }
  yield unlessItHolds(SPECIAL, found)
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
    const moved = { ...reference, start: reference.start + by, end: reference.end + by }
    yield unlessItHolds(form === 'url' ? /[[\]|{}\n\s]/ : SPECIAL, moved)
  }
}

/** A name that would end the link or macro around it can't be written: the text stays as it is. */
export function unlessItHolds(special: RegExp, reference: TextReference): TextReference {
  return {
    ...reference,
    canSay: (change) => !special.test(reference.replace(change) ?? '') && reference.canSay?.(change) !== false,
    replace: (change) => {
      const after = reference.replace(change)
      return after === undefined || special.test(after) ? undefined : after
    },
  }
}
