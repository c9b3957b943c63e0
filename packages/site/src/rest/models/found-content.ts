import type { Content, Instant, StreamRecords } from '@spacecrate/format'
import type { Call } from '../call.js'
import { type BodyFormatWord, bodyFormats, bodyValue } from './body.js'
import { labelV2, mayReadLabel } from './label.js'
import { contentLinks, spacePath, tinyPath } from './links.js'
import { anonymousV1, personV1 } from './person.js'
import { spaceType } from './space.js'

/** What was asked for beside the plain fields: paths such as `body.storage` and `history.lastUpdated`. */
export type Expansions = ReadonlySet<string>

/** A thing that a search found, as v1 tells of content. */
export interface FoundContent {
  readonly call: Call
  readonly id: string
  readonly number: string
  readonly type: string
  readonly title: string
  readonly status: string
  /** The content itself, or the one that a comment or a file is on. */
  readonly content: Content
  readonly created: StreamRecords['content']['created']
  readonly version:
    | {
        readonly number: number
        readonly author?: string
        readonly at?: Instant
        readonly message?: string
        readonly minor?: boolean
      }
    | undefined
  readonly texts: StreamRecords['versions'] | StreamRecords['comment-versions'] | undefined
}

/** Reads what is known of a row; `undefined` for one that is gone. */
export function foundContent(call: Call, id: string): FoundContent | undefined {
  const { store, catalog } = call
  const content = store.get('content', id)
  if (content !== undefined) {
    const version = catalog.last('versions', id)
    const { kind, title, status, created } = content
    return {
      call,
      id,
      number: call.numberOf('content', id) ?? '0',
      type: kind,
      title,
      status,
      content,
      created,
      version,
      texts: version,
    }
  }
  const comment = store.get('comments', id)
  const file = store.get('attachments', id)
  const on = comment?.content ?? store.get('comments', file?.container ?? '')?.content ?? file?.container ?? ''
  const around = store.get('content', on)
  if (around === undefined) return undefined
  if (comment !== undefined) {
    const version = catalog.last('comment-versions', id)
    const { status, created } = comment
    const number = call.numberOf('comments', id) ?? '0'
    return {
      call,
      id,
      number,
      type: 'comment',
      title: `Re: ${around.title}`,
      status,
      content: around,
      created,
      version,
      texts: version,
    }
  }
  if (file === undefined) return undefined
  const version = call.visit.currentFile(id)
  const number = `att${call.numberOf('attachments', id) ?? '0'}`
  const { name, status, created } = file
  return {
    call,
    id,
    number,
    type: 'attachment',
    title: name,
    status,
    content: around,
    created,
    version,
    texts: undefined,
  }
}

/** The page in the browser, below the base. */
export function webPathOf({ call, content, id, number, type }: FoundContent): string {
  const page = contentLinks(call, content, call.numberOf('content', content.id) ?? '0').webui
  if (content.id === id) return page
  if (type === 'comment') return `${page}?focusedCommentId=${number}#comment-${number}`
  return `${page}?preview=/${call.numberOf('content', content.id) ?? '0'}/${number.slice(3)}`
}

/** As v1 tells of content. */
export async function contentV1(found: FoundContent, expand: Expansions): Promise<Record<string, unknown>> {
  const { call, number, type, status, title, content } = found
  const key = call.store.get('spaces', content.space)?.key ?? ''
  const self = `/rest/api/content/${number}`
  const links: Record<string, string> = {
    container:
      content.id === found.id
        ? `/rest/api/space/${key}`
        : `/rest/api/content/${call.numberOf('content', content.id) ?? '0'}`,
    metadata: '',
    operations: '',
    children: `${self}/child`,
    restrictions: `${self}/restriction/byOperation`,
    history: `${self}/history`,
    ancestors: '',
    body: '',
    version: '',
    descendants: `${self}/descendant`,
    space: `/rest/api/space/${key}`,
  }
  const expanded: Record<string, unknown> = {}
  const given = [...expand]
  for (const name of Object.keys(links)) {
    if (!given.some((path) => path === name || path.startsWith(`${name}.`))) continue
    const value = await expansion(found, name, expand)
    if (value === undefined) continue
    expanded[name] = value
    delete links[name]
  }
  return {
    id: number,
    type,
    status,
    title,
    ...expanded,
    extensions: extensionsOf(found),
    _expandable: links,
    _links: {
      webui: webPathOf(found),
      self: `${call.base}${self}`,
      ...(type === 'comment' || type === 'attachment' ? {} : { tinyui: tinyPath(number) }),
    },
  }
}

async function expansion(found: FoundContent, name: string, expand: Expansions): Promise<unknown> {
  const { call, content } = found
  switch (name) {
    case 'space':
      return spaceV1(call, content.space)
    case 'container':
      if (content.id === found.id) return spaceV1(call, content.space)
      return containerOf(call, content.id)
    case 'version':
      return versionV1(found)
    case 'history':
      return historyV1(found)
    case 'ancestors':
      return ancestorsOf(found)
    case 'body':
      return await bodiesOf(found, expand)
    case 'metadata':
      return metadataOf(found, expand)
    default:
      return undefined
  }
}

