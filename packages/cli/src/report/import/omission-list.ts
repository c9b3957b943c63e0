import type { Archive } from '@spacecrate/format'
import { missingOf } from '../export-report.js'
import { FindingCollector } from '../findings.js'
import { impactOfOmission } from '../impact.js'
import type { ReportLists } from '../lists.js'
import type { ImportListName } from './import-lists.js'

/** Lists what the export left out: it travels in the archive, and whoever imports has to know it. */
export async function listOmissions(
  archive: Archive,
  lists: ReportLists<ImportListName>,
  signal: AbortSignal,
): Promise<FindingCollector> {
  const collector = new FindingCollector()
  for await (const omission of archive.omissions()) {
    signal.throwIfAborted()
    const { code, kind, id, count, what, why, remedy, place } = omission
    const impact = impactOfOmission(code, kind)
    collector.add({ ...missingOf(omission), impact })
    const at = [place?.file ?? place?.endpoint, place?.offset].filter((part) => part !== undefined).join(':')
    lists.add('omissions', [impact, code, kind, id, count, what, why, remedy, at])
    await lists.flush()
  }
  return collector
}
