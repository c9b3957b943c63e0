import type { BodyReference, ReferenceChange } from '../references/reference.js'
import { type AdfNode, pathOf } from './adf-node.js'
import type { TextEdit } from './json-text.js'

/** A reference as long as the types of the nodes around it may be unknown. */
export interface FoundReference extends Omit<BodyReference, 'path'> {
  readonly node: AdfNode
  /** Of a reference in a macro parameter: the macro and the parameter. */
  readonly label?: string
  /** Of a reference inside of a body inside of a string: where it stands there. */
  readonly innerPath?: string
}

/** What shall be done to the text of a document. */
export interface Edits {
  readonly edits: readonly TextEdit[]
  /** How many references have other bytes then. */
  readonly changed: number
}

/** References that stand in one place and can only be changed together. */
export interface Finding {
  readonly references: readonly FoundReference[]
  /** The edits for what each of the references shall say. */
  readonly edit: (changes: readonly (ReferenceChange | undefined)[]) => Edits
}

/** Nothing to do. */
export const noEdits: Edits = { edits: [], changed: 0 }

const PATH_NAMES = 32

/** A found reference for whoever asked. */
export function bodyReferenceOf(found: FoundReference): BodyReference {
  const { kind, start, end, says, verbatim, mention, possible } = found
  return {
    kind,
    start,
    end,
    path: pathOfReference(found),
    says,
    verbatim,
    ...(mention === undefined ? {} : { mention }),
    ...(possible === undefined ? {} : { possible }),
  }
}

function pathOfReference({ node, label, innerPath }: FoundReference): string {
  const outer = label === undefined ? pathOf(node) : `${pathOf(node)}[${label}]`
  if (innerPath === undefined) return outer
  const names = `${outer}/${innerPath}`.split('/')
  return names.length > PATH_NAMES ? `…/${names.slice(-PATH_NAMES).join('/')}` : names.join('/')
}
