import type { BackupFiles, Descriptor, ObjectReader } from '@spacecrate/confluence'
import type { Manifest } from '@spacecrate/format'
import type { Selection } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { choose } from './choose.js'
import { Groups } from './groups.js'
import type { Ledger } from './ledger.js'
import { remembering } from './once.js'
import { People } from './people.js'
import { readAstray } from './read-astray.js'
import { readAttachments } from './read-attachments.js'
import { readAudit } from './read-audit.js'
import { readCalendars } from './read-calendars.js'
import { readComments } from './read-comments.js'
import { omit, type ReadContext } from './read-context.js'
import { readContents } from './read-contents.js'
import { readLeftFiles } from './read-files.js'
import { readGroups } from './read-groups.js'
import { readLabels } from './read-labels.js'
import { readLikes } from './read-likes.js'
import { readPeople } from './read-people.js'
import { readPermissions } from './read-permissions.js'
import { readProperties } from './read-properties.js'
import { readRestrictions } from './read-restrictions.js'
import { readSite } from './read-site.js'
import { readSidebarLinks } from './read-sidebar-links.js'
import { readSpaces } from './read-spaces.js'
import { readTasks } from './read-tasks.js'
import { readTemplates } from './read-templates.js'
import { readFavourites, readWatches } from './read-watches.js'
import { readLayouts } from './settings/read-layouts.js'
import { readSettings } from './settings/read-settings.js'
import { readSiteFiles } from './settings/read-site-files.js'
import { preparing, type Sqlite } from './staging/staging-file.js'
import { objectReading, objectsOf } from './staging/table-object.js'
import { sweep } from './sweep.js'
import { Times } from './times.js'
import { Turnstile } from './turnstile.js'
import type { UntypedBody } from './untyped-bodies.js'
import type { Zone } from './zone.js'

/** What a reading starts from. */
export interface Reading {
  readonly db: Sqlite
  readonly reader: ObjectReader
  readonly files: BackupFiles
  readonly descriptor: Descriptor | undefined
  readonly identity: Manifest['source']
  readonly selection: Selection
  readonly spaces: ReadonlySet<number>
  readonly ledger: Ledger
  readonly zone: Zone
  readonly product: Manifest['source']['product']
  readonly untyped: UntypedBody
  readonly done: (id: string) => boolean
}

/**
 * Everything that the selection takes of a backup, kind after kind, each in the order of the file. What hangs on content
 * comes after it, and people and groups come last, when everybody has been named. Now and then `undefined`, where the
 * process may breathe.
 */
export function* readAll(reading: Reading): Generator<SourceItem | undefined> {
  const context = contextOf(reading)
  yield* choose(context, reading.spaces)
  yield* readSite(context, reading.identity, reading.descriptor)
  yield* readSpaces(context)
  yield* readTemplates(context)
  yield* readContents(context)
  yield* readAttachments(context)
  yield* readComments(context)
  yield* readProperties(context)
  yield* readLabels(context)
  yield* readRestrictions(context)
  yield* readLikes(context)
  yield* readWatches(context)
  yield* readFavourites(context)
  yield* readPermissions(context)
  yield* readTasks(context)
  yield* readSidebarLinks(context)
  yield* readCalendars(context)
  yield* readAudit(context)
  yield* readSettings(context)
  yield* readLayouts(context)
  yield* readSiteFiles(context)
  yield* readGroups(context)
  yield* readPeople(context)
  yield* readAstray(context)
  yield* sweep(context)
  yield* readLeftFiles(context, reading.descriptor)
  if (context.times.unreadable > 0) {
    const count = context.times.unreadable
    yield omit('TIME_UNREADABLE', { kind: 'time', what: `${count} times`, count })
  }
}

function contextOf(reading: Reading): ReadContext {
  const { db, selection } = reading
  return {
    ...reading,
    query: preparing(db),
    objects: objectsOf(db),
    read: objectReading(db, reading.reader),
    isFirst: remembering(db, 'id'),
    isFirstUse: remembering(db, 'file'),
    wholeSite: selection.spaces === undefined && selection.spaceTypes === undefined,
    people: new People(db),
    groups: new Groups(db),
    times: new Times(reading.zone),
    opening: new Turnstile(),
  }
}
