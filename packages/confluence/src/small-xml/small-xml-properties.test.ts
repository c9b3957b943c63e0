import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { readSmallXml, type SmallXmlElement, smallXmlLimits, type SmallXmlNode } from './read-small-xml.js'
import { SmallXmlError } from './small-xml-error.js'

type Written = { readonly name: string; readonly attributes: Record<string, string>; readonly content: Piece[] }
type Piece = Written | { readonly text: string } | { readonly cdata: string } | { readonly comment: string }

const names = fc.constantFrom('a', 'b', 'p:c', 'constructor', 'toString', '__proto__', 'd.e-f', '\u00F6')
/** Characters that XML gives a meaning, or that a parser may drop or change. */
const wild = [
  '<',
  '>',
  '&',
  ';',
  '#',
  'x1',
  '"',
  "'",
  ']',
  ']]>',
  '-',
  '--',
  '/',
  '=',
  ' ',
  '\t',
  '\n',
  '\r',
  '007',
  '\u00A0',
]
const texts = fc.string({ unit: fc.constantFrom(...wild, 'true', '\u0000', '\u0008', '\uD83D', '\uFFFE', '\u{1F600}') })
/** What both this reader and one that keeps every rule of XML take. */
const strictTexts = fc.string({ unit: fc.constantFrom(...wild, 'true') })

const document = (text: fc.Arbitrary<string>): fc.Arbitrary<Written> => {
  const attributes = fc.dictionary(names, text, { maxKeys: 3, noNullPrototype: false })
  const cdata = text.map((value) => value.replaceAll(']]>', '').replaceAll('\r', ''))
  const comment = text.map((value) => value.replaceAll('-', ''))
  return fc.letrec<{ element: Written; piece: Piece }>((tie) => ({
    element: fc.record({ name: names, attributes, content: fc.array(tie('piece'), { maxLength: 4 }) }),
    piece: fc.oneof(
      { maxDepth: 5 },
      fc.record({ text }),
      fc.record({ cdata: cdata.filter((value) => !value.includes(']]>')) }),
      fc.record({ comment }),
      tie('element'),
    ),
  })).element
}

