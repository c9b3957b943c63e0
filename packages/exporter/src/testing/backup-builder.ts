import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A value of a property: text, null, a reference, or an enum constant. */
export type Value =
  | string
  | number
  | null
  | { readonly ref: string; readonly id: string | number }
  | { readonly enumClass: string; readonly text: string }

/** A reference to another object. */
export function ref(className: string, id: string | number): Value {
  return { ref: className, id }
}

/** How texts are written: Confluence up to 8.2 and Cloud wrap them in CDATA, the engine since 8.3 writes them plain. */
export type Dialect = 'cdata' | 'plain'

const packages: Readonly<Record<string, string>> = {
  Space: 'com.atlassian.confluence.spaces',
  SpaceDescription: 'com.atlassian.confluence.spaces',
  ConfluenceUserImpl: 'com.atlassian.confluence.user',
  BodyContent: 'com.atlassian.confluence.core',
}

/** What has a text in every backup, even where it is empty. */
const haveText = new Set(['Page', 'BlogPost', 'Draft', 'Comment'])

/**
 * Writes small native backups for tests, object by object, in the order in which they are added. Where a test says
 * nothing of texts, all that has one gets an empty one.
 */
export class BackupBuilder {
  readonly #objects: string[] = []
  readonly #texts: string[] = []
  #hasTexts = false
  readonly #files = new Map<string, string | Uint8Array>()
  readonly #dialect: Dialect
  readonly #datetime: string

  constructor(dialect: Dialect = 'cdata', datetime = '2031-02-03 04:05:06') {
    this.#dialect = dialect
    this.#datetime = datetime
  }

  /** Adds an object; `collections` lists ids by collection and class. `id` is `undefined` for none. */
  add(
    className: string,
    id: string | number | undefined,
    properties: Readonly<Record<string, Value>> = {},
    collections: Readonly<Record<string, readonly [className: string, ...ids: (string | number)[]]>> = {},
  ): this {
    const idName = className === 'ConfluenceUserImpl' ? 'key' : 'id'
    this.#hasTexts ||= className === 'BodyContent'
    if (id !== undefined && haveText.has(className) && properties['isFolder'] === undefined) {
      this.#texts.push(emptyText(8_000_000 + this.#texts.length, className, id))
    }
    const lines = [
      `<object class="${className}" package="${packages[className] ?? 'com.atlassian.confluence.pages'}">`,
      ...(id === undefined ? [] : [`<id name="${idName}">${id}</id>`]),
      ...Object.entries(properties).map(([name, value]) => this.#property(name, value)),
      ...Object.entries(collections).map(([name, [member, ...ids]]) => collection(name, member, ids)),
      '</object>',
    ]
    return this.raw(lines.join('\n'))
  }

  /** Adds markup as it stands. */
  raw(markup: string): this {
    this.#objects.push(markup)
    return this
  }

  /** Adds a file of the backup. */
  file(name: string, content: string | Uint8Array): this {
    this.#files.set(name, content)
    return this
  }

  descriptor(properties: Readonly<Record<string, string>>): this {
    const lines = Object.entries(properties).map(([key, value]) => `${key}=${value}`)
    return this.file('exportDescriptor.properties', `#Mon Feb 03 04:05:06 UTC 2031\n${lines.join('\n')}\n`)
  }

  /** The text of entities.xml. */
  get xml(): string {
    const head = this.#dialect === 'cdata' ? '<?xml version="1.0" encoding="UTF-8"?>\n' : ''
    const objects = [...this.#objects, ...(this.#hasTexts ? [] : this.#texts)].join('\n')
    return `${head}<hibernate-generic datetime="${this.#datetime}">\n${objects}\n</hibernate-generic>\n`
  }

  /** Writes the backup into a folder, which is made. */
  async write(dir: string): Promise<string> {
    for (const [name, content] of [...this.#files, ['entities.xml', this.xml] as const]) {
      const path = join(dir, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, content)
    }
    return dir
  }

  #property(name: string, value: Value): string {
    if (value === null) return this.#dialect === 'plain' ? '' : `<property name="${name}"/>`
    if (typeof value === 'number') return `<property name="${name}">${value}</property>`
    if (typeof value === 'string') return `<property name="${name}">${this.#text(value)}</property>`
    if ('ref' in value) {
      const idName = value.ref === 'ConfluenceUserImpl' ? 'key' : 'id'
      const inner = `<id name="${idName}">${value.id}</id>\n`
      return `<property name="${name}" class="${value.ref}" package="x">${inner}</property>`
    }
    return `<property name="${name}" enum-class="${value.enumClass}" package="x">${value.text}</property>`
  }

  #text(text: string): string {
    if (this.#dialect === 'cdata' || text.includes('<')) return `<![CDATA[${text.replaceAll(']]', ']] ')}]]>`
    return text.replaceAll('&', '&amp;')
  }
}

function emptyText(id: number, className: string, owner: string | number): string {
  const content = `<property name="content" class="${className}" package="x"><id name="id">${owner}</id></property>`
  return `<object class="BodyContent" package="${packages['BodyContent'] ?? ''}"><id name="id">${id}</id>${content}<property name="bodyType">2</property></object>`
}

function collection(name: string, className: string, ids: readonly (string | number)[]): string {
  const elements = ids.map((id) => `<element class="${className}" package="x"><id name="id">${id}</id>\n</element>\n`)
  return `<collection name="${name}" class="java.util.Collection">${elements.join('')}</collection>`
}
