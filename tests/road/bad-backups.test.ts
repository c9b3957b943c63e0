import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentOf, failureOf } from '../testing/answers.js'
import { copyKiln, insertBefore } from '../testing/kiln-copy.js'
import { kiln, temporaryFolder } from '../testing/places.js'
import { exportTo, inspect, list, mustExport } from '../testing/road.js'
import { spacecrate } from '../testing/run-command.js'
import { zipFolder } from '../testing/stored-zip.js'

interface Omission {
  readonly code: string
  readonly kind: string
  readonly what: string
  readonly place?: { readonly file?: string; readonly offset?: number }
}

/** A backup that stops an export: how to make it at a path, and what must be said. */
interface Refusal {
  readonly name: string
  readonly make: (place: string) => string
  readonly code: string
  /** Where in entities.xml the message must point. */
  readonly offset?: (entities: Buffer) => number
}

const prolog = '<hibernate-generic'

const refusals: readonly Refusal[] = [
  { name: 'a text', make: (place) => file(place, 'Dear Confluence'), code: 'NOT_A_BACKUP' },
  { name: 'an empty file', make: (place) => file(place, ''), code: 'ZIP_CUT_OFF' },
  { name: 'nothing', make: (place) => place, code: 'BACKUP_NOT_FOUND' },
  { name: 'a zip that is cut off', make: (place) => file(place, cutOff(zipFolder(kiln), 0.6)), code: 'ZIP_CUT_OFF' },
  { name: 'a folder without entities.xml', make: emptyFolder, code: 'NO_ENTITIES' },
  { name: 'an empty entities.xml', make: (place) => copyKiln(place, () => Buffer.alloc(0)), code: 'XML_EMPTY' },
  ...['</object>', '< wrong>', '<![CDATA[x]]>'].map((mark) => ({
    name: `${mark.replace('</', '')} between two objects`,
    make: (place: string) => copyKiln(place, (entities) => insertBefore(entities, '<object class="Space"', mark)),
    code: 'XML_NOT_WELL_FORMED',
    offset: (entities: Buffer) => entities.indexOf('<object class="Space"') - mark.length,
  })),
  {
    name: 'XML that ends in the middle',
    make: (place) => copyKiln(place, (entities) => cutOff(entities, 0.5)),
    code: 'XML_TRUNCATED',
  },
  {
    name: 'a DTD',
    make: (place) => copyKiln(place, (entities) => insertBefore(entities, prolog, '<!DOCTYPE hibernate-generic>')),
    code: 'XML_FORBIDDEN',
    offset: (entities) => entities.indexOf('<!DOCTYPE'),
  },
  {
    name: 'an external entity',
    make: (place) =>
      copyKiln(place, (entities) =>
        insertBefore(
          entities,
          prolog,
          `<!DOCTYPE x [<!ENTITY secret SYSTEM "file://${kiln}/exportDescriptor.properties">]>`,
        ),
      ),
    code: 'XML_FORBIDDEN',
  },
  {
    name: 'another kind of XML',
    make: (place) => copyKiln(place, () => Buffer.from('<feed><entry/></feed>')),
    code: 'WRONG_ROOT',
  },
]

describe('export of a backup that cannot be trusted', () => {
  const place = temporaryFolder()

  it.concurrent.each(refusals)('refuses $name: $code', async ({ name, make, code, offset }) => {
    const from = make(place.at(name))
    const archive = place.at(`${name}.crate.zip`)
    const failure = failureOf(await exportTo(archive, from))
    expect([failure.code, failure.details['code']]).toContain(code)
    expect(failure.exit).toBe(40)
    expect(existsSync(archive)).toBe(false)
    if (offset !== undefined) {
      expect(nearest(failure.message, offset(bytesOf(from)))).toBeLessThanOrEqual(20)
    }
  })

  it('goes on when the backup has been repaired', async () => {
    const from = copyKiln(place.at('repaired'), (entities) => cutOff(entities, 0.5))
    const archive = place.at('repaired.crate.zip')
    expect((await exportTo(archive, from)).code).toBe(40)
    rmSync(from, { recursive: true })
    copyKiln(from)
    const whole = await mustExport(place.at('whole.crate.zip'), kiln)
    documentOf(await exportTo(archive, from))
    expect((await inspect(archive)).contentRoot).toBe(whole.contentRoot)
  })
})

