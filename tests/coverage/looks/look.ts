import type { StreamName, StreamRecords } from '@spacecrate/format'

/** Where something of a record is seen on a served site, and what. */
export interface Look {
  readonly path: string
  /** Words that stand on the page. */
  readonly text?: string
  /** A selector of pictures, of which at least one was loaded, or of anything else that is there. */
  readonly element?: string
}

/** What a person would call the record of an id: its title, name or key. */
export type NameOf = (id: string) => string

/** For each stream that a row lies in: where its records are seen. */
export type LooksOf = {
  readonly [Name in StreamName]?: (record: StreamRecords[Name], nameOf: NameOf) => Look
}

/** Where rows are seen, by their ids. */
export type Looks = Readonly<Record<string, LooksOf>>

/** A page with these words. */
export const on = (path: string, text: string | undefined): Look => ({ path, text: text ?? '(nothing to look for)' })

/** The words that a body begins with, as a reader sees them. */
export function firstWords(text: string): string {
  const bare = text.replace(/<[^>]*>|&#?\w+;/g, '\n').split('\n')
  return bare.map((part) => part.trim()).find((part) => /^[\p{L}\d][^"{}[\]]{3,}$/u.test(part)) ?? ''
}

/** The page that every record has: where a kind is seen of which nobody says more. */
export function ownPage(stream: StreamName): (record: { readonly id: string }) => Look {
  return ({ id }) => on(`/admin/records/${stream}/${encodeURIComponent(id)}`, id)
}
