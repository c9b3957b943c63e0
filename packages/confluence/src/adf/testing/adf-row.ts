import type { BodyReference, ReferenceChange } from '../../references/reference.js'
import { rewriteAdf, scanAdf } from '../rewrite-adf.js'

/** What must become of one construct of ADF. */
export interface Row {
  readonly what: string
  /** JSON of a node or mark. */
  readonly node: string
  /** Kind, what it says, and its verbatim text; `node` for all of it. */
  readonly found: readonly (readonly [kind: string, says: object, verbatim: string])[]
  readonly change?: ReferenceChange | ((reference: BodyReference) => ReferenceChange | undefined)
  /** The node afterwards, if it has other bytes. */
  readonly after?: string
}

/** A body that is not what `JSON.stringify` would write. */
function bodyOf(node: string): string {
  return `\t{ "version":1.0,\n "type":"doc", "content":[ ${node} , {"type":"p","type":"paragraph","x":1e5} ] } `
}

/** What a row shall come to. */
export function expected({ node, found, after }: Row): object {
  return {
    references: found.map(([kind, says, verbatim]) => [kind, says, verbatim === 'node' ? node : verbatim]),
    body: bodyOf(after ?? node),
    isChanged: after !== undefined,
  }
}

/** What a row comes to in a body, every byte of it; verbatim texts are read at the offsets. */
export function outcome({ node, change }: Row): object {
  const body = bodyOf(node)
  const { references, ...faults } = scanAdf(body)
  const rewritten = rewriteAdf(body, typeof change === 'function' ? change : () => change)
  return {
    references: references.map(({ kind, says, start, end }) => [kind, says, body.slice(start, end)]),
    body: rewritten.body,
    isChanged: rewritten.changed > 0,
    ...faults,
  }
}
