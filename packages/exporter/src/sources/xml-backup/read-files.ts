import { descriptorName, entitiesName } from '@spacecrate/confluence'
import type { SourceItem } from '../../source.js'
import { omit, type ReadContext } from './read-context.js'
import { encodeCell } from './staging/cell.js'

/** Files of old exports that mean nothing elsewhere. */
const ignored = /^(?:config\/ehcache\.xml)$/

/** Files of the backup that no record carries: the data of apps, and attachments that no object stands for. */
export function* readLeftFiles(context: ReadContext): Generator<SourceItem> {
  if (!context.wholeSite) return
  for (const name of context.files.names()) {
    if (name === entitiesName || name === descriptorName || ignored.test(name)) continue
    const place = { kind: 'file', file: name, what: `The file ${JSON.stringify(name)}` }
    if (!name.startsWith('attachments/')) yield omit('APP_FILE', place)
    else if (!hasAttachment(context, name)) yield omit('FILE_UNREFERENCED', place)
  }
}

function hasAttachment(context: ReadContext, name: string): boolean {
  const id = /^attachments\/[^/]+\/([^/]+)(?:\/[^/]+)?$/.exec(name)?.[1]
  if (id === undefined) return false
  const cell = encodeCell(id)
  const named = context.query("SELECT 1 FROM object WHERE id = ? AND class = 'Attachment' LIMIT 1").get(cell)
  return named !== undefined || context.query('SELECT 1 FROM object WHERE original = ? LIMIT 1').get(cell) !== undefined
}
