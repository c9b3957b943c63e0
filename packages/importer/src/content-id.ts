const contentIds = /^(?:page|post|folder|whiteboard|database|embed|custom):./

/** True for the id of a content, of whatever kind. */
export function isContentId(id: string): boolean {
  return contentIds.test(id)
}
