import type { PlanIndex } from '../plan/plan-index.js'
import type { StepRecord } from '../destination.js'
import type { BodyPlace } from '../references/resolver.js'

/** Where the texts of a record stand. */
export function placeOf(item: StepRecord, index: PlanIndex): BodyPlace {
  const { stream, record } = item
  if (stream === 'versions') return inContent(record.of, record.of, index)
  if (stream === 'comment-versions') return inContent(record.of, index.find(record.of)?.owner, index)
  if (stream === 'template-versions') {
    const owner = index.find(record.of)?.owner
    return { holder: record.of, ...(owner?.startsWith('space:') === true ? { space: owner } : {}) }
  }
  return { holder: record.id, ...(stream === 'spaces' ? { space: record.id } : {}) }
}

function inContent(holder: string, content: string | undefined, index: PlanIndex): BodyPlace {
  const space = content === undefined ? undefined : index.find(content)?.owner
  return { holder, ...(content === undefined ? {} : { content }), ...(space === undefined ? {} : { space }) }
}
