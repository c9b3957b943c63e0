import { describe, expect, it } from 'vitest'
import type { BodyReference, ReferenceChange } from '../references/reference.js'
import { rewriteAdf } from './rewrite-adf.js'
import { expected, outcome, type Row } from './testing/adf-row.js'

const uuid = '6f9619ff-8b86-d011-b42d-00c04fc964ff'
const other = '00000000-0000-4000-8000-00c04fc964ff'
const site = 'c8a1f5b2-0000-4000-8000-123456789abc'
const ann = { user: { by: 'account-id', value: '1:a' } }
const bob: ReferenceChange = { user: { by: 'account-id', value: '9:b' } }

const url = (text: string): Row['found'][number] => ['url', { url: text }, text]

const table: readonly Row[] = [
  ...['inlineCard', 'blockCard', 'embedCard'].map((type) => ({
    what: `${type}: URL`,
    node: `{"attrs":{"url":"https:\\/\\/old.example\\/x\\/BAAJ","layout":"wide"},"type":"${type}"}`,
    found: [['url', { url: 'https://old.example/x/BAAJ' }, 'https:\\/\\/old.example\\/x\\/BAAJ']] as const,
    change: { url: 'https://new.example/x/BAAJ' },
    after: `{"attrs":{"url":"https:\\/\\/new.example\\/x\\/BAAJ","layout":"wide"},"type":"${type}"}`,
  })),
  {
    what: 'card: JSON-LD',
    node: '{"type":"inlineCard","attrs":{"data":{"@type":"Document","@id":"https://o/1","url":"https://o/2","name":"N"}}}',
    found: [url('https://o/1'), url('https://o/2')],
    change: ({ says }) => ({ url: `${says.url}0` }),
    after:
      '{"type":"inlineCard","attrs":{"data":{"@type":"Document","@id":"https://o/10","url":"https://o/20","name":"N"}}}',
  },
  {
    what: 'card: Jira issues of a site',
    node: `{"type":"blockCard","attrs":{"datasource":{"parameters":{"cloudId":"${site}","jql":"a"},"views":[{"type":"table"}]}}}`,
    found: [['application-link', { cloudId: site }, site]],
    change: { cloudId: 'z' },
    after:
      '{"type":"blockCard","attrs":{"datasource":{"parameters":{"cloudId":"z","jql":"a"},"views":[{"type":"table"}]}}}',
  },
  {
    what: 'card: a search for what people wrote',
    node: `{"type":"blockCard","attrs":{"datasource":{"cloudId":"${site}","parameters":{"contributorAccountIds":["1:a","2:b"]}}}}`,
    found: [
      ['application-link', { cloudId: site }, site],
      ['user', ann, '1:a'],
      ['user', { user: { by: 'account-id', value: '2:b' } }, '2:b'],
    ],
    change: ({ says }) => (says.user?.value === '2:b' ? bob : undefined),
    after: `{"type":"blockCard","attrs":{"datasource":{"cloudId":"${site}","parameters":{"contributorAccountIds":["1:a","9:b"]}}}}`,
  },
  {
    what: 'card: a list of Confluence, and a provider that nobody knows',
    node: `{"type":"blockCard","attrs":{"datasource":{"id":"${other}","parameters":{"spaceKeys":["A","B"],"ancestorPageIds":["12"],"creatorAccountIds":["1:a"],"contentARIs":["ari:cloud:confluence::page/7"]}}}}`,
    found: [
      ['app-object', { objectId: other }, other],
      ['space', { spaceKey: 'A' }, 'A'],
      ['space', { spaceKey: 'B' }, 'B'],
      ['content', { contentId: '12' }, '12'],
      ['user', ann, '1:a'],
      ['page', { contentId: '7' }, 'ari:cloud:confluence::page/7'],
    ],
    change: ({ says }) => (says.spaceKey === 'B' ? { spaceKey: 'C' } : undefined),
    after: `{"type":"blockCard","attrs":{"datasource":{"id":"${other}","parameters":{"spaceKeys":["A","C"],"ancestorPageIds":["12"],"creatorAccountIds":["1:a"],"contentARIs":["ari:cloud:confluence::page/7"]}}}}`,
  },
  {
    what: 'link: a URL only',
    node: '{"type":"link","attrs":{"href":"https://o/wiki/spaces/A"}}',
    found: [url('https://o/wiki/spaces/A')],
    change: { url: '#' },
    after: '{"type":"link","attrs":{"href":"#"}}',
  },
  {
    what: 'link: URL and title of a page',
    node: '{"type":"link","attrs":{"href":"/wiki/spaces/A/pages/12/Old","__confluenceMetadata":{"linkType":"page","contentTitle":"Old","spaceKey":"A","versionAtSave":"3"}}}',
    found: [
      ['page', { title: 'Old', spaceKey: 'A', versionAtSave: '3', contentId: '12' }, 'node'],
      url('/wiki/spaces/A/pages/12/Old'),
    ],
    change: ({ kind }) =>
      kind === 'url'
        ? { url: '/wiki/spaces/B/pages/99/New' }
        : { title: 'New', spaceKey: 'B', contentId: '99', versionAtSave: null },
    after:
      '{"type":"link","attrs":{"href":"/wiki/spaces/B/pages/99/New","__confluenceMetadata":{"linkType":"page","contentTitle":"New","spaceKey":"B","versionAtSave":null}}}',
  },
  {
    what: 'link: a page that is in another space afterwards',
    node: '{"type":"link","attrs":{"href":"","__confluenceMetadata":{ "contentTitle":"Old","versionAtSave":3}}}',
    found: [['page', { title: 'Old', versionAtSave: '3' }, 'node']],
    change: { spaceKey: 'B', versionAtSave: '4' },
    after:
      '{"type":"link","attrs":{"href":"","__confluenceMetadata":{"spaceKey":"B", "contentTitle":"Old","versionAtSave":4}}}',
  },
  {
    what: 'link: a post and a place in it',
    node: '{"type":"link","attrs":{"href":"/wiki/spaces/A/blog/2024/01/31/7/T#h","__confluenceMetadata":{"linkType":"blogpost","contentTitle":"T","spaceKey":null,"anchorName":"h"}}}',
    found: [
      ['blogpost', { title: 'T', contentId: '7', postingDay: '2024/01/31' }, 'node'],
      url('/wiki/spaces/A/blog/2024/01/31/7/T#h'),
      [
        'anchor',
        { anchor: 'h', container: { kind: 'blogpost', title: 'T', contentId: '7', postingDay: '2024/01/31' } },
        'h',
      ],
    ],
    change: ({ kind }) => (kind === 'blogpost' ? { spaceKey: 'B' } : { anchor: 'i' }),
    after:
      '{"type":"link","attrs":{"href":"/wiki/spaces/A/blog/2024/01/31/7/T#h","__confluenceMetadata":{"linkType":"blogpost","contentTitle":"T","spaceKey":"B","anchorName":"i"}}}',
  },
  {
    what: 'link: a file of another page',
    node: '{"type":"link","attrs":{"href":"/wiki/download/attachments/5/a.pdf","__confluenceMetadata":{"linkType":"attachment","fileName":"a.pdf","contentTitle":"T"}}}',
    found: [
      ['page', { title: 'T', contentId: '5' }, 'node'],
      url('/wiki/download/attachments/5/a.pdf'),
      ['attachment', { fileName: 'a.pdf', container: { kind: 'page', title: 'T', contentId: '5' } }, 'a.pdf'],
    ],
    change: { fileName: 'b.pdf' },
    after:
      '{"type":"link","attrs":{"href":"/wiki/download/attachments/5/a.pdf","__confluenceMetadata":{"linkType":"attachment","fileName":"b.pdf","contentTitle":"T"}}}',
  },
  {
    what: 'link: a space',
    node: '{"type":"link","attrs":{"href":"/wiki/spaces/A","__confluenceMetadata":{"linkType":"space","spaceKey":"A"}}}',
    found: [url('/wiki/spaces/A'), ['space', { spaceKey: 'A' }, 'A']],
    change: { spaceKey: 'B' },
    after:
      '{"type":"link","attrs":{"href":"/wiki/spaces/A","__confluenceMetadata":{"linkType":"space","spaceKey":"B"}}}',
  },
  {
    what: 'mention: another account and name',
    node: '{"type":"mention","attrs":{"id":"1:a","text":"@Ann \\u00c9","accessLevel":"","userType":"DEFAULT"}}',
    found: [['user', { ...ann, displayName: '@Ann É' }, 'node']],
    change: { ...bob, displayName: '@Bob É' },
    after: '{"type":"mention","attrs":{"id":"9:b","text":"@Bob \\u00c9","accessLevel":"","userType":"DEFAULT"}}',
  },
  {
    what: 'mention: plain text, and the comment stays where it was',
    node: '{ "attrs" : {"id":"1:a","text":"@Ann"} , "marks":[{"type":"annotation","attrs":{"id":"m"}}],"type" : "mention"}',
    found: [['user', { ...ann, displayName: '@Ann' }, 'node']],
    change: { ...bob, plain: '@"Ann"' },
    after: '{ "text":"@\\"Ann\\"" , "marks":[{"type":"annotation","attrs":{"id":"m"}}],"type" : "text"}',
  },
  {
    what: 'mention: somebody whom ADF cannot name',
    node: '{"type":"mention","attrs":{"id":"1:a"}}',
    found: [['user', ann, 'node']],
    change: { user: { by: 'userkey', value: 'k' }, displayName: '@K' },
  },
  { what: 'mention: everybody', node: '{"type":"mention","attrs":{"id":"all","text":"@all"}}', found: [] },
  ...['media', 'mediaInline'].map((type) => ({
    what: `${type}: a file`,
    node: `{"type":"${type}","attrs":{"type":"file","id":"${uuid}","collection":"contentId-12","occurrenceKey":"o","__fileName":"a.png","__contextId":"12"}}`,
    found: [
      ['media', { fileId: uuid, fileName: 'a.png', container: { kind: 'content', contentId: '12' } }, 'node'],
      ['content', { contentId: '12' }, 'contentId-12'],
      ['content', { contentId: '12' }, '12'],
    ] as const,
    change: ({ kind }: BodyReference) =>
      kind === 'media' ? { fileId: other, fileName: 'b.png' } : { contentId: '345' },
    after: `{"type":"${type}","attrs":{"type":"file","id":"${other}","collection":"contentId-345","occurrenceKey":"o","__fileName":"b.png","__contextId":"345"}}`,
  })),
  {
    what: 'media: an image from elsewhere',
    node: '{"type":"media","attrs":{"type":"external","url":"https://o/a.png"}}',
    found: [url('https://o/a.png')],
    change: { url: 'https://n/a.png' },
    after: '{"type":"media","attrs":{"type":"external","url":"https://n/a.png"}}',
  },
  {
    what: 'emoji: a custom one',
    node: `{"type":"emoji","attrs":{"shortName":":bear:","id":"${uuid}","text":":bear:"}}`,
    found: [['emoji', { emojiId: uuid }, 'node']],
    change: { emojiId: other },
    after: `{"type":"emoji","attrs":{"shortName":":bear:","id":"${other}","text":":bear:"}}`,
  },
  {
    what: 'emoji: a custom one as text',
    node: `{"type":"emoji","attrs":{"shortName":":bear:","id":"${uuid}"}}`,
    found: [['emoji', { emojiId: uuid }, 'node']],
    change: { plain: ':bear:' },
    after: '{"type":"text","text":":bear:"}',
  },
  ...['1f600', '0023-20e3', 'atlassian-check_mark'].map((id) => ({
    what: `emoji: ${id} is the same everywhere`,
    node: `{"type":"emoji","attrs":{"shortName":":x:","id":"${id}","text":"x"}}`,
    found: [],
  })),
  {
    what: 'panel: a custom emoji',
    node: `{"type":"panel","attrs":{"panelType":"custom","panelIcon":":bear:","panelIconId":"${uuid}"}}`,
    found: [['emoji', { emojiId: uuid }, uuid]],
    change: { emojiId: other },
    after: `{"type":"panel","attrs":{"panelType":"custom","panelIcon":":bear:","panelIconId":"${other}"}}`,
  },
]

describe(rewriteAdf, () => {
  it.each(table)('$what', (row) => {
    expect(outcome(row)).toEqual(expected(row))
  })
})
