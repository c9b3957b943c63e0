import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classOfObject, ObjectCount } from './count-objects.js'
import { parseObject } from './parse-object.js'
import { scanObjects } from './scan-objects.js'

function counted(text: string, size = text.length): object {
  const count = new ObjectCount()
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) count.add(bytes.subarray(at, at + size))
  return Object.fromEntries(count.classes)
}

const cases = [
  [
    'objects by class',
    '<r><object class="Page" package="p"></object><object class="Space"/></r>',
    { Page: 1, Space: 1 },
  ],
  ['an object in single quotes', "<r><object class='Page'>", { Page: 1 }],
  ['no object in a CDATA section', '<r><object class="Page"><![CDATA[<object class="Space">]]></object>', { Page: 1 }],
  ['no object in a comment', '<!-- <object class="Page"> --><r><object class="Space">', { Space: 1 }],
  ['no object in an instruction', '<?xml version="1.0" <object class="Page"> ?><object class="Space">', { Space: 1 }],
  ['no element with a longer name', '<objects class="Page"><object-x class="Page"><object class="A">', { A: 1 }],
  ['an object whose value holds what ends a tag', '<object package="a>b" class="Page">', { Page: 1 }],
  ['an object without a class', '<object package="p"><object></r>', { unknown: 2 }],
  ['an object after a CDATA section that ends at once', '<![CDATA[]]><object class="Page">', { Page: 1 }],
  ['no object that is cut off', '<object class="Page"><object class="Pa', { Page: 1 }],
  ['nothing in nothing', '', {}],
] as const

describe(ObjectCount, () => {
  it.each(cases)('counts %s', (_name, text, expected) => {
    expect(counted(text)).toEqual(expected)
    for (const size of [1, 2, 3, 7]) expect(counted(text, size)).toEqual(expected)
  })

  it('goes on behind a tag that has no end, in linear time', () => {
    expect(counted(`<object class="${'x'.repeat(200_000)}`, 1000)).toEqual({ unknown: 1 })
  })

  it('counts what the scan cuts out, whatever the texts say', async () => {
    const piece = fc.constantFrom('<object class="X">', ']]>'.slice(1), '<!--', '-->', '<?', 'a', '<', '>', '"', ' ')
    const body = fc.array(piece, { maxLength: 6 }).map((parts) => `<![CDATA[${parts.join('')}]]>`)
    const object = fc
      .tuple(fc.constantFrom('Page', 'Space', 'Label'), body)
      .map(([name, text]) => `<object class="${name}" package="p"><property name="body">${text}</property></object>`)
    const between = fc.constantFrom('', '\n', '<!-- <object class="Y"> -->')
    const file = fc
      .array(fc.tuple(between, object), { maxLength: 5 })
      .map((parts) => `<?xml version="1.0"?><hibernate-generic>${parts.flat().join('')}</hibernate-generic>`)
    await fc.assert(
      fc.asyncProperty(file, fc.integer({ min: 1, max: 40 }), async (text, size) => {
        const scanned: Record<string, number> = {}
        for await (const { bytes, offset } of scanObjects(chunksOf(Buffer.from(text)))) {
          const name = parseObject(Buffer.from(bytes), offset).class
          scanned[name] = (scanned[name] ?? 0) + 1
        }
        expect(counted(text, size)).toEqual(scanned)
      }),
      { numRuns: 200 },
    )
  })
})

async function* chunksOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

it.each([
  ['<object class="Page">', 'Page'],
  ['<object package="p" class=\'A B\' >', 'A B'],
  ['<object package="class=&quot;X&quot;">', undefined],
  ['<objects class="Page">', undefined],
  ['<object class="Page"', undefined],
])('the class of %s is %s', (tag, expected) => {
  expect(classOfObject(Buffer.from(tag))).toBe(expected)
})
