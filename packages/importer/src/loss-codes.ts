/** Every code of a loss. */
export type LossCode =
  | 'BODY_NOT_REWRITTEN'
  | 'BODY_NOT_WELL_FORMED'
  | 'CONFLICT'
  | 'CONTENT_LEFT_CLOSED'
  | 'EXISTING_NOT_CHANGED'
  | 'FIELD_UNKNOWN'
  | 'KIND_UNSUPPORTED'
  | 'MEMBERSHIP_IN_EXISTING_GROUP'
  | 'MEMBER_UNMAPPED'
  | 'NOT_ADVANCED'
  | 'OWNER_NOT_IN_ARCHIVE'
  | 'PARENT_DROPPED'
  | 'PARTY_NOT_CARRIED'
  | 'PERMISSION_SUBJECT_UNMAPPED'
  | 'PERSON_UNMAPPED'
  | 'RECORD_GONE'
  | 'RECORD_REFUSED'
  | 'REFERENCE_DROPPED'
  | 'REFERENCE_UNRESOLVED'
  | 'RESTRICTION_SUBJECT_UNMAPPED'
  | 'ROLE_GIVES_MORE'
  | 'SETTING_KEPT'
  | 'SITE_PERMISSION_NOT_CARRIED'
  | 'SITE_SETTING_NOT_ALLOWED'
  | 'SITE_TEMPLATE_NOT_ALLOWED'
  | 'SITE_USE_MISSING'
  | 'SPACE_KEY_EXISTS'
  | 'SPACE_LEFT_PRIVATE'
  | 'SPACE_PLACED_UNDER'
  | 'STAND_IN_WITHOUT_RIGHTS'

/** What a code means, and what a person can do. The documentation and `explain` list them. */
export const lossTexts: Readonly<Record<LossCode, { readonly what: string; readonly remedy: string }>> = {
  BODY_NOT_REWRITTEN: {
    what: 'A text was carried as it is, with its references unread: its format or its size is not one that is rewritten',
    remedy: 'Look through its links at the destination',
  },
  BODY_NOT_WELL_FORMED: {
    what: 'A text is not well formed; it was carried as it is, with the references that could be read rewritten',
    remedy: 'Look at the text at the destination; it was broken at the source already',
  },
  CONFLICT: {
    what: 'What stands at the destination is not what it must be: it changed between plan and write, or an import made it of a site that has the same site id',
    remedy:
      'Look at it, then import again: the next plan sees it as it is; export two sites with their own --source-url',
  },
  CONTENT_LEFT_CLOSED: {
    what: 'A content stays closed to all but the importing user, because nobody of its restrictions could be carried, or a part of them is not known',
    remedy: 'Set its restrictions by hand',
  },
  EXISTING_NOT_CHANGED: {
    what: 'A record belongs to something that stood at the destination before, and an import changes nothing of that',
    remedy: 'Do it by hand, if it is wanted',
  },
  FIELD_UNKNOWN: {
    what: 'The archive is of a newer version of the format, and this tool does not know a field of the record',
    remedy: 'Import with a newer version of the tool; the archive keeps the field',
  },
  KIND_UNSUPPORTED: { what: 'The destination cannot hold this kind of record', remedy: 'The archive keeps it' },
  MEMBERSHIP_IN_EXISTING_GROUP: {
    what: 'A member of a group that stood at the destination before; adding one would give rights there',
    remedy: 'Add the member by hand, or allow members by name; a group that administers the site never gets one',
  },
  MEMBER_UNMAPPED: { what: 'The member of a group has no counterpart', remedy: 'Map the person or group' },
  NOT_ADVANCED: {
    what: 'The archive says something newer of what an earlier import brought, or does not hold it any more; increments are not built yet',
    remedy: 'Change it by hand, or import into a site that does not hold the earlier state',
  },
  OWNER_NOT_IN_ARCHIVE: {
    what: 'What the record belongs to is not in the archive',
    remedy: 'Export its owner as well',
  },
  PARENT_DROPPED: {
    what: 'The parent of a record is not at the destination, so it stands at the root',
    remedy: 'Move it by hand',
  },
  PARTY_NOT_CARRIED: { what: 'Somebody or something the record names was not carried', remedy: 'Carry that as well' },
  PERMISSION_SUBJECT_UNMAPPED: {
    what: 'A permission or a role in a space names a person, group or role without a counterpart',
    remedy: 'Map the subject, or give the permission by hand',
  },
  PERSON_UNMAPPED: {
    what: 'A like, reaction, watch or personal label of a person without a counterpart',
    remedy: 'Map the person',
  },
  RECORD_GONE: { what: 'What was to be completed is not at the destination any more', remedy: 'See who removed it' },
  RECORD_REFUSED: { what: 'The destination refused the record', remedy: 'The loss says why' },
  REFERENCE_DROPPED: {
    what: 'An optional field names a record that is not at the destination, so the field was left out',
    remedy: 'Nothing, or set it by hand',
  },
  REFERENCE_UNRESOLVED: {
    what: 'Links or mentions in a text point to what is not at the destination; the text keeps them as they were',
    remedy: 'Import what they point to, or mend them by hand; the report lists each',
  },
  RESTRICTION_SUBJECT_UNMAPPED: {
    what: 'A restriction is for a person or group without a counterpart; without it the content is closed further, never opened',
    remedy: 'Map the subject, or set the restriction by hand',
  },
  ROLE_GIVES_MORE: {
    what: 'A role of this name at the destination lets do more than that of the source, so nobody gets it by an import',
    remedy: 'Give people the role by hand, or take from it what it has more',
  },
  SETTING_KEPT: {
    what: 'The destination has the same already and it says something else there; the destination keeps its own',
    remedy: 'Change it by hand, if it is wanted',
  },
  SITE_PERMISSION_NOT_CARRIED: {
    what: 'A role, a permission on the whole site or one of new spaces; it would change the destination at large',
    remedy: 'Allow site-permissions by name, or give it by hand; one that makes administrators is never given',
  },
  SITE_SETTING_NOT_ALLOWED: {
    what: 'Something that belongs to the whole site; it would change the destination at large',
    remedy: 'Allow site-settings by name, or set it by hand',
  },
  SITE_TEMPLATE_NOT_ALLOWED: {
    what: 'A template of the whole site; it would change the destination at large',
    remedy: 'Allow site-templates by name',
  },
  SITE_USE_MISSING: {
    what: 'A permission, role, restriction or membership gave nothing at the source, because who has it could not use the site there; so it gives nothing here',
    remedy: 'Give it by hand, if they may see it here',
  },
  SPACE_KEY_EXISTS: {
    what: 'A space of this key stands at the destination already',
    remedy: 'Choose what to do with --space-key-exists',
  },
  SPACE_LEFT_PRIVATE: {
    what: 'A space stays private to the importing user, because no permission of it could be carried',
    remedy: 'Give permissions by hand',
  },
  SPACE_PLACED_UNDER: {
    what: 'The content of a space went under a page of a space that is there; what the space itself had is not carried',
    remedy: 'Set it by hand in that space, if it is wanted',
  },
  STAND_IN_WITHOUT_RIGHTS: {
    what: 'A permission, restriction, membership or watch of a person who has no counterpart: what stands in for them gets none',
    remedy: 'Match the person in mapping/people.csv',
  },
}
