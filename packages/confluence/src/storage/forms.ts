import type { ReferenceField, ReferenceKind, UserIdentity } from '../references/reference.js'
import type { TextForm } from '../references/text-reference.js'

/** How one element of storage format holds a reference. */
export interface ReferenceForm {
  readonly element: string
  readonly kind: ReferenceKind
  /** Which attribute holds which value. The first attribute of a field is the one that is added when it is missing. */
  readonly attributes?: Readonly<Record<string, ReferenceField>>
  /** Which attribute names a user how, the surest first: with several present, the first one counts. */
  readonly identities?: Readonly<Record<string, UserIdentity['by']>>
  /** The element is a reference only where this value is present. */
  readonly needs?: ReferenceField
  /** A page, blog post or content inside the element is its container. */
  readonly hasContainer?: boolean
}

const CONTENT_ATTRIBUTES = {
  'ri:content-title': 'title',
  'ri:space-key': 'spaceKey',
  'ri:content-id': 'contentId',
  'ri:version-at-save': 'versionAtSave',
} as const

/** Every element that is known to hold a reference in its attributes: one row per form. */
const referenceForms: readonly ReferenceForm[] = [
  { element: 'ri:page', kind: 'page', attributes: CONTENT_ATTRIBUTES },
  {
    element: 'ri:blog-post',
    kind: 'blogpost',
    attributes: { ...CONTENT_ATTRIBUTES, 'ri:posting-day': 'postingDay' },
  },
  { element: 'ri:content-entity', kind: 'content', attributes: CONTENT_ATTRIBUTES },
  {
    element: 'ri:attachment',
    kind: 'attachment',
    attributes: { 'ri:filename': 'fileName', 'ri:version-at-save': 'versionAtSave' },
    hasContainer: true,
  },
  {
    element: 'ri:user',
    kind: 'user',
    identities: { 'ri:account-id': 'account-id', 'ri:userkey': 'userkey', 'ri:username': 'username' },
  },
  { element: 'ri:space', kind: 'space', attributes: { 'ri:space-key': 'spaceKey' } },
  { element: 'ri:url', kind: 'url', attributes: { 'ri:value': 'url' } },
  {
    element: 'ri:shortcut',
    kind: 'shortcut',
    attributes: { 'ri:key': 'shortcutKey', 'ri:parameter': 'shortcutParameter' },
  },
  { element: 'ac:link', kind: 'anchor', attributes: { 'ac:anchor': 'anchor' }, needs: 'anchor', hasContainer: true },
  { element: 'ac:image', kind: 'url', attributes: { 'ac:href': 'url' }, needs: 'url' },
  { element: 'a', kind: 'url', attributes: { href: 'url' }, needs: 'url' },
  { element: 'img', kind: 'url', attributes: { src: 'url' }, needs: 'url' },
]

const formByElement: ReadonlyMap<string, ReferenceForm> = new Map(referenceForms.map((form) => [form.element, form]))

/** The form that an element has, if it can hold a reference. */
export function findReferenceForm(element: string): ReferenceForm | undefined {
  return formByElement.get(element)
}

/** What attributes hold, by their names. `datasource`: JSON that asks another service, see `readDatasource`. */
export type AttributeForms = Readonly<Record<string, TextForm | 'datasource'>>

/** Further attributes that hold references of their own. The `data-` ones come from views and exports of older versions. */
const linkAttributes: AttributeForms = {
  'data-linked-resource-id': 'content',
  'data-linked-resource-container-id': 'content',
  'data-media-id': 'media',
  'data-image-src': 'url',
  'data-account-id': 'account-id',
  'data-userkey': 'user-name',
  'data-username': 'user-name',
  'data-datasource': 'datasource',
}
const moreAttributes: ReadonlyMap<string, AttributeForms> = new Map<string, AttributeForms>([
  ['a', linkAttributes],
  ['img', linkAttributes],
  ['ac:emoticon', { 'ac:emoji-id': 'emoji' }],
  ['fab:media', { 'media-id': 'media', 'file-id': 'media', collection: 'collection', url: 'url' }],
])

/** What further attributes of an element hold, by their names. */
export function attributeForms(element: string): AttributeForms | undefined {
  return moreAttributes.get(element)
}

const names = [
  ...referenceForms.map((form) => form.element),
  ...moreAttributes.keys(),
  'ac:(?:default-)?parameter',
  'ac:adf-attribute',
  'ac:adf-parameter',
  'ac:plain-text-body',
]
const anyForm = new RegExp(`<(?:${names.join('|')})(?![\\w:.-])`)

/** A quick look: false when no element in the text can hold a reference. */
export function mayHoldReferences(body: string): boolean {
  return anyForm.test(body)
}
