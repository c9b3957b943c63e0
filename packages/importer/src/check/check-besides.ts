import { type StreamName, streamNames, streamRules } from '@spacecrate/format'
import type { CallOptions, DestinationReader } from '../destination.js'
import { hasOwnId, ownerOf } from '../structure.js'
import type { CheckDifference } from './check-summary.js'

/** Kinds that give or take a right on something that an import may have made. */
const rights: ReadonlySet<StreamName> = new Set(
  streamNames.filter((stream) => {
    const { impact, owners } = streamRules[stream]
    return impact === 'access' && !hasOwnId(stream) && !owners.includes('site')
  }),
)
const batchSize = 500

/** Reports the rights of one stream that somebody gave on what is ours. */
export async function reportAddedRights(
  reader: DestinationReader,
  source: string,
  stream: StreamName,
  report: (difference: CheckDifference) => Promise<void>,
  options: CallOptions = {},
): Promise<void> {
  const [owner] = streamRules[stream].owners
  const [what] = streamRules[stream].words
  if (!rights.has(stream) || owner === undefined) return
  const holders: StreamName = owner
  let others: { readonly id: string; readonly owner: string }[] = []
  for await (const { record, madeOf } of reader.list<StreamName>(source, stream, undefined, options)) {
    options.signal?.throwIfAborted()
    const owner = madeOf === undefined ? ownerOf<StreamName>(stream, record) : undefined
    if (owner === undefined) continue
    others.push({ id: record.id, owner })
    if (others.length >= batchSize) await reportAdded()
  }
  await reportAdded()

  async function reportAdded(): Promise<void> {
    if (others.length === 0) return
    const owners = await reader.load<StreamName>(
      source,
      holders,
      others.map(({ owner }) => owner),
      options,
    )
    for (const [at, { id }] of others.entries()) {
      if (owners[at]?.madeOf === undefined) continue
      const reason = `${what} that no import made stands on what an import made`
      await report({ explained: false, kind: 'added', stream, record: id, target: id, reason })
    }
    others = []
  }
}
