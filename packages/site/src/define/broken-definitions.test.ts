import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import type { SiteErrorCode } from '../error.js'
import { createDefinedSite } from './create-defined-site.js'

type Files = Readonly<Record<string, unknown>>

const space = (...content: readonly unknown[]): Files => ({
  spaces: [{ id: 'space:s', key: 'S', kind: 'global', content }],
})
const page = (more: Files = {}): Files => ({ id: 'page:p', kind: 'page', title: 'P', ...more })
const ann = { id: 'person:ann', kind: 'person', state: 'active' }

/** Broken on purpose: what it is, its files, the code, and what the details say. */
const broken: readonly (readonly [string, Files, SiteErrorCode, Files])[] = [
  ['a folder without definitions', { 'a.txt': 'x', 'texts/a.json': '{}' }, 'DEFINITION_NOT_FOUND', {}],
  ['JSON that breaks off', { 'b/a.json': '{\n  "people": [' }, 'DEFINITION_SYNTAX', { file: 'b/a.json', line: 2 }],
  ['a comma too many', { 'a.json': '{"people":\n  [{},]}' }, 'DEFINITION_SYNTAX', { line: 2, column: 7 }],
  ['a name twice', { 'a.json': '{"people": [],\n "people": []}' }, 'DEFINITION_SYNTAX', { line: 2, column: 2 }],
  ['pages below pages without end', { 'a.json': `{"x":${'[{"x":'.repeat(1001)}` }, 'DEFINITION_SYNTAX', { line: 1 }],
  ['no UTF-8', { 'a.json': Buffer.from([0x22, 0xff, 0x22]) }, 'DEFINITION_INVALID', { file: 'a.json', pointer: '' }],
  ['a list for a file', { 'a.json': [] }, 'DEFINITION_INVALID', { pointer: '' }],
  ['an unknown kind', { 'a.json': { pages: [] } }, 'DEFINITION_INVALID', { pointer: '/pages' }],
  ['an object for a list', { 'a.json': { people: {} } }, 'DEFINITION_INVALID', { pointer: '/people' }],
  ['a text for a record', { 'a.json': { people: [ann, 'x'] } }, 'DEFINITION_INVALID', { pointer: '/people/1' }],
  [
    'an unknown field',
    { 'a.json': space(page({ 'a/b': 1 })) },
    'DEFINITION_INVALID',
    { pointer: '/spaces/0/content/0/a~1b' },
  ],
  [
    'a kind where it cannot hang',
    { 'a.json': space(page({ roles: [] })) },
    'DEFINITION_INVALID',
    { pointer: '/spaces/0/content/0/roles' },
  ],
  [
    'children of what is no tree',
    { 'a.json': { people: [{ ...ann, children: [] }] } },
    'DEFINITION_INVALID',
    { pointer: '/people/0/children' },
  ],
  [
    'no id',
    { 'a.json': { people: [{ kind: 'person', state: 'active' }] } },
    'DEFINITION_INVALID',
    { pointer: '/people/0' },
  ],
  [
    'an id of another kind',
    { 'a.json': { people: [{ ...ann, id: 'page:ann' }] } },
    'DEFINITION_INVALID',
    { pointer: '/people/0/id' },
  ],
  [
    'an id that is a number',
    { 'a.json': { people: [{ ...ann, id: 7 }] } },
    'DEFINITION_INVALID',
    { pointer: '/people/0/id' },
  ],
  [
    'an id that does not follow',
    {
      'a.json': {
        people: [ann],
        groups: [{ id: 'group:g', name: 'g', memberships: [{ id: 'membership:x', member: 'person:ann' }] }],
      },
    },
    'DEFINITION_INVALID',
    { pointer: '/groups/0/memberships/0/id' },
  ],
  [
    'a required field too few',
    { 'a.json': { people: [{ id: 'person:ann', state: 'active' }] } },
    'DEFINITION_INVALID',
    { pointer: '/people/0' },
  ],
  [
    'a word that the schema lacks',
    { 'a.json': { people: [{ ...ann, state: 'asleep' }] } },
    'DEFINITION_INVALID',
    { pointer: '/people/0/state' },
  ],
  ['no owner', { 'a.json': { content: [page()] } }, 'DEFINITION_INVALID', { pointer: '/content/0' }],
  [
    'versions of nothing',
    { 'a.json': { versions: [{ body: 'x' }] } },
    'DEFINITION_INVALID',
    { pointer: '/versions/0' },
  ],
  [
    'two owners',
    { 'a.json': space(page({ space: 'space:t' })) },
    'DEFINITION_INVALID',
    { pointer: '/spaces/0/content/0/space' },
  ],
  [
    'two parents',
    { 'a.json': space(page({ children: [{ ...page({ parent: 'page:x' }), id: 'page:q' }] })) },
    'DEFINITION_INVALID',
    { pointer: '/spaces/0/content/0/children/0/parent' },
  ],
  [
    'an owner of the wrong kind',
    { 'a.json': { people: [ann], labels: [{ on: 'person:ann', prefix: 'global', name: 'x' }] } },
    'DEFINITION_INVALID',
    { pointer: '/labels/0' },
  ],
  [
    'a parent in another space',
    {
      'a.json': {
        spaces: [
          { id: 'space:t', key: 'T', kind: 'global', content: [{ ...page({ parent: 'page:p' }), id: 'page:q' }] },
        ],
        content: [page({ space: 'space:s' })],
      },
      'b.json': { spaces: [{ id: 'space:s', key: 'S', kind: 'global' }] },
    },
    'DEFINITION_INVALID',
    { file: 'a.json', pointer: '/spaces/0/content/0' },
  ],
  [
    'pages that are each below the other',
    { 'a.json': space({ ...page({ parent: 'page:q' }) }, { ...page({ parent: 'page:p' }), id: 'page:q' }) },
    'DEFINITION_INVALID',
    {},
  ],
  [
    'an id twice',
    { 'a.json': { people: [ann] }, 'b.json': { people: [ann] } },
    'DEFINITION_DUPLICATE',
    { file: 'b.json', pointer: '/people/0', id: 'person:ann' },
  ],
  [
    'the same label twice',
    {
      'a.json': space(
        page({
          labels: [
            { prefix: 'global', name: 'x' },
            { prefix: 'global', name: 'x' },
          ],
        }),
      ),
    },
    'DEFINITION_DUPLICATE',
    { id: 'label:page:p/global/x' },
  ],
  [
    'what every site has',
    { 'a.json': { people: [{ ...ann, id: 'person:site-administrator' }] } },
    'DEFINITION_DUPLICATE',
    { pointer: '/people/0' },
  ],
  [
    'a reference to nowhere',
    { 'a.json': space(page({ likes: [{ by: 'person:eve' }] })) },
    'DEFINITION_DANGLING',
    { pointer: '/spaces/0/content/0/likes/0', id: 'person:eve' },
  ],
  [
    'a bad instant',
    { 'a.json': { people: [{ ...ann, created: { at: '2026-02-30T10:00Z' } }] } },
    'DEFINITION_INVALID',
    { pointer: '/people/0/created/at' },
  ],
  [
    'an instant without a zone',
    { 'a.json': space(page({ versions: [{ at: '2026-03-01T10:00' }] })) },
    'DEFINITION_INVALID',
    { pointer: '/spaces/0/content/0/versions/0/at' },
  ],
  [
    'a bad act',
    { 'a.json': { people: [{ ...ann, created: 'yesterday' }] } },
    'DEFINITION_INVALID',
    { pointer: '/people/0/created' },
  ],
  [
    'a bad subject',
    { 'a.json': { permissions: [{ subject: 'staff', native: 'X' }] } },
    'DEFINITION_INVALID',
    { pointer: '/permissions/0/subject' },
  ],
  [
    'a bad body',
    { 'a.json': space(page({ versions: [{ body: { html: 'x' } }] })) },
    'DEFINITION_INVALID',
    { pointer: '/spaces/0/content/0/versions/0/body' },
  ],
  [
    'a body of a format that nobody knows',
    { 'a.json': space(page({ versions: [{ body: { repeat: 'x', times: 2, format: 'html' } }] })) },
    'DEFINITION_INVALID',
    { pointer: '/spaces/0/content/0/versions/0/body' },
  ],
  [
    'a number for a body',
    { 'a.json': { people: [{ ...ann, profile: { plain: 3 } }] } },
    'DEFINITION_INVALID',
    { pointer: '/people/0/profile' },
  ],
  [
    'a digest by hand',
    { 'a.json': { people: [{ ...ann, avatar: 'a'.repeat(64) }] } },
    'DEFINITION_INVALID',
    { pointer: '/people/0/avatar' },
  ],
  [
    'bytes in two ways',
    { 'a.json': { people: [{ ...ann, avatar: { text: 'x', bytes: 1 } }] } },
    'DEFINITION_INVALID',
    { pointer: '/people/0/avatar' },
  ],
  [
    'a file that is not there',
    { 'a.json': { people: [{ ...ann, avatar: { file: 'files/no.png' } }] } },
    'DEFINITION_FILE',
    { pointer: '/people/0/avatar', path: 'files/no.png' },
  ],
  [
    'a folder for a file',
    { 'a.json': { people: [{ ...ann, avatar: { file: 'files' } }] }, 'files/x': '' },
    'DEFINITION_FILE',
    { path: 'files' },
  ],
  [
    'a file outside',
    { 'a.json': { people: [{ ...ann, avatar: { file: '../outside' } }] }, '../outside': 'x' },
    'DEFINITION_FILE',
    { path: '../outside' },
  ],
  [
    'a link to the outside',
    {
      'a.json': { people: [{ ...ann, profile: { file: 'link' } }] },
      '../outside': 'x',
      link: new URL('file:../outside'),
    },
    'DEFINITION_FILE',
    { path: 'link' },
  ],
  [
    'a definition that is a link',
    { 'a.json': new URL('file:../outside'), '../outside': '{}' },
    'DEFINITION_INVALID',
    { file: 'a.json' },
  ],
]

it.each(broken)('%s', async (_what, files, code, details) => {
  const from = await temporaryPath('definitions')
  await writeFiles(from, files)
  const dir = await temporaryPath()
  await expect(createDefinedSite(dir, { from })).rejects.toMatchObject({ name: 'SiteError', code, details })
  await expect(readdir(dir)).rejects.toMatchObject({ code: 'ENOENT' })
})

it('is told when there is no folder', async () => {
  const from = await temporaryPath('nowhere')
  await expect(createDefinedSite(await temporaryPath(), { from })).rejects.toMatchObject({
    code: 'DEFINITION_NOT_FOUND',
  })
})

async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    if (content instanceof URL) await symlink('../outside', path)
    else
      await writeFile(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content))
  }
}
