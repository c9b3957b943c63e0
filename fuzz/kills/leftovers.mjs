// What a run may not leave: half files, folders that were to go, temporary folders, locks of them.
import { readdirSync } from 'node:fs'

const leaving =
  /\.part(?:\.sqlite)?$|\.partial$|\.removed|\.done-|(?:^|\/)spacecrate-[0-9a-f]{24}|(?:^|\/)entities-[^/]+$|-journal$/
/** Folders in which things lie only while they arrive. */
const arriving = /(?:^|\/)(?:incoming|arrivals|sealing|tmp)\/./

/** A problem for each such file or folder. */
export function leftovers(dir) {
  return readdirSync(dir, { recursive: true })
    .filter((name) => leaving.test(name) || arriving.test(name))
    .slice(0, 5)
    .map((name) => `left behind: ${String(name)}`)
}
