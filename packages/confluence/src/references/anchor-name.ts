/**
 * An anchor in the form that older editors write, `PageTitle-HeadingText` without white space, when the page gets another
 * title; `undefined` for an anchor of any other form.
 */
export function renameAnchor(anchor: string, before: string, after: string): string | undefined {
  const old = squeeze(before)
  if (old === '' || !anchor.startsWith(`${old}-`)) return undefined
  const renamed = squeeze(after) + anchor.slice(old.length)
  return renamed === anchor ? undefined : renamed
}

function squeeze(title: string): string {
  return title.replace(/\s+/g, '')
}
