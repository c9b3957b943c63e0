/** Why a reference leads nowhere, and what can be done: words for the reasons of an import. */
export const referenceWords: Readonly<Record<string, { readonly why: string; readonly remedy: string }>> = {
  TARGET_NOT_IN_ARCHIVE: {
    why: 'What it names is not in the archive',
    remedy: 'Export the space that holds it as well, or mend the link by hand',
  },
  TARGET_NOT_IMPORTED: {
    why: 'What it names is in the archive and was not imported',
    remedy: 'Look for it among the losses above',
  },
  SPACE_NOT_IN_ARCHIVE: {
    why: 'The space that it names is not in the archive',
    remedy: 'Export that space as well, or mend the link by hand',
  },
  USER_NOT_IN_ARCHIVE: {
    why: 'The person that it names is not in the archive',
    remedy: 'Name the person by hand',
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
  SHORTCUT_OF_SITE: {
    why: 'A shortcut that the source site defined',
    remedy: 'Define the shortcut at the destination, or mend the link by hand',
  },
  REFERENCE_INCOMPLETE: {
    why: 'It does not say what it refers to',
    remedy: 'It was broken at the source already',
  },
}

/** Words for a reason; a reason that is new stands for itself. */
export function explainReference(reason: string): { readonly why: string; readonly remedy?: string } {
  return (Object.hasOwn(referenceWords, reason) ? referenceWords[reason] : undefined) ?? { why: reason }
}
