import { type Archive, type SelectableKind, selectableKinds, streamRules } from '@spacecrate/format'
import type { StepRecord } from './destination.js'
import { ImportError } from './error.js'
import type { Reason } from './reason.js'
import { fold } from './references/source-index.js'

/** What can be left out of an import, or asked for: people come as the archive has them. */
export type ImportKind = Exclude<SelectableKind, 'people-details'>

/** Every one of them. */
export const importKinds: readonly ImportKind[] = selectableKinds.filter((kind) => kind !== 'people-details')

/** The part of an archive that is imported; an absent field selects everything. */
export interface ImportSelection {
  /** Space keys; letter case doesn't count. */
  readonly spaces?: readonly string[]
  readonly kinds?: readonly ImportKind[]
  readonly skipKinds?: readonly ImportKind[]
}

const byStatus: { readonly [status: string]: ImportKind | undefined } = {
  trashed: 'trash',
  draft: 'drafts',
  archived: 'archived',
}

const versionStreams: ReadonlySet<string> = new Set([
  'versions',
  'comment-versions',
  'attachment-versions',
  'template-versions',
])

/** Decides what of an archive was asked for. People, groups and memberships always are. */
export class Selector {
  readonly #spaces: ReadonlySet<string> | undefined
  readonly #left: ReadonlySet<ImportKind>

  constructor({ spaces, kinds, skipKinds = [] }: ImportSelection) {
    this.#spaces = spaces === undefined ? undefined : new Set(spaces.map(fold))
    this.#left = new Set(importKinds.filter((kind) => skipKinds.includes(kind) || kinds?.includes(kind) === false))
  }

  /**
   * Why a record is left out, if it is; what belongs to such a one follows it.
   *
   * @param isLast true for the last version of its owner, which is never history
   */
  whyNot(item: StepRecord, isLast: boolean): Reason | undefined {
    const { stream, record } = item
    if (stream === 'spaces') {
      const wanted = this.#spaces?.has(fold(record.key)) ?? true
      return wanted ? undefined : { code: 'SPACE_NOT_SELECTED', what: 'this space was not asked for' }
    }
    if (this.#left.size === 0) return undefined
    if (versionStreams.has(stream)) return isLast ? undefined : this.#why('history')
    const { kind } = streamRules[stream]
    if (kind !== undefined && kind !== 'people-details' && this.#left.has(kind)) return this.#why(kind)
    if (stream === 'content' && record.kind === 'blogpost' && this.#left.has('posts')) return this.#why('posts')
    if (stream === 'comments' && record.attachment !== undefined && this.#left.has('attachments')) {
      return this.#why('attachments')
    }
    // A classification level may be a draft or archived as well, and is not what these words mean.
    if (stream !== 'content' && stream !== 'comments' && stream !== 'attachments') return undefined
    const ofStatus = byStatus[record.status]
    return ofStatus === undefined ? undefined : this.#why(ofStatus)
  }

  #why(kind: ImportKind): Reason | undefined {
    return this.#left.has(kind)
      ? { code: 'KIND_NOT_SELECTED', what: `${kind} were left out of this import` }
      : undefined
  }
}

/** Throws `SPACE_UNKNOWN` for a key that no space of the archive has. */
export async function checkSelection(archive: Archive, { spaces = [] }: ImportSelection): Promise<void> {
  if (spaces.length === 0) return
  const missing = new Map(spaces.map((key) => [fold(key), key]))
  for await (const { record } of archive.records('spaces')) missing.delete(fold(record.key))
  if (missing.size === 0) return
  const keys = [...missing.values()]
  throw new ImportError('SPACE_UNKNOWN', `The archive ${archive.path} has no space ${keys.join(', ')}`, { keys })
}
