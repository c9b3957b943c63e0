import { ClassTable } from './class-table.js'
import { attachments } from './classes/attachments.js'
import { audit } from './classes/audit.js'
import { bodies } from './classes/body-content.js'
import { calendars } from './classes/calendars.js'
import { comments } from './classes/comments.js'
import { contents } from './classes/contents.js'
import { directory } from './classes/directory.js'
import { groups } from './classes/groups.js'
import { labels } from './classes/labels.js'
import { layouts } from './classes/layouts.js'
import { likes } from './classes/likes.js'
import { madeAnew } from './classes/made-anew.js'
import { people } from './classes/people.js'
import { permissions } from './classes/permissions.js'
import { properties } from './classes/properties.js'
import { relations } from './classes/relations.js'
import { restrictions } from './classes/restrictions.js'
import { server } from './classes/server.js'
import { settings } from './classes/settings.js'
import { sidebarLinks } from './classes/sidebar-links.js'
import { siteFiles } from './classes/site-files.js'
import { site } from './classes/site.js'
import { spaces } from './classes/spaces.js'
import { tasks } from './classes/tasks.js'
import { templates } from './classes/templates.js'
import { watches } from './classes/watches.js'
import type { ClassFamily } from './read-class.js'

/**
 * All that this source knows of a backup, in the order in which it is read: what hangs on content comes after it, and
 * people and groups come last, when everybody has been named. Only the source itself imports this and hands it down.
 */
export const families: readonly ClassFamily[] = [
  site,
  spaces,
  templates,
  contents,
  bodies,
  attachments,
  comments,
  properties,
  labels,
  restrictions,
  likes,
  watches,
  permissions,
  tasks,
  sidebarLinks,
  calendars,
  audit,
  settings,
  layouts,
  siteFiles,
  groups,
  people,
  relations,
  madeAnew,
  directory,
  server,
]

/** The classes of all families. */
export const backupClasses: ClassTable = new ClassTable(families.flatMap(({ classes }) => classes))
