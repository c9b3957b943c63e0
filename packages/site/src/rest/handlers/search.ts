import { CqlError } from '@spacecrate/confluence'
import { escapeHtml } from '../../render/escape.js'
import { marks } from '../../search/excerpt.js'
import { type Found, type SearchRequest, searchOf } from '../../search/site-search.js'
import { type Answer, ok } from '../answer.js'
import type { Call } from '../call.js'
import type { Handlers } from '../handler.js'
import { type Expansions, contentV1, foundContent, spaceV1, webPathOf } from '../models/found-content.js'
import { spacePath } from '../models/links.js'
import { accountIdOf, personV1 } from '../models/person.js'
import { choiceParam, flagParam, limitParam, listParam, startParam } from '../query.js'
import { badRequest, wrongType } from '../rest-error.js'

/** Search by CQL. */
export const searchHandlers: Handlers = {
  'v1.searchByCQL': async (call) => {
    const began = Date.now()
    const expand = expansionsOf(call, 'content.')
    const excerpts = ['highlight', 'indexed', 'none', 'highlight_unescaped', 'indexed_unescaped'] as const
    const excerpt = choiceParam(call, 'excerpt', excerpts) ?? 'highlight'
    const kind = excerpt === 'none' ? 'none' : excerpt.startsWith('highlight') ? 'highlight' : 'indexed'
    const asked = requestOf(call, expand, { entities: 'all', excerpt: kind })
    const { found, total, next } = await run(call, asked)
    const say = excerpt.endsWith('unescaped') ? marked : (text: string): string => marked(escapeHtml(text))
    const results = await each(found, (one) => rowOf(call, one, expand, say))
    const facts = { totalSize: total, cqlQuery: asked.cql, searchDuration: Date.now() - began }
    return answer(call, asked, results, next, facts)
  },
  'v1.searchContentByCQL': async (call) => {
    const expand = expansionsOf(call, '')
    const asked = requestOf(call, expand, { entities: 'content', excerpt: 'none' })
    const { found, next } = await run(call, asked)
    const results = await each(found, async ({ id }) => {
      const content = foundContent(call, id)
      return content === undefined ? undefined : await contentV1(content, expand)
    })
    return answer(call, asked, results, next, {})
  },
  'v1.searchUser': async (call) => {
    const began = Date.now()
    const asked = { ...requestOf(call, new Set(), { entities: 'user', excerpt: 'none' }), start: startParam(call) }
    const { found, total, next } = await run(call, asked)
    const results = await each(found, (one) => rowOf(call, one, new Set(), escapeHtml))
    const facts = { totalSize: total, cqlQuery: asked.cql, searchDuration: Date.now() - began }
    return answer(call, asked, results, next, facts)
  },
}

type Asked = SearchRequest & { readonly list: string }

function requestOf(call: Call, expand: Expansions, rest: Pick<SearchRequest, 'entities' | 'excerpt'>): Asked {
  const cql = call.query.get('cql')?.trim() ?? ''
  if (cql === '') {
    const exception = 'com.atlassian.confluence.api.service.exceptions.api.BadRequestException'
    throw badRequest('cql query parameter is required', { exception })
  }
  const context = contextOf(call)
  const list = `${call.route.path} ${cql}`
  const cursor = call.query.get('cursor') ?? ''
  const after = cursor === '' ? undefined : call.cursors.open(list, cursor)
  if (cursor !== '' && after === undefined) throw wrongType('cursor', cursor, 'cursor')
  return {
    ...rest,
    list,
    cql,
    after,
    limit: limitParam(
      call,
      [...expand].some((path) => path.startsWith('body')),
    ),
    asker: {
      store: call.store,
      view: call.view,
      now: Date.now(),
      spaceKey: context.spaceKey,
      contentId: context.contentId,
      idsOf: (number) => idsOf(call, number),
    },
    scope: {
      statuses: context.statuses,
      archivedSpaces: flagParam(call, 'includeArchivedSpaces') || flagParam(call, 'excludeCurrentSpaces'),
      currentSpaces: !flagParam(call, 'excludeCurrentSpaces'),
    },
  }
}

function idsOf(call: Call, text: string): readonly string[] {
  const number = text.replace(/^att/, '')
  const streams = text.startsWith('att')
    ? (['attachments'] as const)
    : (['content', 'comments', 'attachments'] as const)
  return streams.flatMap((stream) => call.find(stream, number)?.id ?? [])
}

/** States that a search can go over: the index has no trash. */
const states = ['current', 'archived', 'draft', 'trashed', 'deleted', 'historical']

