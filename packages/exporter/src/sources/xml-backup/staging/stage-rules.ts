import { type BackupObject, elementsOf, type ObjectReference, referenceOf, textOf } from '@spacecrate/confluence'
import { tableRules } from './table-rules.js'

/** The states of a content; `unknown` is a word that no Confluence was seen to write. */
export const statusWords = ['current', 'archived', 'trashed', 'draft', 'unknown'] as const

/** What staging keeps of an object beside its place in the file: what joins and orders need, and nothing else. */
export interface StagedFields {
  /** What it hangs on: the content of a body, the container of a file, the space of a permission. */
  readonly owner?: ObjectReference | undefined
  readonly parent?: string | undefined
  readonly original?: string | undefined
  readonly space?: string | undefined
  readonly status?: number
  readonly version?: number | undefined
  readonly stamp?: string | undefined
  /** A short word that only its class gives a meaning. */
  readonly mark?: string | undefined
}

/** Links that a parent lists; the child says the same by a property, or nobody else says it. */
export type LinkName = 'owner' | 'parent' | 'original' | 'space'

/** Which elements of a collection are linked how: the parent's side of an association. */
export const listedLinks: ReadonlyMap<string, LinkName> = new Map([
  ['bodyContents', 'owner'],
  ['contentProperties', 'owner'],
  ['attachments', 'owner'],
  ['comments', 'owner'],
  ['customContent', 'owner'],
  ['labellings', 'owner'],
  ['contentPermissionSets', 'owner'],
  ['contentPermissions', 'owner'],
  ['permissions', 'owner'],
  ['pageTemplates', 'owner'],
  ['historicalVersions', 'original'],
  ['children', 'parent'],
  ['childrens', 'parent'],
])

/** Key of the content properties of the REST API, which are stored as custom content. */
const contentPropertyModule = ':content-property'

/** What staging keeps of an object of one class. */
export type StageRule = (object: BackupObject) => StagedFields

const content: StageRule = (object) => ({
  space: idOf(object, 'space'),
  parent: idOf(object, 'parent'),
  original: originalOf(object),
  status: statusOf(object),
  version: integerOf(object, 'version'),
  stamp: textOf(object, 'lastModificationDate'),
})

const hanging =
  (...names: readonly string[]): StageRule =>
  (object) => ({ owner: firstReference(object, names) })

/** One rule per class whose objects take part in a join; all others are only counted. */
export const stageRules: ReadonlyMap<string, StageRule> = new Map<string, StageRule>([
  ['Page', (o) => ({ ...content(o), mark: textOf(o, 'isFolder') === 'true' ? 'folder' : undefined })],
  ['BlogPost', content],
  [
    'Draft',
    (o) => ({
      ...content(o),
      original: notZero(textOf(o, 'pageId')) ?? originalOf(o),
      status: statusWords.indexOf('draft'),
      mark: `${textOf(o, 'draftType') === 'blogpost' ? 'blogpost' : 'page'} ${textOf(o, 'draftSpaceKey') ?? ''}`,
    }),
  ],
  [
    'CustomContentEntityObject',
    (o) => ({
      ...content(o),
      owner: referenceOf(o, 'containerContent'),
      mark: textOf(o, 'pluginModuleKey')?.endsWith(contentPropertyModule) === true ? 'property' : undefined,
    }),
  ],
  ['Comment', (o) => ({ ...content(o), owner: firstReference(o, ['containerContent', 'owner']) })],
  [
    'Attachment',
    (o) => ({
      ...content(o),
      owner: firstReference(o, ['containerContent', 'content']),
      version: integerOf(o, 'version') ?? integerOf(o, 'attachmentVersion'),
    }),
  ],
  ['SpaceDescription', (o) => ({ ...content(o), owner: referenceOf(o, 'space') })],
  [
    'PersonalInformation',
    (o) => ({ ...content(o), owner: referenceOf(o, 'user'), mark: textOf(o, 'username')?.toLowerCase() }),
  ],
  ['GlobalDescription', content],
  ['BodyContent', (o) => ({ owner: referenceOf(o, 'content'), mark: textOf(o, 'bodyType') })],
  ['ContentProperty', hanging('content')],
  ['Labelling', (o) => ({ owner: firstReference(o, ['content', 'pageTemplate']) ?? labelable(o) })],
  ['LikeEntity', hanging('content')],
  ['Notification', hanging('content', 'page', 'space')],
  ['ContentPermissionSet', hanging('owningContent')],
  ['ContentPermission', hanging('owningSet')],
  ['SpacePermission', hanging('space')],
  ['PageTemplate', hanging('space')],
  [
    'User2ContentRelationEntity',
    (o) => ({
      owner: referenceOf(o, 'targetContent'),
      mark: `relation ${textOf(o, 'relationName')?.toLowerCase() ?? ''}`,
    }),
  ],
  ['Content2ContentRelationEntity', hanging('sourceContent', 'targetContent')],
  ['OutgoingLink', hanging('sourceContent')],
  ['ReferralLink', hanging('sourceContent')],
  ['HibernateMembership', hanging('parentGroup')],
  ['BucketPropertySetItem', (o) => ({ mark: preferenceOwner(o) })],
  ['ConfluenceBandanaRecord', (o) => ({ mark: textOf(o, 'context') })],
  ...tableRules,
])

