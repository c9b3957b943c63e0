import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.js'
import { kiln, temporaryFolder } from '../testing/places.js'
import { list } from '../testing/road.js'
import { root } from '../testing/run-command.js'

/** A page whose space is not in the backup. */
const lost = path.join(root, 'fixtures/cases/nothing-carried')
const words = /EMPTY ARCHIVE: no space and no page of its source is in it/

describe('an export that carries no space and no page', () => {
  const place = temporaryFolder()

  function backup(name: string, xml: string): string {
    mkdirSync(place.at(name))
    writeFileSync(place.at(name, 'entities.xml'), xml)
    return place.at(name)
  }

  async function emptySite(): Promise<string> {
    if (!existsSync(place.at('empty-site'))) await runInProcess(['site', 'create', place.at('empty-site')])
    return place.at('empty-site')
  }

  it.each<[string, () => string, number]>([
    ['lost', () => lost, 2],
    ['bare', () => backup('bare', '<hibernate-generic datetime="2032-05-06 07:08:09"></hibernate-generic>'), 0],
  ])('says so and ends with 30 (%s)', async (name, from, omissions) => {
    const archive = place.at(`${name}.crate.zip`)
    const args = ['export', '--from', from(), '-o', archive, '--work', place.at(`${name}.work`)]
    const { code, stdout } = await runInProcess(args)
    expect(code).toBe(30)
    expect(stdout).toContain('Nothing was carried: no space and no page is in the archive')
    expect(await list(archive, 'omissions')).toHaveLength(omissions)
    const report = JSON.parse(readFileSync(place.at(`${name}.crate.report.json`), 'utf8')) as object
    expect(report).toMatchObject({ partial: true, decision: { light: 'red' }, total: { unexplained: 0 } })
  })

  it('is said by inspect, verify and a plan as well', async () => {
    const archive = place.at('lost.crate.zip')
    const inspected = await runInProcess(['inspect', archive])
    expect(inspected.stdout).toMatch(words)
    const verified = await runInProcess(['verify', archive])
    expect([verified.code, verified.stdout.startsWith('valid')]).toEqual([30, true])
    expect(verified.stdout).toMatch(words)
    const plan = ['plan', archive, '--to', await emptySite(), '-o', place.at('plan'), '--work', place.at('plan.work')]
    expect((await runInProcess(plan)).stdout).toMatch(words)
  })

  it('is no fault where the source showed none: a backup of groups, a new site', async () => {
    const xml =
      '<hibernate-generic><object class="InternalGroup" package="x"><id name="id">1</id><property name="name">pilots</property><property name="lowerName">pilots</property></object></hibernate-generic>'
    const args = ['export', '--from', backup('groups', xml), '-o', place.at('groups.crate.zip'), '--json']
    const { code, stdout } = await runInProcess([...args, '--work', place.at('groups.work')])
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { status: 'complete', complete: true }])
    const site = [
      'export',
      '--from',
      await emptySite(),
      '-o',
      place.at('site.crate.zip'),
      '--work',
      place.at('site.work'),
    ]
    const exported = await runInProcess(site)
    expect(exported.code).toBe(0)
    expect(exported.stdout).toContain('Complete, with no space and no page: the source showed none')
  })

  it('is an error where the selection fits no space', async () => {
    const args = ['export', '--from', kiln, '-o', place.at('none.crate.zip'), '--work', place.at('none.work')]
    const { code, stdout } = await runInProcess([...args, '--space-types', 'other', '--json'])
    expect([code, JSON.parse(stdout)]).toMatchObject([2, { error: { code: 'SELECTION_EMPTY' } }])
  })
})
