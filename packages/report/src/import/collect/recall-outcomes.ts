import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isStreamName } from '@spacecrate/format'
import { CsvReader, type ImportSummary } from '@spacecrate/importer'
import { FindingCollector } from '../../findings.js'
import type { ImportReport } from '../import-report.js'
import type { CollectedOutcomes, CollectRequest, LossLine } from './collect-outcomes.js'
import { lossRow } from './collect-outcomes.js'
import type { ImportListName } from '../import-lists.js'
import type { EndedSpace } from '../outcome-sums.js'
import { leadsNowhere } from './sample-picker.js'
import { SpaceSums } from './space-sums.js'

/** Lists of the earlier report, and the lists of this one that take their rows: what was created then is there now. */
const lists: readonly (readonly [from: ImportListName, to: ImportListName])[] = [
  ['created', 'matched'],
  ['matched', 'matched'],
  ['skipped', 'skipped'],
  ['refused', 'refused'],
  ['existing', 'existing'],
  ['people', 'people'],
]

/**
 * Does the work of `collectOutcomes` for an import that changed nothing, from the report on the earlier import: nothing is
 * counted record by record a second time. `undefined` where there is no such report.
 */
export async function recallOutcomes(
  request: CollectRequest,
  { applied, plan }: ImportSummary,
): Promise<CollectedOutcomes | undefined> {
  if (!request.settled || applied === undefined) return undefined
  const earlier = await earlierReport(request.planDir, applied.run, plan.digest)
  if (earlier === undefined) return undefined
  const { sample, people, untouched } = earlier
  for (const [from, to] of lists) await copyRows(request, earlier, from, to)
  return {
    ...spacesOf(earlier),
    losses: await recallLosses(request, earlier),
    parties: people.sorts.map((one) => {
      return { ...one, ours: one.ours + one.created + one.placeholders, created: 0, placeholders: 0 }
    }),
    untouched: { ...untouched, creates: 0, completions: 0, added: {}, changedSince: 0 },
    picker: {
      picks: () =>
        sample.flatMap(({ id, because }) => {
          const reasons = because.filter((reason) => reason !== leadsNowhere)
          return reasons.length === 0 ? [] : [{ id, because: reasons }]
        }),
      addUnresolved: () => undefined,
    },
  }
}

/** The report on the run before this one with the same plan, if it accounts for every record. */
async function earlierReport(dir: string, run: number, digest: string): Promise<ImportReport | undefined> {
  for (let number = run - 1; number > 0; number--) {
    const report = await readFile(join(dir, `import-${number}.report.json`), 'utf8').then(
      (text) => JSON.parse(text) as ImportReport,
      () => undefined,
    )
    if (report === undefined) continue
    const isWhole = report.version === 2 && report.applied && report.total.unexplained === 0
    return isWhole && report.total.failed === 0 && report.plan.digest === digest ? report : undefined
  }
  return undefined
}

function spacesOf(earlier: ImportReport): Pick<CollectedOutcomes, 'sums' | 'spaces'> {
  const sums = new SpaceSums()
  const spaces = new Map<string, EndedSpace>()
  for (const { id, targetKey, status, kinds } of earlier.spaces) {
    for (const { stream, ...counted } of kinds) {
      if (!isStreamName(stream)) continue
      sums.addSums(id, stream, { ...counted, created: 0, matched: counted.created + counted.matched })
    }
    if (id === undefined) continue
    const outcome = status === 'created' ? 'matched' : status
    spaces.set(id, { outcome, isRenamed: false, key: targetKey })
  }
  return { sums, spaces }
}

/** Losses of records that were left out; those of created records belong to the earlier import. */
async function recallLosses(request: CollectRequest, { losses }: ImportReport): Promise<FindingCollector> {
  const collector = new FindingCollector()
  if (losses.full === undefined) return collector
  const file = await open(join(request.planDir, losses.full))
  try {
    for await (const text of file.readLines()) {
      const line = JSON.parse(text) as LossLine
      const { outcome, kind: _, space: __, ...missing } = line
      if (outcome === 'created' || outcome === 'matched') continue
      collector.add(missing)
      request.onLoss(`${text}\n`)
      request.lists.add('losses', lossRow(line))
      await request.flush()
    }
  } finally {
    await file.close()
  }
  return collector
}

async function copyRows(
  { lists: target, planDir, flush, signal }: CollectRequest,
  earlier: ImportReport,
  from: ImportListName,
  to: ImportListName,
): Promise<void> {
  const list = earlier.lists.find(({ name }) => name === from)
  if (list === undefined) return
  const file = await open(join(planDir, list.file))
  try {
    const reader = new CsvReader()
    let isHead = true
    for await (const piece of file.createReadStream({ encoding: 'utf8', highWaterMark: 1 << 18, autoClose: false })) {
      signal.throwIfAborted()
      for (const { cells } of reader.push(String(piece))) {
        if (!isHead) target.add(to, from === 'people' ? cells.map(madeBefore) : cells)
        isHead = false
      }
      await flush()
    }
  } finally {
    await file.close()
  }
}

const outcomeColumn = 5

function madeBefore(cell: string, column: number): string {
  return column === outcomeColumn && (cell === 'created' || cell === 'placeholder') ? 'made by an earlier import' : cell
}
