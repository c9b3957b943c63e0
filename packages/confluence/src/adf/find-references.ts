import type { BodyReference } from '../references/reference.js'
import { findParameterForm } from '../references/macro-parameters.js'
import { readTextReferences } from '../references/read-text.js'
import type { MarkupFault } from '../storage/tag-cursor.js'
import { findAttribute } from './adf-node.js'
import type { AdfNode, Attribute, Attributes } from './adf-node.js'
import { bodyReferenceOf, type Finding } from './finding.js'
import { attributeForms, nodeForms } from './forms.js'
import type { AttributeForm, NodeForm } from './forms.js'
import { decodeJsonString } from './json-text.js'
import type { JsonString } from './json-text.js'
import { readForm } from './read-form.js'
import { type BodyFormat, readBody, readPlainText, storageFormat, type TextPlace } from './read-text.js'
import { scanNodes } from './scan-nodes.js'

/** The references of a document and how to change them. */
export interface FoundInAdf {
  /** In the order in which they stand. */
  readonly findings: readonly Finding[]
  readonly fault: MarkupFault | undefined
}

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
 * Finds the references of a document in ADF.
 *
 * @param format reads a macro parameter that holds a document in ADF itself; absent where that went on for too long
 */
export function findReferences(json: string, format: BodyFormat | undefined): FoundInAdf {
  const findings: Finding[] = []
  const add = (finding: Finding | undefined): void => {
    if (finding !== undefined) findings.push(finding)
  }
  const fault = scanNodes(json, {
    node: (node, type, attributes) => {
      const forms = formsByNode.get(type) ?? noForms
      for (const form of forms.node) add(readForm(json, node, attributes, form))
      const read = (attribute: Attribute): void => {
        if (attribute.type !== 'string') return
        const form = forms.attributes.get(attribute.path)
        const place = { json, string: attribute, node }
        if (form !== undefined) add(readAttribute(place, form, attribute, attributes, format))
        else if (!forms.paths.has(attribute.path)) add(readAri(json, attribute, node))
      }
      attributes.named.forEach(read)
      attributes.starred.forEach(read)
    },
    string: (string, node) => add(readAri(json, string, node)),
  })
  return { findings: inOrder(findings), fault }
}

function readAttribute(
  place: TextPlace,
  { holds }: AttributeForm,
  { name }: Attribute,
  attributes: Attributes,
  format: BodyFormat | undefined,
): Finding | undefined {
  if (holds === 'storage') return readBody(place, storageFormat)
  if (holds !== 'parameter') return readPlainText(place, (text) => readTextReferences(holds, text))
  const key = findAttribute(attributes, 'extensionKey')
  const macro = key === undefined ? '' : decodeJsonString(place.json, key)
  const label = `${macro.slice(0, LONGEST_NAME)}.${name.slice(0, LONGEST_NAME)}`
  return readParameter({ ...place, label }, macro, name, format)
}

/** A parameter holds plain text, markup in storage format, or a document in ADF. */
function readParameter(
  place: TextPlace,
  macro: string,
  parameter: string,
  format: BodyFormat | undefined,
): Finding | undefined {
  const { json, string } = place
  const text = decodeJsonString(json, string)
  const first = /^\s*([<{])/.exec(text)?.[1]
  const body = first === '<' ? storageFormat : first === '{' ? format : undefined
  const found = body === undefined ? undefined : readBody(place, body)
  if (found !== undefined) return found
  const form = findParameterForm(macro, parameter)
  return form === undefined ? undefined : readPlainText(place, () => readTextReferences(form, text))
}

/** Whatever the attribute is called: nothing else begins like this. */
function readAri(json: string, string: JsonString, node: AdfNode): Finding | undefined {
  if (!string.escaped && !json.startsWith(ARI, string.start)) return undefined
  return readPlainText({ json, string, node }, (text) => (text.startsWith(ARI) ? readTextReferences('ari', text) : []))
}

/** Nodes are told when they end; a stable sort keeps what a node says before what stands in it. */
function inOrder(findings: Finding[]): Finding[] {
  const startOf = ({ references: [first] }: Finding): number => first?.start ?? 0
  return findings.sort((one, other) => startOf(one) - startOf(other))
}

/** The references of all findings. */
export function referencesOf(findings: readonly Finding[]): BodyReference[] {
  return findings.flatMap(({ references }) => references.map(bodyReferenceOf))
}
