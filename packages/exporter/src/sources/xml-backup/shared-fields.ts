/** Who made an object and when, and who changed it last and when. */
export const acts = 'creator creatorName creationDate lastModifier lastModifierName lastModificationDate'
/** Of whatever has versions. */
export const versioned =
  'creator creatorName creationDate lastModifier lastModifierName lastModificationDate title version versionComment contentStatus originalVersion originalVersionId'
/** What hangs on it. */
export const kept = 'bodyContents contentProperties historicalVersions labellings attachments'
/** `hibernateVersion` counts locks; two collections are always empty. */
export const locks = 'hibernateVersion adfContentBodies imageDetailsDTO'
/** What they mean nobody knows, but for one value of `entitySubType`. */
export const unknownMeaning = 'navigationType entitySubType'

/** Of a text that is part of something else: what joins its versions. */
export const joinedVersions = 'lastModificationDate version contentStatus originalVersion originalVersionId'
/** Who wrote such a text and when, which no record has a place for. */
export const unsigned = 'creator creatorName creationDate lastModifier lastModifierName versionComment'
