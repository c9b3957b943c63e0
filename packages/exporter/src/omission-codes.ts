/** Every code of an omission of any source. */
export type OmissionCode =
  | 'APP_DATA'
  | 'APP_DATA_NOT_ASKED'
  | 'APP_FILE'
  | 'ATTACHMENT_FILE_DAMAGED'
  | 'ATTACHMENT_FILE_MISSING'
  | 'ATTACHMENT_SIZE_DIFFERS'
  | 'BODY_MISSING'
  | 'BODY_SURPLUS'
  | 'BODY_UNPLACED'
  | 'CHARACTERS_CHANGED'
  | 'CONTENT_CLOSED'
  | 'CURRENT_MISSING'
  | 'DRAFT_TARGET_MISSING'
  | 'DUPLICATE_OBJECT'
  | 'FIELD_UNKNOWN'
  | 'FILE_TWICE'
  | 'FILE_UNREFERENCED'
  | 'HOME_ELSEWHERE'
  | 'HOME_MISSING'
  | 'ID_UNUSABLE'
  | 'INTERNAL'
  | 'LABEL_MISSING'
  | 'LABEL_UNUSED'
  | 'LISTED_ELSEWHERE'
  | 'LIST_TOO_LONG'
  | 'NOT_SELECTED'
  | 'OBJECTS_DECLARED'
  | 'OBJECT_MALFORMED'
  | 'OBJECT_TOO_LARGE'
  | 'OWNER_MISSING'
  | 'OWNER_OMITTED'
  | 'PARENT_CYCLE'
  | 'PARENT_ELSEWHERE'
  | 'PARENT_MISSING'
  | 'PARENT_NOT_CURRENT'
  | 'PERMISSION_SUBJECT_UNKNOWN'
  | 'PERSON_MISSING'
  | 'PROFILE_FILE'
  | 'PROFILE_HISTORY'
  | 'PROPERTY_HISTORY'
  | 'RECORD_TOO_LARGE'
  | 'RELATION'
  | 'RESTRICTION_UNKNOWN'
  | 'ROW_UNREACHABLE'
  | 'ROW_UNUSABLE'
  | 'SECRET'
  | 'SETTING'
  | 'SETTING_UNREADABLE'
  | 'SITE_FILE'
  | 'SPACE_DESCRIPTION_HISTORY'
  | 'SPACE_KEY_MISSING'
  | 'SPACE_MISSING'
  | 'STATUS_UNKNOWN'
  | 'TABLE_MALFORMED'
  | 'TABLE_UNKNOWN'
  | 'TARGET_MISSING'
  | 'TIME_UNREADABLE'
  | 'VERSION_ORPHAN'
  | 'WATCH_UNCLEAR'

/** Why it happens, and what could be done where something can. */
export interface OmissionText {
  readonly why: string
  readonly remedy?: string
}

