import { describe, expect, it } from 'vitest'
import type { Content } from '@spacecrate/format'
import { ref } from '../../packages/exporter/src/testing/backup-builder.js'
import { carry } from '../testing/asked-site.js'
import { mill, sheet } from '../testing/mill-backup.js'
import { temporaryFolder } from '../testing/places.js'
import { list } from '../testing/road.js'

const everybody = ['anybody', 'joke', 'wim']

describe('a current page below one that is not', () => {
  const place = temporaryFolder()

  it.each(['deleted', 'draft', 'archived'])(
    '(%s) goes under the nearest that is, among its siblings',
    async (contentStatus) => {
      const at = (...path: string[]): string => place.at(contentStatus, ...path)
      const backup = mill()
        .add('Page', 210, sheet('Old stones', { contentStatus, parent: ref('Page', 200), position: 1 }))
        .add('Page', 211, sheet('Older stones', { contentStatus, parent: ref('Page', 210) }))
        .add('Page', 212, sheet('Flour', { parent: ref('Page', 211), position: 2 }))
        .add('Page', 213, sheet('Sacks', { parent: ref('Page', 212) }))
        .add('Page', 214, sheet('Bread', { parent: ref('Page', 200), position: 3 }))
        .add('Page', 215, sheet('Adrift', { parent: ref('Page', 216) }))
        .add('Page', 216, sheet('Root', { contentStatus }))
      const { readers, omissions } = await carry(at, backup)
      const contents = await list<Content>(at('a.crate.zip'), 'content')
      expect(contents.map(({ id, parent }) => `${id} ${parent ?? 'root'}`).toSorted()).toEqual([
        'page:200 root',
        'page:210 page:200',
        'page:211 page:210',
        'page:212 page:200',
        'page:213 page:212',
        'page:214 page:200',
        'page:215 root',
        'page:216 root',
      ])
      const below = contents.filter(({ parent }) => parent === 'page:200').map(({ title }) => title)
      expect(below).toEqual(['Old stones', 'Flour', 'Bread'])
      expect(readers).toMatchObject({ Flour: everybody, Sacks: everybody, Adrift: everybody })
      const lines = omissions.filter(({ code }) => code === 'PARENT_NOT_CURRENT')
      expect(lines.map(({ what }) => what)).toEqual(['The parent of page:212', 'The parent of page:215'])
    },
  )

  it('stays where it is if it is not current itself', async () => {
    const at = (...path: string[]): string => place.at('trash', ...path)
    const trashed = { contentStatus: 'deleted' }
    const backup = mill()
      .add('Page', 210, sheet('Old stones', { ...trashed, parent: ref('Page', 200) }))
      .add('Page', 211, sheet('Older stones', { ...trashed, parent: ref('Page', 210) }))
    const { omissions } = await carry(at, backup)
    const contents = await list<Content>(at('a.crate.zip'), 'content')
    expect(contents.find(({ id }) => id === 'page:211')).toMatchObject({ parent: 'page:210' })
    expect(omissions).toEqual([])
  })
})
