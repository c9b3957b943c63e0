import type { Archive } from '../archive.js'
import { OwnerWalk } from './owner-walk.js'

/**
 * Says in which space something lies. Ask in the order of one stream: what owns its records is then found in one walk
 * over the stream of the owners.
 */
export class SpaceFinder implements AsyncDisposable {
  readonly #archive: Archive
  readonly #contents: OwnerWalk<'content'>
  readonly #comments: OwnerWalk<'comments'>
  readonly #attachments: OwnerWalk<'attachments'>
  #last: { readonly id: string; readonly space: string | undefined } | undefined

  constructor(archive: Archive, options: { readonly signal?: AbortSignal } = {}) {
    this.#archive = archive
    this.#contents = new OwnerWalk(archive, 'content', options)
    this.#comments = new OwnerWalk(archive, 'comments', options)
    this.#attachments = new OwnerWalk(archive, 'attachments', options)
  }

  /** Id of the space of a space, content, comment, attachment or template; `undefined` for what belongs to the site. */
  async spaceOf(id: string): Promise<string | undefined> {
    if (this.#last?.id !== id) this.#last = { id, space: await this.#find(id) }
    return this.#last.space
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#contents[Symbol.asyncDispose]()
    await this.#comments[Symbol.asyncDispose]()
    await this.#attachments[Symbol.asyncDispose]()
  }

  async #find(id: string): Promise<string | undefined> {
    switch (id.slice(0, id.indexOf(':'))) {
      case 'space':
        return id
      case 'site':
      case 'person':
      case 'group':
        return undefined
      case 'template':
        return (await this.#archive.find('templates', id))?.record.space
      case 'comment': {
        const comment = await this.#comments.find(id)
        return comment === undefined ? undefined : (await this.#contents.find(comment.content))?.space
      }
      case 'attachment': {
        const attachment = await this.#attachments.find(id)
        // A file on a file does not exist; asking so anyway must not go round in circles.
        if (attachment === undefined || attachment.container.startsWith('attachment:')) return undefined
        return this.#find(attachment.container)
      }
      default:
        return (await this.#contents.find(id))?.space
    }
  }
}
