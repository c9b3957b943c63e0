/** A piece of wiki markup that may hold references. */
export interface WikiToken {
  readonly type: 'link' | 'image' | 'macro' | 'url'
  /** UTF-16 offsets of what stands inside its brackets. */
  readonly start: number
  readonly end: number
}

/** No alternative can begin inside of another one that failed, so that the whole is read in linear time. */
const TOKEN =
  /\\.|\{(?<macro>[\w-]{1,100}(?::[^{}\n]{0,4000})?)\}|\[(?<link>[^[\]\n]{1,2000})\]|!(?<image>[^!\s|][^!\n]{0,1000})!|(?<url>https?:\/\/[^\s|[\]!{}"<>()]{1,4000})/giu
/** The text of these is shown as it stands. */
const VERBATIM = /^(?:code|noformat|html|style|latex|mathblock)(?=$|:)/i
/** An exclamation mark ends many sentences; a picture is a file by its name, or a URL. */
const IMAGE = /^(?:https?:\/\/[^|]+|[^|]*\.[a-z0-9]{1,5})(?:\|.*)?$/i

/** The links, pictures, macros and bare URLs of a text in wiki markup. */
export function* wikiTokens(text: string): Generator<WikiToken> {
  const closed = new Map<string, boolean>()
  const tokens = new RegExp(TOKEN)
  for (let match = tokens.exec(text); match !== null; match = tokens.exec(text)) {
    const { macro, link, image, url } = match.groups ?? {}
    if (image !== undefined && !IMAGE.test(image)) {
      // Its end may be the beginning of another one.
      tokens.lastIndex = match.index + match[0].length - 1
      continue
    }
    const type = link !== undefined ? 'link' : image !== undefined ? 'image' : macro !== undefined ? 'macro' : 'url'
    const inside = link ?? image ?? macro ?? url
    if (inside === undefined) continue
    const start = match.index + (type === 'url' ? 0 : 1)
    // A sentence goes on or ends behind a URL.
    const behind = type === 'url' ? (/[.,;:?']{1,10}$/.exec(inside)?.[0].length ?? 0) : 0
    yield { type, start, end: start + inside.length - behind }
    const verbatim = macro === undefined ? undefined : VERBATIM.exec(macro)?.[0]
    if (verbatim === undefined || closed.get(verbatim) === false) continue
    const close = text.indexOf(`{${verbatim}}`, tokens.lastIndex)
    closed.set(verbatim, close !== -1)
    if (close !== -1) tokens.lastIndex = close + verbatim.length + 2
  }
}