/** The links that an object lists in its collections, as (link, child). */
export function* linksOf(object: BackupObject): Generator<readonly [LinkName, ObjectReference]> {
  for (const name of object.collections.keys()) {
    const link = listedLinks.get(name)
    if (link) for (const child of elementsOf(object, name)) yield [link, child]
  }
  const description = object.class === 'Space' ? referenceOf(object, 'description') : undefined
  if (description) yield ['owner', description]
}

function firstReference(object: BackupObject, names: readonly string[]): ObjectReference | undefined {
  for (const name of names) {
    const reference = referenceOf(object, name)
    if (reference) return reference
  }
  return undefined
}

function idOf(object: BackupObject, name: string): string | undefined {
  return referenceOf(object, name)?.id
}

/** `originalVersionId` is absent, empty or 0 where there is none; an object that names itself is no version of another. */
function originalOf(object: BackupObject): string | undefined {
  const original = idOf(object, 'originalVersion') ?? notZero(textOf(object, 'originalVersionId'))
  return original === object.id ? undefined : original
}

function notZero(text: string | undefined): string | undefined {
  return text === '0' ? undefined : text
}

/** The number of an integer property; `undefined` for anything else. */
export function integerOf(object: BackupObject, name: string): number | undefined {
  const text = textOf(object, name)?.trim()
  if (text === undefined || !/^-?\d{1,15}$/.test(text)) return undefined
  return Number(text)
}

function statusOf(object: BackupObject): number {
  const word = textOf(object, 'contentStatus')?.trim().toLowerCase() ?? 'current'
  const index = (statusWords as readonly string[]).indexOf(word === 'deleted' ? 'trashed' : word)
  return index < 0 ? statusWords.indexOf('unknown') : index
}

/** Whose preference it is: the sets of a person are named after the user key, or after the user name. */
function preferenceOwner(object: BackupObject): string | undefined {
  const set = object.compositeId?.get('entityName') ?? ''
  const match = /^(?:(USERPROPS-)|CWD_|LOC_)(.+)$/s.exec(set)
  return match?.[2] === undefined
    ? undefined
    : match[1] === undefined
      ? `name ${match[2].toLowerCase()}`
      : `key ${match[2]}`
}

/** `labelableId` and `labelableType` say what is labelled where neither reference is there. */
function labelable(object: BackupObject): ObjectReference | undefined {
  const id = textOf(object, 'labelableId')
  if (id === undefined) return undefined
  return { class: textOf(object, 'labelableType') === 'PAGETEMPLATE' ? 'PageTemplate' : 'ContentEntityObject', id }
}
