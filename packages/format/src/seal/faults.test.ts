import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isDiskError } from '@spacecrate/disk'
import { onFailingDisk } from '../testing/failing-disk.js'
import { fillSample, head, openTestFolder, temporaryFolder } from '../testing/sample.js'
import { verifyArchive } from '../verify/verify-archive.js'
import { WorkIndex } from '../work/work-index.js'

const path = temporaryFolder()

/** What a whole run does: what is there already is taken again without harm. */
async function run(work: string, target: string): Promise<string> {
  const writer = await openTestFolder(work)
  try {
    await fillSample(writer, 3)
    const { manifest } = await writer.seal(target, head, { maxEntries: 30 })
    return manifest.contentRoot
  } finally {
    await Promise.resolve(writer[Symbol.asyncDispose]()).catch(() => undefined)
  }
}

function targetIn(folder: string): string {
  const target = path(`${folder}/a.zip`)
  mkdirSync(dirname(target))
  return target
}

describe('a disk that is full', () => {
  it('stops the run with DISK_FULL wherever it is, and the next run ends with the same archive', async () => {
    const whole = targetIn('whole')
    const root = await run(path('work'), whole)
    const volumes = readdirSync(dirname(whole))

    const target = targetIn('full')
    const work = path('work')
    let runs = 0
    // Each run gets a little further; with `SLOW=1` not even one call is skipped.
    for (let calls = 0; ; calls += process.env['SLOW'] === '1' ? 1 : 7) {
      let result: unknown
      const { failed } = await onFailingDisk(calls, async () => {
        result = await run(work, target).catch((error: unknown) => error)
      })
      runs += 1
      if (!failed) {
        expect(result).toBe(root)
        break
      }
      if (result !== root) expect(isDiskError(result, 'DISK_FULL') ? 'DISK_FULL' : result).toBe('DISK_FULL')
      const named = readdirSync(dirname(target)).filter((name) => !name.endsWith('.partial'))
      // What has a name is whole: it was verified before.
      for (const name of named) expect(readFileSync(`${dirname(target)}/${name}`).includes('seal.json')).toBe(true)
      if (result === root) break
    }
    expect(runs).toBeGreaterThan(5)
    expect(readdirSync(dirname(target))).toEqual(volumes)
    expect((await verifyArchive(target)).problems).toEqual([])
    expect(existsSync(work)).toBe(false)
  })

  it('is told by the index as well', () => {
    const folder = path('index')
    mkdirSync(folder)
    const index = WorkIndex.open(`${folder}/index.sqlite`, folder, 'key')
    index.db.exec('PRAGMA max_page_count = 20')
    const fill = (): void => {
      for (let i = 0; ; i += 1) index.setMeta(`name ${i}`, 'x'.repeat(1000))
    }
    expect(fill).toThrow(expect.objectContaining({ code: 'DISK_FULL' }))
    index.close()
  })
})

describe('a run that ended while the archive got its names', () => {
  it('is finished by the next one, whatever names are missing', async () => {
    for (const missing of [0, 1, 2]) {
      const target = targetIn(`names-${missing}`)
      const folder = dirname(target)
      const work = path('work')
      const writer = await openTestFolder(work)
      await fillSample(writer)
      const { volumes, manifest } = await writer.seal(target, head, { maxEntries: 30, keep: true })
      await writer[Symbol.asyncDispose]()
      for (const { path: volume } of volumes.slice(volumes.length - missing)) renameSync(volume, `${volume}.partial`)
      // Between its two names a volume has both.
      if (missing === 0) linkSync(volumes[0]?.path ?? '', `${volumes[0]?.path}.partial`)
      const before = volumes.map(({ bytes }) => bytes)
      const again = await openTestFolder(work)
      const sealed = await again.seal(target, { ...head, tool: { name: 'other', version: '1' } })
      expect(sealed.manifest).toEqual(manifest)
      expect(sealed.volumes.map(({ bytes }) => bytes)).toEqual(before)
      expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([])
      expect(await verifyArchive(target)).toMatchObject({ valid: true })
      expect(existsSync(work)).toBe(false)
    }
  })

  it('is finished as well if its work folder was being removed', async () => {
    const half = async (target: string): Promise<string> => {
      const work = path('work')
      await using writer = await openTestFolder(work)
      await fillSample(writer)
      await writer.seal(target, head, { keep: true })
      rmSync(`${work}/streams`, { recursive: true })
      rmSync(`${work}/packs`, { recursive: true })
      const index = WorkIndex.open(`${work}/index.sqlite`, work, 'test')
      index.setMeta('removing', 'yes')
      index.close()
      return work
    }
    const target = targetIn('half')
    const work = await half(target)
    expect(await run(work, target)).toMatch(/^[0-9a-f]{64}$/)
    expect(existsSync(work)).toBe(false)
    expect(await verifyArchive(target)).toMatchObject({ valid: true })

    // Where the archive went away in the meantime there is nothing to finish: everything is taken again.
    const gone = targetIn('gone')
    const rest = await half(gone)
    rmSync(gone)
    await using writer = await openTestFolder(rest)
    expect(writer.has('page:1')).toBe(false)
    await fillSample(writer)
    await writer.seal(gone, head)
    expect(await verifyArchive(gone)).toMatchObject({ valid: true })
  })

  it('does not pass off the earlier archive for what has come since', async () => {
    const target = targetIn('since')
    const work = path('work')
    {
      await using writer = await openTestFolder(work)
      await fillSample(writer)
      await writer.seal(target, head, { keep: true })
    }
    await using writer = await openTestFolder(work)
    await writer.append('groups', { id: 'group:new', name: 'new' })
    await expect(writer.seal(target, head)).rejects.toMatchObject({ code: 'TARGET_EXISTS' })
    const { manifest } = await writer.seal(`${target}.second.zip`, head)
    expect(manifest.streams.find(({ name }) => name === 'groups')?.records).toBe(2)
  })

  it('does not take for its own what somebody else has put there', async () => {
    const target = targetIn('other')
    const work = path('work')
    const writer = await openTestFolder(work)
    await fillSample(writer)
    await writer.seal(target, head, { keep: true })
    await writer[Symbol.asyncDispose]()
    renameSync(target, `${target}.mine`)
    writeFileSync(target, 'something else')
    const again = await openTestFolder(work)
    await expect(again.seal(target, head)).rejects.toMatchObject({ code: 'TARGET_EXISTS' })
    await again[Symbol.asyncDispose]()
    expect(readFileSync(target, 'utf8')).toBe('something else')
  })
})
