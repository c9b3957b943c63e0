import type { BackupObject, ParseNote } from '@spacecrate/confluence'
import type { Omission } from '@spacecrate/format'
import { changedCharacters, overLimit } from '../omissions.js'

const words: Partial<Record<ParseNote['type'], string>> = {
  'control-character': 'characters that XML forbids, removed',
  'lone-surrogate': 'halves of surrogate pairs, kept',
  'invalid-utf8': 'byte sequences that are not UTF-8, replaced by U+FFFD',
}

/** The omissions that the notes of a parsed object come to: one per kind of note, at the first place. */
export function noteFindings(object: BackupObject): Omission[] {
  const omissions: Omission[] = []
  if (object.notes.length === 0) return omissions
  for (const [type, what] of Object.entries(words)) {
    const notes = object.notes.filter((note) => note.type === type)
    const first = notes[0]
    if (first) omissions.push(changedCharacters(object.class, object.id, what, notes.length, first))
  }
  for (const note of object.notes) {
    if (note.type === 'collection-over-limit') {
      omissions.push(overLimit(object.class, object.id, note.name, note.count, note.offset))
    }
  }
  return omissions
}
