import type { AttachedFile, ContentSays, ListedPage } from '../context.js'
import { element as tag, escapeHtml, openTag } from '../escape.js'
import { linkHtml, linkTo } from '../links.js'
import type { PageView } from '../page-view.js'
import { contentSays, firstTarget } from '../targets.js'
import { findParameter, parameterText } from './macro.js'
import type { Macro, MacroRule } from './macro.js'

const deepestList = 20

/** Macros that list pages or files. */
export const listMacros: ReadonlyMap<string, MacroRule> = new Map<string, MacroRule>([
  ['children', children],
  ['attachments', attachments],
  ['gallery', gallery],
  ...['view-file', 'viewpdf', 'viewdoc', 'viewxls', 'viewppt', 'multimedia'].map((name) => [name, viewFile] as const),
])

function children(macro: Macro, view: PageView): ReturnType<MacroRule> {
  const of = view.isFull ? undefined : pageOf(macro)
  const pages = of === undefined ? undefined : view.context.children?.(of, levelsOf(macro))
  if (pages === undefined) return undefined
  if (pages.length === 0) return { html: '<p class="c-nothing">No pages below this one</p>' }
  return { html: pageList(pages, macro, view) }
}

/** Only the pages right below, or as many levels as the macro asks for. */
function levelsOf(macro: Macro): number {
  const levels = Number.parseInt(parameterText(macro, 'depth'), 10)
  if (levels >= 1) return Math.min(levels, deepestList)
  return parameterText(macro, 'all') === 'true' ? deepestList : 1
}

function pageList(pages: readonly ListedPage[], macro: Macro, view: PageView): string {
  const entries = view.take(pages).map(({ url, title, below = [] }) => {
    const list = below.length === 0 ? '' : pageList(below, macro, view)
    return `<li>${linkHtml(url, title, macro)}${list}</li>`
  })
  return tag('ul', { class: 'c-children' }, entries.join(''))
}

/** The page that the parameter names: a link to one, `SPACE:Title`, or a title. Words such as `@home` aren't known. */
function pageOf(macro: Macro): ContentSays | undefined {
  const parameter = findParameter(macro, 'page')
  if (parameter === undefined) return {}
  const target = firstTarget(parameter.element.parts)
  if (target !== undefined) return contentSays(target.says, target.kind)
  const text = parameter.text.trim()
  if (text === '' || text === '@self') return {}
  if (text.startsWith('@')) return undefined
  const colon = text.indexOf(':')
  return colon > 0 ? { spaceKey: text.slice(0, colon), title: text.slice(colon + 1) } : { title: text }
}

function attachments(macro: Macro, view: PageView): ReturnType<MacroRule> {
  const files = view.isFull ? undefined : view.context.attachments?.()
  if (files === undefined) return undefined
  if (files.length === 0) return { html: '<p class="c-nothing">No files</p>' }
  const rows = view
    .take(files)
    .map(({ fileName, url, mediaType }) => {
      const name = linkHtml(url, fileName, macro, 'c-file')
      return `<tr><td>${name}</td><td>${escapeHtml(mediaType ?? '')}</td></tr>`
    })
    .join('')
  const head = '<thead><tr><th>File</th><th>Type</th></tr></thead>'
  return { html: `<div class="c-table"><table>${head}<tbody>${rows}</tbody></table></div>` }
}

function gallery(macro: Macro, view: PageView): ReturnType<MacroRule> {
  const files = view.isFull ? undefined : view.context.attachments?.()
  if (files === undefined) return undefined
  const included = namesOf(macro, 'include')
  const excluded = namesOf(macro, 'exclude')
  const images = files.filter(
    ({ fileName, mediaType }) =>
      mediaType?.startsWith('image/') === true &&
      (included.size === 0 || included.has(fileName)) &&
      !excluded.has(fileName),
  )
  const title = parameterText(macro, 'title')
  const head = title === '' ? '' : `<p class="c-gallery-title">${escapeHtml(title)}</p>`
  if (images.length === 0) return { html: `${head}<p class="c-nothing">No pictures</p>` }
  return {
    html: `${head}${tag(
      'div',
      { class: 'c-gallery' },
      view
        .take(images)
        .map((image) => picture(image, macro))
        .join(''),
    )}`,
  }
}

function picture({ fileName, url }: AttachedFile, { insideLink }: Macro): string {
  const image = openTag('img', { class: 'c-image', src: url, alt: fileName, loading: 'lazy' })
  const link = linkHtml(url, fileName, { insideLink, bodyHtml: image })
  return `<figure>${link}<figcaption>${escapeHtml(fileName)}</figcaption></figure>`
}

function namesOf(macro: Macro, parameter: string): ReadonlySet<string> {
  const names = parameterText(macro, parameter).split(',')
  return new Set(names.map((name) => name.trim()).filter((name) => name !== ''))
}

function viewFile(macro: Macro, view: PageView): ReturnType<MacroRule> {
  const parameter = findParameter(macro, 'name', '')
  const target = parameter === undefined ? undefined : firstTarget(parameter.element.parts)
  const fileName = target?.says.fileName ?? parameter?.text.trim() ?? ''
  if (fileName === '') return undefined
  const page = findParameter(macro, 'page')
  const container = page === undefined ? undefined : pageOf(macro)
  const says = target?.says ?? {
    fileName,
    ...(container === undefined ? {} : { container: { kind: 'page' as const, ...container } }),
  }
  const link = linkTo({ kind: 'attachment', says }, view, { insideLink: macro.insideLink })
  if (macro.isInline) return { isInline: true, text: fileName, html: link }
  return { html: tag('div', { class: 'c-file-card' }, link), text: fileName }
}
