import type { Manifest, Omission } from '#records'
import type { Database } from '@spacecrate/disk'
import type { OmissionTally } from '../certificate.js'
import type { LineParts } from './line-parts.js'

/** Writes the omissions, sorted by the bytes of their lines, and sums them up; by kind in `tally`. */
export function orderOmissions(db: Database, parts: LineParts, tally: OmissionTally): Manifest['omissions'] {
  const codes = new Map<string, number>()
  const rows = db.prepare('SELECT code, count, line FROM omissions ORDER BY line').raw().iterate()
  for (const row of rows) {
    if (!Array.isArray(row)) continue
    const [code, count, line]: unknown[] = row
    if (!Buffer.isBuffer(line)) continue
    codes.set(String(code), (codes.get(String(code)) ?? 0) + Number(count))
    tally.add(JSON.parse(line.toString('utf8')) as Omission)
    parts.add(line)
  }
  return {
    count: [...codes.values()].reduce((sum, count) => sum + count, 0),
    lines: parts.lines,
    codes: Object.fromEntries(codes),
  }
}
