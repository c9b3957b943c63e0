import type { Content, Version } from '@spacecrate/format'
import { type Answer, ok } from '../answer.js'
import type { Call } from '../call.js'
import { pageParam, spaceParam } from '../find-content.js'
import type { Handlers } from '../handler.js'
import { bodyFormats } from '../models/body.js'
import { pageV2 } from '../models/page.js'
import { type ContentFilter, contentSorts, readContents } from '../pages/page-lists.js'
import { createPage } from '../pages/create-page.js'
import { listRows } from '../paging/cursor-page.js'
import { choiceParam, choicesParam, flagParam, idsParam, numberParam } from '../query.js'
import { notFound } from '../rest-error.js'

/** Pages of v2. */
export const pageHandlers: Handlers = {
  'v2.getPages': (call) => {
    const numbers = idsParam(call, 'id')
    const spaces = idsParam(call, 'space-id', 100)
    return listPages(call, {
      ids: numbers.length === 0 ? undefined : numbers.flatMap((number) => call.find('content', number)?.id ?? []),
      spaces: spaces.length === 0 ? undefined : spaces.flatMap((number) => call.find('spaces', number)?.id ?? []),
    })
  },
  'v2.getPagesInSpace': (call) => {
    const space = spaceParam(call)
    const root = choiceParam(call, 'depth', ['all', 'root']) === 'root'
    return listPages(call, { spaces: [space.id] }, (page) => !root || page.parent === undefined)
  },
  'v2.getPageById': async (call) => {
    const page = pageParam(call)
    const format = choiceParam(call, 'body-format', bodyFormats)
    const drafted = flagParam(call, 'get-draft') ? draftOf(call, page) : undefined
    const version = versionAsked(call, page)
    return ok(await pageV2(call, drafted ?? page, { format, single: true, version }))
  },
  'v2.createPage': createPage,
}

function listPages(
  call: Call,
  filter: Partial<ContentFilter>,
  isIn: (page: Content) => boolean = () => true,
): Promise<Answer> {
  const format = choiceParam(call, 'body-format', ['storage', 'atlas_doc_format'])
  const subtype = choiceParam(call, 'subtype', ['live', 'page'])
  const read = readContents(call, {
    kind: 'page',
    statuses: choicesParam(
      call,
      'status',
      ['current', 'archived', 'deleted', 'trashed'],
      ['current', 'archived'],
    ).flatMap((status) => (status === 'deleted' ? [] : [status])),
    title: call.query.get('title') ?? undefined,
    sort: choiceParam(call, 'sort', contentSorts),
    ...filter,
  })
  return listRows(call, {
    read,
    isSeen: (page) =>
      (subtype === undefined || (page.subtype ?? 'page') === subtype) &&
      isIn(page) &&
      call.view.mayReadContent(page.id),
    show: (page) => pageV2(call, page, { format }),
    withBody: format !== undefined,
  })
}

function draftOf(call: Call, page: Content): Content | undefined {
  return call.catalog.draftsOf(page.id, { limit: 100 }).find(({ id }) => call.view.mayReadContent(id))
}

/** The version that was asked for, if the caller may see it; `undefined` for the current one. */
function versionAsked(call: Call, page: Content): Version | undefined {
  const number = numberParam(call, 'version')
  if (number === undefined || call.catalog.last('versions', page.id)?.number === number) return undefined
  const found = call.store.get('versions', `version:${page.id}/${number}`)
  if (found === undefined || !call.view.mayReadVersion(found)) throw notFound()
  return found
}
