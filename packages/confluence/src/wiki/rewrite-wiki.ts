import { findParameterForm } from '../references/macro-parameters.js'
import { readTextReferences } from '../references/read-text.js'
import type { BodyReference, ReferenceChange } from '../references/reference.js'
import type { TextReference } from '../references/text-reference.js'
import type { RewrittenBody } from '../storage/rewrite-references.js'
import { readWikiTarget, unlessItHolds } from './wiki-target.js'
import { type WikiToken, wikiTokens } from './wiki-tokens.js'

/**
 * Lists the references of a body in wiki markup, the format of Confluence before version 4: in links, pictures, parameters
 * of macros and bare URLs. A modest reader: what it doesn't know it leaves alone. Never throws.
 */
export function scanWiki(text: string): readonly BodyReference[] {
  return [...references(text)].map(bodyReference)
}

/** Rewrites the references of a body in wiki markup and leaves every other character as it is. */
export function rewriteWiki(
  text: string,
  change: (reference: BodyReference) => ReferenceChange | undefined,
): RewrittenBody {
  const pieces: string[] = []
  let kept = 0
  let changed = 0
  for (const reference of references(text)) {
    const { found, whole } = reference
    const wanted = change(bodyReference(reference))
    if (wanted === undefined || found.start < kept) continue
    const isPlain = wanted.plain !== undefined && whole !== undefined
    const said = isPlain ? escapeWiki(wanted.plain) : found.replace(wanted)
    if (said === undefined) continue
    // Only an absolute URL is a link without brackets.
    const after = reference.path === 'url' && said.startsWith('/') ? `[${said}]` : said
    const place = isPlain ? whole : found
    changed++
    pieces.push(text.slice(kept, place.start), after)
    kept = place.end
  }
  return { body: pieces.join('') + text.slice(kept), changed }
}

interface WikiReference {
  readonly path: string
  readonly found: TextReference
  /** Of a mention: the link that plain text can take the place of. */
  readonly whole?: { readonly start: number; readonly end: number }
}

function* references(text: string): Generator<WikiReference> {
  for (const token of wikiTokens(text)) {
    const inside = text.slice(token.start, token.end)
    const shift = (found: TextReference, by: number): TextReference => ({
      ...found,
      start: found.start + token.start + by,
      end: found.end + token.start + by,
    })
    switch (token.type) {
      case 'url':
        for (const found of readTextReferences('url', inside)) yield { path: 'url', found: shift(found, 0) }
        break
      case 'link':
        yield* linkReferences(inside, token, shift)
        break
      case 'image': {
        const target = inside.split('|', 1)[0] ?? ''
        const isFile = !/[\^/]/.test(target)
        for (const found of isFile ? readTextReferences('file', target) : readWikiTarget(target)) {
          yield { path: 'image', found: shift(found, 0) }
        }
        break
      }
      case 'macro':
        yield* macroReferences(inside, shift)
        break
      default:
        token.type satisfies never
    }
  }
}

type Shift = (found: TextReference, by: number) => TextReference

/** `[target]`, `[text|target]` or `[text|target|tip]` */
function* linkReferences(inside: string, token: WikiToken, shift: Shift): Generator<WikiReference> {
  const bar = inside.indexOf('|')
  const begin = bar + 1
  const second = inside.indexOf('|', begin)
  const target = inside.slice(begin, bar === -1 || second === -1 ? undefined : second)
  for (const found of readWikiTarget(target)) {
    const whole = found.kind === 'user' && bar === -1 ? { start: token.start - 1, end: token.end + 1 } : undefined
    yield { path: 'link', found: shift(found, begin), ...(whole === undefined ? {} : { whole }) }
  }
}

/** `{name:value|parameter=value}` */
function* macroReferences(inside: string, shift: Shift): Generator<WikiReference> {
  const colon = inside.indexOf(':')
  if (colon === -1) return
  const macro = inside.slice(0, colon)
  let begin = colon + 1
  for (const part of inside.slice(begin).split('|')) {
    const [, named, name = ''] = /^(\s*([\w-]+)\s*=)/.exec(part) ?? []
    const value = part.slice(named?.length ?? 0)
    const form = findParameterForm(macro, name)
    for (const found of form === undefined ? [] : readTextReferences(form, value)) {
      const inMacro = unlessItHolds(/[|{}\n]/, found)
      yield { path: `${macro}[${name}]`, found: shift(inMacro, begin + (named?.length ?? 0)) }
    }
    begin += part.length + 1
  }
}

/** Text of others is no markup. */
function escapeWiki(text: string): string {
  return text.replace(/[\\{}[\]|!]/g, '\\$&')
}

function bodyReference({ path, found, whole }: WikiReference): BodyReference {
  const { kind, start, end, says, verbatim, possible, canSay } = found
  return {
    kind,
    start,
    end,
    path,
    says,
    verbatim,
    ...(possible === undefined ? {} : { possible }),
    ...(canSay === undefined ? {} : { canSay }),
    ...(whole === undefined ? {} : { mention: true }),
  }
}
