import { toSortedColumn } from '@spacecrate/disk'
import type { Body, Content, Version } from '@spacecrate/format'
import { foldName } from '../store/fold-name.js'
import type { SqliteStore } from '../store/sqlite-store.js'
import { columnId } from '../store/stream-rows.js'
import { EditConflict } from './edit-conflict.js'
import { lastPosition } from './move.js'

/** What a new content is, beyond what follows from where and when it is made. */
export interface NewContent {
  readonly prefix: 'page' | 'post' | 'folder' | 'whiteboard' | 'database' | 'embed' | 'custom'
  readonly fields: Omit<Content, 'id' | 'version' | 'created' | 'position'>
  /** Absent for what has no text. */
  readonly body?: Body
  readonly by: string | undefined
  /** When; now unless said. */
  readonly at?: string
  /** May have the title of another one: drafts, folders. */
  readonly mayShareTitle?: boolean
}

/** What an edit of a content says. */
export interface ContentEdit {
  /** Number of the new version; it must follow the one that stands. */
  readonly number: number
  readonly title?: string | undefined
  /** The text that stood goes on where there is none. */
  readonly body?: Body | undefined
  readonly message?: string | undefined
  readonly minor?: boolean | undefined
  readonly by: string | undefined
}

/** Makes a content with its first version, behind its siblings. Within a transaction. Throws `EditConflict`. */
export function addContent(store: SqliteStore, { prefix, fields, body, by, at, mayShareTitle }: NewContent): Content {
  const instant = { at: at ?? new Date().toISOString() }
  if (mayShareTitle !== true) mustBeFree(store, fields)
  const content: Content = {
    ...fields,
    id: store.reserve(prefix),
    version: 1,
    ...(prefix === 'post' ? {} : { position: lastPosition(store, fields.space, fields.parent) }),
    created: { ...(by === undefined ? {} : { by }), at: instant },
  }
  store.insert('content', content)
  store.insert('versions', {
    id: `version:${content.id}/1`,
    of: content.id,
    number: 1,
    order: 1,
    ...(by === undefined ? {} : { author: by }),
    at: instant,
    title: content.title,
    ...(body === undefined ? {} : { body }),
  })
  return content
}

/** Adds a version to a content. Within a transaction. Throws `EditConflict` for a number that is not the next, and for a title that is taken. */
export function addVersion(store: SqliteStore, id: string, edit: ContentEdit): Content {
  const { number, title, body, message, minor, by } = edit
  const before = store.get('content', id)
  const last = lastVersion(store, id)
  if (before === undefined) throw new TypeError(`There is no content ${id}`)
  const current = last?.number ?? before.version
  if (number !== current + 1) {
    throw new EditConflict(
      'version',
      `Version must be incremented when updating a page. Current Version: [${current}]. Provided version: [${number}]`,
      current,
    )
  }
  const next = { ...before, title: title ?? before.title, version: number }
  if (foldName(next.title) !== foldName(before.title)) mustBeFree(store, next, id)
  const kept = body ?? last?.body
  store.insert('versions', {
    id: `version:${id}/${number}`,
    of: id,
    number,
    order: (last?.order ?? 0) + 1,
    ...(by === undefined ? {} : { author: by }),
    at: { at: new Date().toISOString() },
    title: next.title,
    ...(message === undefined || message === '' ? {} : { message }),
    ...(minor === true ? { minor } : {}),
    ...(kept === undefined ? {} : { body: kept }),
    ...(body === undefined && last?.renditions !== undefined ? { renditions: last.renditions } : {}),
  })
  store.editor.replace('content', next)
  return next
}

/** Moves a content to the trash; what is right below it goes up to its parent. Within a transaction. */
export function trashContent(store: SqliteStore, id: string): Content {
  const trashed = store.editor.change('content', id, { status: 'trashed' })
  liftChildren(store, trashed)
  return trashed
}

/** Takes a content out of the trash, to where it was or else to the root. Within a transaction. Throws `EditConflict`. */
export function restoreContent(store: SqliteStore, id: string): Content {
  const trashed = store.get('content', id)
  if (trashed === undefined) throw new TypeError(`There is no content ${id}`)
  mustBeFree(store, trashed, id)
  const above = trashed.parent === undefined ? undefined : store.get('content', trashed.parent)
  const parent = above?.status === 'current' ? above.id : undefined
  return store.editor.change('content', id, { status: 'current', parent })
}

/** Removes a content with all that hangs on it and its drafts, for good. Within a transaction. */
export function purgeContent(store: SqliteStore, id: string): void {
  const content = store.get('content', id)
  if (content === undefined) return
  for (;;) {
    const draft = store.rows.content.select('draft_of = ? LIMIT 1', columnId(id))[0]
    if (draft === undefined) break
    store.editor.remove('content', draft.id)
  }
  const space = store.get('spaces', content.space)
  if (space?.home === id) store.editor.change('spaces', space.id, { home: undefined })
  store.editor.remove('content', id)
}

/** The version that stands. */
export function lastVersion(store: SqliteStore, id: string): Version | undefined {
  return store.rows.versions.select("owner = ? AND parent = '' ORDER BY rank DESC, id DESC LIMIT 1", columnId(id))[0]
}

/** A space has one page of a title among those that are current or archived, and one post of a title for each day. */
function mustBeFree(store: SqliteStore, content: Omit<Content, 'id' | 'version'>, id?: string): void {
  const { kind, space, title, postingDay } = content
  if (kind !== 'page' && kind !== 'blogpost') return
  const found = store.rows.content.select(
    'owner = ? AND title = ? LIMIT 1000',
    columnId(space),
    toSortedColumn(foldName(title)),
  )
  const isTaken = found.some(
    (other) =>
      other.id !== id &&
      other.kind === kind &&
      (other.status === 'current' || other.status === 'archived') &&
      (kind === 'page' || other.postingDay === postingDay),
  )
  if (!isTaken) return
  const [thing, name] = kind === 'page' ? ['page', 'A page'] : ['blog post', 'A blog post']
  const message = `${name} with this title already exists: A ${thing} already exists with the same TITLE in this space`
  throw new EditConflict('title', message)
}

function liftChildren(store: SqliteStore, { id, space, parent }: Content): void {
  for (;;) {
    const children = store.rows.content.select('owner = ? AND parent = ? LIMIT 500', columnId(space), columnId(id))
    if (children.length === 0) return
    for (const child of children) store.editor.change('content', child.id, { parent })
  }
}
