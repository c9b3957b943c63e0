import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDescriptor } from './descriptor.js'
import { BackupError } from './error.js'
import { openBackup } from './open-backup.js'
import { parseObject } from './parse-object.js'
import { scanObjects } from './scan-objects.js'
import { collectBytes, inChunks, openTestFolder } from './testing/collect.js'
import { zipBytes } from './testing/zip-bytes.js'

const xml = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<hibernate-generic datetime="2031-02-03 04:05:06.007">
<!-- a kiln -->
<object class="Page" package="com.example"><id name="id">20</id>
<property name="title"><![CDATA[Glazes [[a]] ]]]></property>
<property name="space" class="Space" package="com.example"><id name="id">11</id>
</property>
<property name="status" enum-class="Status" package="com.example">CURRENT</property>
<collection name="children"><element class="Page" package="com.example"><id name="id">21</id></element></collection>
</object>
<object class="Item" package="com.example"><composite-id><property name="key">a &amp; b</property></composite-id>
<component name="credential"><property name="credential">x</property></component></object>
</hibernate-generic>
`)
const zip = zipBytes([
  { name: 'entities.xml', bytes: xml },
  { name: 'exportDescriptor.properties', bytes: 'spaceKey=KILN\nexportType=space', method: 0 },
  { name: 'attachments/1/2/1', bytes: 'abc', zip64: true },
])

interface Damage {
  readonly at: number
  readonly remove: number
  readonly insert: string
}

/** A few places of a file overwritten, removed or filled with pieces of markup. */
function damages(length: number): fc.Arbitrary<Damage[]> {
  const piece = fc.oneof(
    fc.constantFrom(
      '<',
      '>',
      '"',
      '&',
      ']]>',
      '<![CDATA[',
      '<!--',
      '-->',
      '</object>',
      '<object>',
      '<object ',
      '/>',
      '=',
    ),
    fc.string({ maxLength: 4, unit: 'binary' }),
  )
  const damage = fc.record({ at: fc.nat(length), remove: fc.nat(12), insert: piece })
  return fc.array(damage, { minLength: 1, maxLength: 3 })
}

function damaged(bytes: Buffer, all: readonly Damage[]): Buffer {
  return all.reduce(
    (now, { at, remove, insert }) =>
      Buffer.concat([now.subarray(0, at), Buffer.from(insert), now.subarray(at + remove)]),
    bytes,
  )
}

/** Runs what may fail only with an error of ours. */
async function onlyOurErrors(run: () => unknown): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof BackupError)) throw error
    expect(error.message).toMatch(/^[A-Z][^\p{C}]*[^\p{C}.]$/u)
  }
}

describe('a damaged backup', () => {
  it('gives objects that lie in the file, or an error of ours, from chunks of any sizes', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(damages(xml.length), sizes, async (all, some) => {
        const bytes = damaged(xml, all)
        let reached = 0
        await onlyOurErrors(async () => {
          for await (const found of scanObjects(inChunks(bytes, some))) {
            expect(found.offset).toBeGreaterThanOrEqual(reached)
            reached = found.offset + found.length
            expect(bytes.subarray(found.offset, reached).equals(found.bytes)).toBe(true)
            await onlyOurErrors(() => parseObject(found.bytes, found.offset))
          }
        })
      }),
      { numRuns: 600 },
    )
  })

  it('gives right bytes or an error of ours, as a zip', async () => {
    await using folder = await openTestFolder()
    const path = join(folder.path, 'backup.zip')
    await fc.assert(
      fc.asyncProperty(damages(zip.length), async (all) => {
        await writeFile(path, damaged(zip, all))
        await onlyOurErrors(async () => {
          await using files = await openBackup(path)
          for (const name of files.names()) {
            await onlyOurErrors(async () => {
              expect(await collectBytes(files.open(name))).toHaveLength(files.size(name) ?? -1)
            })
          }
          await readDescriptor(files)
        })
      }),
      { numRuns: 150 },
    )
  })
})
