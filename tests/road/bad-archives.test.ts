import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '../testing/answers.js'
import { kiln, temporaryFolder } from '../testing/places.js'
import { importInto, mustCreate, mustExport } from '../testing/road.js'
import { spacecrate } from '../testing/run-command.js'

describe('an archive that is not what was sealed', () => {
  const place = temporaryFolder()
  let whole = Buffer.alloc(0)

  beforeAll(async () => {
    await mustExport(place.at('whole.crate.zip'), kiln)
    whole = readFileSync(place.at('whole.crate.zip'))
    await mustCreate(place.at('site'))
  })

  const damages = {
    'a bit in the first entry': () => flip(0.001),
    'a bit in a stream': () => flipAt(whole.indexOf('streams/content/') + 200),
    'a bit among the blobs': () => flip(0.5),
    'a bit in the manifest': () => flipAt(whole.lastIndexOf('manifest.json') - 2000),
    'a bit near the end': () => flip(0.999),
    'no seal': () => whole.subarray(0, whole.lastIndexOf('PK\u0003\u0004')),
    'the first half alone': () => whole.subarray(0, whole.length >> 1),
    'bytes behind the end': () => Buffer.concat([whole, Buffer.from('and more')]),
    'bytes before the beginning': () => Buffer.concat([Buffer.from('#!/bin/sh\n'), whole]),
    'no byte at all': () => Buffer.alloc(0),
  }

  it.each(Object.entries(damages))('is refused by verify and by import: %s', async (name, damage) => {
    const archive = place.at(`${name}.crate.zip`)
    writeFileSync(archive, damage())
    const verified = failureOf(await spacecrate(['verify', archive, '--json']))
    expect(verified.exit).toBe(10)
    const before = readFileSync(place.at('site', siteFile))
    const imported = failureOf(await importInto(place.at('site'), archive))
    expect(imported.exit).toBe(10)
    expect(readFileSync(place.at('site', siteFile)).equals(before)).toBe(true)
  })

  it('is imported once it is whole again', async () => {
    const archive = place.at('again.crate.zip')
    writeFileSync(archive, flip(0.5))
    cpSync(place.at('site'), place.at('site-again'), { recursive: true })
    expect((await importInto(place.at('site-again'), archive)).code).toBe(10)
    writeFileSync(archive, whole)
    expect((await importInto(place.at('site-again'), archive)).code).toBe(0)
  })

  function flip(part: number): Buffer {
    return flipAt(Math.floor(whole.length * part))
  }

  function flipAt(offset: number): Buffer {
    const copy = Buffer.from(whole)
    copy[offset] = (copy[offset] ?? 0) ^ 0x10
    return copy
  }
})

/** The file of a site that holds its rows. */
const siteFile = 'site.sqlite'
