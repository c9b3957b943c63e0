import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { mustEndWell } from '../testing/answers.js'
import { kiln, temporaryFolder } from '../testing/places.js'
import { inspect, list, mustExport, mustImport } from '../testing/road.js'
import { spacecrate } from '../testing/run-command.js'
import { withoutIds } from '../testing/without-ids.js'

describe('backup → archive → site → archive', () => {
  const place = temporaryFolder()
  const there = (): string => place.at('kiln.crate.zip')
  const back = (): string => place.at('back.crate.zip')

  beforeAll(async () => {
    await mustExport(there(), kiln)
    await mustImport(place.at('site'), there())
    await mustExport(back(), place.at('site'))
  })

  it('differs in nothing, with the ids mapped through the journal', async () => {
    const diff = await spacecrate(['diff', there(), back(), '--map', place.at('site.work'), '--json'])
    expect(mustEndWell(diff).stdout).toBe('')
  })

  it('brings every field back, by names instead of ids', async () => {
    const [sent, returned] = [await withoutIds(there()), await withoutIds(back())]
    for (const [stream, lines] of Object.entries(sent)) {
      expect(lines.length).toBeGreaterThan(0)
      expect({ stream, lines: returned[stream] }).toEqual({ stream, lines })
    }
  })

  it('lets a link by id lead to the same page, under its new id', async () => {
    const firing = async (archive: string): Promise<string> =>
      (await withoutIds(archive))['versions']?.find((version) => version.includes('oldest member of the crew')) ?? ''
    expect(await firing(back())).toContain('to the page space STUDIO Your first week current')
    expect(await firing(back())).toContain('to the blogpost space STUDIO The gas kiln is lit current')
    expect(await firing(back())).toBe(await firing(there()))
    const ids = async (archive: string): Promise<unknown[]> => (await list(archive, 'content')).map(({ id }) => id)
    const before = new Set(await ids(there()))
    expect((await ids(back())).filter((id) => before.has(id))).toEqual([])
  })

  it('leaves out nothing but what the reports list', async () => {
    const omissions = await list<{ code: string }>(there(), 'omissions')
    expect(omissions.map(({ code }) => code).sort()).toEqual([
      'APP_FILE',
      'ATTACHMENT_FILE_MISSING',
      'INTERNAL',
      'RELATION',
      'SETTING',
    ])
    const notCarried = (await list(there(), 'permissions')).length + (await list(there(), 'site')).length
    const diff = await spacecrate(['diff', there(), back(), '--map', place.at('site.work')])
    expect(diff.stderr).toContain(`${notCarried} records of A not imported`)
  })

  it('goes on for ever: what comes back can be sent again', async () => {
    await mustImport(place.at('second'), back())
    await mustExport(place.at('second.crate.zip'), place.at('second'))
    const diff = await spacecrate([
      'diff',
      back(),
      place.at('second.crate.zip'),
      '--map',
      place.at('second.work'),
      '--json',
    ])
    expect(mustEndWell(diff).stdout).toBe('')
  })

  it('of the same backup twice has the same content root', async () => {
    await mustExport(place.at('again.crate.zip'), kiln)
    expect((await inspect(place.at('again.crate.zip'))).contentRoot).toBe((await inspect(there())).contentRoot)
    const diff = await spacecrate(['diff', there(), place.at('again.crate.zip'), '--json'])
    expect(mustEndWell(diff).stdout).toBe('')
  })

  it('shows one changed word as one difference', async () => {
    cpSync(kiln, place.at('changed'), { recursive: true })
    const file = path.join(place.at('changed'), 'entities.xml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('Seventeen teapots', 'Eighteen teapots'))
    await mustExport(place.at('changed.crate.zip'), place.at('changed'))
    const diff = await spacecrate(['diff', there(), place.at('changed.crate.zip'), '--json'])
    expect(diff.code).toBe(1)
    const differences = diff.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
    expect(differences).toEqual([
      expect.objectContaining({ type: 'changed', stream: 'versions', paths: ['/body/value'] }),
    ])
  })
})
