import type { Comment, Content } from '@spacecrate/format'
import { type Html, html } from '../html.js'
import { tasks } from '../lists/content-lists.js'
import { properties } from '../lists/site-lists.js'
import { type Page, heading, more } from '../page.js'
import { recordList } from '../parts/record-list.js'
import { Refusal } from '../refusal.js'
import { commentUrl, withQuery, sourceOf } from '../urls.js'
import type { Visit } from '../visit.js'
import { personLink, time } from '../words.js'
import { attachmentSection } from './attachment-table.js'
import { Threads } from './comment-threads.js'
import { labelLine } from './content-facts.js'
import { contentCrumbs, sideOf } from './content-frame.js'

/** One comment with everything below it. */
export async function commentPage(visit: Visit, segment: string): Promise<Page> {
  const { comment, content } = commentOf(visit, segment)
  const space = visit.store.get('spaces', content.space)
  const parent = comment.parent
  const main = html`${heading('Comment', content.title)}
  ${parent !== undefined && visit.view.mayReadComment(parent) && html`<p class="facts"><a href="${commentUrl(parent)}">What it answers</a></p>`}
  ${await new Threads(visit, content, space).list([comment], 0)}
  ${labelLine(visit, comment.id)}${await recordList(visit, comment.id, tasks)}
  ${await recordList(visit, comment.id, properties)}
  ${await attachmentSection(visit, comment.id, commentUrl(comment.id))}`
  return {
    title: `Comment on ${content.title}`,
    crumbs: contentCrumbs(visit, content, true),
    main,
    side: await sideOf(visit, content),
  }
}

/** All versions of a comment, the newest first. */
export async function commentVersionsPage(visit: Visit, segment: string): Promise<Page> {
  const { comment, content } = commentOf(visit, segment)
  const space = visit.store.get('spaces', content.space)
  const { rows, next } = await visit.versions('comment-versions', comment.id, {
    after: visit.asked('after'),
    limit: 20,
  })
  const items: Html[] = []
  for (const version of rows) {
    items.push(
      html`<li>
        <article class="comment">
          <p class="facts">
            <strong>Version ${version.number}</strong> by ${personLink(visit, version.author)},
            ${time(version.at)}${version.message !== undefined && html` · ${version.message}`}
          </p>
          ${await visit.rendered(version.body, { space, content, ...sourceOf('comment-versions', version) })}
        </article>
      </li> `,
    )
  }
  const main = html`${heading('History of a comment', content.title)}
    <p class="facts"><a href="${commentUrl(comment.id)}">The comment as it is now</a></p>
    <ol class="comments" reversed>
      ${items}
    </ol>
    ${more(next && withQuery(commentUrl(comment.id, '/versions'), { after: next }), 'Earlier versions')}`
  return {
    title: `History of a comment on ${content.title}`,
    crumbs: contentCrumbs(visit, content, true),
    main,
    side: await sideOf(visit, content),
  }
}

function commentOf(visit: Visit, segment: string): { readonly comment: Comment; readonly content: Content } {
  const comment = visit.store.get('comments', visit.id('comment', segment))
  const content = comment && visit.store.get('content', comment.content)
  if (comment === undefined || content === undefined || !visit.view.mayReadComment(comment.id))
    throw new Refusal(404, 'There is no such comment')
  return { comment, content }
}
