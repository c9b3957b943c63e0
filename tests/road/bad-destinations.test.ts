import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { documentOf, failureOf } from '../testing/answers.js'
import { kiln, temporaryFolder } from '../testing/places.js'
import { importInto, mustCreate, mustExport } from '../testing/road.js'
import { spacecrate } from '../testing/run-command.js'

describe('an import into something that cannot take it', () => {
  const place = temporaryFolder()

  beforeAll(async () => {
    await mustExport(place.at('kiln.crate.zip'), kiln)
  })

  it.each([
    ['nothing', () => undefined],
    ['an empty folder', (dir: string) => mkdirSync(dir)],
    [
      'a folder of somebody',
      (dir: string) => {
        mkdirSync(dir)
        writeFileSync(`${dir}/letter.txt`, 'Dear reader')
      },
    ],
    ['a file', (dir: string) => writeFileSync(dir, 'not a site')],
  ])('refuses %s and leaves it as it was', async (name, make) => {
    const site = place.at(name)
    make(site)
    const before = readdirSync(place.at(), { recursive: true }).filter((entry) => String(entry).startsWith(name))
    const failure = failureOf(
      await importInto(site, place.at('kiln.crate.zip'), ['--work', place.at(`work of ${name}`)]),
    )
    expect(['DESTINATION_NOT_A_SITE', 'SITE_NOT_FOUND']).toContain(failure.code)
    expect(failure.exit).toBe(40)
    expect(readdirSync(place.at(), { recursive: true }).filter((entry) => String(entry).startsWith(name))).toEqual(
      before,
    )
  })

  it('refuses a site that another import writes to', async () => {
    await mustCreate(place.at('busy'))
    const runs = await Promise.all([
      importInto(place.at('busy'), place.at('kiln.crate.zip'), ['--work', place.at('work-1')]),
      importInto(place.at('busy'), place.at('kiln.crate.zip'), ['--work', place.at('work-2')]),
    ])
    const [won, lost] = runs[0].code === 0 ? runs : [runs[1], runs[0]]
    documentOf(won)
    const failure = failureOf(lost)
    expect(['DESTINATION_IN_USE', 'SITE_IN_USE']).toContain(failure.code)
    expect(failure.exit).toBe(40)
  })

  it('refuses a space key that is taken, and writes nothing', async () => {
    await mustExport(place.at('shop.crate.zip'), kiln, ['--spaces', 'SHOP'])
    await mustCreate(place.at('taken'))
    documentOf(await importInto(place.at('taken'), place.at('shop.crate.zip')))
    // The same site under another name is another source: nothing there is ours for it.
    await mustExport(place.at('taken.crate.zip'), place.at('taken'))
    const failure = failureOf(
      await importInto(place.at('taken'), place.at('taken.crate.zip'), ['--work', place.at('w')]),
    )
    expect(failure.exit).toBe(20)
    expect(JSON.stringify(failure)).toContain('SHOP')
    const skipped = ['--work', place.at('w2'), '--on-space-conflict', 'skip']
    documentOf(await importInto(place.at('taken'), place.at('taken.crate.zip'), skipped))
    const renamed = ['--work', place.at('w3'), '--on-space-conflict', 'rename']
    documentOf(await importInto(place.at('taken'), place.at('taken.crate.zip'), renamed))
    await mustExport(place.at('after.crate.zip'), place.at('taken'))
    const { stdout } = await spacecrate(['list', place.at('after.crate.zip'), 'spaces', '--json'])
    expect(stdout.trim().split('\n')).toHaveLength(2)
  })
})