/** The texts of the codes; the documentation lists them. */
export const omissionTexts: Readonly<Record<OmissionCode, OmissionText>> = {
  APP_DATA: {
    why: 'Data of an app or of a newer version, in a form that nobody else knows',
    remedy: 'Export it with the app itself',
  },
  APP_DATA_NOT_ASKED: {
    why: 'Opaque data of an app travels only where it is asked for',
    remedy: 'Export again with --with-app-data',
  },
  APP_FILE: {
    why: 'A file of an app or of the server, in a form only that knows; secrets may stand in it',
    remedy: 'Keep the backup beside the archive, or export with --with-app-data',
  },
  ATTACHMENT_FILE_DAMAGED: {
    why: 'The file cannot be read, or is not what it was',
    remedy: 'Copy the backup again, or export again',
  },
  ATTACHMENT_FILE_MISSING: { why: 'The source does not hold the file', remedy: 'Export again with attachments' },
  ATTACHMENT_SIZE_DIFFERS: { why: 'The file is carried, with another size than its record in the backup says' },
  BODY_MISSING: { why: 'The source holds no text for it: it is carried without one' },
  BODY_SURPLUS: { why: 'Another body of the same content was taken' },
  BODY_UNPLACED: { why: 'It is the text of something that has none in an archive, such as a file' },
  CHARACTERS_CHANGED: { why: 'The text holds what no XML file can hold as it was' },
  CONTENT_CLOSED: {
    why: 'It is shut to all but the administrator: an import has not finished here, or nobody could be given what its restrictions or permissions say',
    remedy: 'Finish the import, or set its permissions and restrictions by hand, then export again',
  },
  CURRENT_MISSING: { why: 'The backup names it and does not hold it; its newest version stands for it' },
  DRAFT_TARGET_MISSING: { why: 'The draft belongs to a page that the backup does not hold' },
  DUPLICATE_OBJECT: { why: 'Another object of the same class and id was taken' },
  FIELD_UNKNOWN: {
    why: 'This version does not know what it means, and secrets may stand there',
    remedy: 'Look at the source whether it matters, or use a newer version',
  },
  FILE_TWICE: { why: 'Another export of the set has a file of this name with other bytes, which were taken' },
  FILE_UNREFERENCED: { why: 'No attachment of the backup belongs to this file' },
  HOME_ELSEWHERE: { why: 'The home page of the space lies in another space' },
  HOME_MISSING: { why: 'The space names a home page that the backup does not hold' },
  ID_UNUSABLE: {
    why: 'Its name is too long for an id',
    remedy: 'Rename it at the source',
  },
  INTERNAL: { why: 'State of the server that means nothing elsewhere' },
  LABEL_MISSING: { why: 'The label itself is not in the backup' },
  LABEL_UNUSED: { why: 'The label is on nothing' },
  LISTED_ELSEWHERE: { why: 'It is listed here, and says itself that it belongs to something else, where it goes' },
  LIST_TOO_LONG: { why: 'The list is longer than what can be read' },
  NOT_SELECTED: { why: 'It is left out by the selection, and something in the archive belongs to it' },
  OBJECTS_DECLARED: {
    why: 'The descriptor of the backup says that it holds more objects than there are in the file',
    remedy: 'Make the backup again, or ask who made it',
  },
  OBJECT_MALFORMED: { why: 'The object is broken', remedy: 'Repair this place of entities.xml and export again' },
  OBJECT_TOO_LARGE: { why: 'The object is too large to be read' },
  OWNER_MISSING: { why: 'What it belongs to is not in the backup, or nothing there says what that is' },
  OWNER_OMITTED: { why: 'What it belongs to is left out as well' },
  PARENT_CYCLE: { why: 'Its parents form a circle; it stands at the root' },
  PARENT_ELSEWHERE: { why: 'Its parent is in another space or on another page; it stands at the root' },
  PARENT_MISSING: { why: 'The backup does not hold its parent; it stands at the root' },
  PARENT_NOT_CURRENT: {
    why: 'Its parent is in the trash, archived or a draft, and it is not; it stands under the nearest current content above',
  },
  PERMISSION_SUBJECT_UNKNOWN: { why: 'It does not say for whom it is, so it stays closed' },
  PERSON_MISSING: { why: 'It does not say whose it is' },
  PROFILE_FILE: { why: 'A file of a profile that is not the picture of the person, or an earlier picture' },
  PROFILE_HISTORY: { why: 'Earlier versions of a profile have no place in the archive' },
  PROPERTY_HISTORY: { why: 'Earlier versions of a content property have no place in the archive' },
  RECORD_TOO_LARGE: { why: 'A field beside the text is too large for a record' },
  RELATION: {
    why: 'Relations among people and pages (who works on what, who follows whom, what was copied from what) have no place in the archive yet',
  },
  RESTRICTION_UNKNOWN: {
    why: 'What restricts it is missing or cannot be read, so an import leaves it shut, or opens it to the others that it names',
    remedy: 'Check access by hand',
  },
  ROW_UNREACHABLE: {
    why: 'It belongs to nothing that was met: its owner or its parent is not there, its parents form a circle, or it came while the site was read',
    remedy: 'Repair the row at the source and export again',
  },
  ROW_UNUSABLE: {
    why: 'The row does not say what a record of its kind must say',
    remedy: 'Repair the row at the source and export again',
  },
  SECRET: { why: 'Secrets never travel' },
  SETTING: {
    why: 'A setting that is on no list of what may be carried: secrets may stand in it',
    remedy: 'Set it by hand at the destination',
  },
  SETTING_UNREADABLE: {
    why: 'Its value is broken, or not of the form that this version knows',
    remedy: 'Set it by hand at the destination',
  },
  SITE_FILE: { why: 'Only those files of the whole site (logos) that are in use have a place in the archive' },
  SPACE_DESCRIPTION_HISTORY: { why: 'Earlier versions of the description of a space have no place in the archive' },
  SPACE_KEY_MISSING: { why: 'The space has no key' },
  SPACE_MISSING: { why: 'The space it is in is not in the backup', remedy: 'Export that space as well' },
  STATUS_UNKNOWN: { why: 'Its status is a word that this version does not know' },
  TABLE_MALFORMED: {
    why: 'Its tables are broken from this byte on; the rows before it are carried',
    remedy: 'Copy the backup again, or export again',
  },
  TABLE_UNKNOWN: {
    why: 'This version does not know what the rows of the table mean, and secrets may stand there',
    remedy: 'Look at the source whether it matters, or use a newer version',
  },
  TARGET_MISSING: { why: 'Something in the archive points to it, and the source does not hold it' },
  TIME_UNREADABLE: { why: 'The time is no time of the calendar; it is left out' },
  VERSION_ORPHAN: { why: 'The content whose version it is, is not in the backup' },
  WATCH_UNCLEAR: { why: 'It does not say what is watched' },
}
