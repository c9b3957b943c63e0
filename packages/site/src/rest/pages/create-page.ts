import type { Content, Space } from '@spacecrate/format'
import { addContent } from '../../edit/contents.js'
import { anonymous } from '../../access/permissions.js'
import { type Answer, ok } from '../answer.js'
import type { Call } from '../call.js'
import { edit } from '../edit.js'
import { spaceAt } from '../find-content.js'
import { pageV2 } from '../models/page.js'
import { flagParam } from '../query.js'
import { badRequest, forbidden, notFound } from '../rest-error.js'
import { type Sent, idField, needed, sentObject, textField } from '../sent.js'
import { bodyOfText, sentText } from '../sent-body.js'

/** Makes a page: below its parent, below the home page of the space, or at the root. */
export async function createPage(call: Call): Promise<Answer> {
  const sent = sentObject(await call.json())
  const space = spaceAt(call, needed(idField(sent, 'spaceId'), 'spaceId'))
  const status = textField(sent, 'status') ?? 'current'
  if (status !== 'current' && status !== 'draft') throw badRequest(`Invalid status: ${status.slice(0, 100)}`)
  const title = sentTitle(sent, status)
  const parent = parentIn(call, sent, space)
  if (!call.rights.may(space.id, 'create', 'page'))
    throw forbidden('User does not have permission to create content in this space')
  const text = sentText(sent)
  const body = await bodyOfText(call, text ?? { representation: 'storage', value: '' })
  const by = call.caller === anonymous ? undefined : call.caller
  const page = edit(call, () => {
    const made = addContent(call.store, {
      prefix: 'page',
      fields: {
        kind: 'page',
        space: space.id,
        ...(parent === undefined ? {} : { parent: parent.id }),
        title,
        status,
        ...(textField(sent, 'subtype') === 'live' ? { subtype: 'live' } : {}),
        ...(by === undefined ? {} : { owner: by }),
      },
      body,
      by,
      mayShareTitle: status === 'draft',
    })
    if (flagParam(call, 'private') && by !== undefined) restrictTo(call, made, by)
    return made
  })
  const format = text?.representation === 'atlas_doc_format' ? 'atlas_doc_format' : 'storage'
  return ok(await pageV2(call, page, { format, single: true }))
}

/** A title that Confluence takes: of 255 characters at most, and only a draft has none. */
export function sentTitle(sent: Sent, status: string): string {
  const title = (textField(sent, 'title') ?? '').trim()
  if (title === '' && status !== 'draft')
    throw badRequest("'title' must be provided", { code: 'INVALID_REQUEST_PARAMETER' })
  if (title.length <= 255) return title
  const problem = 'Title cannot be longer than 255 characters.'
  throw badRequest(problem, { problems: [problem] })
}

function parentIn(call: Call, sent: Sent, space: Space): Content | undefined {
  const number = idField(sent, 'parentId')
  const atRoot = flagParam(call, 'root-level')
  if (number !== undefined && atRoot) throw badRequest("'parentId' and 'root-level' cannot be given together")
  if (atRoot) return undefined
  if (number === undefined) {
    const home = space.home === undefined ? undefined : call.store.get('content', space.home)
    return home?.status === 'current' && home.space === space.id ? home : undefined
  }
  const parent = call.find('content', number)
  const isThere = parent?.status === 'current' && parent.kind !== 'blogpost' && call.view.mayReadContent(parent.id)
  if (parent === undefined || !isThere) throw notFound(`Cannot find parent with id [${number}]`)
  if (parent.space !== space.id) throw badRequest('The parent is in another space')
  return parent
}

function restrictTo(call: Call, { id }: Content, subject: string): void {
  for (const operation of ['read', 'update'] as const) {
    call.store.insert('restrictions', {
      id: `restriction:${id}/${operation}/${subject}`,
      content: id,
      operation,
      subject,
    })
  }
}
