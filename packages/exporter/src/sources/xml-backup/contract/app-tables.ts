import { type ClassContract, plain, whole } from './class-contract.js'

const native = (columns: string): ClassContract =>
  plain({ rows: 'A2', why: 'Kept in the record of its calendar or event', kind: 'calendars', extra: columns })

/**
 * Tables of apps beside entities.xml that have a place in the archive: as CSV on Cloud, in the XML of ActiveObjects on
 * Data Center. All other tables go with the file that they are in.
 */
export const tableContracts: Readonly<Record<string, ClassContract>> = {
  AO_BAF3AA_AOINLINE_TASK: plain({
    rows: 'C26',
    kind: 'tasks',
    mapped:
      'GLOBAL_ID ID CONTENT_ID TASK_STATUS BODY ASSIGNEE_USER_KEY DUE_DATE CREATOR_USER_KEY CREATE_DATE COMPLETE_USER_KEY COMPLETE_DATE UPDATE_DATE',
    derived: 'SPACE_ID CONTENT_VISIBLE SPACE_VISIBLE PAGE_TITLE',
  }),
  AO_187CCC_SIDEBAR_LINK: plain({
    rows: 'S9 S17',
    kind: 'settings',
    mapped:
      'ID SPACE_KEY CATEGORY TYPE WEB_ITEM_KEY CUSTOM_TITLE CUSTOM_ICON_CLASS DEST_PAGE_ID HARDCODED_URL POSITION HIDDEN',
  }),
  AO_950DC3_TC_SUBCALS: plain({
    rows: 'A2',
    kind: 'calendars',
    mapped: 'ID NAME DESCRIPTION PARENT_ID SPACE_KEY COLOUR TIME_ZONE_ID CREATOR CREATED STORE_KEY',
    extra: 'SUBSCRIPTION_ID USING_CUSTOM_EVENT_TYPE_ID',
  }),
  AO_950DC3_TC_SUBCALS_IN_SPACE: plain({
    rows: 'A2',
    kind: 'calendars',
    mapped: 'SPACE_KEY SUB_CALENDAR_ID',
    excluded: 'ID',
  }),
  AO_950DC3_TC_EVENTS: plain({
    rows: 'A2',
    kind: 'calendars',
    mapped:
      'ID SUB_CALENDAR_ID SUMMARY DESCRIPTION LOCATION URL START END UTC_START UTC_END ALL_DAY RECURRENCE_RULE ORGANISER CREATED',
    extra: 'LAST_MODIFIED RECURRENCE_ID_TIMESTAMP REMINDER_SETTING_ID SEQUENCE VEVENT_UID',
  }),
  AO_950DC3_TC_EVENTS_EXCL: native('ID EVENT_ID EXCLUSION ALL_DAY'),
  AO_950DC3_TC_EVENTS_INVITEES: native('ID EVENT_ID INVITEE_ID'),
  AO_950DC3_TC_CUSTOM_EV_TYPES: native('ID BELONG_SUB_CALENDAR_ID TITLE ICON CREATED'),
  AO_950DC3_TC_DISABLE_EV_TYPES: native('ID SUB_CALENDAR_ID EVENT_KEY'),
  AO_950DC3_TC_REMINDER_SETTINGS: native('ID SUB_CALENDAR_ID STORE_KEY PERIOD LAST_MODIFIER CUSTOM_EVENT_TYPE_ID'),
  AO_950DC3_TC_SUBCALS_PRIV_GRP: native('ID SUB_CALENDAR_ID GROUP_NAME TYPE'),
  AO_950DC3_TC_SUBCALS_PRIV_USR: native('ID SUB_CALENDAR_ID USER_KEY TYPE'),
  AO_950DC3_TC_REMINDER_USERS: native('ID SUB_CALENDAR_ID USER_KEY'),
  AO_950DC3_TC_SUBCALS_PROPS: whole('app', {
    rows: 'A2',
    why: 'The password of a calendar that is read from elsewhere may stand in it',
    kind: 'calendars',
    excluded: 'ID SUB_CALENDAR_ID KEY VALUE',
  }),
  AO_950DC3_TC_JIRA_REMI_EVENTS: whole('derived', {
    rows: 'A2',
    why: 'A copy of issues, fetched again from Jira',
    excluded:
      'ID SUB_CALENDAR_ID KEY_ID TICKET_ID TITLE DESCRIPTION ASSIGNEE STATUS EVENT_TYPE ISSUE_ICON_URL ISSUE_LINK JQL USER_ID ALL_DAY UTC_START UTC_END',
  }),
  AO_C77861_AUDIT_ENTITY: plain({
    rows: 'G15',
    why: 'Addresses and names of machines stay behind',
    kind: 'audit',
    mapped: 'ID ENTITY_TIMESTAMP USER_ID USER_NAME ACTION CATEGORY AREA CHANGE_VALUES RESOURCES PRIMARY_RESOURCE_TYPE',
    derived:
      'ACTION_T_KEY CATEGORY_T_KEY SEARCH_STRING PRIMARY_RESOURCE_ID SECONDARY_RESOURCE_ID SECONDARY_RESOURCE_TYPE RESOURCE_ID_3 RESOURCE_TYPE_3 RESOURCE_ID_4 RESOURCE_TYPE_4 RESOURCE_ID_5 RESOURCE_TYPE_5 USER_TYPE LEVEL',
    excluded: 'NODE SOURCE SYSTEM_INFO METHOD ATTRIBUTES',
  }),
}
