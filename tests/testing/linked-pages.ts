import { openSite, serveSite, type Site } from '../../packages/site/src/index.js'
import { BackupBuilder, ref } from '../../packages/exporter/src/testing/backup-builder.js'
import { createInProcess, exportInProcess, importInProcess, type References } from './in-process.js'

/** A page, a post or a file of a small backup; a page stands at the root of its space. */
export interface Linked {
  readonly id: number
  readonly title: string
  /** Of a page or post, in storage format. */
  readonly body?: string
  /** Of a post. */
  readonly day?: string
  /** Of a file: the page or post that holds it. */
  readonly on?: number
}

/** A backup of one space, `FERN`, with these things in it. */
export function linkedBackup(things: readonly Linked[]): BackupBuilder {
  const builder = new BackupBuilder()
    .descriptor({ exportType: 'space', spaceKey: 'FERN', source: 'server', createdByBuildNumber: '8804' })
    .add('ConfluenceUserImpl', 'fe01', { name: 'mara', lowerName: 'mara' })
    .add('Space', 5, {
      name: 'Ferns',
      key: 'FERN',
      lowerKey: 'fern',
      creationDate: '2030-01-01 09:00:00.000',
      spaceType: 'global',
      spaceStatus: { enumClass: 'SpaceStatus', text: 'CURRENT' },
    })
    .add('SpacePermission', 6, { space: ref('Space', 5), type: 'VIEWSPACE', group: 'confluence-users' })
  for (const { id, title, body = '<p>x</p>', day, on } of things) {
    const kind = on === undefined ? (day === undefined ? 'Page' : 'BlogPost') : 'Attachment'
    const dates = `${day ?? '2030-01-02'} 10:00:00.000`
    const holder = things.find((thing) => thing.id === on)?.day === undefined ? 'Page' : 'BlogPost'
    builder.add(kind, id, {
      title,
      version: 1,
      creator: ref('ConfluenceUserImpl', 'fe01'),
      creationDate: dates,
      lastModificationDate: dates,
      contentStatus: 'current',
      space: ref('Space', 5),
      ...(on === undefined ? {} : { containerContent: ref(holder, on) }),
    })
    if (on === undefined) builder.add('BodyContent', id + 5_000, { body, content: ref(kind, id), bodyType: 2 })
    else builder.file(`attachments/${on}/${id}/1`, pictureOf(id))
  }
  return builder
}

/** A picture, another one for each id. */
function pictureOf(id: number): Uint8Array {
  const head = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  return Buffer.concat([Buffer.from(head, 'base64'), Buffer.from(String(id))])
}

/** What the import said of references. */
/** A backup as it stands at a site, for people to look at. */
export interface Arrived extends AsyncDisposable {
  readonly references: References
  /** A page as HTML: by its path, or by the title of a content. */
  readonly see: (what: string) => Promise<string>
  readonly site: Site
}

/**
 * Exports the backup, which may be in a folder already, imports it into a new site, and serves that.
 *
 * @param prepare puts something into the site before
 */
export async function arrive(
  dir: string,
  backup: BackupBuilder | string,
  { extra = [], prepare }: { readonly extra?: readonly string[]; readonly prepare?: (site: Site) => void } = {},
): Promise<Arrived> {
  const archive = `${dir}.crate.zip`
  const site = `${dir}.site`
  await exportInProcess(archive, typeof backup === 'string' ? backup : await backup.write(dir))
  await createInProcess(site)
  if (prepare !== undefined) {
    await using before = await openSite(site, { mode: 'write' })
    prepare(before)
  }
  const { references } = await importInProcess(site, archive, extra)
  const opened = await openSite(site, { mode: 'read' })
  const served = await serveSite(opened, { port: 0 })
  return {
    references,
    site: opened,
    see: async (what) => {
      const found = [...opened.store.list('content')].find(({ title }) => title === what)
      const path = found === undefined ? what : `/pages/${found.id}`
      return await (await fetch(`${served.url}${path}`)).text()
    },
    [Symbol.asyncDispose]: async () => {
      await served.close()
      await opened[Symbol.asyncDispose]()
    },
  }
}

/** Where the links of these texts go, decoded. */
export function linksOf(html: string, ...texts: readonly string[]): string[] {
  return texts.map((text) => {
    const found = new RegExp(`<a [^>]*?href="([^"]*)"[^>]*>${text}</a>`).exec(html)?.[1] ?? `no link ${text}`
    return decodeURIComponent(found.replaceAll('&amp;', '&'))
  })
}
