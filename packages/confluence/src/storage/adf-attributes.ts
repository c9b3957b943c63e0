import type { TextForm } from '../references/text-reference.js'

/** Attributes of every node. Storage format writes the names of ADF with hyphens. */
const anywhere: Readonly<Record<string, TextForm>> = { url: 'url', href: 'url', collection: 'collection' }

const byNode: Readonly<Record<string, Readonly<Record<string, TextForm>>>> = {
  mention: { id: 'account-id' },
  media: { id: 'media' },
  'media-inline': { id: 'media' },
  emoji: { id: 'emoji' },
  panel: { 'panel-icon-id': 'emoji' },
  // What a synced block shows lies outside of every page, and no export brings it along.
  'sync-block': { 'resource-id': 'app-object' },
  'bodied-sync-block': { 'resource-id': 'app-object' },
}

/** What an `ac:adf-attribute` holds, by the type of its node and its key. */
export function findAdfAttributeForm(node: string, key: string): TextForm | undefined {
  const type = node.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const forms = Object.hasOwn(byNode, type) ? byNode[type] : undefined
  if (forms !== undefined && Object.hasOwn(forms, key)) return forms[key]
  return Object.hasOwn(anywhere, key) ? anywhere[key] : undefined
}
