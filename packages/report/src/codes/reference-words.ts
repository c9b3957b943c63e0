/** Why a reference leads nowhere, and what can be done, by the reason that an import gives. */
export const referenceWords: Readonly<Record<string, { readonly why: string; readonly remedy: string }>> = {
  TARGET_NOT_IN_ARCHIVE: {
    why: 'What it names is not in the archive',
    remedy: 'Export the space that holds it as well, or mend the link by hand',
  },
  TARGET_NOT_IMPORTED: {
    why: 'What it names is in the archive and was not imported',
    remedy: 'Look for it among the losses above',
  },
  TARGET_AMBIGUOUS: {
    why: 'Several things of the archive have this name, which differs from each of theirs in spelling, or the day of the post is not said',
    remedy: 'Mend the link by hand',
  },
  SPACE_NOT_IN_ARCHIVE: {
    why: 'The space that it names is not in the archive',
    remedy: 'Export that space as well, or mend the link by hand',
  },
  USER_NOT_IN_ARCHIVE: {
    why: 'The person that it names is not in the archive',
    remedy: 'Name the person by hand',
  },
  USER_NOT_CARRIED: {
    why: 'The person has no counterpart, and a text cannot stand in this place',
    remedy: 'Name a person by hand, or map the person and import again',
  },
  GROUP_NOT_IN_ARCHIVE: {
    why: 'The group that it names is not in the archive',
    remedy: 'Name a group by hand',
  },
  FILE_NOT_IN_ARCHIVE: {
    why: 'The file that it names is not in the archive',
    remedy: 'Attach the file again at the destination',
  },
  URL_OF_SOURCE: {
    why: 'An address of the source whose target is not known here',
    remedy: 'Mend the link by hand',
  },
  URL_OF_UNKNOWN_SITE: {
    why: 'It looks like an address of a Confluence site, and nobody said whether that is the source',
    remedy: 'Export again with --source-url if it is',
  },
  URL_SITE_RELATIVE: {
    why: 'An address without a host that leads to nothing known here',
    remedy: 'Mend the link by hand',
  },
  URL_TEMPORARY: {
    why: 'An address that a browser made up for one session; it leads nowhere for anybody',
    remedy: 'It was broken at the source already',
  },
  URL_WITHOUT_COUNTERPART: {
    why: 'An address of the source for which the destination has no page of that kind',
    remedy: 'Nothing, or mend the link by hand',
  },
  PUBLIC_LINK: {
    why: 'A link that the source made for people without an account',
    remedy: 'Share the page again at the destination',
  },
  EMOJI_OF_SITE: {
    why: 'A custom emoji that is not in the archive; its short name is shown instead',
    remedy: 'Export the emoji of the source as well, or add it at the destination',
  },
  APPLICATION_LINK: {
    why: 'The id of a link to another application, such as Jira, that is not in the archive',
    remedy: 'Link the application at the destination, then edit the macro',
  },
  OBJECT_OF_APP: {
    why: 'Something that an app keeps outside of pages, and that is no calendar of the archive',
    remedy: 'Move it with the means of that app',
  },
  NAME_NOT_WRITABLE: {
    why: 'The new name of what it names cannot stand in this place: a comma in a list, a bracket in a link of wiki markup',
    remedy: 'Rename that at the destination, or mend the link by hand',
  },
  MEANING_UNKNOWN: {
    why: 'A setting of an app that equals the id of something in the archive; nobody knows whether it means that',
    remedy: 'Look at the macro; it was not changed',
  },
  SHORTCUT_OF_SITE: {
    why: 'A shortcut of the source site that is not in the archive',
    remedy: 'Define the shortcut at the destination, or mend the link by hand',
  },
  REFERENCE_INCOMPLETE: {
    why: 'It does not say what it refers to',
    remedy: 'It was broken at the source already',
  },
}

/** Words for a reason; a reason that is new stands for itself. */
export function explainReference(reason: string): { readonly why: string; readonly remedy?: string | undefined } {
  return (Object.hasOwn(referenceWords, reason) ? referenceWords[reason] : undefined) ?? { why: reason }
}
