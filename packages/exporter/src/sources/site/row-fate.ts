import { siteId, type StreamName, type StreamRecords, streamRules } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import type { OmissionCode } from '../../omission-codes.js'
import { type Selection, takes } from '../../selection.js'
import type { Mentions } from './mentions.js'

/** What becomes of a row; a code is that of the omission that stands for it. */
export type RowFate = 'taken' | 'unselected' | OmissionCode

/** Any row. */
export type Row = StreamRecords[StreamName]

/** What a selection says of the rows of a site. */
export interface Choice {
  readonly store: SiteStore
  readonly selection: Selection
  /** Ids of the spaces that are taken. */
  readonly spaces: ReadonlySet<string>
  readonly mentions: Mentions
}

/** Owners stand few levels deep; rows edited by hand may belong to themselves. */
const depthLimit = 10

/** True if of the rows of one owner only the last one is taken. */
export function takesOnlyLast(selection: Selection, stream: StreamName): boolean {
  return streamRules[stream].versions === true && !takes(selection, 'history')
}

/** Decides by a selection what becomes of rows. */
export class RowChooser {
  readonly #choice: Choice
  /** True if the selection names no spaces: then people, groups and what belongs to no space are taken as well. */
  readonly wholeSite: boolean

  constructor(choice: Choice) {
    this.#choice = choice
    this.wholeSite = choice.selection.spaces === undefined && choice.selection.spaceTypes === undefined
  }

  /** What the rows of a stream become that hang on a row of this fate. */
  below(stream: StreamName, fate: RowFate): RowFate {
    const { selection } = this.#choice
    const { kind } = streamRules[stream]
    if (fate === 'unselected') return fate
    if (kind === 'app-data' && fate === 'taken' && this.wholeSite && !selection.withAppData) {
      return takes({ ...selection, withAppData: true }, kind) ? 'APP_DATA_NOT_ASKED' : 'unselected'
    }
    return kind === undefined || takes(selection, kind) ? fate : 'unselected'
  }

  /** A person, a group, or what belongs to the site at large: taken where something that is taken names it. */
  ofNamed(id: string): RowFate {
    return this.wholeSite || this.#choice.mentions.has('named', id) ? 'taken' : 'unselected'
  }

  /** The fate of a row whose owner is taken, and whose kind is. */
  fateOf(stream: StreamName, row: Row): RowFate {
    const { selection, mentions, store } = this.#choice
    if (stream === 'content' || stream === 'spaces') {
      if (store.isClosed(row.id)) return 'CONTENT_CLOSED'
    }
    if (stream === 'memberships' && 'member' in row && !this.wholeSite) {
      return mentions.has('named', row.member) ? 'taken' : 'unselected'
    }
    const kinds = streamRules[stream].kindsOf?.(row as never) ?? []
    return kinds.every((kind) => takes(selection, kind)) ? 'taken' : 'unselected'
  }

  /** True if a row that something points to will be taken, now or later in the walk; being pointed to, it is named. */
  isTaken(stream: StreamName, row: Row, depth = 0): boolean {
    const { store, spaces } = this.#choice
    if (this.below(stream, 'taken') !== 'taken' || this.fateOf(stream, row) !== 'taken') return false
    if (stream === 'spaces') return spaces.has(row.id)
    const owner = streamRules[stream].owner(row as never)
    if (owner === undefined || owner === siteId) return true
    const above = store.streamOf(owner)
    const ownerRow = above && store.get(above, owner)
    // An owner that is not there is told of by the row itself.
    return (
      above === undefined || ownerRow === undefined || depth > depthLimit || this.isTaken(above, ownerRow, depth + 1)
    )
  }
}
