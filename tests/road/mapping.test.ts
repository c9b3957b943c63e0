import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { documentOf, failureOf, mustEndWell } from '../testing/answers.js'
import { kiln, temporaryFolder } from '../testing/places.js'
import { list, mustCreate, mustExport } from '../testing/road.js'
import { spacecrate } from '../testing/run-command.js'

interface PlanDocument {
  readonly status: string
  readonly refused?: string
  readonly plan: {
    readonly mapping: {
      readonly wrong: {
        readonly count: number
        readonly first: readonly { readonly why: string; readonly line: number }[]
      }
      readonly changes: { readonly count: number }
    }
    readonly renames: { readonly first: readonly { readonly to: string }[] }
  }
  readonly total: { readonly created: number }
}

const place = temporaryFolder()
const archive = (): string => place.at('kiln.crate.zip')
const mapping = (name: string): string => place.at('kiln.plan', 'mapping', `${name}.csv`)

const plan = (extra: readonly string[] = []): ReturnType<typeof spacecrate> =>
  spacecrate([
    'plan',
    archive(),
    '--to',
    place.at('site'),
    '-o',
    place.at('kiln.plan'),
    '--work',
    place.at('work'),
    '--json',
    ...extra,
  ])

/** Writes a decision into its row, and saves the file as a spreadsheet of another country does. */
function decide(name: string, decisions: Readonly<Record<string, string>>): void {
  const [heading = '', ...rows] = readFileSync(mapping(name), 'utf8')
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
  const at = heading.split(',').indexOf('decision')
  const edited = rows.map((row) => {
    // No cell of the demo that stands before the decision holds a comma.
    const cells = row.split(',')
    const id = cells[0] ?? ''
    if (decisions[id] !== undefined) cells.splice(at, 2, decisions[id], 'the boss')
    return cells.join(';')
  })
  writeFileSync(mapping(name), [heading.replaceAll(',', ';'), ...edited].join('\n'))
}

