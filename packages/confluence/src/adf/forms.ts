import type { ReferenceContainer, ReferenceField, ReferenceKind, ReferenceTexts } from '../references/reference.js'
import type { TextForm } from '../references/text-reference.js'
import { parseConfluenceUrl } from '../storage/confluence-url.js'

/** Gives what an attribute of a node says, by its path below `attrs`. */
export type AttributeReader = (path: string) => string | undefined

/** Several attributes of a node or mark that say one reference together. */
export interface NodeForm {
  readonly nodes: readonly string[]
  readonly kind: ReferenceKind
  /** Which attribute holds which value. */
  readonly attributes: Readonly<Record<string, ReferenceField>>
  /** The attribute that names a person by account id. */
  readonly identity?: string
  /** The node is a reference only where this attribute is present. */
  readonly needs: string
  readonly accepts?: (read: AttributeReader) => boolean
  /** What else is known; a change of it changes nothing here. */
  readonly also?: (read: AttributeReader) => ReferenceTexts
  readonly container?: (read: AttributeReader) => ReferenceContainer | undefined
  /** The object below `attrs` that may get an attribute which is missing. */
  readonly addsTo?: string
  /** A text node can take the place of the node. */
  readonly replaceable?: boolean
  readonly mention?: boolean
}

/** One attribute whose text is read by itself, whatever stands beside it. */
export interface AttributeForm {
  readonly nodes: readonly string[]
  /** Path below `attrs`; `*` stands for any name, and for the place in an array. */
  readonly attribute: string
  /** `storage`: markup in storage format. `parameter`: whatever the macro's parameter holds. */
  readonly holds: TextForm | 'storage' | 'parameter'
}

const cards = ['inlineCard', 'blockCard', 'embedCard']
const media = ['media', 'mediaInline']
const extensions = ['extension', 'bodiedExtension', 'inlineExtension', 'multiBodiedExtension']
const unsupported = ['confluenceUnsupportedBlock', 'confluenceUnsupportedInline']
const link = '__confluenceMetadata'

/** Mentions of everybody on the page or online: nobody's account. */
const everybody: ReadonlySet<string> = new Set(['all', 'here'])

/** Every attribute that holds a reference by itself: one row per construct. */
export const attributeForms: readonly AttributeForm[] = [
  { nodes: cards, attribute: 'url', holds: 'url' },
  { nodes: cards, attribute: 'data.@id', holds: 'url' },
  { nodes: cards, attribute: 'data.url', holds: 'url' },
  { nodes: cards, attribute: 'datasource.id', holds: 'provider' },
  { nodes: cards, attribute: 'datasource.parameters.spaceKeys.*', holds: 'space' },
  { nodes: cards, attribute: 'datasource.parameters.ancestorPageIds.*', holds: 'content' },
  { nodes: cards, attribute: 'datasource.parameters.creatorAccountIds.*', holds: 'account-id' },
  { nodes: cards, attribute: 'datasource.parameters.contributorAccountIds.*', holds: 'account-id' },
  { nodes: cards, attribute: 'datasource.parameters.contentARIs.*', holds: 'ari' },
  { nodes: ['link'], attribute: 'href', holds: 'url' },
  { nodes: [...media, 'link'], attribute: 'collection', holds: 'collection' },
  // The page that the editor copied the file from or uploaded it to.
  { nodes: media, attribute: '__contextId', holds: 'content' },
  { nodes: media, attribute: 'url', holds: 'url' },
  { nodes: ['panel'], attribute: 'panelIconId', holds: 'emoji' },
  { nodes: extensions, attribute: 'parameters.macroParams.*.value', holds: 'parameter' },
  // Those of apps.
  { nodes: extensions, attribute: 'parameters.*', holds: 'parameter' },
  { nodes: extensions, attribute: 'parameters.guestParams.*', holds: 'parameter' },
  { nodes: unsupported, attribute: 'cxhtml', holds: 'storage' },
  { nodes: ['confluenceJiraIssue'], attribute: 'serverId', holds: 'application-link' },
  // What a synced block shows lies outside of every page, and no export brings it along.
  { nodes: ['syncBlock', 'bodiedSyncBlock'], attribute: 'resourceId', holds: 'app-object' },
]

