import type { Space, Template } from '@spacecrate/format'
import { type Html, html } from '../html.js'
import { type Page, facts, heading, more, spaceCrumbs, table } from '../page.js'
import { properties } from '../lists/site-lists.js'
import { recordList } from '../parts/record-list.js'
import { Refusal } from '../refusal.js'
import { sideTree } from '../tree.js'
import { encodeSegment, spaceUrl, templateUrl, versionId, versionKey, withQuery, sourceOf } from '../urls.js'
import { seen } from '../seen.js'
import type { Visit } from '../visit.js'
import { counted, personLink, time } from '../words.js'
import { attachmentSection } from './attachment-table.js'
import { labelLine } from './content-facts.js'
import { inSpace, spaceHead } from './space.js'

const perPage = 100

/** The templates of the whole site. */
export async function siteTemplatesPage(visit: Visit): Promise<Page> {
  const main = html`${heading(undefined, 'Templates')}
    <p class="quiet">Templates of the whole site. Each space may have its own.</p>
    ${await templateTable(visit, 'site:source', '/templates')}`
  return { title: 'Templates', main }
}

/** The templates of a space. */
export async function spaceTemplatesPage(visit: Visit, segment: string): Promise<Page> {
  const space = visit.space(segment)
  const main = html`${spaceHead(visit, space, '/templates')}${await templateTable(visit, space.id, spaceUrl(space, '/templates'))}`
  return inSpace(space, 'Templates', main, await sideTree(visit, space))
}

/** One template, as it is now or in a version. */
export async function templatePage(visit: Visit, segment: string, key?: string): Promise<Page> {
  const template = visit.store.get('templates', visit.id('template', segment))
  if (template === undefined || !visit.view.mayReadTemplate(template.id))
    throw new Refusal(404, 'There is no such template')
  const version =
    key === undefined
      ? visit.catalog.last('template-versions', template.id)
      : visit.store.get('template-versions', versionId(template.id, key))
  if (key !== undefined && version?.of !== template.id)
    throw new Refusal(404, 'There is no such version of this template')
  const space = template.space === undefined ? undefined : visit.store.get('spaces', template.space)
  const main = html`${heading(key === undefined ? 'Template' : html`Template, version ${version?.number}`, version?.title ?? template.name)}
    ${facts(version && html`By ${personLink(visit, version.author)}, ${time(version.at)}`, version?.message, template.blueprint !== undefined && html`changes the blueprint <code>${template.blueprint}</code>`)}
    ${template.description !== undefined && html`<p>${template.description}</p>`}${labelLine(visit, template.id)}
    <article class="sheet">
      ${await visit.rendered(version?.body, { space, container: template.id, ...sourceOf('template-versions', version) })}
    </article>
    ${await recordList(visit, template.id, properties)}
    ${await attachmentSection(visit, template.id, templateUrl(template.id))} ${versionList(visit, template)}`
  return { title: template.name, crumbs: templateCrumbs(space), main, side: space && (await sideTree(visit, space)) }
}

async function templateTable(visit: Visit, owner: string, url: string): Promise<Html> {
  const isSeen = (id: string): boolean => visit.view.mayReadTemplate(id)
  const { rows: templates, next } = await seen(
    (cut) => visit.catalog.siblings('templates', owner, cut),
    ({ id }) => isSeen(id),
    { after: visit.after(isSeen), limit: perPage },
  )
  const rows = templates.map((template) => [
    html`<a href="${templateUrl(template.id)}">${template.name}</a>`,
    template.description,
    counted(visit.catalog.countOf('template-versions', template.id), 'version'),
  ])
  return html`${table(['Name', 'Description', 'History'], rows, 'There are no templates.')}${more(next && withQuery(url, { after: next }))}`
}

function versionList(visit: Visit, template: Template): Html {
  const versions = visit.catalog.backwards('template-versions', template.id, { limit: perPage })
  const rows = versions.map((version) => [
    html`<a href="${templateUrl(template.id, `/versions/${encodeSegment(versionKey(version))}`)}"
      >Version ${version.number}</a
    >`,
    time(version.at),
    personLink(visit, version.author),
    version.message,
  ])
  return html`<section>
    <h2>Versions</h2>
    ${table(['Version', 'When', 'Who', 'Comment'], rows, 'No version is here.')}
  </section>`
}

function templateCrumbs(space: Space | undefined): { readonly url: string; readonly text: string }[] {
  if (space === undefined) return [{ url: '/templates', text: 'Templates' }]
  return [...spaceCrumbs(space), { url: spaceUrl(space, '/templates'), text: 'Templates' }]
}
