/** Version of the format that this package writes, MAJOR.MINOR. */
export const formatVersion: string = '0.2'

/** Content of the entry `mimetype`: what tells an archive from any other ZIP. */
export const archiveMimeType: string = 'application/vnd.spacecrate+zip'

/** How a version relates to ours: a newer minor one may know more fields and streams, a newer major one is another format. */
export type VersionRelation = 'known' | 'newer-minor' | 'newer-major'

/** Compares a version with ours. Text that is no version counts as a newer major one. */
export function relateVersion(version: string): VersionRelation {
  const theirs = parse(version)
  const ours = parse(formatVersion)
  if (theirs === undefined || ours === undefined || theirs.major > ours.major) return 'newer-major'
  return theirs.major === ours.major && theirs.minor > ours.minor ? 'newer-minor' : 'known'
}

function parse(version: string): { readonly major: number; readonly minor: number } | undefined {
  const match = /^(\d{1,6})\.(\d{1,6})$/.exec(version)
  return match === null ? undefined : { major: Number(match[1]), minor: Number(match[2]) }
}