/** Every node and mark that says a reference with several attributes: one row per construct. */
export const nodeForms: readonly NodeForm[] = [
  {
    nodes: ['mention'],
    kind: 'user',
    attributes: { text: 'displayName' },
    identity: 'id',
    needs: 'id',
    accepts: (read) => !everybody.has(read('id') ?? ''),
    replaceable: true,
    mention: true,
  },
  {
    nodes: media,
    kind: 'media',
    attributes: { id: 'fileId', __fileName: 'fileName' },
    needs: 'id',
    container: (read) => {
      const contentId = /^contentId-(\d+)$/i.exec(read('collection') ?? '')?.[1]
      return contentId === undefined ? undefined : { kind: 'content', contentId }
    },
  },
  {
    nodes: ['emoji'],
    kind: 'emoji',
    attributes: { id: 'emojiId' },
    needs: 'id',
    // All others are known by the same id on every site: code points, and `atlassian-…`.
    accepts: (read) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(read('id') ?? ''),
    replaceable: true,
  },
  // A Jira query, or a search, of a site by its id.
  ...['datasource.cloudId', 'datasource.parameters.cloudId'].map((path): NodeForm => ({
    nodes: cards,
    kind: 'application-link',
    attributes: { [path]: 'cloudId' },
    needs: path,
  })),
  ...(['page', 'blogpost'] as const).map((kind): NodeForm => ({
    nodes: ['link'],
    kind,
    attributes: {
      [`${link}.contentTitle`]: 'title',
      [`${link}.spaceKey`]: 'spaceKey',
      [`${link}.versionAtSave`]: 'versionAtSave',
    },
    needs: `${link}.contentTitle`,
    accepts: (read) => linkedKind(read) === kind,
    also: (read) => linkedIds(read),
    addsTo: link,
  })),
  {
    nodes: ['link'],
    kind: 'space',
    attributes: { [`${link}.spaceKey`]: 'spaceKey' },
    needs: `${link}.spaceKey`,
    accepts: (read) => read(`${link}.contentTitle`) === undefined,
  },
  {
    nodes: ['link'],
    kind: 'attachment',
    attributes: { [`${link}.fileName`]: 'fileName' },
    needs: `${link}.fileName`,
    container: linkedContent,
  },
  {
    nodes: ['link'],
    kind: 'anchor',
    attributes: { [`${link}.anchorName`]: 'anchor' },
    needs: `${link}.anchorName`,
    container: linkedContent,
  },
]

/** Links are of type `page`, `blogpost`, `attachment`, `space`, `self` and others; only posts are found by another rule. */
function linkedKind(read: AttributeReader): 'page' | 'blogpost' {
  return /^blog/i.test(read(`${link}.linkType`) ?? '') ? 'blogpost' : 'page'
}

/** A title alone may be an old one; the URL beside it has the id, and the day of a post. */
function linkedIds(read: AttributeReader): ReferenceTexts {
  const url = parseConfluenceUrl(read('href') ?? '')
  if (url?.kind !== 'content' && url?.kind !== 'attachment') return {}
  return {
    ...(url.contentId === undefined ? {} : { contentId: url.contentId }),
    ...(url.postingDay === undefined ? {} : { postingDay: url.postingDay }),
  }
}

function linkedContent(read: AttributeReader): ReferenceContainer | undefined {
  const title = read(`${link}.contentTitle`)
  if (title === undefined) return undefined
  const spaceKey = read(`${link}.spaceKey`)
  return { kind: linkedKind(read), title, ...(spaceKey === undefined ? {} : { spaceKey }), ...linkedIds(read) }
}

/** What the forms read besides. */
const readBesides = [`${link}.linkType`, link, 'extensionKey']

/** Every path below `attrs` that a form reads. */
export const attributePaths: readonly string[] = [
  ...new Set([
    ...attributeForms.map(({ attribute }) => attribute),
    ...nodeForms.flatMap(({ attributes, identity, needs }) => [
      ...Object.keys(attributes),
      ...(identity === undefined ? [] : [identity]),
      needs,
    ]),
    ...readBesides,
  ]),
]
