import type { StreamKind } from './stream-kind.js'

/** Bodies name shortcut links. */
export const shortcutLinks: StreamKind<'shortcut-links'> = {
  register: (record, sources) => sources.addShortcut(record),
  isIndexed: true,
}