async function containerOf(call: Call, id: string): Promise<unknown> {
  const found = foundContent(call, id)
  return found === undefined ? undefined : await contentV1(found, new Set())
}

/** A space as v1 has it within other things. */
export function spaceV1(call: Call, id: string): unknown {
  const space = call.store.get('spaces', id)
  if (space === undefined) return undefined
  return {
    id: Number(call.numberOf('spaces', id) ?? 0),
    key: space.key,
    alias: space.alias ?? space.key,
    name: space.name ?? space.key,
    type: spaceType(space),
    status: space.status,
    _expandable: {
      settings: `/rest/api/space/${space.key}/settings`,
      metadata: '',
      operations: '',
      lookAndFeel: '',
      permissions: '',
      icon: '',
      description: '',
      theme: `/rest/api/space/${space.key}/theme`,
      history: '',
      homepage: '',
    },
    _links: { webui: spacePath(space), self: `${call.base}/rest/api/space/${space.key}` },
  }
}

function versionV1({ call, number, version, created }: FoundContent): unknown {
  const at = (version?.at ?? created?.at)?.at
  return {
    by: personOf(call, version?.author ?? created?.by),
    when: at ?? null,
    friendlyWhen: at?.slice(0, 10) ?? '',
    message: version?.message ?? '',
    number: version?.number ?? 1,
    minorEdit: version?.minor ?? false,
    contentTypeModified: false,
    _expandable: { collaborators: '', content: `/rest/api/content/${number}` },
    _links: { self: `${call.base}/rest/api/content/${number}/version/${version?.number ?? 1}` },
  }
}

function historyV1(found: FoundContent): unknown {
  const { call, number, created } = found
  const at = created?.at?.at
  return {
    latest: true,
    createdBy: personOf(call, created?.by),
    ...(at === undefined ? {} : { createdDate: at }),
    lastUpdated: versionV1(found),
    _expandable: { contributors: '', previousVersion: '', nextVersion: '' },
    _links: { self: `${call.base}/rest/api/content/${number}/history` },
  }
}

function personOf(call: Call, id: string | undefined): unknown {
  const person = id === undefined ? undefined : call.store.get('people', id)
  return person === undefined ? anonymousV1(call) : personV1(call, person)
}

/** The root first; one that the caller may not see is not there. */
function ancestorsOf({ call, content, id }: FoundContent): unknown[] {
  const above: unknown[] = []
  if (content.id !== id) return above
  const seen = new Set<string>()
  for (let next = content.parent; next !== undefined && !seen.has(next);) {
    seen.add(next)
    const found = foundContent(call, next)
    if (found === undefined || !call.view.mayReadContent(next)) break
    const { number, type, status, title } = found
    const links = { self: `${call.base}/rest/api/content/${number}`, tinyui: tinyPath(number), webui: webPathOf(found) }
    above.unshift({ id: number, type, status, title, _links: links })
    next = found.content.parent
  }
  return above
}

async function bodiesOf({ call, content, texts }: FoundContent, expand: Expansions): Promise<unknown> {
  const bodies: Record<string, unknown> = {}
  const left: Record<string, string> = {}
  const place = { content, space: call.store.get('spaces', content.space) }
  for (const format of bodyFormats) {
    if (expand.has(`body.${format}`) || expand.has(`body.${format}.value`)) {
      const value = await bodyValue(call, texts, format satisfies BodyFormatWord, place)
      bodies[format] = { value, representation: format, embeddedContent: [], _expandable: { content: '' } }
    } else left[format] = ''
  }
  return { ...bodies, _expandable: left }
}

function metadataOf({ call, id }: FoundContent, expand: Expansions): unknown {
  if (![...expand].some((path) => path.startsWith('metadata.labels')))
    return { _expandable: { labels: '', properties: '', likes: '' } }
  const labels = [...call.store.list('labels', { owner: id })]
    .filter((label) => mayReadLabel(call, label))
    .slice(0, 200)
  const results = labels.map((label) => ({ ...(labelV2(call, label) as object), label: label.name }))
  return { labels: { results, start: 0, limit: 200, size: results.length }, _expandable: { properties: '', likes: '' } }
}

function extensionsOf({ call, id, content }: FoundContent): unknown {
  const file = call.store.get('attachments', id)
  if (file === undefined) return { position: content.id === id ? (content.position ?? 'none') : 'none' }
  const version = call.visit.currentFile(id)
  return {
    mediaType: file.mediaType ?? 'application/octet-stream',
    fileSize: version?.bytes ?? 0,
    comment: version?.message ?? '',
  }
}
