import { type Archive, OwnerWalk, type StreamName, type StreamRecords } from '@spacecrate/format'
import { type NamedPlace, placeOf } from '../../name-places.js'

type Named = 'people' | 'groups' | 'spaces' | 'templates' | 'content' | 'attachments' | 'comments'

/**
 * Names for the records of one phase. When asked in the order of the phase, which is that of the archive, it reads each
 * stream at most once, however many records there are.
 */
export class PhaseNames implements AsyncDisposable {
  readonly #archive: Archive
  readonly #options: { readonly signal: AbortSignal }
  readonly #walks = new Map<Named, AsyncDisposable>()
  #last: { readonly id: string; readonly place: NamedPlace | undefined } | undefined

  constructor(archive: Archive, signal: AbortSignal) {
    this.#archive = archive
    this.#options = { signal }
  }

  /** The record with this id. */
  record<Name extends Named>(stream: Name, id: string): Promise<StreamRecords[Name] | undefined> {
    const known = this.#walks.get(stream) as OwnerWalk<Name> | undefined
    const walk = known ?? new OwnerWalk(this.#archive, stream, this.#options)
    this.#walks.set(stream, walk)
    return walk.find(id)
  }

  /** What a person calls the record; `undefined` for a kind that has no names. */
  async nameOf(stream: StreamName, id: string): Promise<string | undefined> {
    switch (stream) {
      case 'people': {
        const person = await this.record('people', id)
        return person?.displayName ?? person?.userName
      }
      case 'groups':
        return (await this.record('groups', id))?.name
      case 'spaces': {
        const space = await this.record('spaces', id)
        return space?.name ?? space?.key
      }
      case 'templates':
        return (await this.record('templates', id))?.name
      case 'content':
        return (await this.record('content', id))?.title
      case 'attachments':
        return (await this.record('attachments', id))?.name
      default:
        return undefined
    }
  }

  /** The content, or else the space, that something lies on; `id` may be that of the place itself. */
  async placeOf(id: string | undefined): Promise<NamedPlace | undefined> {
    if (id === undefined) return undefined
    if (this.#last?.id !== id) this.#last = { id, place: await placeOf(id, (stream, one) => this.record(stream, one)) }
    return this.#last.place
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const walk of this.#walks.values()) await walk[Symbol.asyncDispose]()
  }
}