describe('export of a backup with gaps', () => {
  const place = temporaryFolder()

  it('names the file that is listed and not there', async () => {
    await mustExport(place.at('kiln.crate.zip'), kiln)
    const missing = (await omissions('kiln.crate.zip')).filter(({ what }) => what.includes('box-template.svg'))
    expect(missing).toHaveLength(1)
    const files = await list<{ name: string; id: string }>(place.at('kiln.crate.zip'), 'attachments')
    expect(files.map(({ name }) => name)).toContain('box-template.svg')
  })

  it('keeps the text around control bytes and says where they were', async () => {
    const from = copyKiln(place.at('control'), (entities) =>
      insertBefore(entities, 'Seventeen teapots', '\u0002\u001c'),
    )
    await mustExport(place.at('control.crate.zip'), from)
    const at = bytesOf(from).indexOf('\u0002')
    expect((await omissions('control.crate.zip')).some(({ place }) => Math.abs((place?.offset ?? 0) - at) < 2000)).toBe(
      true,
    )
    const bodies = (await list(place.at('control.crate.zip'), 'versions')).map((version) => JSON.stringify(version))
    expect(bodies.filter((body) => body.includes('Seventeen teapots'))).toHaveLength(1)
  })

  it('leaves out one object that is not well formed, and says where', async () => {
    const from = copyKiln(place.at('object'), (entities) =>
      insertBefore(entities, '<property name="labelableType">', '<wrong>'),
    )
    await mustExport(place.at('object.crate.zip'), from)
    const whole = await mustExport(place.at('whole.crate.zip'), kiln)
    const labels = ({ streams }: typeof whole): number => streams.find(({ name }) => name === 'labels')?.records ?? 0
    const broken = await inspect(place.at('object.crate.zip'))
    expect(labels(broken)).toBe(labels(whole) - 1)
    const at = bytesOf(from).indexOf('<wrong>')
    expect((await omissions('object.crate.zip')).some(({ place }) => Math.abs((place?.offset ?? 0) - at) < 2000)).toBe(
      true,
    )
  })

  it('needs no descriptor', async () => {
    const from = copyKiln(place.at('bare'))
    rmSync(path.join(from, 'exportDescriptor.properties'))
    await mustExport(place.at('bare.crate.zip'), from)
    const spaces = await list<{ key: string }>(place.at('bare.crate.zip'), 'spaces')
    expect(spaces.map(({ key }) => key).sort()).toEqual(['OLD', 'SHOP', 'STUDIO', '~mara'])
  })

  it('says which spaces there are when the selection takes none', async () => {
    const result = await exportTo(place.at('none.crate.zip'), kiln, ['--spaces', 'STUDIOS'])
    const failure = failureOf(result)
    expect(['SELECTION_EMPTY', 'SPACE_UNKNOWN']).toContain(failure.code)
    expect(result.stdout).toContain('STUDIO')
    expect(existsSync(place.at('none.crate.zip'))).toBe(false)
  })

  it('reads a zip and the folder that it was packed from alike', async () => {
    const zip = file(place.at('kiln.zip'), zipFolder(kiln))
    const packed = await mustExport(place.at('packed.crate.zip'), zip)
    const unpacked = await mustExport(place.at('unpacked.crate.zip'), kiln)
    expect(packed.contentRoot).toBe(unpacked.contentRoot)
    expect((await spacecrate(['verify', place.at('packed.crate.zip')])).code).toBe(0)
  })

  async function omissions(archive: string): Promise<Omission[]> {
    return await list<Omission>(place.at(archive), 'omissions')
  }
})

function bytesOf(backup: string): Buffer {
  return readFileSync(path.join(backup, 'entities.xml'))
}

function file(place: string, content: string | Uint8Array): string {
  writeFileSync(place, content)
  return place
}

function emptyFolder(place: string): string {
  mkdirSync(place)
  return place
}

function cutOff(bytes: Buffer, part: number): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length * part))
}

/** How far the nearest number in a message is from a byte offset. */
function nearest(message: string, offset: number): number {
  const numbers = [...message.matchAll(/\d[\d,]*/g)].map(([digits]) => Number(digits.replaceAll(',', '')))
  return Math.min(...numbers.map((number) => Math.abs(number - offset)))
}
