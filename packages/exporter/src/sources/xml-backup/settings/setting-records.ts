import type { Body, Setting } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import { recorded } from '../items.js'
import type { ReadContext } from '../read-context.js'
import type { Area } from './field-table.js'
import { type FoundSetting, idEndingIn, omitSetting, settingClass } from './found-setting.js'

/** What a record of a setting says beside whose it is. */
export interface SettingFacts {
  readonly area: Area
  readonly key: string
  readonly value: Body
}

/** The record of a setting, or of a field of one. */
export function settingOf(owner: string, { area, key, value }: SettingFacts): Setting {
  return { id: idEndingIn(`setting:${owner}/${area}/`, key), owner, area, key, value }
}

/** The record as an item; of two settings with one owner and key the first one stands. */
export function* recordSetting(context: ReadContext, found: FoundSetting, record: Setting): Generator<SourceItem> {
  if (context.isFirst(record.id)) yield recorded(context, found, settingClass, 'settings', record)
  else yield omitSetting(context, found, 'DUPLICATE_OBJECT', found, 'another setting has the same owner and key')
}
