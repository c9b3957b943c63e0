import { showsSecret } from '@spacecrate/confluence'
import type { Setting } from '@spacecrate/format'
import { takes } from '../../../selection.js'
import type { SourceItem } from '../../../source.js'
import { carriedClass } from '../backup-class.js'
import { type ClassFamily, lose, viewAt } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { rowsOf } from '../index/rows.js'
import { present, recorded } from '../items.js'
import { shown } from '../settings/found-setting.js'
import { ownerByKey } from '../settings/setting-owner.js'
import { settingOf } from '../settings/setting-records.js'
import { textOf } from '../view.js'

const layout = carriedClass({
  name: 'PersistentDecorator',
  rows: 'S14 G13',
  kind: 'settings',
  fields: { carried: 'spaceKey name body lastModificationDate' },
})

const rows = `SELECT n, at, size FROM object WHERE n > ? AND class = '${layout.name}' AND +mark IS NULL ORDER BY n`

/**
 * Page layouts that somebody changed, header and footer among them: templates of the server, whose markup is kept as it
 * stands. One without a space is that of the site.
 */
export const layouts: ClassFamily = { classes: [layout], readings: [readLayouts] }

function* readLayouts(context: ReadContext): Generator<SourceItem> {
  const selected = takes(context.selection, 'settings')
  for (const row of rowsOf<PlacedRow>(context.db, rows)) {
    const object = viewAt(context, row, layout)
    const owner = ownerByKey(context, textOf(object, 'spaceKey'))
    const name = textOf(object, 'name') ?? ''
    if (!selected || owner.kind === 'unselected') {
      context.ledger.set(row.n, 'unselected')
    } else if (owner.kind === 'missing') {
      yield lose(context, row, layout, { lost: owner.code, what: `The page layout ${shown(name)} of ${owner.name}` })
    } else {
      const body = textOf(object, 'body') ?? ''
      const value = { format: 'raw', value: body } as const
      const at = context.times.instant(textOf(object, 'lastModificationDate'))
      const record = settingOf(owner.id, { area: 'layout', key: name, value })
      const what = `The page layout ${shown(name)} of ${owner.id}`
      if (showsSecret(body)) yield lose(context, row, layout, { lost: 'SECRET', what })
      else if (!context.isFirst(record.id)) yield lose(context, row, layout, { lost: 'DUPLICATE_OBJECT', what })
      else {
        yield recorded(context, row, layout.name, 'settings', present<Setting>({ ...record, modified: at && { at } }))
      }
    }
  }
}
