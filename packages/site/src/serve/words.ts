import type { Attachment, Comment, Content, Instant, Person } from '@spacecrate/format'
import { type Html, html } from './html.js'
import { personUrl } from './urls.js'
import type { Visit } from './visit.js'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A day as `2019-03-12`, in words. */
export function day(text: string): string {
  const [, year, month, date] = /^(-?\d{4,6})-(\d\d)-(\d\d)/.exec(text) ?? []
  const name = months[Number(month) - 1]
  return year === undefined || name === undefined ? text : `${Number(date)} ${name} ${year}`
}

/** A point in time in UTC; what the source said itself, and where the zone comes from, in its title. */
export function time(instant: Instant | undefined): Html {
  if (instant === undefined) return html`<span class="quiet">at an unknown time</span>`
  const clock = /T(\d\d:\d\d)/.exec(instant.at)?.[1]
  const zone = instant.zone !== undefined && ` (zone ${instant.zone})`
  const said = instant.raw === undefined ? instant.at : `${instant.raw} in the source`
  return html`<time datetime="${instant.at}" title="${said}${zone}"
    >${day(instant.at)}${clock !== undefined && `, ${clock} UTC`}</time
  >`
}

/** The name of a person, who may be unknown. */
export function personName(person: Person | undefined): string {
  if (person === undefined) return 'Unknown person'
  return person.displayName ?? person.userName ?? person.email ?? person.id.replace(/^person:/, '')
}

/** A person, with a link to the profile for those who may look people up. */
export function personLink(visit: Visit, id: string | undefined): Html {
  const person = visit.person(id)
  if (person === undefined) return html`<span class="quiet">${id === undefined ? 'Unknown person' : id}</span>`
  const former = person.kind === 'deleted' || person.state === 'deleted'
  const name = personName(person)
  const shown = visit.view.mayReadPeople ? html`<a href="${personUrl(person.id)}">${name}</a>` : name
  return html`${shown}${former && ' (former)'}`
}

/** Two letters in a circle in place of a picture. */
export function initials(person: Person | undefined): Html {
  const words = personName(person)
    .split(/[\s.@_-]+/u)
    .filter((word) => word !== '')
  const marks = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => firstLetter(word ?? ''))
  return html`<span class="initials" aria-hidden="true">${marks.join('')}</span>`
}

/** A size in bytes, in words. */
export function size(bytes: number | undefined): string {
  if (bytes === undefined) return ''
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB']
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${bytes === 1 ? 'byte' : units[unit]}`
}

/** A number with its word. */
export function counted(count: number, one: string, many: string = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}

const kinds: { readonly [Kind in Content['kind']]: string } = {
  page: 'Page',
  blogpost: 'Blog post',
  folder: 'Folder',
  whiteboard: 'Whiteboard',
  database: 'Database',
  embed: 'Smart link',
  custom: 'Custom content',
}

/** The kind of a content in words. */
export function kindName(content: Content): string {
  return content.subtype === 'live' ? 'Live doc' : kinds[content.kind]
}

/** A badge for a state other than the usual one. */
export function stateBadge(status: (Content | Attachment | Comment)['status']): Html | undefined {
  if (status === 'current') return undefined
  const words = { archived: 'Archived', trashed: 'In the trash', draft: 'Draft' }
  return html`<span class="badge badge-${status}">${words[status]}</span>`
}

/** Confluence takes at most 255 characters for a title. */
const longestTitle = 1000

/** A title, which may be empty: a link needs something to click on. Of one of any length the beginning. */
export function titleOf({ title }: Pick<Content, 'title'>): string {
  if (title.length > longestTitle) return `${title.slice(0, longestTitle)}…`
  return title.trim() === '' ? 'Untitled' : title
}

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What a reader takes for the first letter of a text. */
export function firstLetter(text: string): string {
  for (const { segment } of letters.segment(text.slice(0, 64))) return segment.toUpperCase()
  return ''
}
