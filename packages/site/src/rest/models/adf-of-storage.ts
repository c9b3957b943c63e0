import { Tokenizer } from 'htmlparser2'
import { decodeCharacterReferences } from '@spacecrate/confluence'

interface Node {
  readonly type: string
  readonly attrs?: Readonly<Record<string, unknown>>
  readonly content?: Node[]
  readonly text?: string
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> }[]
}

const marks: Readonly<Record<string, string>> = {
  strong: 'strong',
  b: 'strong',
  em: 'em',
  i: 'em',
  u: 'underline',
  s: 'strike',
  del: 'strike',
  code: 'code',
}
const blocks = /^(?:p|h[1-6]|li|td|th|pre|blockquote|ac:plain-text-body|ac:layout-cell)$/

/**
 * A body in storage format as a document in ADF that says the same words: paragraphs, headings and marks. It is not the
 * converter of Confluence, which nobody outside has: lists, tables and macros come as their texts.
 */
export function adfOfStorage(storage: string): string {
  const content: Node[] = []
  let open: Node[] = []
  let heading = 0
  const active: string[] = []
  const flush = (): void => {
    if (open.length > 0) {
      content.push(
        heading > 0
          ? { type: 'heading', attrs: { level: heading }, content: open }
          : { type: 'paragraph', content: open },
      )
    }
    open = []
    heading = 0
  }
  const say = (text: string): void => {
    if (text === '' || (open.length === 0 && text.trim() === '')) return
    const kinds = [...new Set(active)].map((type) => ({ type }))
    open.push({ type: 'text', text, ...(kinds.length === 0 ? {} : { marks: kinds }) })
  }
  let name = ''
  const begin = (): void => {
    if (blocks.test(name)) flush()
    if (/^h[1-6]$/.test(name)) heading = Number(name[1])
    const mark = marks[name]
    if (mark !== undefined) active.push(mark)
    if (name === 'br' && open.length > 0) open.push({ type: 'hardBreak' })
  }
  const at = (start: number, end: number): string => storage.slice(start, end)
  const tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: false },
    {
      onattribdata: nothing,
      onattribentity: nothing,
      onattribend: nothing,
      onattribname: nothing,
      oncdata: (start, end, offset) => say(at(start, end - offset)),
      onclosetag: (start, end) => {
        name = at(start, end)
        if (blocks.test(name)) flush()
        const mark = marks[name]
        if (mark !== undefined && active.includes(mark)) active.splice(active.lastIndexOf(mark), 1)
      },
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onopentagend: begin,
      onopentagname: (start, end) => {
        name = at(start, end)
      },
      onprocessinginstruction: nothing,
      onselfclosingtag: () => {
        const mark = marks[name]
        begin()
        if (mark !== undefined) active.pop()
      },
      ontext: (start, end) => say(decodeCharacterReferences(at(start, end)).replace(/\s+/g, ' ')),
      ontextentity: nothing,
    },
  )
  tokenizer.write(storage)
  tokenizer.end()
  flush()
  return JSON.stringify({ type: 'doc', content, version: 1 })
}

function nothing(): void {
  // What stands in a document beside elements and text says nothing here.
}
