import { findParameterForm } from '../references/macro-parameters.js'
import { readTextReferences } from '../references/read-text.js'
import { rewriteReferences } from '../storage/rewrite-references.js'
import type { MarkupFault } from '../storage/tag-cursor.js'
import { findAttribute } from './adf-node.js'
import type { AdfNode, Attribute, Attributes } from './adf-node.js'
import { attributeForms, nodeForms } from './forms.js'
import type { AttributeForm, NodeForm } from './forms.js'
import { decodeJsonString } from './json-text.js'
import type { JsonString } from './json-text.js'
import { visitForm } from './visit-form.js'
import { type BodyRewriter, type TextPlace, visitBody, visitPlainText } from './visit-text.js'
import { scanNodes } from './scan-nodes.js'
import type { Visit } from './visit.js'

interface FormsOfNode {
  readonly node: readonly NodeForm[]
  readonly attributes: ReadonlyMap<string, AttributeForm>
  /** Every attribute that one of them reads. */
  readonly paths: ReadonlySet<string>
}

const formsByNode: ReadonlyMap<string, FormsOfNode> = new Map(
  [...new Set([...attributeForms, ...nodeForms].flatMap(({ nodes }) => nodes))].map((type) => {
    const node = nodeForms.filter(({ nodes }) => nodes.includes(type))
    const attributes = attributeForms.filter(({ nodes }) => nodes.includes(type))
    const ofNodes = node.flatMap((form) => [...Object.keys(form.attributes), form.needs])
    return [
      type,
      {
        node,
        attributes: new Map(attributes.map((form) => [form.attribute, form])),
        paths: new Set([...ofNodes, ...attributes.map(({ attribute }) => attribute)]),
      },
    ]
  }),
)

const noForms: FormsOfNode = { node: [], attributes: new Map(), paths: new Set() }
const ARI = 'ari:cloud:'
/** Of a macro or a parameter in a path. */
const LONGEST_NAME = 100

/**
 * Visits the references of a document in ADF, node after node in the order in which they end.
 *
 * @param rewriteInner rewrites a document that a macro parameter holds; absent where that went on for too long
 */
export function visitReferences(visit: Visit, rewriteInner: BodyRewriter | undefined): MarkupFault | undefined {
  const { json } = visit
  return scanNodes(json, {
    node: (node, type, attributes) => {
      const forms = formsByNode.get(type) ?? noForms
      for (const form of forms.node) visitForm(visit, node, attributes, form)
      const read = (attribute: Attribute): void => {
        if (attribute.type !== 'string') return
        const form = forms.attributes.get(attribute.path)
        if (form !== undefined) visitAttribute(visit, node, form, attribute, attributes, rewriteInner)
        else if (!forms.paths.has(attribute.path)) visitAri(visit, attribute, node)
      }
      attributes.named.forEach(read)
      attributes.starred.forEach(read)
    },
    string: (string, node) => visitAri(visit, string, node),
  })
}

function visitAttribute(
  visit: Visit,
  node: AdfNode,
  { holds }: AttributeForm,
  string: Attribute,
  attributes: Attributes,
  rewriteInner: BodyRewriter | undefined,
): void {
  const text = decodeJsonString(visit.json, string)
  if (holds === 'storage') visitBody(visit, { string, node }, text, rewriteReferences)
  else if (holds === 'parameter') {
    const key = findAttribute(attributes, 'extensionKey')
    const macro = key === undefined ? '' : decodeJsonString(visit.json, key)
    const label = `${macro.slice(0, LONGEST_NAME)}.${string.name.slice(0, LONGEST_NAME)}`
    visitParameter(visit, { string, node, label }, text, [macro, string.name], rewriteInner)
  } else visitPlainText(visit, { string, node }, text, readTextReferences(holds, text))
}

/** A parameter holds plain text, markup in storage format, or a document in ADF. */
function visitParameter(
  visit: Visit,
  place: TextPlace,
  text: string,
  [macro, parameter]: readonly [string, string],
  rewriteInner: BodyRewriter | undefined,
): void {
  const first = /^\s*([<{])/.exec(text)?.[1]
  const rewrite = first === '<' ? rewriteReferences : first === '{' ? rewriteInner : undefined
  if (rewrite !== undefined && visitBody(visit, place, text, rewrite)) return
  const form = findParameterForm(macro, parameter)
  if (form !== undefined) visitPlainText(visit, place, text, readTextReferences(form, text))
}

/** Whatever the attribute is called: nothing else begins like this. */
function visitAri(visit: Visit, string: JsonString, node: AdfNode): void {
  if (!string.escaped && !visit.json.startsWith(ARI, string.start)) return
  const text = decodeJsonString(visit.json, string)
  if (text.startsWith(ARI)) visitPlainText(visit, { string, node }, text, readTextReferences('ari', text))
}
