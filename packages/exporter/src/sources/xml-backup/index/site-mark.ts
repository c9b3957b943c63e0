import { createHash } from 'node:crypto'
import { type BackupObject, textOf } from '@spacecrate/confluence'
import { readXStream } from '../settings/xstream.js'

/** An id has 19 characters; what is longer is none. */
const idLimit = 200

/**
 * What an installation of Data Center or Server got when it was set up, as a digest: its server id, which "exists for the
 * life of the Confluence instance" and is in every backup of the site
 * (https://support.atlassian.com/confluence/kb/the-confluence-server-id-explained/), else when its first user directory
 * was made. Content tells no installation from another: a demonstration space comes with each of them.
 */
export class SiteMark {
  #server: string | undefined
  #directory: readonly [created: string, id: string] | undefined

  look(object: BackupObject): void {
    if (object.class === 'ConfluenceBandanaRecord') this.#server ??= serverIdOf(object)
    else if (object.class === 'DirectoryImpl') this.#oldest(object)
  }

  /** Nothing but a digest leaves this place: the id itself is a secret of the server. */
  get digest(): string | undefined {
    const mark = this.#server ?? this.#directory
    return mark === undefined ? undefined : digestOf(mark)
  }

  #oldest({ id, properties }: BackupObject): void {
    const created = properties.get('createdDate')
    if (id === undefined || created?.type !== 'text') return
    const [first, ofFirst] = this.#directory ?? []
    const isOlder = first === undefined || created.text < first || (created.text === first && id < (ofFirst ?? ''))
    if (isOlder) this.#directory = [created.text, id]
  }
}

/** A digest of facts, short enough for an id. */
export function digestOf(facts: unknown): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32)
}

function serverIdOf(setting: BackupObject): string | undefined {
  if (textOf(setting, 'context') !== '_GLOBAL' || textOf(setting, 'key') !== 'confluence.server.id') return undefined
  const value = textOf(setting, 'value')?.trim() ?? ''
  const id = (readXStream(value)?.text ?? value).trim()
  return id === '' || id.length > idLimit ? undefined : id
}
