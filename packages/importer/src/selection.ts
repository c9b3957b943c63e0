import {
  type Archive,
  type KindSelection,
  type SelectableKind,
  selectableKinds,
  type Space,
  type StreamName,
  type StreamRecords,
  streamRules,
  takesKind,
} from '@spacecrate/format'
import { ImportError } from './error.js'
import type { Reason } from './reason.js'
import { fold } from './fold.js'

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

/** Decides what of an archive was asked for. People, groups and memberships always are. */
export class Selector {
  readonly #spaces: ReadonlySet<string> | undefined
  readonly #left: ReadonlySet<SelectableKind>

  constructor({ spaces, ...selection }: Pick<ImportSelection, 'spaces'> & KindSelection) {
    this.#spaces = spaces === undefined ? undefined : new Set(spaces.map(fold))
    this.#left = new Set(importKinds.filter((kind) => !takesKind(selection, kind)))
  }

  /** Why a space is left out, if it is. */
  whyNotSpace({ key }: Space): Reason | undefined {
    const wanted = this.#spaces?.has(fold(key)) ?? true
    return wanted ? undefined : { code: 'SPACE_NOT_SELECTED', what: 'this space was not asked for' }
  }

  /**
   * Why a record is left out for its kinds, if it is; what belongs to such a one follows it.
   *
   * @param isLast true for the last version of its owner, which is never history
   */
  whyNot<Name extends StreamName>(stream: Name, record: StreamRecords[Name], isLast: boolean): Reason | undefined {
    if (this.#left.size === 0) return undefined
    const { versions, kind, kindsOf } = streamRules[stream]
    const history = versions === true && !isLast && this.#left.has('history') ? 'history' : undefined
    const own = kind !== undefined && this.#left.has(kind) ? kind : undefined
    const left = history ?? own ?? kindsOf?.(record).find((one) => this.#left.has(one))
    return left === undefined ? undefined : { code: 'KIND_NOT_SELECTED', what: `${left} were left out of this import` }
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
