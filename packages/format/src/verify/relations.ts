import { ExternalSort } from '../sort/external-sort.js'
import { mergeRuns, type SortedRuns } from '../sort/merge-runs.js'
import { type FetchEntry, IndexCheck } from './index-check.js'
import { type FoundProblems, ProblemList, untilTooMany } from './problems.js'
import { verifyLinks, verifyOwnerOrder } from './verify-links.js'

/** What the look at what records say of each other needs. */
export interface RelationsJob {
  /** Rows by id. */
  readonly ids: readonly SortedRuns[]
  readonly temp: string
  readonly maxProblems: number
  /** The parts of the index in order; `undefined` if nothing can be said of it. */
  readonly index: readonly string[] | undefined
}

/** What the look found. */
export interface RelationFindings {
  readonly problems: FoundProblems
  /** Records that stand as roots although their parent is in the same tree, by place of the stream. */
  readonly strays: readonly { readonly stream: number; readonly id: string }[]
}

/** Looks at what records say of each other: ids, references, the index, the order of owners. */
export async function verifyRelations(job: RelationsJob, fetch: FetchEntry): Promise<RelationFindings> {
  const problems = new ProblemList(job.maxProblems)
  const strays: { readonly stream: number; readonly id: string }[] = []
  using owners = new ExternalSort(job.temp, 'owners')
  await untilTooMany(async () => {
    const index = job.index === undefined ? undefined : new IndexCheck(job.index, fetch, problems)
    for (const { key, line } of verifyLinks(mergeRuns(job.ids), { problems, owners, strays })) {
      const waiting = index?.expect(key, line)
      if (waiting !== undefined) await waiting
    }
    await index?.finish()
    verifyOwnerOrder(owners, problems)
  })
  return { problems: problems.found(), strays }
}
