import type { StreamRecord } from '@spacecrate/format'
import { instantAt, type LargeSitePlan, accountOf, pageId, personId, spaceId, spaceKey } from './large-site-plan.js'
import { Chance, nameOf } from './words.js'

/** Title of a generated page, unique in its space. */
export const titleOf = (page: number): string => `${nameOf(page)} ${page + 1}`

const labels = ['howto', 'decision', 'draft-2', 'meeting', 'plan', 'archive-me', 'überblick', '手順']

/** A page with its versions and what hangs on it. */
export function* pageRecords(plan: LargeSitePlan, page: number, space: number): Generator<StreamRecord> {
  const chance = new Chance(plan.seed, 1, page)
  const id = pageId(page)
  const parent = plan.parentOf(page, space)
  const by = personId(chance.below(plan.people))
  const title = titleOf(page)
  yield {
    stream: 'content',
    record: {
      id,
      kind: 'page',
      space: spaceId(space),
      ...(parent !== undefined && { parent: pageId(parent) }),
      ...(chance.percent(80) && { position: (page % 8) * 1000 }),
      title,
      status: 'current',
      version: plan.versions,
      created: { by, at: instantAt(page) },
    },
  }
  let body = ''
  for (let number = 1; number <= plan.versions; number++) {
    body += paragraphs(plan, chance, space)
    const author = number === 1 ? by : personId(chance.below(plan.people))
    yield {
      stream: 'versions',
      record: {
        id: `version:${id}/${number}`,
        of: id,
        number,
        order: number,
        author,
        at: instantAt(page + (number - 1) * 1440),
        title: number < plan.versions && chance.percent(10) ? `${title} (old)` : title,
        ...(number > 1 && chance.percent(30) && { message: chance.sentence() }),
        body: { format: 'storage', value: body },
      },
    }
  }
  yield* hanging(plan, chance, page)
}

function paragraphs(plan: LargeSitePlan, chance: Chance, space: number): string {
  let text = ''
  for (let count = 1 + chance.below(4); count > 0; count--) {
    const sentences = Array.from({ length: 2 + chance.below(5) }, () => chance.sentence())
    if (chance.percent(40)) sentences.push(link(plan, chance, space))
    if (chance.percent(15)) sentences.push(mention(accountOf(chance.below(plan.people))))
    text += `<p>${sentences.join(' ')}</p>`
  }
  return text
}

/** A link to a page, most often in the same space: by title, or by an address. */
function link(plan: LargeSitePlan, chance: Chance, space: number): string {
  const other = chance.percent(20) ? chance.below(plan.spaces) : space
  const first = plan.firstPage(other)
  const page = first + chance.below(plan.firstPage(other + 1) - first)
  if (chance.percent(20)) return `<a href="/wiki/spaces/${spaceKey(other)}/pages/${pageId(page).slice(5)}">more</a>`
  const key = other === space ? '' : ` ri:space-key="${spaceKey(other)}"`
  return `<ac:link><ri:page${key} ri:content-title="${titleOf(page)}" /></ac:link>`
}

function mention(account: string): string {
  return `<ac:link><ri:user ri:account-id="${account}" /></ac:link>`
}

function* hanging(plan: LargeSitePlan, chance: Chance, page: number): Generator<StreamRecord> {
  const on = pageId(page)
  if (chance.percent(35)) {
    const name = labels[chance.below(labels.length)] ?? ''
    yield { stream: 'labels', record: { id: `label:${on}/global/${name}`, on, prefix: 'global', name } }
  }
  if (chance.percent(3)) yield restriction(on, 'read', `group:generated-${1 + chance.below(groupCount)}`)
  if (chance.percent(2)) yield restriction(on, 'update', personId(chance.below(plan.people)))
  if (chance.percent(15)) {
    const by = personId(chance.below(plan.people))
    yield { stream: 'likes', record: { id: `like:${on}/${by}`, on, by, at: instantAt(page + 60) } }
  }
}

/** How many groups a generated site has. */
export const groupCount = 5

function restriction(content: string, operation: 'read' | 'update', subject: string): StreamRecord {
  const id = `restriction:${content}/${operation}/${subject}`
  return { stream: 'restrictions', record: { id, content, operation, subject } }
}
