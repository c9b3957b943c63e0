import { textOf, showsSecret } from '@spacecrate/confluence'
import type { Setting } from '@spacecrate/format'
import { takes } from '../../../selection.js'
import type { OmissionCode } from '../../../omission-codes.js'
import type { SourceItem } from '../../../source.js'
import { present } from '../present.js'
import { objectAt, omit, type PlacedRow, type ReadContext, recorded } from '../read-context.js'
import { rowsOf } from '../rows.js'
import { shown } from './found-setting.js'
import { settingOf } from './setting-records.js'
import { ownerByKey } from './setting-owner.js'

const layoutClass = 'PersistentDecorator'
const rows = `SELECT n, at, size FROM object WHERE n > ? AND class = '${layoutClass}' AND +mark IS NULL ORDER BY n`

/**
 * Page layouts that somebody changed, header and footer among them: templates of the server, whose markup is kept as it
 * stands. One without a space is that of the site.
 */
export function* readLayouts(context: ReadContext): Generator<SourceItem> {
  const selected = takes(context.selection, 'settings')
  for (const row of rowsOf<PlacedRow>(context.db, rows)) {
    const object = objectAt(context, row)
    const owner = ownerByKey(context, textOf(object, 'spaceKey'))
    const name = textOf(object, 'name') ?? ''
    if (!selected || owner.kind === 'unselected') {
      context.ledger.set(row.n, 'unselected')
    } else if (owner.kind === 'missing') {
      yield leftOut(context, row, owner.code, `${shown(name)} of ${owner.name}`)
    } else {
      const body = textOf(object, 'body') ?? ''
      const value = { format: 'raw', value: body } as const
      const at = context.times.instant(textOf(object, 'lastModificationDate'))
      const record = settingOf(owner.id, { area: 'layout', key: name, value })
      if (showsSecret(body)) yield leftOut(context, row, 'SECRET', `${shown(name)} of ${owner.id}`)
      else if (!context.isFirst(record.id))
        yield leftOut(context, row, 'DUPLICATE_OBJECT', `${shown(name)} of ${owner.id}`)
      else {
        yield recorded(context, row, layoutClass, 'settings', present<Setting>({ ...record, modified: at && { at } }))
      }
    }
  }
}

function leftOut(context: ReadContext, row: PlacedRow, code: OmissionCode, which: string): SourceItem {
  context.ledger.set(row.n, 'omitted')
  return omit(code, { kind: layoutClass, what: `The page layout ${which}`, offset: row.at })
}
