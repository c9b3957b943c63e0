import { expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import { createSite } from '../store/create-site.js'
import { openSite, type EmbeddedSite } from '../store/open-site.js'
import { letsAnonymousIn } from './anonymous-access.js'

it('is known anew as soon as anything is written, here or in another process', async () => {
  const dir = await temporaryPath()
  await using writer = (await createSite(dir, { name: 'x' })) as EmbeddedSite
  await using reader = (await openSite(dir, { mode: 'read' })) as EmbeddedSite
  const both = (): boolean[] => [letsAnonymousIn(writer.store), letsAnonymousIn(reader.store)]
  expect(both()).toEqual([false, false])
  const space = 'space:1'
  writer.store.insert('spaces', { id: space, key: 'KILN', kind: 'global', status: 'current' })
  writer.store.insert('space-permissions', {
    id: `permission:${space}/anonymous`,
    space,
    subject: { type: 'anonymous' },
    operation: 'read',
    target: 'space',
  })
  expect(both()).toEqual([true, true])
  writer.store.insert('permissions', {
    id: 'permission:site/a',
    subject: { type: 'everyone' },
    native: 'USECONFLUENCE',
  })
  expect(both()).toEqual([false, false])
  writer.store.insert('permissions', {
    id: 'permission:site/b',
    subject: { type: 'anonymous' },
    native: 'USECONFLUENCE',
  })
  expect(both()).toEqual([true, true])
})
