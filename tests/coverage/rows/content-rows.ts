import type { Body, Content, Property } from '@spacecrate/format'
import { all, goals, type RowGroup } from '../row.js'

const ofContent = (id: string): boolean => /^(page|post|folder|whiteboard|database|embed|custom):/.test(id)
/** Content, and what hangs on it or is made like it. */
const ofLesser = (id: string): boolean => ofContent(id) || /^(comment|attachment|template):/.test(id)
const status =
  (wanted: Content['status']) =>
  (thing: { readonly status: Content['status'] }): boolean =>
    thing.status === wanted

/** A property in which the product keeps how a content looks: of what is published, and of its draft. */
const look = ({ owner, key }: Property, name: string): boolean =>
  ofContent(owner) && (key === `${name}-published` || key === `${name}-draft`)

const isHeaderImage = (property: Property): boolean => look(property, 'cover-picture-id')
/** Stock pictures have the address of the service that gives them, uploaded ones the id of their file. */
const isStock = ({ value }: Property): boolean => value.includes('unsplash')
/** An emoji of Unicode is spelled as its code points, one of the site as its id. */
const isTitleEmoji = (property: Property): boolean => look(property, 'emoji-title')
const isUnicode = ({ value }: Property): boolean => /^"?[0-9a-f]{2,6}(-[0-9a-f]{2,6})*"?$/i.test(value)

/** Anything in a text that leads elsewhere: to content, files, people, spaces or URLs. */
function leadsElsewhere(body: Body | undefined): boolean {
  if (body === undefined || !('value' in body)) return false
  return /<ri:|<ac:parameter|href="|"(?:url|href|mention|inlineCard|blockCard|localId)"|\[[^\]]+\]/.test(body.value)
}