describe('decisions on the way into a site', () => {
  beforeAll(async () => {
    await mustExport(archive(), kiln)
    await mustCreate(place.at('site'))
  })

  it('are made in files that a plan writes, and nothing else is written', async () => {
    const before = readFileSync(place.at('site', 'site.sqlite'))
    const document = documentOf<PlanDocument>(await plan())
    expect([document.status, document.refused]).toEqual(['planned', undefined])
    for (const name of ['people', 'groups', 'spaces', 'titles', 'hosts']) expect(existsSync(mapping(name))).toBe(true)
    const after = readFileSync(place.at('site', 'site.sqlite'))
    expect(after.equals(before)).toBe(true)
  })

  it('are refused where they cannot be followed, and each is named', async () => {
    decide('people', { 'person:5f9c1d3b7a2e4c006f1b8a03': 'match nobody' })
    decide('spaces', { 'space:9830402': 'rename STUDIO' })
    const refused = await plan()
    expect(refused.code).toBe(20)
    const document = JSON.parse(refused.stdout) as PlanDocument
    expect(document.refused).toBe('MAPPING_INVALID')
    expect(document.plan.mapping.wrong.first.map(({ why }) => why)).toEqual([
      'nobody at the destination is called "nobody"',
      'the key STUDIO is taken by space:9830401',
    ])
    const failure = failureOf(await spacecrate(['apply', place.at('kiln.plan'), '--json']))
    expect([failure.code, failure.exit]).toEqual(['MAPPING_INVALID', 20])
    const people = await spacecrate([
      'plan',
      archive(),
      '--to',
      place.at('site'),
      '-o',
      place.at('kiln.plan'),
      '--work',
      place.at('work'),
    ])
    expect(people.stdout).toContain('MAPPING_INVALID: 2 rows cannot be followed')
    expect(people.stdout).toContain('nobody at the destination is called "nobody"')
  })

  it('make a plan stale until it is made again', async () => {
    decide('people', { 'person:5f9c1d3b7a2e4c006f1b8a03': 'placeholder' })
    decide('spaces', { 'space:9830402': 'rename STORE' })
    const failure = failureOf(await spacecrate(['apply', place.at('kiln.plan'), '--json']))
    expect([failure.code, failure.exit]).toEqual(['PLAN_STALE', 20])
    const document = documentOf<PlanDocument>(await plan())
    expect(document.plan.mapping.changes.count).toBe(2)
    expect(document.plan.renames.first.map(({ to }) => to)).toEqual(['STORE'])
    expect(readFileSync(mapping('spaces'), 'utf8')).toContain('rename STORE,the boss')
  })

  it('are what apply does, wherever the archive lies by then, and the site shows it', async () => {
    renameSync(archive(), place.at('disc.crate.zip'))
    expect(failureOf(await spacecrate(['apply', place.at('kiln.plan'), '--json'])).code).toBe('ARCHIVE_NOT_FOUND')
    const apply = ['apply', place.at('kiln.plan'), '--archive', place.at('disc.crate.zip'), '--json']
    const { status, total } = documentOf<PlanDocument>(await spacecrate(apply))
    expect([status, total.created > 300]).toEqual(['complete', true])
    const again = documentOf<PlanDocument>(await spacecrate(apply))
    expect(again.status).toBe('complete')
    await mustExport(place.at('copy.crate.zip'), place.at('site'))
    const spaces = await list<{ readonly key: string }>(place.at('copy.crate.zip'), 'spaces')
    expect(spaces.map(({ key }) => key)).toContain('STORE')
    expect(spaces.map(({ key }) => key)).not.toContain('SHOP')
    const people = await list<{ readonly displayName?: string; readonly state: string }>(
      place.at('copy.crate.zip'),
      'people',
    )
    expect(people.find(({ displayName }) => displayName === 'Aiko Tanaka')).toMatchObject({ state: 'inactive' })
    const rights = [
      ...(await list(place.at('copy.crate.zip'), 'space-permissions')),
      ...(await list(place.at('copy.crate.zip'), 'memberships')),
    ]
    const id = people.find(({ displayName }) => displayName === 'Aiko Tanaka') as { readonly id: string } | undefined
    expect(JSON.stringify(rights)).not.toContain(id?.id)
  })

  it('are asked for on the command line as well', async () => {
    const site = place.at('other')
    await mustCreate(site)
    const importing = (extra: readonly string[]): ReturnType<typeof spacecrate> =>
      spacecrate([
        'import',
        place.at('disc.crate.zip'),
        '--to',
        site,
        '--work',
        `${site}.work`,
        '--yes',
        '--json',
        ...extra,
      ])
    expect(failureOf(await importing(['--space', 'NONE'])).code).toBe('SPACE_UNKNOWN')
    expect(failureOf(await importing(['--kinds', 'nonsense'])).code).toBe('USAGE')
    expect(failureOf(await importing(['--under', 'A:B'])).code).toBe('USAGE')
    expect(failureOf(await importing(['--title-rule', '{title}'])).code).toBe('USAGE')
    expect(failureOf(await importing(['--unmapped-people', 'nobody'])).code).toBe('TARGET_UNKNOWN')
    mustEndWell(await importing(['--space', 'STUDIO', '--skip-kinds', 'history,comments', '--unmapped-people', 'text']))
    await mustExport(place.at('other.crate.zip'), site)
    expect((await list(place.at('other.crate.zip'), 'spaces')).map(({ key }) => key)).toEqual(['STUDIO'])
    expect(await list(place.at('other.crate.zip'), 'comments')).toEqual([])
    const into = ['--space', 'SHOP', '--space-key-exists', 'under', '--under', 'STUDIO:Glaze recipes']
    const contents = await list<{ readonly title: string; readonly kind: string; readonly status: string }>(
      place.at('other.crate.zip'),
      'content',
    )
    const page = contents.find(({ kind, status }) => kind === 'page' && status === 'current')
    into[5] = `STUDIO:${page?.title ?? ''}`
    mustEndWell(await importing(into))
    expect(path.basename(site)).toBe('other')
  })
})
