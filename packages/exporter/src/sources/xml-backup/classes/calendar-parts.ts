import { type BackupClass, carriedClass, leftClass, type Words } from '../backup-class.js'
import { hangingOn, type JoinedFields } from '../joined-fields.js'
import type { View } from '../view.js'

const onCalendar = hangingOn('AO_950DC3_TC_SUBCALS', 'SUB_CALENDAR_ID')
const onEvent = hangingOn('AO_950DC3_TC_EVENTS', 'EVENT_ID')
const leftover = { ofSite: 'unowned', below: 'APP_DATA' } as const

/** A table whose rows stay in the record of the calendar or event that they hang on. */
function native<const Columns extends string>(
  name: string,
  columns: Columns,
  join: (row: View<Words<Columns>>) => JoinedFields,
): BackupClass {
  const why = 'Kept in the record of its calendar or event'
  const fields = { verbatim: columns }
  return carriedClass({ name, rows: 'A2', why, kind: 'calendars', fields, join, isNative: true, leftover })
}

/** What Team Calendars keeps of a calendar or event in tables of its own. */
export const calendarParts: readonly BackupClass[] = [
  native('AO_950DC3_TC_EVENTS_EXCL', 'ID EVENT_ID EXCLUSION ALL_DAY', onEvent),
  native('AO_950DC3_TC_EVENTS_INVITEES', 'ID EVENT_ID INVITEE_ID', onEvent),
  native(
    'AO_950DC3_TC_CUSTOM_EV_TYPES',
    'ID BELONG_SUB_CALENDAR_ID TITLE ICON CREATED',
    hangingOn('AO_950DC3_TC_SUBCALS', 'BELONG_SUB_CALENDAR_ID'),
  ),
  native('AO_950DC3_TC_DISABLE_EV_TYPES', 'ID SUB_CALENDAR_ID EVENT_KEY', onCalendar),
  native(
    'AO_950DC3_TC_REMINDER_SETTINGS',
    'ID SUB_CALENDAR_ID STORE_KEY PERIOD LAST_MODIFIER CUSTOM_EVENT_TYPE_ID',
    onCalendar,
  ),
  native('AO_950DC3_TC_SUBCALS_PRIV_GRP', 'ID SUB_CALENDAR_ID GROUP_NAME TYPE', onCalendar),
  native('AO_950DC3_TC_SUBCALS_PRIV_USR', 'ID SUB_CALENDAR_ID USER_KEY TYPE', onCalendar),
  native('AO_950DC3_TC_REMINDER_USERS', 'ID SUB_CALENDAR_ID USER_KEY', onCalendar),
  leftClass('app', {
    name: 'AO_950DC3_TC_SUBCALS_PROPS',
    rows: 'A2',
    why: 'The password of a calendar that is read from elsewhere may stand in it',
    kind: 'calendars',
    fields: 'ID SUB_CALENDAR_ID KEY VALUE',
    join: onCalendar,
    leftover,
  }),
  leftClass('derived', {
    name: 'AO_950DC3_TC_JIRA_REMI_EVENTS',
    rows: 'A2',
    why: 'A copy of issues, fetched again from Jira',
    fields:
      'ID SUB_CALENDAR_ID KEY_ID TICKET_ID TITLE DESCRIPTION ASSIGNEE STATUS EVENT_TYPE ISSUE_ICON_URL ISSUE_LINK JQL USER_ID ALL_DAY UTC_START UTC_END',
    join: onCalendar,
    leftover,
  }),
]
