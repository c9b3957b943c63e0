import { runInProcess } from '../../packages/cli/src/testing/run-in-process.js'
import { describe, expect, it } from 'vitest'
import { ref } from '../../packages/exporter/src/testing/backup-builder.js'
import { carry } from '../testing/asked-site.js'
import { exportInProcess } from '../testing/in-process.js'
import { mill, sheet } from '../testing/mill-backup.js'
import { temporaryFolder } from '../testing/places.js'
import { list } from '../testing/road.js'

describe('a space', () => {
  const place = temporaryFolder()
  const shed = (): ReturnType<typeof mill> =>
    mill()
      .add('Space', 102, { key: 'SHED', name: 'Shed', spaceType: 'global' })
      .add('Page', 220, sheet('Tools', { space: ref('Space', 102) }))

  async function exported(name: string): Promise<{ readonly spaces: string[]; readonly left: string[] }> {
    const archive = place.at(name, 'b.crate.zip')
    await exportInProcess(archive, place.at(name, 'site'))
    const spaces = await list<{ readonly key: string }>(archive, 'spaces')
    const left = await list<{ readonly code: string }>(archive, 'omissions')
    return { spaces: spaces.map(({ key }) => key).sort(), left: left.map(({ code }) => code) }
  }

  it('without permissions is private, not unfinished: nobody sees it, and it is exported from there', async () => {
    const { readers, omissions } = await carry((...path) => place.at('none', ...path), shed())
    expect(readers).toMatchObject({ SHED: [], Tools: [] })
    expect(omissions).toEqual([])
    expect(await exported('none')).toEqual({ spaces: ['BARN', 'MILL', 'SHED'], left: [] })
  })

  it('whose permissions cannot be read stays shut', async () => {
    const backup = shed().add('SpacePermission', 310, {
      space: ref('Space', 102),
      type: 'VIEWSPACE',
      allUsersSubject: 'passers-by',
    })
    const { readers, omissions } = await carry((...path) => place.at('unread', ...path), backup)
    expect(readers).toMatchObject({ SHED: [], Tools: [] })
    expect(omissions).toMatchObject([{ code: 'PERMISSION_SUBJECT_UNKNOWN', id: 'permission:space:102' }])
    expect((await exported('unread')).left).toContain('CONTENT_CLOSED')
  })

  it('stays shut where permissions were left out', async () => {
    const { readers } = await carry((...path) => place.at('skipped', ...path), shed(), {
      toExport: ['--skip-kinds', 'permissions'],
    })
    expect(readers).toMatchObject({ SHED: [], MILL: [], BARN: [] })
    const args = [
      'export',
      '--from',
      place.at('skipped', 'site'),
      '-o',
      place.at('none.crate.zip'),
      '--work',
      place.at('none.work'),
    ]
    // Nothing is carried from there, and the export says so.
    expect((await runInProcess([...args, '--quiet'])).code).toBe(30)
  })

  it('without permissions comes to no more where it is imported without them', async () => {
    const { readers } = await carry((...path) => place.at('import', ...path), shed(), {
      toImport: ['--skip-kinds', 'permissions'],
    })
    expect(readers).toMatchObject({ SHED: [], MILL: [], BARN: [] })
  })
})
