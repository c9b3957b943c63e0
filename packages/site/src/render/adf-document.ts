import { escapeHtml } from './escape.js'

/** An object of a document; nothing is known of its members. */
type Members = Readonly<Record<string, unknown>>

/** What stands before and behind the content of a node. */
type Frame = readonly [before: string, after: string]

const nothing: Frame = ['', '']

/**
 * A document in ADF as the markup in storage format that means the same, to be shown: links, mentions, files and macros
 * then go where those of storage format go. `undefined` for what isn't a document.
 *
 * Never throws. It is not the converter of Confluence, which nobody outside has: widths, colours and ids are left out.
 */
export function storageOfAdf(json: string): string | undefined {
  const document = parse(json)
  if (document === undefined || document['type'] !== 'doc') return undefined
  const pieces: string[] = []
  const open: (Members | string)[] = [document]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') {
      pieces.push(next)
      continue
    }
    const [before, after] = frameOf(next)
    pieces.push(before)
    if (after !== '') open.push(after)
    const content = next['content']
    if (!Array.isArray(content)) continue
    for (const child of content.toReversed() as unknown[]) if (isMembers(child)) open.push(child)
  }
  return pieces.join('')
}

function parse(json: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return isMembers(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function membersOf(value: unknown): Members {
  return isMembers(value) ? value : {}
}

/** Escaped, so that it can stand in text and in quotes. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? escapeHtml(String(value)) : ''
}

function frameOf(node: Members): Frame {
  const type = typeof node['type'] === 'string' ? node['type'] : ''
  const attrs = membersOf(node['attrs'])
  const [before, after] = (nodes.get(type) ?? unknown)(attrs, node)
  return marksOf(node).reduce<Frame>(
    ([inner, outer], mark) => {
      const [start, end] = marks.get(String(mark['type']))?.(membersOf(mark['attrs']), mark) ?? nothing
      return [start + inner, outer + end]
    },
    [before, after],
  )
}

function marksOf(node: Members): readonly Members[] {
  return Array.isArray(node['marks']) ? node['marks'].filter(isMembers) : []
}

type Rule = (attrs: Members, node: Members) => Frame

const element =
  (name: string): Rule =>
  () => [`<${name}>`, `</${name}>`]

const marks: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['strong', element('strong')],
  ['em', element('em')],
  ['underline', element('u')],
  ['strike', element('s')],
  ['code', element('code')],
  ['subsup', ({ type }) => (type === 'sub' ? ['<sub>', '</sub>'] : ['<sup>', '</sup>'])],
  ['link', ({ href }) => [`<a href="${text(href)}">`, '</a>']],
  ['annotation', ({ id }) => [`<ac:inline-comment-marker ac:ref="${text(id)}">`, '</ac:inline-comment-marker>']],
])

const panels: ReadonlyMap<string, string> = new Map([
  ['info', 'info'],
  ['note', 'note'],
  ['success', 'tip'],
  ['warning', 'note'],
  ['error', 'warning'],
])

const nodes: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['doc', () => nothing],
  ['text', (_attrs, node) => [text(node['text']), '']],
  ['paragraph', element('p')],
  [
    'heading',
    ({ level }) =>
      Number(level) >= 1 && Number(level) <= 6 ? element(`h${Number(level) | 0}`)({}, {}) : element('p')({}, {}),
  ],
  ['bulletList', element('ul')],
  ['orderedList', ({ order }) => [`<ol start="${text(order)}">`, '</ol>']],
  ['listItem', element('li')],
  ['blockquote', element('blockquote')],
  ['rule', () => ['<hr/>', '']],
  ['hardBreak', () => ['<br/>', '']],
  ['codeBlock', code],
  ['panel', ({ panelType }) => macro(panels.get(text(panelType)) ?? 'panel')],
  ['expand', ({ title }) => macro('expand', parameter('title', title))],
  ['nestedExpand', ({ title }) => macro('expand', parameter('title', title))],
  ['table', () => ['<table><tbody>', '</tbody></table>']],
  ['tableRow', element('tr')],
  ['tableHeader', (attrs) => cell('th', attrs)],
  ['tableCell', (attrs) => cell('td', attrs)],
  ['layoutSection', element('ac:layout-section')],
  ['layoutColumn', element('ac:layout-cell')],
  ['taskList', element('ac:task-list')],
  [
    'taskItem',
    ({ state }) => [
      `<ac:task><ac:task-status>${state === 'DONE' ? 'complete' : 'incomplete'}</ac:task-status><ac:task-body>`,
      '</ac:task-body></ac:task>',
    ],
  ],
  ['decisionList', element('ul')],
  ['decisionItem', element('li')],
  ['mediaSingle', () => nothing],
  ['mediaGroup', element('p')],
  ['caption', () => ['<p><small>', '</small></p>']],
  ['media', file],
  ['mediaInline', file],
  [
    'mention',
    ({ id, text: shown }) => [`<ac:link><ri:user ri:account-id="${text(id)}"/>${body(nameOf(shown))}</ac:link>`, ''],
  ],
  [
    'emoji',
    ({ shortName, id, text: shown }) => [
      `<ac:emoticon ac:emoji-id="${text(id)}" ac:emoji-shortname="${text(shortName)}" ac:emoji-fallback="${text(shown)}"/>`,
      '',
    ],
  ],
  ['date', ({ timestamp }) => [`<time datetime="${dayOf(timestamp)}"/>`, '']],
  [
    'status',
    ({ text: title, color }) => [macro('status', parameter('title', title) + parameter('colour', color)).join(''), ''],
  ],
  ['placeholder', ({ text: shown }) => [`<ac:placeholder>${text(shown)}</ac:placeholder>`, '']],
  ['inlineCard', ({ url, data }) => [linkTo(url, data), '']],
  ['blockCard', ({ url, data }) => [`<p>${linkTo(url, data)}</p>`, '']],
  ['embedCard', ({ url, data }) => [`<p>${linkTo(url, data)}</p>`, '']],
  ['extension', extension],
  ['inlineExtension', extension],
  ['bodiedExtension', extension],
  ['multiBodiedExtension', extension],
  // Markup that the editor had kept as it was.
  ['confluenceUnsupportedBlock', ({ cxhtml }) => [typeof cxhtml === 'string' ? cxhtml : '', '']],
  ['confluenceUnsupportedInline', ({ cxhtml }) => [typeof cxhtml === 'string' ? cxhtml : '', '']],
])

/** A labelled box with the content. */
const unknown: Rule = (_attrs, node) => [
  `<ac:adf-extension><ac:adf-node type="${text(node['type']) || 'node'}"><ac:adf-content>`,
  '</ac:adf-content></ac:adf-node></ac:adf-extension>',
]

function macro(name: string, parameters = ''): Frame {
  return [
    `<ac:structured-macro ac:name="${name}">${parameters}<ac:rich-text-body>`,
    '</ac:rich-text-body></ac:structured-macro>',
  ]
}

/** Only text stands in code; whatever else does shall be seen. */
function code({ language }: Members, { content }: Members): Frame {
  const isText = Array.isArray(content) && content.every((child) => membersOf(child)['type'] === 'text')
  if (!isText) return macro('code', parameter('language', language))
  return [
    `<ac:structured-macro ac:name="code">${parameter('language', language)}<ac:plain-text-body>`,
    '</ac:plain-text-body></ac:structured-macro>',
  ]
}

function parameter(name: string, value: unknown): string {
  const shown = text(value)
  return shown === '' ? '' : `<ac:parameter ac:name="${text(name)}">${shown}</ac:parameter>`
}

function cell(name: string, { colspan, rowspan }: Members): Frame {
  return [`<${name} colspan="${text(colspan)}" rowspan="${text(rowspan)}">`, `</${name}>`]
}

function body(shown: unknown): string {
  return text(shown) === '' ? '' : `<ac:link-body>${text(shown)}</ac:link-body>`
}

/** The text of a mention begins with the sign that the page puts before every name. */
function nameOf(shown: unknown): unknown {
  return typeof shown === 'string' ? shown.replace(/^@/, '') : shown
}

function linkTo(url: unknown, data: unknown): string {
  const href = text(url) || text(membersOf(data)['url'])
  return `<a href="${href}">${href}</a>`
}

/** Files of the media service are found by their name, on the content whose collection they are in. */
function file({ type, url, alt, width, collection, __fileName: fileName }: Members): Frame {
  const contentId = /^contentId-(\d+)$/.exec(String(collection))?.[1]
  const container = contentId === undefined ? '' : `<ri:content-entity ri:content-id="${contentId}"/>`
  const target =
    type === 'external'
      ? `<ri:url ri:value="${text(url)}"/>`
      : `<ri:attachment ri:filename="${text(fileName) || text(alt)}">${container}</ri:attachment>`
  return [`<ac:image ac:alt="${text(alt) || text(fileName)}" ac:width="${text(width)}">${target}</ac:image>`, '']
}

function dayOf(timestamp: unknown): string {
  const time = new Date(Number(timestamp))
  return Number.isNaN(time.getTime()) ? '' : time.toISOString().slice(0, 10)
}

function extension({ extensionKey, parameters, text: shown }: Members, { content }: Members): Frame {
  const given = membersOf(membersOf(parameters)['macroParams'])
  const list = Object.entries(given).map(([name, value]) => parameter(name, membersOf(value)['value']))
  const [before, after] = macro(text(extensionKey), list.join(''))
  if (Array.isArray(content)) return [before, after]
  return [
    `<ac:structured-macro ac:name="${text(extensionKey) || text(shown)}">${list.join('')}</ac:structured-macro>`,
    '',
  ]
}