function escape(text: string): string {
  return text.replace(/[<>&"'\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`)
}

function write(piece: Piece): string {
  if ('text' in piece) return escape(piece.text)
  if ('cdata' in piece) return `<![CDATA[${piece.cdata}]]>`
  if ('comment' in piece) return `<!--${piece.comment}-->`
  const attributes = Object.entries(piece.attributes).map(([name, value]) => ` ${name}="${escape(value)}"`)
  return `<${piece.name}${attributes.join('')}>${piece.content.map(write).join('')}</${piece.name}>`
}

type Event = readonly [type: string, text: string]

/** One event per tag, attribute, text and section; neighbouring texts are one. */
function* eventsOf(node: SmallXmlNode): Generator<Event> {
  if (node.type !== 'element') {
    yield [node.type, node.text]
    return
  }
  yield ['start', node.name]
  for (const [name, value] of node.attributes) yield ['attribute', `${name}=${value}`]
  for (const child of node.children) yield* eventsOf(child)
  yield ['end', node.name]
}

function* eventsWritten(piece: Piece): Generator<Event> {
  if ('text' in piece) yield ['text', piece.text]
  else if ('cdata' in piece) yield ['cdata', piece.cdata]
  else if ('name' in piece) {
    yield ['start', piece.name]
    for (const [name, value] of Object.entries(piece.attributes)) yield ['attribute', `${name}=${value}`]
    for (const child of piece.content) yield* eventsWritten(child)
    yield ['end', piece.name]
  }
}

function joined(events: Iterable<Event>): Event[] {
  const all: Event[] = []
  for (const [type, text] of events) {
    const last = all.at(-1)
    if (type !== 'text') all.push([type, text])
    else if (last?.[0] === 'text') all[all.length - 1] = ['text', last[1] + text]
    else if (text !== '') all.push([type, text])
  }
  return all
}

/** What a parser reads that keeps every rule of XML; `undefined` for what it refuses. */
function eventsOfSaxes(xml: string): Event[] | undefined {
  const parser = new SaxesParser()
  const events: Event[] = []
  let depth = 0
  parser.on('opentag', ({ name, attributes }) => {
    depth++
    events.push(['start', name])
    for (const [attribute, value] of Object.entries(attributes)) events.push(['attribute', `${attribute}=${value}`])
  })
  parser.on('closetag', ({ name }) => {
    depth--
    events.push(['end', name])
  })
  parser.on('text', (text) => void (depth > 0 && events.push(['text', text])))
  parser.on('cdata', (text) => void events.push(['cdata', text]))
  try {
    parser.write(xml).close()
  } catch {
    return undefined
  }
  return joined(events)
}

/** The root; `undefined` for what is refused. Any other error fails the test. */
function readOrRefuse(xml: string): SmallXmlElement | undefined {
  try {
    return readSmallXml(xml)
  } catch (error) {
    if (error instanceof SmallXmlError) return undefined
    throw error
  }
}

describe(readSmallXml, () => {
  it('reads what was written, whatever characters it has', () => {
    fc.assert(
      fc.property(document(texts), (written) => {
        const xml = write(written)
        const root = readSmallXml(xml)
        expect(joined(eventsOf(root))).toEqual(joined(eventsWritten(written)))
        expect([root.start, root.end]).toEqual([0, xml.length])
      }),
    )
  })

  it('says where each element stands, so that its markup reads the same alone', () => {
    const alone = (xml: string, element: SmallXmlElement): void => {
      const again = readSmallXml(xml.slice(element.start, element.end))
      expect(joined(eventsOf(again))).toEqual(joined(eventsOf(element)))
      for (const child of element.children) if (child.type === 'element') alone(xml, child)
    }
    const ends = fc.constantFrom('\n', '\r\n', '\r', '\r\r\n')
    fc.assert(
      fc.property(document(strictTexts), ends, (written, end) => {
        const xml = `${end}${write(written)}${end}`
          .replaceAll('>', `${end}>`)
          .replaceAll(`--${end}>`, '-->')
          .replaceAll(`]]${end}>`, ']]>')
        alone(xml, readSmallXml(xml))
      }),
    )
  })

  it('agrees with a strict parser on documents and on damaged ones', () => {
    const tokens = ['<a', '<a/>', '<a>', '</a>', '>', '/>', ' b="1"', ' b', '=', '<![CDATA[', '<!--', '-->', ...wild]
    const pieces = fc.constantFrom(...tokens.filter((token) => !['&', '#', 'x1'].includes(token)))
    const verdicts = { read: 0, refused: 0 }
    const compare = (xml: string): void => {
      const root = readOrRefuse(xml)
      expect([xml, root && joined(eventsOf(root))]).toEqual([xml, eventsOfSaxes(xml)])
      verdicts[root ? 'read' : 'refused']++
    }
    const damage = fc.array(fc.record({ at: fc.nat(), left: fc.nat({ max: 3 }), piece: pieces }), { maxLength: 2 })
    fc.assert(
      fc.property(document(strictTexts), damage, (written, damages) => {
        let xml = write(written)
        for (const { at, left, piece } of damages) {
          const place = at % (xml.length + 1)
          const rest = xml.slice(place + left)
          // Half a reference is the one thing that is taken although XML forbids it.
          if (!/&[^;]*$/.test(xml.slice(0, place)) && !/^[^&]*;/.test(rest)) xml = xml.slice(0, place) + piece + rest
        }
        compare(xml)
      }),
      { numRuns: 500 },
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (soup) => compare(`<a>${soup.join('')}</a>`)),
      { numRuns: 500 },
    )
    expect(verdicts.read).toBeGreaterThan(50)
    expect(verdicts.refused).toBeGreaterThan(50)
  })

  it('reads or refuses any soup of markup', () => {
    const pieces = fc.constantFrom(
      ...wild,
      '<a',
      '</a>',
      '<!',
      '<!D',
      '<?',
      '?>',
      '<![',
      '<![CDATA[',
      '<!--',
      '\uD83D',
      '\uFEFF',
    )
    fc.assert(
      fc.property(fc.array(pieces), (soup) => {
        const xml = soup.join('')
        const root = readOrRefuse(xml)
        expect(root ? xml.slice(root.start, root.end) : '<>').toMatch(/^<[^]*>$/)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    '<',
    '<a  ',
    ' b="c"',
    '&#1',
    'a.a-a',
    '<a>',
    '</a>',
    '<!--',
    '-->',
    ']]>',
    '<![CDATA[',
    '"',
    '\r\n',
    '<a b="',
  ])('ends at once with a megabyte of %j', (piece) => {
    const many = piece.repeat(Math.ceil(1_000_000 / piece.length))
    const wrapped = [
      many,
      `<a ${many}`,
      `<a>${many}`,
      `<a b="${many}`,
      `<${many}`,
      `<a><!--${many}`,
      `<a><![CDATA[${many}`,
    ]
    for (const xml of wrapped) expect(readOrRefuse(xml)).toBeUndefined()
  })

  it('reads as much text as the limits let, in a document as large as they let', () => {
    const text = 'x&amp;'.repeat(smallXmlLimits.textCharacters / 8)
    const section = 'y'.repeat(smallXmlLimits.characters - text.length - 19)
    const { children } = readSmallXml(`<a>${text}<![CDATA[${section}]]></a>`)
    expect(children.map((child) => child.type !== 'element' && child.text.length)).toEqual([
      text.length / 3,
      section.length,
    ])
  })
})
