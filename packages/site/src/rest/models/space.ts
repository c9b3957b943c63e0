import type { Property, RoleAssignment, Space, SpacePermission, Subject } from '@spacecrate/format'
import { fileUrl, versionKey } from '../../serve/urls.js'
import type { Call } from '../call.js'
import { bodyValue } from './body.js'
import { cloudTime } from './instant.js'
import { spacePath } from './links.js'
import { accountIdAt } from './person.js'

/** What an answer shows of a space. */
export interface ShownSpace {
  readonly description?: 'plain' | 'view' | undefined
  readonly icon?: boolean
  readonly single?: boolean
}

/** A space as v2 has it. Home page, owner and author are absent where there is none, and description and icon null. */
export async function spaceV2(call: Call, space: Space, shown: ShownSpace = {}): Promise<Record<string, unknown>> {
  const { home, owner, created } = space
  const homepageId = home !== undefined && call.view.mayReadContent(home) ? call.numberOf('content', home) : undefined
  const createdAt = cloudTime(created?.at)
  const author = created?.by ?? owner
  return {
    id: call.numberOf('spaces', space.id) ?? '0',
    key: space.key,
    name: space.name ?? space.key,
    type: spaceType(space),
    status: space.status,
    ...(author === undefined ? {} : { authorId: accountIdAt(call.store, author) }),
    ...(owner === undefined ? {} : { spaceOwnerId: accountIdAt(call.store, owner) }),
    currentActiveAlias: space.alias ?? space.key,
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(homepageId === undefined ? {} : { homepageId }),
    description: shown.description === undefined ? null : await descriptionOf(call, space, shown.description),
    icon: shown.icon === true ? iconOf(call, space) : null,
    _links: { webui: spacePath(space), ...(shown.single === true ? { base: call.base } : {}) },
  }
}

/** The word of Cloud for a kind of space. */
export function spaceType({ kind, nativeKind }: Space): string {
  if (kind === 'knowledge-base') return 'knowledge_base'
  return kind === 'other' ? (nativeKind ?? 'global') : kind
}

async function descriptionOf(call: Call, space: Space, format: 'plain' | 'view'): Promise<unknown> {
  const { description } = space
  if (description === undefined) return { [format]: { value: '', representation: format } }
  const isPlain = format === 'plain' && description.format === 'plain' && 'value' in description
  const value = isPlain ? description.value : await bodyValue(call, { body: description }, 'view', { space })
  return { [format]: { value: format === 'plain' && !isPlain ? withoutTags(value) : value, representation: format } }
}

function withoutTags(text: string): string {
  return text
    .replaceAll(/<[^<>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function iconOf(call: Call, { logo }: Space): unknown {
  const attachment = logo === undefined ? undefined : call.store.get('attachments', logo)
  const version = attachment === undefined ? undefined : call.visit.currentFile(attachment.id)
  if (attachment === undefined || version === undefined)
    return { path: '/assets/icon.svg', apiDownloadLink: '/assets/icon.svg' }
  const path = fileUrl(attachment.id, versionKey(version), attachment.name)
  return { path, apiDownloadLink: path }
}

/** A permission in a space as v2 has it; `undefined` for one for which it has no words. */
export function permissionV2(call: Call, permission: SpacePermission): unknown {
  const { operation, target = 'space', subject } = permission
  if (operation === undefined) return undefined
  return {
    id: call.numberOf('space-permissions', permission.id) ?? '0',
    principal: principalOf(call, subject),
    // To delete what is one's own is a permission to delete on the space.
    operation: { key: operation, targetType: target === 'own' ? 'space' : target },
  }
}

/** A role that somebody has in a space. */
export function roleAssignmentV2(call: Call, { subject, role }: RoleAssignment): unknown {
  const { type, id } = principalOf(call, subject)
  return {
    principal: { principalType: type.toUpperCase().replace('-', '_'), principalId: id },
    roleId: tailOf(role),
  }
}

/** Whom a permission is for, in the words of v2: everybody of a kind is a class of access. */
export function principalOf(call: Call, subject: Subject): { readonly type: string; readonly id: string } {
  switch (subject.type) {
    case 'user':
    case 'app':
      return { type: 'user', id: accountIdAt(call.store, subject.id) }
    case 'group':
    case 'role':
      return { type: subject.type, id: tailOf(subject.id) }
    case 'anonymous':
      return { type: 'access-class', id: 'anonymous-users' }
    case 'everyone':
      return { type: 'access-class', id: 'all-licensed-users' }
    default:
      return subject satisfies never
  }
}

/** The id of a group, role or level: what stands behind the prefix in the id of its record. */
export function tailOf(id: string): string {
  return id.slice(id.indexOf(':') + 1)
}

/** A property of a space. Its value is JSON; a text that is none comes as a text. */
export function spacePropertyV2(call: Call, property: Property): unknown {
  const at = cloudTime(property.modified?.at)
  const made = {
    ...(at === undefined ? {} : { createdAt: at }),
    createdBy: accountIdAt(call.store, property.modified?.by),
  }
  return {
    id: call.numberOf('properties', property.id) ?? '0',
    key: property.key,
    value: valueOf(property),
    ...made,
    version: { ...made, message: '', number: property.version ?? 1 },
  }
}

function valueOf({ value, json }: Property): unknown {
  if (json !== true) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
