import type { ReferenceKind, ReferenceSays } from './reference.js'
import type { TextReference } from './text-reference.js'

const ARI = /^ari:cloud:(?<product>confluence|identity):(?<cloudId>[\w-]*):(?<type>[\w-]+)\/(?<rest>[^\s?#]{1,400})$/i

const kinds: { readonly [type: string]: ReferenceKind | undefined } = {
  page: 'page',
  blogpost: 'blogpost',
  attachment: 'content',
  comment: 'content',
  content: 'content',
  folder: 'content',
  whiteboard: 'content',
  database: 'content',
  embed: 'content',
  'custom-content': 'content',
  space: 'space',
}

/**
 * The name that Atlassian's platform gives something of a Confluence site, or a person. Names of apps and their parts are
 * those of an installation and no references to content: they stay.
 */
export function readAri(text: string): Omit<TextReference, 'start' | 'end' | 'verbatim'> | undefined {
  const { product = '', cloudId = '', type = '', rest = '' } = ARI.exec(text)?.groups ?? {}
  if (/^identity$/i.test(product)) return type === 'user' ? userAri(text, rest) : undefined
  const kind = kinds[type.toLowerCase()]
  // Behind the site id may stand an id of the workspace: `page/WORKSPACE/123`.
  const [, start = '', id = ''] = /^((?:[\w-]+\/)?(?:att)?)(\d+)$/.exec(rest) ?? []
  if (kind === undefined || id === '') return undefined
  const field = kind === 'space' ? 'spaceId' : 'contentId'
  const says: ReferenceSays = { [field]: id, ...(cloudId === '' ? {} : { cloudId }) }
  return {
    kind,
    says,
    replace: (change) => {
      const site = typeof change.cloudId === 'string' ? change.cloudId : cloudId
      const after = `ari:cloud:confluence:${site}:${type}/${start}${change[field] ?? id}`
      return after === text ? undefined : after
    },
  }
}

function userAri(text: string, accountId: string): Omit<TextReference, 'start' | 'end' | 'verbatim'> {
  return {
    kind: 'user',
    says: { user: { by: 'account-id', value: accountId } },
    replace: ({ user }) =>
      user === undefined || user.value === accountId
        ? undefined
        : text.slice(0, text.length - accountId.length) + user.value,
  }
}
