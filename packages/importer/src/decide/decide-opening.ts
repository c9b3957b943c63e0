import { type Archive, streamRules, takesKind } from '@spacecrate/format'
import { type PlanContext } from '../kinds/decision.js'
import { isCarried } from '../plan/plan-index.js'
import type { PlannedAct } from '../plan/plan-step.js'

/** A step of a later phase as it was noted, when not all was decided yet. */
export type LaterNote = PlannedAct & {
  readonly id: string
  /** Of a draft: what it is the draft of. */
  readonly draftOf?: string
}

/**
 * The step of a note, now that all else is decided. A draft whose page is not carried stays shut, since it inherits from
 * that. A space of which the archive has no permission is private by intent: it needs none to be finished, and nobody but
 * who administers the site sees it.
 */
export function decideOpening(
  { draftOf, ...note }: LaterNote,
  context: PlanContext,
): PlannedAct & Pick<LaterNote, 'id'> {
  if (note.action !== 'open') return note
  const { id, needs } = note
  if (draftOf !== undefined && !isCarried(context.index.find(draftOf))) {
    const why = `${draftOf}, whose draft it is, is not carried, so nobody can say which restrictions it inherited`
    return {
      id,
      action: 'refuse',
      loss: { code: 'CONTENT_LEFT_CLOSED', what: 'A draft stays closed', why },
    }
  }
  return needs.includes('permission') && isPrivate(id, context) ? { ...note, needs: [] } : note
}

function isPrivate(space: string, { archive, index, restricted }: PlanContext): boolean {
  return !index.hasRight(space) && hasPermissions(archive) && restricted.lostPermissionWhy(space) === undefined
}

function hasPermissions({ manifest: { selection } }: Archive): boolean {
  const { kind = '' } = streamRules['space-permissions']
  return takesKind(selection, kind)
}