function contextOf(call: Call): {
  readonly spaceKey?: string
  readonly contentId?: string
  readonly statuses: readonly string[]
} {
  const text = call.query.get('cqlcontext')
  if (text === null || text === '') return { statuses: ['current'] }
  const value = parsed(text)
  if (value === undefined) throw badRequest(`Could not parse cqlcontext : ${text.slice(0, 200)}`)
  const { spaceKey, contentId, contentStatuses } = value
  const given = Array.isArray(contentStatuses) ? contentStatuses.map(String) : ['current']
  const wrong = given.find((one) => !states.includes(one))
  if (wrong !== undefined) throw badRequest(`Unsupported content status : ${wrong.slice(0, 100)}`)
  return {
    ...(typeof spaceKey === 'string' ? { spaceKey } : {}),
    ...(typeof contentId === 'string' || typeof contentId === 'number' ? { contentId: String(contentId) } : {}),
    statuses: given.length === 0 ? ['current'] : given,
  }
}

function parsed(text: string): { readonly [name: string]: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

async function run(call: Call, asked: Asked): ReturnType<ReturnType<typeof searchOf>['find']> {
  try {
    return await searchOf(call.store).find(asked)
  } catch (error) {
    if (error instanceof CqlError) throw badRequest(error.message)
    throw error
  }
}

async function each<Row>(found: readonly Found[], show: (one: Found) => Row | Promise<Row>): Promise<Row[]> {
  const rows: Row[] = []
  for (const one of found) rows.push(await show(one))
  return rows.filter((row) => row !== undefined)
}

/** Paths that are to be expanded; without its prefix one means nothing, and no word is said about it. */
function expansionsOf(call: Call, prefix: string): Expansions {
  const paths = listParam(call, 'expand', 100)
  return new Set(paths.flatMap((path) => (path.startsWith(prefix) ? [path.slice(prefix.length)] : [])))
}

function marked(text: string): string {
  return text.replaceAll(marks.begin, '@@@hl@@@').replaceAll(marks.end, '@@@endhl@@@')
}

async function rowOf(call: Call, one: Found, expand: Expansions, say: (text: string) => string): Promise<unknown> {
  const common = {
    title: say(one.title),
    excerpt: say(one.excerpt),
    breadcrumbs: [],
    lastModified: new Date(one.modified).toISOString(),
    friendlyLastModified: new Date(one.modified).toISOString().slice(0, 10),
    score: 0,
  }
  const person = call.store.get('people', one.id)
  if (person !== undefined) {
    const url = `/people/${accountIdOf(person)}`
    return { user: personV1(call, person), ...common, url, entityType: 'user', iconCssClass: 'aui-iconfont-user' }
  }
  const space = call.store.get('spaces', one.id)
  if (space !== undefined) {
    const url = spacePath(space)
    return {
      space: spaceV1(call, one.id),
      ...common,
      url,
      entityType: 'space',
      iconCssClass: 'aui-iconfont-space-default',
    }
  }
  const found = foundContent(call, one.id)
  if (found === undefined) return undefined
  const around = call.store.get('spaces', found.content.space)
  const container = { title: around?.name ?? around?.key ?? '', displayUrl: `/spaces/${around?.key ?? ''}` }
  return {
    content: await contentV1(found, expand),
    ...common,
    url: webPathOf(found),
    resultGlobalContainer: container,
    entityType: 'content',
    iconCssClass: one.type === 'page' ? 'aui-icon content-type-page' : `aui-iconfont-${one.type}`,
  }
}

function answer(
  call: Call,
  asked: Asked,
  results: readonly unknown[],
  next: string | undefined,
  facts: Readonly<Record<string, unknown>>,
): Answer {
  const start = call.route.paging === 'start' ? startParam(call) : placeOf(asked.after)
  const query = new URLSearchParams(call.query)
  for (const name of ['start', 'limit', 'cursor', 'next', 'prev']) query.delete(name)
  const path = (): string => call.pathWith(query).slice(call.context.length)
  const self = `${call.base}${path()}`
  query.set('limit', String(asked.limit))
  query.set('start', String(start + results.length))
  if (call.route.paging === 'cursor' && next !== undefined) {
    query.set('next', 'true')
    query.set('cursor', call.cursors.seal(asked.list, next))
  }
  const onward = next === undefined || asked.limit === 0 ? {} : { next: path() }
  const links = { base: call.base, context: call.context, ...onward, self }
  return ok({ results, start, limit: asked.limit, size: results.length, ...facts, _links: links })
}

function placeOf(after: string | undefined): number {
  return after === undefined ? 0 : Number((JSON.parse(after) as readonly unknown[])[1])
}
