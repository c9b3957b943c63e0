import { readUnresolved } from '@spacecrate/importer'
import { FindingCollector } from '../findings.js'
import type { ReportLists } from '../lists.js'
import { explainReference } from '../reference-words.js'
import type { ImportListName } from './import-lists.js'
import type { SamplePicker } from './sample-picker.js'

/** Lists the references that lead nowhere; `onLine` takes them as NDJSON. */
export async function listReferences(
  place: { readonly journalDir: string; readonly run: number },
  lists: ReportLists<ImportListName>,
  picker: Pick<SamplePicker, 'addUnresolved'>,
  onLine: (line: string) => Promise<void>,
): Promise<FindingCollector> {
  const collector = new FindingCollector()
  for await (const reference of readUnresolved(place.journalDir, place.run)) {
    const { kind, reason, verbatim, record, path } = reference
    const { why, remedy } = explainReference(reason)
    collector.add({
      code: reason,
      count: 1,
      what: `${kind}: ${verbatim}`,
      why,
      ...(remedy !== undefined && { remedy }),
      id: record,
      where: path === '' ? record : `${record} · ${path}`,
    })
    const content = /^version:((?:page|post):.+)\/[^/]+$/.exec(record)?.[1]
    if (content !== undefined) picker.addUnresolved(content)
    lists.add('links', [reason, kind, verbatim, record, content, path, why, remedy])
    await onLine(`${JSON.stringify(reference)}\n`)
    await lists.flush()
  }
  return collector
}
