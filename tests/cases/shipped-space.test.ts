import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.js'
import { exportInProcess } from '../testing/in-process.js'
import { temporaryFolder } from '../testing/places.js'
import { root } from '../testing/run-command.js'

/** Two sites, each with a space of its own, and with one that comes with the product: same id, key, time and pages. */
const backup = (name: string): string => path.join(root, 'fixtures/cases/shipped-space', name)

describe('a second site that has the same demonstration space as the first', () => {
  const place = temporaryFolder()

  it('is not taken for the first: nothing of it is there already, and its space is made', async () => {
    for (const name of ['first', 'second']) await exportInProcess(place.at(`${name}.crate.zip`), backup(name))
    await runInProcess(['site', 'create', place.at('site')])
    const into = (name: string, extra: readonly string[] = []): ReturnType<typeof runInProcess> =>
      runInProcess(['import', place.at(`${name}.crate.zip`), '--to', place.at('site'), '--yes', '--json', ...extra])
    const work = (name: string): string[] => ['--work', place.at(`${name}.work`)]

    expect((await into('first', work('first'))).code).toBe(0)
    const refused = await into('second', work('second'))
    expect([refused.code, JSON.parse(refused.stdout)]).toMatchObject([20, { error: { code: 'CONFLICTS' } }])
    const renamed = await into('second', [...work('second'), '--space-key-exists', 'rename'])
    expect([renamed.code, JSON.parse(renamed.stdout)]).toMatchObject([
      0,
      { total: { matched: 0, failed: 0, unexplained: 0 } },
    ])
    const again = await into('second', [...work('second'), '--space-key-exists', 'rename'])
    expect(JSON.parse(again.stdout)).toMatchObject({ total: { created: 0, failed: 0 } })

    const back = ['--from', place.at('site'), '-o', place.at('back.zip'), '--work', place.at('back.work')]
    const exported = await runInProcess(['export', ...back, '--json'])
    const { spaces } = JSON.parse(exported.stdout) as { readonly spaces: readonly { readonly name: string }[] }
    expect(spaces.map(({ name }) => name).toSorted()).toEqual(['Guided tour', 'Guided tour', 'Rivers', 'Roads'])
  })
})
