import { type BackupObject, textOf } from '@spacecrate/confluence'
import type { StageRule } from './stage-rules.js'

const calendar = 'AO_950DC3_TC_SUBCALS'
const event = 'AO_950DC3_TC_EVENTS'

const hanging =
  (className: string, column: string): StageRule =>
  (row) => {
    const id = textOf(row, column)
    return id === undefined ? {} : { owner: { class: className, id } }
  }

/** A space is named by its key here, which has no letter case. */
function spaceKey(row: BackupObject): string | undefined {
  const key = textOf(row, 'SPACE_KEY')
  return key === undefined ? undefined : `space ${key.toLowerCase()}`
}

/** One rule per table whose rows take part in a join. */
export const tableRules: readonly (readonly [table: string, rule: StageRule])[] = [
  ['AO_BAF3AA_AOINLINE_TASK', hanging('ContentEntityObject', 'CONTENT_ID')],
  ['AO_187CCC_SIDEBAR_LINK', (row) => ({ mark: spaceKey(row) })],
  [calendar, (row) => ({ parent: textOf(row, 'PARENT_ID'), mark: spaceKey(row) })],
  ['AO_950DC3_TC_SUBCALS_IN_SPACE', (row) => ({ ...hanging(calendar, 'SUB_CALENDAR_ID')(row), mark: spaceKey(row) })],
  [event, hanging(calendar, 'SUB_CALENDAR_ID')],
  ['AO_950DC3_TC_EVENTS_EXCL', hanging(event, 'EVENT_ID')],
  ['AO_950DC3_TC_EVENTS_INVITEES', hanging(event, 'EVENT_ID')],
  ['AO_950DC3_TC_CUSTOM_EV_TYPES', hanging(calendar, 'BELONG_SUB_CALENDAR_ID')],
  ['AO_950DC3_TC_DISABLE_EV_TYPES', hanging(calendar, 'SUB_CALENDAR_ID')],
  ['AO_950DC3_TC_REMINDER_SETTINGS', hanging(calendar, 'SUB_CALENDAR_ID')],
  ['AO_950DC3_TC_REMINDER_USERS', hanging(calendar, 'SUB_CALENDAR_ID')],
  ['AO_950DC3_TC_SUBCALS_PRIV_GRP', hanging(calendar, 'SUB_CALENDAR_ID')],
  ['AO_950DC3_TC_SUBCALS_PRIV_USR', hanging(calendar, 'SUB_CALENDAR_ID')],
  ['AO_950DC3_TC_SUBCALS_PROPS', hanging(calendar, 'SUB_CALENDAR_ID')],
  ['AO_950DC3_TC_JIRA_REMI_EVENTS', hanging(calendar, 'SUB_CALENDAR_ID')],
]
