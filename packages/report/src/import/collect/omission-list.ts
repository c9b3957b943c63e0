import type { Archive } from '@spacecrate/format'
import { missingOfOmission, placeInSource } from '../../omission-words.js'
import { FindingCollector } from '../../findings.js'
import { impactOfOmission } from '../../codes/impact.js'
import type { ReportLists } from '../../lists.js'
import type { ImportListName } from '../import-lists.js'

/** Lists what the export left out: it travels in the archive, and whoever imports has to know it. */
export async function listOmissions(
  archive: Archive,
  lists: ReportLists<ImportListName>,
  signal: AbortSignal,
): Promise<FindingCollector> {
  const collector = new FindingCollector()
  for await (const omission of archive.omissions()) {
    signal.throwIfAborted()
    const { code, kind, id, count, what, why, remedy } = omission
    const impact = impactOfOmission(code, kind)
    collector.add({ ...missingOfOmission(omission), impact })
    lists.add('omissions', [impact, code, kind, id, count, what, why, remedy, placeInSource(omission)])
    await lists.flush()
  }
  return collector
}
