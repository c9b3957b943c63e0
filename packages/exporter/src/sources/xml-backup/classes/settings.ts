import { takes } from '../../../selection.js'
import type { SourceItem } from '../../../source.js'
import { carriedClass } from '../backup-class.js'
import { type ClassFamily, viewAt } from '../read-class.js'
import { breathEvery, type PlacedRow, type ReadContext } from '../read-context.js'
import { rowsOf } from '../rows.js'
import { ApplicationLinks } from '../settings/application-links.js'
import { type FoundSetting, omitSetting, settingClass } from '../settings/found-setting.js'
import { readDefaultPermissions } from '../settings/read-default-permissions.js'
import { readFields } from '../settings/read-fields.js'
import { readNavigator } from '../settings/read-navigator.js'
import { readShortcuts } from '../settings/read-shortcuts.js'
import { readUserMacros } from '../settings/read-user-macros.js'
import { readColours, readValue } from '../settings/read-values.js'
import { ownerOfSetting } from '../settings/setting-owner.js'
import { type Take, takeOf } from '../settings/setting-table.js'
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
  const links = new ApplicationLinks(context)
  for (const row of rowsOf<PlacedRow>(context.db, rows)) {
    if (row.n % breathEvery === 0) yield undefined
    yield* settingAt(context, row, links)
  }
  yield* links.records()
}

function* settingAt(context: ReadContext, row: PlacedRow, links: ApplicationLinks): Generator<SourceItem> {
  const object = viewAt(context, row, setting)
  const owner = ownerOfSetting(context, textOf(object, 'context') ?? '')
  const said = textOf(object, 'key') ?? ''
  const key = owner.contextInKey === undefined ? said : `${owner.contextInKey}/${said}`
  const take = takeOf(owner.kind === 'space' ? 'space' : 'site', key)
  if (owner.kind === 'unselected' || !isSelected(context, take)) {
    context.ledger.set(row.n, 'unselected')
  } else if (owner.kind === 'missing') {
    yield omitSetting(context, row, owner.code, { key, owner: owner.name })
  } else {
    const found = { ...row, owner: owner.id, key, value: textOf(object, 'value') ?? '' }
    yield* read(context, found, take, links)
  }
}

function isSelected({ selection }: ReadContext, take: Take | undefined): boolean {
  return takes(selection, take?.as === 'default-permissions' ? 'permissions' : 'settings')
}

function* read(
  context: ReadContext,
  found: FoundSetting,
  take: Take | undefined,
  links: ApplicationLinks,
): Generator<SourceItem> {
  switch (take?.as) {
    case 'value':
      yield* readValue(context, found, take.area)
      return
    case 'colours':
      yield* readColours(context, found, take.area)
      return
    case 'fields':
      yield* readFields(context, found, take.fields)
      return
    case 'shortcut-links':
      yield* readShortcuts(context, found)
      return
    case 'user-macros':
      yield* readUserMacros(context, found)
      return
    case 'navigator-entries':
      yield* readNavigator(context, found)
      return
    case 'default-permissions':
      yield* readDefaultPermissions(context, found)
      return
    case 'application-link':
      yield* links.add(found)
      return
    case 'derived':
      context.ledger.set(found.n, 'derived')
      return
    case 'internal':
      yield omitSetting(context, found, 'INTERNAL', found)
      return
    case 'secret':
      yield omitSetting(context, found, 'SECRET', found)
      return
    case undefined:
      yield omitSetting(context, found, 'SETTING', found)
      return
    default:
      take satisfies never
  }
}
