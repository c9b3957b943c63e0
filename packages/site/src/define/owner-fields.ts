import {
  fieldsOf,
  hangingOn,
  type RecordField,
  type StreamName,
  type StreamRule,
  streamRules,
} from '@spacecrate/format'
import type { Draft } from './short-forms.js'

/** A field of the records of a stream by its name. */
export function fieldOf(stream: StreamName, name: string): RecordField | undefined {
  return fieldsOf(stream).get(name)
}

/** The field by which a record of a stream names its owner; `undefined` where the owner is always the site, or nobody. */
export function ownerField(stream: StreamName): string | undefined {
  return fieldThatGives(stream, streamRules[stream].owner as never)
}

/** The field by which a record names its parent in the same stream. */
export function parentField(stream: StreamName): string | undefined {
  const rule: StreamRule<StreamName> = streamRules[stream] as never
  return rule.parent === undefined ? undefined : fieldThatGives(stream, rule.parent as never)
}

/** The name under which a definition nests what hangs below a record of the same stream. */
export function treeWord(stream: StreamName): string | undefined {
  if (parentField(stream) === undefined) return undefined
  return stream === 'comments' ? 'replies' : 'children'
}

/** The stream of the versions of a record, where it has some. */
export function versionStream(stream: StreamName): StreamName | undefined {
  return hangingOn(stream).find(isNumbered)
}

/** True for a stream whose records are numbered by their place under their owner. */
export function isNumbered(stream: StreamName): boolean {
  return fieldOf(stream, 'order') !== undefined && fieldOf(stream, 'number') !== undefined
}

type DraftReader = (record: Draft) => unknown

/** A rule is a function, so the field that it reads is found by asking it. */
function fieldThatGives(stream: StreamName, read: DraftReader): string | undefined {
  const probe = 'probe:'
  return streamRules[stream].references.find((path) => !path.includes('.') && read({ [path]: probe }) === probe)
}
