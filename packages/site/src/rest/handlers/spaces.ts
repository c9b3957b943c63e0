import type { Space } from '@spacecrate/format'
import { columnId } from '../../store/stream-rows.js'
import { ok } from '../answer.js'
import type { Call } from '../call.js'
import { spaceParam } from '../find-content.js'
import type { Handlers } from '../handler.js'
import { included, includedLimit } from '../models/included.js'
import { labelV2, mayReadLabel } from '../models/label.js'
import { operationsIn } from '../models/operations.js'
import { permissionV2, roleAssignmentV2, spacePropertyV2, spaceType, spaceV2 } from '../models/space.js'
import { listRows } from '../paging/cursor-page.js'
import { choiceParam, flagParam, idsParam, listParam } from '../query.js'
import { notFound } from '../rest-error.js'

const descriptions = ['plain', 'view'] as const
const types = [
  'global',
  'collaboration',
  'knowledge_base',
  'personal',
  'system',
  'onboarding',
  'xflow_sample_space',
] as const

/** Spaces of v2, to be read. */
export const spaceHandlers: Handlers = {
  'v2.getSpaces': (call) => {
    const isAsked = spaceFilter(call)
    const sort = choiceParam(call, 'sort', ['id', '-id', 'key', '-key', 'name', '-name']) ?? 'id'
    const shown = {
      description: choiceParam(call, 'description-format', descriptions),
      icon: flagParam(call, 'include-icon'),
    }
    const by = orders[sort.replace(/^-/, '')] ?? 'id'
    return listRows<Space>(call, {
      read: ({ after, limit }) =>
        call.store.rows.spaces.ordered('key IS NOT NULL', [], { by, descending: sort.startsWith('-'), after, limit }),
      isSeen: (space) => isAsked(space) && call.view.mayReadSpace(space.id),
      show: (space) => spaceV2(call, space, shown),
    })
  },
  'v2.getSpaceById': async (call) => {
    const space = spaceParam(call)
    const shown = {
      description: choiceParam(call, 'description-format', descriptions),
      icon: flagParam(call, 'include-icon'),
      single: true,
    }
    return ok({ ...(await spaceV2(call, space, shown)), ...includesOf(call, space) })
  },
  'v2.getSpaceProperties': (call) => {
    const space = spaceParam(call, 'space-id')
    const key = call.query.get('key')
    return listRows(call, {
      read: (cut) => call.catalog.siblings('properties', space.id, cut),
      isSeen: (property) => key === null || property.key === key,
      show: (property) => spacePropertyV2(call, property),
    })
  },
  'v2.getSpacePropertyById': (call) => {
    const space = spaceParam(call, 'space-id')
    const property = call.find('properties', call.param('property-id'))
    if (property === undefined || property.owner !== space.id) throw notFound()
    return ok(spacePropertyV2(call, property))
  },
  'v2.getSpaceLabels': (call) => {
    const space = spaceParam(call)
    const prefix = choiceParam(call, 'prefix', ['my', 'team', 'global', 'system'])
    return listRows(call, {
      read: (cut) => call.catalog.siblings('labels', space.id, cut),
      isSeen: (label) => (prefix === undefined || label.prefix === prefix) && mayReadLabel(call, label),
      show: (label) => labelV2(call, label),
    })
  },
  'v2.getSpacePermissionsAssignments': (call) => {
    const space = spaceParam(call)
    return listRows(call, {
      read: (cut) => call.catalog.siblings('space-permissions', space.id, cut),
      isSeen: (permission) => permission.operation !== undefined,
      show: (permission) => permissionV2(call, permission),
    })
  },
  'v2.getSpaceRoleAssignments': (call) => {
    const space = spaceParam(call)
    return listRows(call, {
      read: (cut) => call.catalog.siblings('role-assignments', space.id, cut),
      isSeen: () => true,
      show: (assignment) => roleAssignmentV2(call, assignment),
    })
  },
  'v2.getSpaceOperations': (call) => ok({ operations: operationsIn(call, spaceParam(call).id) }),
}

const orders: Readonly<Record<string, string>> = {
  key: 'key',
  name: "lower(coalesce(json_extract(json, '$.name'), key))",
}

function spaceFilter(call: Call): (space: Space) => boolean {
  const ids = idsParam(call, 'ids').flatMap((number) => call.find('spaces', number)?.id ?? [])
  const hasIds = call.query.has('ids')
  const keys = listParam(call, 'keys').map((key) => key.toLowerCase())
  const type = choiceParam(call, 'type', types)
  const status = choiceParam(call, 'status', ['current', 'archived'])
  const labels = listParam(call, 'labels')
  return (space) =>
    space.status !== 'trashed' &&
    (!hasIds || ids.includes(space.id)) &&
    (keys.length === 0 || keys.includes(space.key.toLowerCase())) &&
    (type === undefined || spaceType(space) === type) &&
    (status === undefined || space.status === status) &&
    labels.every((name) => hasLabel(call, space, name))
}

function hasLabel(call: Call, space: Space, name: string): boolean {
  const where = "owner = ? AND parent = '' AND (json_extract(json, '$.name') = ?) LIMIT 1"
  return call.store.rows.labels.select(where, columnId(space.id), name).length > 0
}

function includesOf(call: Call, space: Space): Record<string, unknown> {
  const number = call.numberOf('spaces', space.id) ?? '0'
  const limit = { limit: includedLimit }
  const list = (name: string, path: string, rows: () => readonly unknown[]): Record<string, unknown> =>
    flagParam(call, `include-${path}`) ? { [name]: included(call, rows(), `/spaces/${number}/${path}`) } : {}
  return {
    ...list('labels', 'labels', () =>
      call.catalog
        .siblings('labels', space.id, { limit: 1000 })
        .filter((label) => mayReadLabel(call, label))
        .slice(0, includedLimit)
        .map((label) => labelV2(call, label)),
    ),
    ...list('properties', 'properties', () =>
      call.catalog.siblings('properties', space.id, limit).map((property) => spacePropertyV2(call, property)),
    ),
    ...list('permissions', 'permissions', () =>
      call.catalog
        .siblings('space-permissions', space.id, limit)
        .flatMap((permission) => permissionV2(call, permission) ?? []),
    ),
    ...list('roleAssignments', 'role-assignments', () =>
      call.catalog.siblings('role-assignments', space.id, limit).map((one) => roleAssignmentV2(call, one)),
    ),
    ...list('operations', 'operations', () => operationsIn(call, space.id)),
  }
}
