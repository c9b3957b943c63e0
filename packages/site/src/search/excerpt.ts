import type { DocumentReader } from './document.js'
import type { SearchDatabase } from './search-database.js'
import { spaced } from './words.js'

/** Stand around what was searched for: characters that no text of the index has. */
export const marks: { readonly begin: string; readonly end: string } = { begin: '\uE000', end: '\uE001' }

const longest = 300

/** What is shown of a thing that was found. */
export interface Excerpt {
  readonly title: string
  readonly excerpt: string
}

/** Titles and pieces of the texts of things that were found, as the site has them now, with what was searched for marked. */
export async function excerptsOf(
  database: SearchDatabase,
  reader: DocumentReader,
  rows: readonly { readonly id: string }[],
  match: string | undefined,
  kind: 'highlight' | 'indexed' | 'none',
): Promise<(at: number) => Excerpt> {
  const texts: { readonly title: string; readonly body: string; readonly labels: string }[] = []
  for (const { id } of rows) {
    const { title, body, labels } = (await reader.read(id)) ?? { title: '', body: '', labels: '' }
    texts.push({ title: clean(title), body: clean(body), labels: clean(labels) })
  }
  const marked = kind === 'highlight' && match !== undefined ? markedTexts(database, texts, match) : new Map()
  return (at) => {
    const { title = '', body = '' } = texts[at] ?? {}
    if (kind === 'none') return { title, excerpt: '' }
    return marked.get(at) ?? { title, excerpt: body.slice(0, longest) }
  }
}

/** The index keeps no texts: those of one page of results are put into a small one that does. */
function markedTexts(
  database: SearchDatabase,
  texts: readonly { readonly title: string; readonly body: string; readonly labels: string }[],
  match: string,
): ReadonlyMap<number, Excerpt> {
  const around = 'char(57344), char(57345)'
  database.run('DELETE FROM temp.shown')
  for (const [at, { title, body, labels }] of texts.entries()) {
    database.run(
      'INSERT INTO temp.shown (rowid, title, body, labels) VALUES (?, ?, ?, ?)',
      at + 1,
      spacedOnce(title),
      spacedOnce(body),
      labels,
    )
  }
  const rows = database.all(
    `SELECT rowid, highlight(shown, 0, ${around}), snippet(shown, 1, ${around}, '', 40) FROM temp.shown WHERE shown MATCH ?`,
    match,
  )
  database.run('DELETE FROM temp.shown')
  return new Map(
    rows.map(([row, title, excerpt]) => [Number(row) - 1, { title: String(title), excerpt: String(excerpt) }]),
  )
}

function spacedOnce(text: string): string {
  const wide = spaced(text)
  return wide === text ? text : wide.replaceAll(/ {2,}/g, ' ').trim()
}

function clean(text: string): string {
  return text.replaceAll(/[\u0000\uE000\uE001\p{Surrogate}]/gu, ' ')
}
