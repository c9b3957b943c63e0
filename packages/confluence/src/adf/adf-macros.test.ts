import { describe, expect, it } from 'vitest'
import type { ReferenceChange } from '../references/reference.js'
import { rewriteAdf } from './rewrite-adf.js'
import { expected, outcome, type Row } from './testing/adf-row.js'

const uuid = '6f9619ff-8b86-d011-b42d-00c04fc964ff'
const other = '00000000-0000-4000-8000-00c04fc964ff'
const site = 'c8a1f5b2-0000-4000-8000-123456789abc'
const ann = { user: { by: 'account-id', value: '1:a' } }
const bob: ReferenceChange = { user: { by: 'account-id', value: '9:b' } }

function macro(key: string, name: string, value: string): string {
  return (
    `{"type":"extension","attrs":{"layout":"default","extensionType":"com.atlassian.confluence.macro.core",` +
    `"extensionKey":"${key}","parameters":{"macroParams":{"x":{"value":"1"},"${name}":{"value":${JSON.stringify(value)}}},` +
    `"macroMetadata":{"macroId":{"value":"${uuid}"},"placeholder":[{"type":"icon","data":{"url":"https://old.example/i"}}]}},` +
    `"localId":"${uuid}"}}`
  )
}

const table: readonly Row[] = [
  {
    what: 'macro: a title',
    node: macro('include', '', 'A:Old'),
    found: [['page', { title: 'Old', spaceKey: 'A' }, 'A:Old']],
    change: { title: 'New "1"', spaceKey: 'B' },
    after: macro('include', '', 'B:New "1"'),
  },
  {
    what: 'macro: a list',
    node: macro('contentbylabel', 'spaces', 'A,@self,C'),
    found: [
      ['space', { spaceKey: 'A' }, 'A'],
      ['space', { spaceKey: 'C' }, 'C'],
    ],
    change: ({ says }) => ({ spaceKey: `${says.spaceKey}2` }),
    after: macro('contentbylabel', 'spaces', 'A2,@self,C2'),
  },
  {
    what: 'macro: CQL',
    node: macro('contentbylabel', 'cql', 'label = "x" and space = "A" and ancestor in (12, 13)'),
    found: [
      ['space', { spaceKey: 'A' }, '\\"A\\"'],
      ['content', { contentId: '12' }, '12'],
      ['content', { contentId: '13' }, '13'],
    ],
    change: ({ kind }) => (kind === 'space' ? { spaceKey: 'B' } : { contentId: '7' }),
    after: macro('contentbylabel', 'cql', 'label = "x" and space = "B" and ancestor in (7, 7)'),
  },
  {
    what: 'macro: markup in storage format in a parameter',
    node: macro(
      'app',
      'x',
      ' <p><ac:link ac:name="é"><ri:page ri:content-title="Old"/></ac:link><ri:user ri:account-id="1:a"/></p>',
    ),
    found: [
      ['page', { title: 'Old' }, '<ri:page ri:content-title=\\"Old\\"/>'],
      ['user', ann, '<ri:user ri:account-id=\\"1:a\\"/>'],
    ],
    change: ({ kind }) => (kind === 'page' ? { title: 'New', spaceKey: 'B' } : bob),
    after: macro(
      'app',
      'x',
      ' <p><ac:link ac:name="é"><ri:page ri:space-key="B" ri:content-title="New"/></ac:link><ri:user ri:account-id="9:b"/></p>',
    ),
  },
  {
    what: 'macro: a document in a parameter',
    node: macro('app', 'x', '{"type":"doc","content":[{"type":"mention","attrs":{"id":"1:a"}}]}'),
    found: [['user', ann, '{\\"type\\":\\"mention\\",\\"attrs\\":{\\"id\\":\\"1:a\\"}}']],
    change: bob,
    after: macro('app', 'x', '{"type":"doc","content":[{"type":"mention","attrs":{"id":"9:b"}}]}'),
  },
  {
    what: 'macro: parameters of an app',
    node: `{"type":"extension","attrs":{"extensionKey":"${uuid}/static/x","parameters":{"layout":"wide","link":"https://o/1","guestParams":{"to":"https://o/2","n":3},"localId":"${uuid}"}}}`,
    found: [
      ['url', { url: 'https://o/1' }, 'https://o/1'],
      ['url', { url: 'https://o/2' }, 'https://o/2'],
    ],
    change: ({ says }) => ({ url: `${says.url}0` }),
    after: `{"type":"extension","attrs":{"extensionKey":"${uuid}/static/x","parameters":{"layout":"wide","link":"https://o/10","guestParams":{"to":"https://o/20","n":3},"localId":"${uuid}"}}}`,
  },
  { what: 'macro: settings', node: macro('toc', 'maxLevel', '12345'), found: [] },
  {
    what: 'a macro that the editor does not know',
    node: '{"type":"confluenceUnsupportedBlock","attrs":{"cxhtml":"<ac:structured-macro ac:name=\\"x\\"><ac:parameter ac:name=\\"y\\"><ri:space ri:space-key=\\"A\\" /></ac:parameter></ac:structured-macro>"}}',
    found: [['space', { spaceKey: 'A' }, '<ri:space ri:space-key=\\"A\\" />']],
    change: { spaceKey: 'B' },
    after:
      '{"type":"confluenceUnsupportedBlock","attrs":{"cxhtml":"<ac:structured-macro ac:name=\\"x\\"><ac:parameter ac:name=\\"y\\"><ri:space ri:space-key=\\"B\\" /></ac:parameter></ac:structured-macro>"}}',
  },
  {
    what: 'a node that the editor does not know',
    node: '{"type":"unsupportedInline","attrs":{"originalValue":{"type":"mention","attrs":{"id":"1:a"}}}}',
    found: [['user', ann, '{"type":"mention","attrs":{"id":"1:a"}}']],
    change: bob,
    after: '{"type":"unsupportedInline","attrs":{"originalValue":{"type":"mention","attrs":{"id":"9:b"}}}}',
  },
  {
    what: 'a Jira issue of the old editor',
    node: `{"type":"confluenceJiraIssue","attrs":{"issueKey":"A-1","serverId":"${uuid}"}}`,
    found: [['application-link', { applicationLinkId: uuid }, uuid]],
    change: { applicationLinkId: other },
    after: `{"type":"confluenceJiraIssue","attrs":{"issueKey":"A-1","serverId":"${other}"}}`,
  },
  ...['syncBlock', 'bodiedSyncBlock'].map((type) => ({
    what: `${type}: kept, and told`,
    node: `{"type":"${type}","attrs":{"resourceId":"ari:cloud:blocks:${site}:synced-block/confluence-page/12/${uuid}","localId":"l"}}`,
    found: [
      [
        'app-object',
        { objectId: `ari:cloud:blocks:${site}:synced-block/confluence-page/12/${uuid}` },
        `ari:cloud:blocks:${site}:synced-block/confluence-page/12/${uuid}`,
      ],
    ] as const,
    change: { contentId: '9', url: 'x' },
  })),
  {
    what: 'ARI: anywhere',
    node: `{"type":"new","attrs":{"a":[{"b":"ari:cloud:confluence:${site}:page/12"}]},"c":"\\u0061ri:cloud:confluence:${site}:page/13"}`,
    found: [
      ['page', { contentId: '12', cloudId: site }, `ari:cloud:confluence:${site}:page/12`],
      ['page', { contentId: '13', cloudId: site }, `\\u0061ri:cloud:confluence:${site}:page/13`],
    ],
    change: ({ says }) => ({ contentId: `${says.contentId}0`, cloudId: 'z' }),
    after:
      '{"type":"new","attrs":{"a":[{"b":"ari:cloud:confluence:z:page/120"}]},"c":"\\u0061ri:cloud:confluence:z:page/130"}',
  },
  {
    what: 'ARI: not in what somebody wrote',
    node: `{"type":"text","text":"ari:cloud:confluence:${site}:page/12"}`,
    found: [],
  },
  {
    what: 'ids that stay: comments, tasks, decisions, apps',
    node: `{"type":"taskItem","attrs":{"localId":"${uuid}","state":"TODO"},"marks":[{"type":"annotation","attrs":{"annotationType":"inlineComment","id":"${uuid}"}},{"type":"fragment","attrs":{"localId":"1"}}],"content":[{"type":"status","attrs":{"text":"ari","color":"red"}},{"type":"extension","attrs":{"extensionKey":"ari:cloud:ecosystem::extension/${uuid}/${uuid}/static/m"}}]}`,
    found: [],
  },
]

describe(rewriteAdf, () => {
  it.each(table)('$what', (row) => {
    expect(outcome(row)).toEqual(expected(row))
  })
})
