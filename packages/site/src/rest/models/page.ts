import type { Content, Version } from '@spacecrate/format'
import type { Call } from '../call.js'
import { type BodyFormatWord, bodyV2 } from './body.js'
import { cloudTime } from './instant.js'
import { contentLinks } from './links.js'
import { accountIdAt } from './person.js'

/** What an answer shows of a page or post. */
export interface ShownPage {
  readonly format?: BodyFormatWord | undefined
  /** One page by itself, and not a row of a list: it has a base in its links. */
  readonly single?: boolean
  /** Another version than the current one. */
  readonly version?: Version | undefined
}

/**
 * A page as v2 has it. `parentId`, `parentType`, `position` and `lastOwnerId` are null where there is nothing, since strict
 * clients ask for the keys; space and author always have a value.
 */
export async function pageV2(call: Call, content: Content, shown: ShownPage = {}): Promise<Record<string, unknown>> {
  const { format, single = false } = shown
  const { store } = call
  const version = shown.version ?? (await call.visit.currentVersion('versions', content.id))
  const id = call.numberOf('content', content.id) ?? '0'
  const isPost = content.kind === 'blogpost'
  const author = accountIdAt(store, content.created?.by)
  const createdAt = cloudTime(content.created?.at) ?? cloudTime(version?.at)
  const place = { content, space: store.get('spaces', content.space) }
  return {
    id,
    status: shown.version === undefined ? statusWord(content) : 'historical',
    title: shown.version?.title ?? content.title,
    spaceId: call.numberOf('spaces', content.space) ?? '0',
    ...(isPost ? {} : parentOf(call, content)),
    authorId: author,
    ...(isPost
      ? {}
      : {
          ownerId: content.owner === undefined ? author : accountIdAt(store, content.owner),
          lastOwnerId: null,
          position: content.status === 'trashed' ? null : (content.position ?? null),
          subtype: content.subtype ?? null,
        }),
    ...(createdAt === undefined ? {} : { createdAt }),
    version: versionV2(call, version, single),
    body: await bodyV2(call, version, format, place),
    _links: { ...contentLinks(call, content, id), ...(single ? { base: call.base } : {}) },
  }
}

/** A version as it stands within a content. */
export function versionV2(call: Call, version: Version | undefined, single: boolean): Record<string, unknown> {
  const createdAt = cloudTime(version?.at)
  return {
    number: version?.number ?? 1,
    message: version?.message ?? '',
    minorEdit: version?.minor ?? false,
    authorId: accountIdAt(call.store, version?.author),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(single ? { ncsStepVersion: '1' } : {}),
  }
}

/** Kinds as v2 calls them. */
export function typeWord({ kind }: Pick<Content, 'kind'>): string {
  return kind === 'custom' ? 'custom-content' : kind
}

function statusWord({ status }: Content): string {
  return status
}

/** What is in the trash has lost its place; a parent that the caller may not see is not there. */
function parentOf(
  call: Call,
  { parent, status }: Content,
): { readonly parentId: string | null; readonly parentType: string | null } {
  const above = parent === undefined || status === 'trashed' ? undefined : call.store.get('content', parent)
  if (above === undefined || !call.view.mayReadContent(above.id)) return { parentId: null, parentType: null }
  return { parentId: call.numberOf('content', above.id) ?? null, parentType: typeWord(above) }
}
