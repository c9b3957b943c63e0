import { describe, expect, it } from 'vitest'
import { BackupBuilder } from '../../../testing/backup-builder.js'
import { exportBackup, type MemoryExport } from '../../../testing/export-backup.js'

async function site(...rows: readonly (readonly [key: string, value: string])[]): Promise<MemoryExport> {
  const builder = new BackupBuilder().descriptor({ exportType: 'all', source: 'server' })
  rows.forEach(([key, value], index) =>
    builder.add('ConfluenceBandanaRecord', 100 + index, { context: '_GLOBAL', key, value }),
  )
  builder.add('InternalGroup', 70, { name: 'Potters', lowerName: 'potters' })
  const exported = await exportBackup(builder)
  expect(exported.summary).toMatchObject({ complete: true, unexplained: 0 })
  expect(JSON.stringify([...exported.writer.records.values(), ...exported.writer.omissions])).not.toContain('hush')
  return exported
}

/** In the order in which the writer gives them. */
function sorted<Record extends { readonly id: string }>(records: readonly Record[]): Record[] {
  return records.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

const text = (value: string): string => `<string>${value}</string>`
const told = ({ writer }: MemoryExport): (string | undefined)[][] =>
  writer.omissions.map(({ code, what }) => [code, what.split('"')[1] ?? what])

describe('shortcut links', () => {
  const key = 'atlassian.confluence.shortcut.links'

  it('are read from objects and from texts', async () => {
    const exported = await site([
      key,
      `<map>
         <entry>${text('bugs')}<x.Config><expandedValue>https://bugs.example/?a=1&amp;id=%s</expandedValue><defaultAlias>Bug %s</defaultAlias></x.Config></entry>
         <entry>${text('鐘')}${text('https://bell.example/%s')}</entry>
         <entry>${text('none')}<x.Config/></entry>
         <entry>${text('bad')}${text('https://a:hush@b.example')}</entry>
         <entry>${text('bugs')}${text('https://later.example')}</entry>
       </map>`,
    ])
    expect(exported.writer.stream('shortcut-links')).toEqual(
      sorted([
        { id: 'shortcut-link:bugs', key: 'bugs', url: 'https://bugs.example/?a=1&id=%s', alias: 'Bug %s' },
        { id: 'shortcut-link:鐘', key: '鐘', url: 'https://bell.example/%s' },
        { id: 'shortcut-link:bad', key: 'bad', url: 'https://b.example' },
      ]),
    )
    expect(told(exported)).toEqual([
      ['SETTING_UNREADABLE', 'none'],
      ['SECRET', 'user info in url of shortcut-link:bad'],
      ['DUPLICATE_OBJECT', 'bugs'],
    ])
  })

  it.each(['<list/>', '<map><entry/></map>', 'x'])('that are no map are left out: %s', async (value) => {
    expect(told(await site([key, value]))).toEqual([['SETTING_UNREADABLE', key]])
  })
})

describe('user macros', () => {
  const key = 'atlassian.confluence.user.macros'

  it('are read wherever they lie, with every field that is known', async () => {
    const exported = await site([
      key,
      `<x.Library><macros>
         <entry>${text('note')}<x.Macro><name>note</name><title>Note</title><description>d</description><hasBody>false</hasBody><template>&lt;b&gt;$x ]]&gt;</template><categories><string>media</string></categories><key>unknown</key><authToken>hush</authToken></x.Macro></entry>
         <entry>${text('box')}<x.Macro><name>box</name><bodyType>RENDERED</bodyType><visibility>admins</visibility><template/></x.Macro></entry>
         <entry>${text('leak')}<x.Macro><name>leak</name><template>https://a:hush@b.example</template></x.Macro></entry>
       </macros></x.Library>`,
    ])
    expect(exported.writer.stream('user-macros')).toEqual(
      sorted([
        {
          id: 'user-macro:note',
          name: 'note',
          title: 'Note',
          description: 'd',
          template: { format: 'raw', value: '<b>$x ]]>' },
          bodyKind: 'none',
          extra: { hasBody: 'false', categories: '<categories><string>media</string></categories>' },
        },
        {
          id: 'user-macro:box',
          name: 'box',
          template: { format: 'raw', value: '' },
          bodyKind: 'rendered',
          visibility: 'admins',
        },
        { id: 'user-macro:leak', name: 'leak', template: { format: 'raw', value: 'https://b.example' } },
      ]),
    )
    expect(told(exported)).toEqual([
      ['FIELD_UNKNOWN', 'note: key'],
      ['SECRET', 'note: authToken'],
      ['SECRET', 'user info in template of user-macro:leak'],
    ])
  })

  it('of a site that has none are nothing that is missing', async () => {
    expect(told(await site([key, '<map/>']))).toEqual([])
    expect(told(await site([key, '<map><a>b</a></map>']))).toEqual([['SETTING_UNREADABLE', key]])
  })
})

describe('entries of the navigator', () => {
  const key = 'com.atlassian.plugins.custom_apps.customAppsAsJSON'

  it('are read from JSON', async () => {
    const json = JSON.stringify([
      {
        id: 7,
        displayName: '溶解炉',
        url: 'https://f.example/?a&b',
        hide: true,
        allowedGroups: ['potters', 1],
        sourceApplicationType: 'jira',
        editable: true,
      },
      { name: 'No id', url: 'https://n.example', secretKey: 'hush', colour: 'red' },
      { id: '9', url: 'https://nameless.example' },
      { id: '10', name: 'Leak', url: 'https://a:hush@b.example' },
      null,
    ])
    const exported = await site([key, text(json.replaceAll('&', '&amp;'))])
    expect(exported.writer.stream('navigator-entries')).toEqual(
      sorted([
        {
          id: 'navigator-entry:7',
          name: '溶解炉',
          url: 'https://f.example/?a&b',
          position: 1,
          hidden: true,
          groups: ['potters'],
          kind: 'jira',
        },
        { id: 'navigator-entry:2', name: 'No id', url: 'https://n.example', position: 2 },
        { id: 'navigator-entry:10', name: 'Leak', url: 'https://b.example', position: 4 },
      ]),
    )
    expect(told(exported)).toEqual([
      ['SECRET', 'entry 2: secretKey'],
      ['FIELD_UNKNOWN', 'entry 2: colour'],
      ['SETTING_UNREADABLE', 'entry 3'],
      ['SECRET', 'user info in url of navigator-entry:10'],
      ['SETTING_UNREADABLE', 'entry 5'],
    ])
  })

  it.each(['{}', '[', ''])('that are no list are left out: %s', async (json) => {
    expect(told(await site([key, text(json)]))).toEqual([['SETTING_UNREADABLE', key]])
  })
})

describe('permissions of new spaces', () => {
  const prefix = '__DEFAULT_SPACE_PERMISSIONS__'

  it('are of a group, in canonical words where there are some', async () => {
    const exported = await site(
      [
        `${prefix}potters`,
        `<list>${text('VIEWSPACE')}${text('VIEWSPACE')}<x.Permission><type>EXPORTPAGE</type><group>potters</group></x.Permission>${text('hush')}</list>`,
      ],
      [`${prefix}strangers`, `<set>${text('COMMENT')}</set>`],
      [`${prefix}GROUP_NAMES__`, `<list>${text('potters')}</list>`],
      [prefix, `<list>${text('VIEWSPACE')}</list>`],
    )
    expect(exported.writer.stream('default-permissions')).toEqual(
      sorted([
        {
          id: 'default-permission:group:Potters/read space',
          subject: { type: 'group', id: 'group:Potters' },
          operation: 'read',
          target: 'space',
          native: 'VIEWSPACE',
        },
        {
          id: 'default-permission:group:Potters/EXPORTPAGE',
          subject: { type: 'group', id: 'group:Potters' },
          native: 'EXPORTPAGE',
        },
        {
          id: 'default-permission:group:strangers/create comment',
          subject: { type: 'group', id: 'group:strangers' },
          operation: 'create',
          target: 'comment',
          native: 'COMMENT',
        },
      ]),
    )
    expect(exported.writer.stream('groups').map(({ id }) => id)).toEqual(['group:Potters', 'group:strangers'])
    expect(told(exported)).toEqual([
      ['SETTING_UNREADABLE', 'entry 4'],
      ['PERMISSION_SUBJECT_UNKNOWN', prefix],
    ])
  })
})

describe('links to applications', () => {
  const of = (id: string, field: string): string => `applinks.admin.${id}.${field}`

  it('are put together from settings in any order, without how they prove who they are', async () => {
    const exported = await site(
      [of('b-2', 'rpc.url'), text('https://wiki:hush@shop.example')],
      [of('a-1', 'display.url'), text('https://jira.example')],
      [of('a-1', 'auth.6d155e'), '<properties><property name="key" value="hush"/></properties>'],
      [of('b-2', 'display.url'), text('https://shop.example')],
      [of('a-1', 'name'), text('Jira &amp; co')],
      [of('a-1', 'primary'), text('true')],
      [of('a-1', 'type'), text('jira')],
      [of('a-1', 'rpc.url'), text('http://jira.internal')],
      [of('a-1', 'name'), text('Second name')],
      [of('c-3', 'name'), '<list/>'],
      ['applinks.global.application.ids', `<list>${text('a-1')}</list>`],
    )
    expect(exported.writer.stream('application-links')).toEqual(
      sorted([
        {
          id: 'application-link:a-1',
          name: 'Jira & co',
          kind: 'jira',
          url: 'http://jira.internal',
          displayUrl: 'https://jira.example',
          primary: true,
        },
        {
          id: 'application-link:b-2',
          name: 'https://shop.example',
          url: 'https://shop.example',
          displayUrl: 'https://shop.example',
        },
      ]),
    )
    expect(told(exported).map(([code]) => code)).toEqual(['SECRET', 'DUPLICATE_OBJECT', 'SETTING_UNREADABLE', 'SECRET'])
    expect(exported.summary.accounts.find(({ kind }) => kind === 'ConfluenceBandanaRecord')).toMatchObject({
      met: 11,
      recorded: 2,
      merged: 5,
      derived: 1,
      omitted: 3,
    })
  })
})
