import { isSecretKey, privatePaths } from './secret-keys.js'

/** A text without the secrets of its URLs, and the names of what was taken out: `user info`, `private path`, or a key. */
export interface CleanText {
  readonly text: string
  readonly taken: readonly string[]
}

/** So many names of what was taken out are told of one text. */
const nameLimit = 20

/**
 * The text without user info and secret keys in any URL in it. Markup and JSON keep their form: a URL ends at a quote,
 * a bracket of a tag or white space, and `&amp;`, `\u0026` and `\/` are read as what they stand for.
 */
export function withoutUrlSecrets(text: string): CleanText {
  if (!text.includes('//') && !text.includes(String.raw`\/\/`)) return { text, taken: [] }
  return clean(text, (note) => text.replace(urlInText, (url) => cleanUrl(url, inText, note)))
}

/** The same for a text that is one URL, which may be relative and may hold any character. */
export function urlWithoutSecrets(url: string): CleanText {
  return clean(url, (note) => cleanUrl(url, alone, note))
}

/** How URLs are written in a text: in markup or JSON, or alone. */
interface Form {
  /** Authority up to its last `@`. Slashes end it, so no character is looked at twice. */
  readonly userInfo: RegExp
  /** A key with its value in the query or the fragment, behind what separates it from the one before. A `)` at its end is that of `url(…)`. */
  readonly pair: RegExp
}

/** A `//` where a URL may begin, and all that belongs to it. */
const urlInText = /(?<=^|[\s"'(=<>,[:;])(?:\\?\/){2}[^\s"'<>]+/g
const inText: Form = {
  userInfo: /(?<=^|[\s"'(=<>,[:;])((?:\\?\/){2})[^\s/?#"'<>]*@/g,
  pair: /([?#;]|&(?:amp;|#38;|#x26;)?|\\u0026)([^\s=&?#;"'<>\\/]{1,100})=((?:[^\s&#"'<>\\)]|\\\/|\)(?![\s;,"'<>]|$))*)/gi,
}
const alone: Form = {
  userInfo: /(?<=^|[\s(=,:;])((?:\\?\/){2})[^\s/?#]*@/g,
  pair: /([?#;]|&(?:amp;|#38;|#x26;)?)([^\s=&?#;/]{1,100})=([^&#]*)/gi,
}
/** Java servers put the session behind the path. */
const session = /;(jsessionid)=[^?#;&\s"'<>]*/gi

type Note = (name: string) => void

function clean(text: string, work: (note: Note) => string): CleanText {
  const taken = new Set<string>()
  const cleaned = work((name) => {
    if (taken.size < nameLimit) taken.add(name)
  })
  return taken.size === 0 ? { text, taken: [] } : { text: cleaned, taken: [...taken] }
}

function cleanUrl(url: string, { userInfo, pair }: Form, note: Note): string {
  let text = url.replace(userInfo, (_, slashes: string) => {
    note('user info')
    return slashes
  })
  text = text.replace(session, (_, key: string) => {
    note(key)
    return ''
  })
  for (const [path, secret] of privatePaths) {
    if (!path.test(text)) continue
    text = text.replace(secret, (_, before: string) => {
      note('private path')
      return before
    })
  }
  if (!/[?&;#]/.test(text)) return text
  text = text.replace(pair, (whole: string, lead: string, key: string, value: string) => {
    const name = decoded(key)
    if (value === '' || !(isSecretKey(name, value) || leadsToSecret(value))) return whole
    note(name)
    return lead === '?' || lead === '#' ? lead : ''
  })
  // What is left of `?a=1&b=2` and `?a=1` when `a` went.
  return text.replace(/([?#])(?:&(?:amp;|#38;|#x26;)?|\\u0026)/gi, '$1').replace(/[?#](?=$|#|\)[;,]?$)/, '')
}

/** True for a value that is an address in its encoded form, with a secret in it. */
function leadsToSecret(value: string): boolean {
  return /%2f%2f/i.test(value) && urlWithoutSecrets(decoded(value)).taken.length > 0
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
