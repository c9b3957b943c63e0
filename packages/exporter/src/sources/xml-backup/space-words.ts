import type { Space } from '@spacecrate/format'

/** The words of `kind` for a space type of the backup; a key with `~` is personal where no type says otherwise. */
export function kindOfSpace(type: string | undefined, key: string): Space['kind'] {
  switch (type) {
    case 'global':
    case 'personal':
    case 'collaboration':
      return type
    case 'knowledge_base':
    case 'knowledge-base':
      return 'knowledge-base'
    case undefined:
      return key.startsWith('~') ? 'personal' : 'global'
    default:
      return 'other'
  }
}

/** The word of a space status; trash has several names. */
export function statusOfSpace(word: string | undefined): Space['status'] {
  const lower = word?.toLowerCase()
  if (lower === 'archived') return 'archived'
  return lower === 'trashed' || lower === 'deleted' ? 'trashed' : 'current'
}