/** An emoji that people of the site made is named by an id of 32 digits, one of Unicode by its code points. */
function namesOwnEmoji(body: Body | undefined): boolean {
  if (body === undefined || !('value' in body)) return false
  return /(?:ac:emoji-id="|"shortName":\s*"[^"]*",\s*"id":\s*")[0-9a-f]{8}-[0-9a-f]{4}-/.test(body.value)
}

/** Pages and blog posts with all that hangs on them. */
export const contentRows: RowGroup = {
  title: 'Pages and blog posts',
  rows: [
    { id: 'C1', title: 'title', shows: { content: all }, goals: goals('F', 'F', 'F', 'F', 'F', 'F') },
    {
      id: 'C2',
      title: 'content, exactly as the source gave it',
      shows: { versions: ({ body }) => body !== undefined },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
    {
      id: 'C3',
      title: 'content history: number, author, date, message, title, body',
      shows: { versions: all },
      goals: goals('F', 'F', 'F', 'P replayed, provenance kept', 'P replayed, provenance kept', 'F'),
    },
    {
      id: 'C4',
      title: 'labels',
      shows: { labels: ({ on }) => ofContent(on) || /^(space|comment):/.test(on) },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
    {
      id: 'C5',
      title: 'restrictions, page restrictions',
      shows: { restrictions: all },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
    {
      id: 'C6',
      title: 'comments: footer, inline with anchor and resolution, replies',
      shows: { comments: all },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
    {
      id: 'C7',
      title: 'comment history',
      shows: { 'comment-versions': all },
      goals: goals('F', 'F', 'F', 'P replayed', 'P replayed', 'F'),
    },
    { id: 'C8', title: 'attachments', shows: { attachments: all }, goals: goals('F', 'F', 'F', 'F', 'F', 'F') },
    {
      id: 'C9',
      title: 'attachment history, their comments and labels',
      shows: {
        'attachment-versions': all,
        comments: ({ attachment }) => attachment !== undefined,
        labels: ({ on }) => on.startsWith('attachment:'),
      },
      goals: goals('F', 'F', 'F', 'P replayed', 'P replayed', 'F'),
    },
    {
      id: 'C10',
      title: 'likes (pages, posts, comments)',
      shows: { likes: all },
      goals: goals('F', 'F no dates', 'F', 'E', 'E', 'F'),
    },
    {
      id: 'C11',
      title: 'links, mentions, macro parameters, URLs of the source',
      shows: {
        versions: ({ body }) => leadsElsewhere(body),
        'comment-versions': ({ body }) => leadsElsewhere(body),
        'template-versions': ({ body }) => leadsElsewhere(body),
      },
      goals: goals('F', 'F', 'F', 'F rewritten', 'F rewritten', 'F rewritten'),
    },
    {
      id: 'C12',
      title: 'default page statuses (the built-in ones, as set on a page)',
      shows: { states: ({ scope }) => scope === 'default' },
      goals: goals('O', 'F', '–', 'F', '–', 'E'),
    },
    {
      id: 'C13',
      title: 'custom statuses',
      shows: { states: ({ scope }) => scope !== 'default' },
      goals: goals('O', 'F', '–', 'F', '–', 'E'),
    },
    {
      id: 'C14',
      title: 'stock Unsplash header images',
      shows: { properties: (property) => isHeaderImage(property) && isStock(property) },
      goals: goals('F where present', 'F', '–', 'F', '–', 'E'),
    },
    {
      id: 'C15',
      title: 'blog posts with posting day',
      shows: { content: ({ kind }) => kind === 'blogpost' },
      goals: goals('F', 'F', 'F', 'P posting day: probe, else a loss', 'P', 'F'),
    },
    {
      id: 'C16',
      title: 'archived content',
      shows: { content: status('archived') },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
    {
      id: 'C17',
      title: 'content in the trash',
      shows: { content: status('trashed'), attachments: status('trashed'), comments: status('trashed') },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
    {
      id: 'C18',
      title: 'drafts ✱',
      shows: { content: status('draft') },
      goals: goals('F', "P others' drafts are invisible", 'P', 'F', 'F', 'F'),
    },
    {
      id: 'C19',
      title: 'page analytics ✱',
      shows: { analytics: ({ on }) => ofContent(on) },
      goals: goals('O', 'F', 'O', 'E', 'E', 'E'),
    },
    { id: 'C20', title: 'reactions ✱', shows: { reactions: all }, goals: goals('O', 'U', '–', 'E', '–', 'E') },
    {
      id: 'C21',
      title: 'custom header images ✱',
      shows: { properties: (property) => isHeaderImage(property) && !isStock(property) },
      goals: goals('F where present', 'F', '–', 'F', '–', 'E'),
    },
    {
      id: 'C22',
      title: 'custom emojis in pages ✱',
      shows: { emoji: all, versions: ({ body }) => namesOwnEmoji(body) },
      goals: goals('P', 'U', '–', 'P text in place', '–', 'P'),
    },
    {
      id: 'C23',
      title: 'custom emojis in titles ✱',
      shows: { properties: (property) => isTitleEmoji(property) && !isUnicode(property) },
      goals: goals('P', 'U', '–', 'P text in place', '–', 'P'),
    },
    {
      id: 'C24',
      title: 'title emoji (Unicode), page width, editor version, content properties',
      shows: {
        properties: (property) =>
          ofLesser(property.owner) && !isHeaderImage(property) && (!isTitleEmoji(property) || isUnicode(property)),
        content: ({ editor }) => editor !== undefined,
      },
      goals: goals('F', 'F', 'F', 'F', 'F', 'F'),
    },
    {
      id: 'C25',
      title: 'public links ✱ (inventory: always generated anew)',
      shows: { 'public-links': all },
      goals: goals('O', 'O', '–', 'E', '–', 'E'),
    },
    {
      id: 'C26',
      title: 'tasks with state, assignee, due date',
      shows: { tasks: all },
      goals: goals('F', 'F', 'F', 'F in the body', 'F', 'F'),
    },
    {
      id: 'C27',
      title: 'folders, smart links in the tree',
      shows: { content: ({ kind }) => kind === 'folder' || kind === 'embed' },
      goals: goals('F', 'F', '–', 'F', 'P a page in place', 'F'),
    },
    {
      id: 'C28',
      title: 'whiteboards, databases (title, place, owner)',
      shows: { content: ({ kind }) => kind === 'whiteboard' || kind === 'database' },
      goals: goals('O', 'P no body', '–', 'P placeholder', 'P placeholder', 'E'),
    },
    {
      id: 'C29',
      title: 'live docs, custom content, classification levels, page owner',
      shows: {
        content: ({ kind, subtype, owner, classification }) =>
          kind === 'custom' || subtype === 'live' || owner !== undefined || classification !== undefined,
        'classification-levels': all,
      },
      goals: goals('P', 'F', 'P', 'P', 'P', 'P'),
    },
  ],
}
