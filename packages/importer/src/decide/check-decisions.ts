import type { MappingFile } from '../mapping.js'
import type { PlanContext } from './decision.js'

const files: readonly MappingFile[] = ['people', 'groups', 'spaces', 'titles']

/** Rejects decisions about what is not in the archive. Asked after all records. */
export function checkDecisions({ decisions, index }: PlanContext): void {
  for (const file of files) {
    for (const { id } of decisions.decided(file)) {
      const planned = index.find(id)
      if (planned === undefined || !isOf(file, id))
        decisions.reject(file, id, `${id} is not in the archive`, { column: 'id' })
    }
  }
}

function isOf(file: MappingFile, id: string): boolean {
  if (file === 'people') return id.startsWith('person:')
  if (file === 'groups') return id.startsWith('group:')
  if (file === 'spaces') return id.startsWith('space:')
  return /^(?:page|post|folder|whiteboard|database|embed|custom):/.test(id)
}
