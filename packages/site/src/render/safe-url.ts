const SCHEMES: ReadonlySet<string> = new Set(['http', 'https', 'mailto', 'tel', 'ftp'])

/** A URL out of a body that may stand in a link. */
export interface SafeUrl {
  readonly href: string
  /** `absolute` leaves the site, `relative` meant a place on the source site, `fragment` a place on the same page. */
  readonly type: 'absolute' | 'relative' | 'fragment'
}

/** The URL as it may stand in a link; `undefined` for a scheme that isn't known to be harmless. */
export function safeUrl(value: string): SafeUrl | undefined {
  // Browsers take white space and controls out of a URL before they look at its scheme, and a backslash as a slash.
  const href = value.replace(/[\u0000-\u0020\u007F-\u00A0\u2028\u2029\uFEFF]+/g, (found, at: number) =>
    at === 0 || at + found.length === value.length || found !== ' ' ? '' : '%20',
  )
  if (href === '') return undefined
  if (href.startsWith('#')) return { href, type: 'fragment' }
  const scheme = /^([^/?#:]*):/.exec(href)?.[1]?.toLowerCase()
  if (scheme !== undefined) return SCHEMES.has(scheme) ? { href, type: 'absolute' } : undefined
  if (/^[/\\]{2}/.test(href)) return { href: `https://${href.replace(/^[/\\]+/, '')}`, type: 'absolute' }
  return { href, type: 'relative' }
}
