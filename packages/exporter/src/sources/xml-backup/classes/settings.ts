import { takes } from '../../../selection.js'
import type { SourceItem } from '../../../source.js'
import { carriedClass, type ViewOf } from '../backup-class.js'
import { type ClassFamily, viewAt } from '../read-class.js'
import { breathEvery, type PlacedRow, type ReadContext } from '../read-context.js'
import { rowsOf } from '../index/rows.js'
import { awaitLinks, linkRecords } from '../settings/application-links.js'
import { omitSetting, settingClass } from '../settings/found-setting.js'
import { ownerOfSetting } from '../settings/setting-owner.js'
import { takeOf } from '../settings/setting-table.js'
import { textOf } from '../view.js'

const setting = carriedClass({
  name: settingClass,
  rows: 'G1 G2 G3 G4 G6 G7 G9 G10 G11 G14 G16 G17 S9 S12 S15 A1',
  why: 'Of settings only those on a list are carried, field by field; any other may hold a secret',
  kind: 'settings',
  fields: { carried: 'context key value' },
  join: (object) => ({ mark: textOf(object, 'context') }),
})

const rows = `SELECT n, at, size FROM object WHERE n > ? AND class = '${settingClass}' AND +mark IS NOT 'twin'
  AND +mark IS NOT 'broken' ORDER BY n`

/** Settings of spaces that are taken, and, where no space was asked for, those of the site, as the table takes them. */
export const settings: ClassFamily = { classes: [setting], readings: [readSettings] }

function* readSettings(context: ReadContext): Generator<SourceItem | undefined> {
  awaitLinks(context)
  for (const row of rowsOf<PlacedRow>(context.db, rows)) {
    if (row.n % breathEvery === 0) yield undefined
    yield* settingAt(context, row, viewAt(context, row, setting))
  }
  yield* linkRecords(context)
}

function* settingAt(context: ReadContext, row: PlacedRow, object: ViewOf<typeof setting>): Generator<SourceItem> {
  const owner = ownerOfSetting(context, textOf(object, 'context') ?? '')
  const said = textOf(object, 'key') ?? ''
  const key = owner.contextInKey === undefined ? said : `${owner.contextInKey}/${said}`
  const take = takeOf(owner.kind === 'space' ? 'space' : 'site', key)
  if (owner.kind === 'unselected' || !takes(context.selection, take?.kind ?? 'settings')) {
    context.ledger.set(row.n, 'unselected')
  } else if (owner.kind === 'missing') {
    yield omitSetting(context, row, owner.code, { key, owner: owner.name })
  } else {
    const found = { ...row, owner: owner.id, key, value: textOf(object, 'value') ?? '' }
    if (take) yield* take.read(context, found)
    else yield omitSetting(context, found, 'SETTING', found)
  }
}
