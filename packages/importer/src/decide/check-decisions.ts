import { streamNames } from '@spacecrate/format'
import { kindOf } from '../kinds/stream-kinds.js'
import type { PlanContext } from '../kinds/decision.js'

/** Rejects decisions about what is not in the archive. Asked after all records. */
export function checkDecisions({ decisions, index }: PlanContext): void {
  for (const stream of streamNames) {
    const { mapping } = kindOf(stream)
    if (mapping === undefined) continue
    for (const { id } of decisions.decided(mapping.file)) {
      if (index.find(id) === undefined || !mapping.isId(id))
        decisions.reject(mapping.file, id, `${id} is not in the archive`, { column: 'id' })
    }
  }
}
