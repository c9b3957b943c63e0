import type { Comment, Content, Space } from '@spacecrate/format'
import { type Html, html } from '../html.js'
import { more } from '../page.js'
import { face } from '../parts/face.js'
import { reactionLines } from '../parts/reactions.js'
import { attachmentUrl, commentUrl, contentUrl, withQuery, sourceOf } from '../urls.js'
import { type Piece, seen } from '../seen.js'
import type { Visit } from '../visit.js'
import { personLink, stateBadge, time } from '../words.js'
import { likeLine } from './content-facts.js'

const threadsPerPage = 50
/** Comments with their texts on one page, replies included: what is over that is one link away. */
const commentsPerPage = 200
const deepest = 8

/** The comments of a content below it, in threads; many of them on pages of their own. */
export async function commentSection(visit: Visit, content: Content, space: Space | undefined): Promise<Html> {
  // Others may not see them all, so only the administrator is told the number.
  const count = visit.view.isAdministrator ? visit.catalog.countOf('comments', content.id) : undefined
  const after = visit.after((id) => visit.view.mayReadComment(id), 'comments-after')
  const { rows, next } = await commentsOf(visit, content.id, { after, limit: threadsPerPage })
  const items = await new Threads(visit, content, space).list(rows, 0)
  const rest = next && withQuery(contentUrl(content), { 'comments-after': next })
  return html`<section id="comments">
    <h2>Comments${count !== undefined && html` <span class="count">${count.toLocaleString('en')}</span>`}</h2>
    ${after !== undefined && more(contentUrl(content, '#comments'), 'From the first comment')}
    ${items ?? html`<p class="quiet">Nobody has commented.</p>`}${more(rest && `${rest}#comments`, 'Further comments')}
  </section>`
}

/** A piece of the comments of a content, or of the answers to one of them, that the visitor may see. */
function commentsOf(
  visit: Visit,
  content: string,
  { parent, ...cut }: { readonly parent?: string; readonly after?: string | undefined; readonly limit: number },
): Promise<Piece<Comment>> {
  return seen(
    (piece) => visit.catalog.siblings('comments', content, { ...piece, ...(parent === undefined ? {} : { parent }) }),
    ({ id }) => visit.view.mayReadComment(id),
    cut,
  )
}

/** What was said about a file. */
export async function commentsOfFile(visit: Visit, content: Content, attachment: string): Promise<Html | undefined> {
  const space = visit.store.get('spaces', content.space)
  const about = visit.catalog
    .siblings('comments', content.id, { limit: 1000 })
    .filter((comment) => comment.attachment === attachment)
  const items = await new Threads(visit, content, space).list(about, 0)
  return (
    items &&
    html`<section id="comments">
      <h2>Comments on this file</h2>
      ${items}
    </section>`
  )
}

/** Comments with their replies, until a page is full. */
export class Threads {
  private readonly visit: Visit
  private readonly content: Content
  private readonly space: Space | undefined
  private left: number = commentsPerPage

  constructor(visit: Visit, content: Content, space: Space | undefined) {
    this.visit = visit
    this.content = content
    this.space = space
  }

  async list(comments: readonly Comment[], depth: number): Promise<Html | undefined> {
    const items: Html[] = []
    for (const comment of comments) {
      if (this.visit.view.mayReadComment(comment.id)) items.push(html`<li>${await this.one(comment, depth)}</li> `)
    }
    return items.length === 0
      ? undefined
      : html`<ol class="comments">
          ${items}
        </ol>`
  }

  private async one(comment: Comment, depth: number): Promise<Html> {
    const { visit, content, space } = this
    this.left -= 1
    const [version, ...earlier] = (await visit.versions('comment-versions', comment.id, { limit: 2 })).rows
    const edited = earlier.length > 0 && html` · <a href="${commentUrl(comment.id, '/versions')}">edited</a>`
    const author = comment.created?.by ?? version?.author
    return html`<article class="comment comment-${comment.kind}" id="${comment.id}">
        <p class="by">
          ${face(visit, visit.person(author))}<span
            >${personLink(visit, author)}
            <a class="quiet" href="${commentUrl(comment.id)}">${time(comment.created?.at ?? version?.at)}</a>${edited}
            ${stateBadge(comment.status)}${resolution(visit, comment)}</span
          >
        </p>
        ${anchor(visit, comment)}
        ${await visit.rendered(version?.body, { space, content, container: comment.id, ...sourceOf('comment-versions', version) })}
        ${likeLine(visit, comment.id)}${reactionLines(visit, comment.id)}
      </article>
      ${await this.replies(comment, depth)}`
  }

  private async replies(comment: Comment, depth: number): Promise<Html | undefined> {
    const limit = depth >= deepest ? 0 : Math.max(0, Math.min(threadsPerPage, this.left))
    const found = await commentsOf(this.visit, this.content.id, { parent: comment.id, limit: Math.max(1, limit) })
    if (found.rows.length === 0) return undefined
    const cut = html`<p class="more"><a href="${commentUrl(comment.id)}">Further replies</a></p>`
    if (limit === 0) return cut
    return html`${await this.list(found.rows, depth + 1)}${found.next !== undefined && cut}`
  }
}

function resolution(visit: Visit, comment: Comment): Html | undefined {
  if (comment.resolution === undefined) return undefined
  const { state, by, at } = comment.resolution
  const words = { open: 'Open', reopened: 'Reopened', resolved: 'Resolved', dangling: 'Its text is gone' }
  const who =
    by !== undefined &&
    html` <span class="quiet">by ${personLink(visit, by)}${at !== undefined && html`, ${time(at)}`}</span>`
  return html`<span class="badge badge-${state}">${words[state]}</span>${who}`
}

function anchor(visit: Visit, comment: Comment): Html | undefined {
  const { selection, place } = comment.anchor ?? {}
  const file =
    comment.attachment !== undefined && visit.view.mayReadAttachment(comment.attachment)
      ? visit.store.get('attachments', comment.attachment)
      : undefined
  const about =
    file &&
    html`<p class="facts">
      On the file
      <a href="${attachmentUrl(file.id)}">${file.name}</a
      >${place !== undefined && html` <code>${place.slice(0, 200)}</code>`}
    </p>`
  // A reply stands where the comment stands that it answers.
  if (comment.kind === 'inline' && selection === undefined && comment.parent === undefined)
    return html`<p class="facts">On a place in the text that the source did not name</p>
      ${about}`
  return html`${selection !== undefined && html`<blockquote class="selection">${selection}</blockquote>`}${about}`
}
