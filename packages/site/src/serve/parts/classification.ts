import type { Html } from '../html.js'
import type { Visit } from '../visit.js'
import { lozenge } from './lozenge.js'

/** The name of a classification level: whoever may read a content sees it there. */
export function classificationOf(visit: Visit, id: string): Html {
  const level = visit.store.get('classification-levels', id)
  return lozenge(level?.name ?? id, level?.colour)
}
