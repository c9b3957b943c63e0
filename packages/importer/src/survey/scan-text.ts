import type { Body } from '@spacecrate/format'
import { adfMacroNames, decodeCharacterReferences, parseConfluenceUrl, storageMacroNames } from '@spacecrate/confluence'
import type { TallyBook } from './tally.js'

/** A URL in whatever markup stands around it; of more than so many characters nobody reads the path. */
const absoluteUrl = /\bhttps?:\/\/([^\s/?#"'<>\\&|{}[\]()]{1,255})[^\s"'<>\\|{}[\]()]{0,2000}/gi
/** What every URL of a content, a space or a file has in its path: most URLs need no closer look. */
const confluencePath = /\/(?:display|spaces|pages|x|download)\/|\.action\b/

/** Counts the macros of a text. */
export function countMacros(text: string, format: Body['format'], sample: string, book: TallyBook): void {
  const names = format === 'storage' ? storageMacroNames(text) : format === 'adf' ? adfMacroNames(text) : []
  for (const name of names) book.add('macro', name, sample)
}

/** Counts the hosts of all URLs in a text, and which of them have URLs in the form of a Confluence site. */
export function countHosts(text: string, sample: string, book: TallyBook): void {
  if (!text.includes('://')) return
  for (const [url, authority = ''] of text.matchAll(absoluteUrl)) {
    const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase()
    if (host === '') continue
    book.add('host', host, sample)
    if (confluencePath.test(url) && isOfConfluence(decodeCharacterReferences(url)))
      book.add('likely-host', host, sample)
  }
}

function isOfConfluence(url: string): boolean {
  const kind = parseConfluenceUrl(url)?.kind
  return kind === 'content' || kind === 'space' || kind === 'attachment'
}
