import type { Context } from '../run/session.js'
import { textAt } from './document.js'
import { type Document, startForDocument, stepFailed } from './sub-command.js'

/** Serves a site, reads its first space and a page of it, and stops. */
export async function readPages(
  context: Context,
  serving: readonly string[],
  imported: Document,
): Promise<{ readonly count: number; readonly title: string }> {
  const { document, stop } = await startForDocument(context, serving)
  try {
    const url = textAt(document, 'url')
    const get = async (path: string): Promise<string> => {
      const response = await fetch(`${url}${path}`, { signal: context.signal })
      const text = await response.text()
      if (!response.ok) throw stepFailed(serving, `${path} answered with ${response.status}`)
      return text
    }
    const home = await get('/')
    const space = await get(`/spaces/${encodeURIComponent(firstKey(imported))}`)
    const path = /href="(\/pages\/[^"?#]+)"/.exec(space)?.[1]
    if (!home.includes('/spaces/') || path === undefined) throw stepFailed(serving, 'The site shows no pages')
    const page = await get(path)
    return { count: 3, title: unescape(/<title>([^<]*)<\/title>/.exec(page)?.[1] ?? path) }
  } finally {
    await stop()
  }
}

/** Key at the destination of the first space that has content. */
function firstKey(imported: Document): string {
  const spaces: unknown = imported['spaces']
  for (const space of Array.isArray(spaces) ? (spaces as readonly Document[]) : []) {
    const key = textAt(space, 'targetKey')
    if (key !== '' && space['contents'] !== 0) return key
  }
  return ''
}

function unescape(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
