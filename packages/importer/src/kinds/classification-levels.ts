import type { StreamKind } from './stream-kind.js'

/** Content may bear a level by now. */
export const classificationLevels: StreamKind<'classification-levels'> = {
  undo: { stays: true },
}
