import type { StreamName, StreamRecords } from '@spacecrate/format'
import { attachmentVersions } from './attachment-versions.js'
import { attachments } from './attachments.js'
import { classificationLevels } from './classification-levels.js'
import { comments } from './comments.js'
import { content } from './content.js'
import { emoji } from './emoji.js'
import { groups } from './groups.js'
import { memberships } from './memberships.js'
import { people } from './people.js'
import { permissions } from './permissions.js'
import { restrictions } from './restrictions.js'
import { roleAssignments } from './role-assignments.js'
import { roles } from './roles.js'
import { shortcutLinks } from './shortcut-links.js'
import { site } from './site.js'
import { spacePermissions } from './space-permissions.js'
import { spaces } from './spaces.js'
import { tasks } from './tasks.js'
import { templates } from './templates.js'
import { watches } from './watches.js'
import type { StreamKind } from './stream-kind.js'

/** Every stream that departs from the default. */
const kinds: { readonly [Name in StreamName]?: StreamKind<Name> } = {
  site,
  people,
  groups,
  memberships,
  roles,
  'classification-levels': classificationLevels,
  emoji,
  spaces,
  'shortcut-links': shortcutLinks,
  templates,
  content,
  comments,
  attachments,
  'attachment-versions': attachmentVersions,
  watches,
  tasks,
  restrictions,
  'space-permissions': spacePermissions,
  'role-assignments': roleAssignments,
  permissions,
}

const byDefault = {}

/** What the import of a stream does otherwise than the default. */
export function kindOf<Name extends StreamName>(stream: Name): StreamKind<Name> {
  return kinds[stream] ?? byDefault
}

/** Names of the fields of a record that wait for a completion. */
export function deferredFields<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): readonly string[] {
  return kindOf(stream).deferred?.(record) ?? []
}
