import type { UnresolvedReference } from '@spacecrate/importer'
import { parsedLinesOf } from './parsed-lines.js'
import { FindingCollector } from '../../findings.js'
import type { ReportLists } from '../../lists.js'
import { explainReference } from '../../codes/reference-words.js'
import type { ImportListName } from '../import-lists.js'
import type { SamplePicker } from './sample-picker.js'

/** A reference that leads nowhere, with the record that contains it. */
export type BrokenReference = UnresolvedReference & { readonly record: string }

/** The broken references that a plan found; none where it did not look. */
export async function* readPlannedReferences(path: string): AsyncGenerator<BrokenReference> {
  for await (const line of parsedLinesOf(path)) yield line as BrokenReference
}

/** Lists the references that lead nowhere; `onLine` takes them as NDJSON. */
export async function listReferences(
  references: AsyncIterable<BrokenReference>,
  lists: ReportLists<ImportListName>,
  picker: Pick<SamplePicker, 'addUnresolved'>,
  onLine: (line: string) => Promise<void>,
): Promise<FindingCollector> {
  const collector = new FindingCollector()
  for await (const reference of references) {
    const { kind, reason, verbatim, record, path } = reference
    const { why, remedy } = explainReference(reason)
    collector.add({
      code: reason,
      count: 1,
      what: `${kind}: ${verbatim}`,
      why,
      remedy,
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
