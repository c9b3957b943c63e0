import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { kiln, note, temporaryFolder } from '../testing/places.js'
import { type Inspection, inspect, list, mustExport } from '../testing/road.js'
import { run, spacecrate } from '../testing/run-command.js'

interface Packing {
  readonly entries: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[]
}

describe('an archive in the hands of other tools', () => {
  const place = temporaryFolder()
  let exported: Inspection
  let unzip = true

  beforeAll(async () => {
    exported = await mustExport(place.at('kiln.crate.zip'), kiln)
    unzip = await run('unzip', ['-v']).then(
      () => true,
      () => false,
    )
    if (!unzip) note('comparison with unzip and sha256sum: unzip is not installed')
  })

  it('is whole for unzip, and every entry is what packing.json says', async (context) => {
    if (!unzip) context.skip('unzip is not installed')
    const tested = await run('unzip', ['-t', place.at('kiln.crate.zip')])
    expect(tested.stdout).toContain('No errors detected')
    expect((await run('unzip', ['-q', place.at('kiln.crate.zip'), '-d', place.at('unpacked')])).code).toBe(0)
    const packing = JSON.parse((await run('cat', [place.at('unpacked/packing.json')])).stdout) as Packing
    expect(packing.entries.length).toBeGreaterThan(20)
    const sums = await run(
      'sha256sum',
      packing.entries.map(({ name }) => name),
      { cwd: place.at('unpacked') },
    )
    const lines = packing.entries.map(({ name, sha256 }) => `${sha256}  ${name}`)
    expect(sums.stdout.trim().split('\n')).toEqual(lines)
    const listed = await run('unzip', ['-Z1', place.at('kiln.crate.zip')])
    const names = listed.stdout.trim().split('\n')
    expect(names.at(0)).toBe('mimetype')
    expect(names.at(-1)).toBe('seal.json')
    const unlisted = names.filter((name) => !packing.entries.some((entry) => entry.name === name))
    expect(unlisted.sort()).toEqual(['packing.json', 'seal.json'])
  })

  it('has a content root that follows from its lines and blobs alone', async (context) => {
    if (!unzip) context.skip('unzip is not installed')
    const archive = place.at('kiln.crate.zip')
    const { streams } = await inspect(archive)
    const leaves: Buffer[] = []
    for (const { name, records } of streams) {
      if (records === 0) continue
      const text = await run('unzip', ['-p', archive, `streams/${name}/*.ndjson`])
      leaves.push(...linesOf(text.stdout).map((line) => sha256(Buffer.from(line))))
    }
    expect(leaves).toHaveLength(exported.records)
    const index = await run('unzip', ['-p', archive, 'index/blobs-*.ndjson'])
    const blobs = linesOf(index.stdout).map((line) => /[0-9a-f]{64}/.exec(line)?.[0] ?? '')
    expect(blobs.length).toBeGreaterThan(5)
    leaves.push(...blobs.sort().map((digest) => Buffer.from(digest, 'hex')))
    expect(merkleRoot(leaves).toString('hex')).toBe(exported.contentRoot)
  })

  it('gives the bytes of a file that was attached', async () => {
    const versions = await list<{ blob?: string; bytes?: number }>(place.at('kiln.crate.zip'), 'attachment-versions')
    const digests = versions.flatMap(({ blob }) => (blob === undefined ? [] : [blob]))
    expect(digests).toHaveLength(versions.length - 1)
    for (const digest of digests.slice(0, 3)) {
      const out = place.at(digest)
      expect((await spacecrate(['cat', place.at('kiln.crate.zip'), digest, '-o', out])).code).toBe(0)
      expect((await run('sha256sum', [out])).stdout).toContain(digest)
    }
  })
})

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}

/** The tree of RFC 9162, written as the RFC defines it: split at the largest power of two below the number of leaves. */
function merkleRoot(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves
  if (first === undefined) return sha256(Buffer.alloc(0))
  if (leaves.length === 1) return sha256(Buffer.concat([Buffer.from([0]), first]))
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return sha256(Buffer.concat([Buffer.from([1]), merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split))]))
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
