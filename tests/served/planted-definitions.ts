/**
 * What the site that has everything lacks: more that is hidden, in the places where it could show through. All of it in the
 * form of the definitions in `fixtures/sites`.
 */
export function plantedDefinitions(): object {
  return {
    spaces: [
      space('space:front', 'FRONT', 'everyone', {
        home: 'page:9501',
        content: [
          page('page:9501', 'A home for few', [only('person:aiko')]),
          page('page:9502', 'Beside the home'),
          page('page:9503', 'Nothing but hidden below', [], {
            children: [page('page:9504', 'Hidden below', [only('person:aiko')])],
          }),
          // More than fit into any piece of a list, before what everybody may read.
          ...many(130, (at) => page(`page:96${pad(at)}`, `Aardvark ${at}`, [only('person:aiko')])),
          page('page:9505', 'Zebra'),
          ...many(130, (at) => ({
            ...page(`post:97${pad(at)}`, `Note ${at}`, [only('person:aiko')]),
            kind: 'blogpost',
            postingDay: '2026-01-02',
          })),
          { ...page('post:9506', 'A post for all'), kind: 'blogpost', postingDay: '2020-01-02' },
        ],
      }),
      // Another space whose key differs only in letter case from that of one that everybody sees.
      space('space:twin', 'help', 'group:night-shift', { content: [page('page:9511', 'In the twin')] }),
      {
        ...space('space:gone', 'GONE', 'everyone', { content: [page('page:9521', 'In a space in the trash')] }),
        status: 'trashed',
      },
    ],
    content: [
      {
        ...page('page:9001', 'Pointers'),
        space: 'space:sky',
        parent: 'page:1001',
        versions: [text('person:mara', pointers)],
      },
      {
        ...page('page:9002', 'Much hangs here'),
        space: 'space:sky',
        parent: 'page:1001',
        versions: [
          { ...text('person:aiko', '<p>a</p>'), message: 'first' },
          { ...text('person:aiko', '<p>never published</p>'), title: 'Never published', message: 'b', status: 'draft' },
          { ...text('person:aiko', '<p>removed</p>'), message: 'c', status: 'trashed' },
          text('person:aiko', '<p>now</p>'),
          { ...text('person:aiko', '<p>the last one, never published</p>'), message: 'e', status: 'draft' },
        ],
        attachments: [
          file('attachment:8801', 'seen.txt', 'current'),
          file('attachment:8802', 'trashed.txt', 'trashed'),
          file('attachment:8803', 'drafted.txt', 'draft'),
        ],
        comments: [
          comment('comment:9020', 'current', {
            replies: [comment('comment:9021', 'trashed'), comment('comment:9022', 'draft')],
          }),
          comment('comment:9023', 'trashed', { replies: [comment('comment:9024', 'current')] }),
          comment('comment:9025', 'current', { kind: 'file', attachment: 'attachment:8802' }),
          ...many(60, (at) => comment(`comment:98${pad(at)}`, 'trashed')),
        ],
      },
      { ...page('page:9003', 'Withdrawn for good'), space: 'space:sky', status: 'trashed' },
      {
        ...page('page:9004', 'Draft of what was withdrawn'),
        space: 'space:sky',
        status: 'draft',
        draftOf: 'page:9003',
        created: 'person:tom 2026-01-01T10:00Z',
      },
      {
        ...page('page:9005', 'Draft of what few see'),
        space: 'space:sky',
        status: 'draft',
        draftOf: 'page:1041',
        created: 'person:tom 2026-01-01T10:00Z',
      },
      { ...page('page:9006', 'Below a draft'), space: 'space:sky', parent: 'page:9004' },
    ],
    'sidebar-links': [
      {
        id: 'sidebar-link:9001',
        space: 'space:sky',
        list: 'shortcut',
        title: 'To what few see',
        target: 'page:1041',
        position: 90,
      },
      {
        id: 'sidebar-link:9002',
        space: 'space:sky',
        list: 'shortcut',
        target: 'page:1001',
        title: 'To what all see',
        position: 91,
      },
    ],
    // A group that no visitor of the test but one is in.
    calendars: [{ id: 'calendar:9001', space: 'space:team', name: 'Of a team' }],
  }
}

/** Names by which a body may ask for everything, none of which says a title. */
const hidden = [
  'page:1041',
  'page:1042',
  'page:1401',
  'page:1303',
  'page:9003',
  'page:9504',
  'whiteboard:2203',
  'page:9511',
]
const pointers = `<p>${hidden
  .map(
    (id) =>
      `<ac:link><ri:page ri:content-id="${id.split(':')[1]}" /></ac:link> <ac:link><ri:content-entity ri:content-id="${id.split(':')[1]}" /></ac:link>
<a href="/wiki/pages/viewpage.action?pageId=${id.split(':')[1]}">one</a> <a href="/pages/${id}">two</a>`,
  )
  .join(' ')}</p>
<ac:structured-macro ac:name="children"><ac:parameter ac:name="all">true</ac:parameter><ac:parameter ac:name="page"><ac:link><ri:page ri:content-title="Closed things" /></ac:link></ac:parameter></ac:structured-macro>
<ac:structured-macro ac:name="children"><ac:parameter ac:name="all">true</ac:parameter><ac:parameter ac:name="page">SKY:Skerry Light</ac:parameter></ac:structured-macro>
<ac:structured-macro ac:name="attachments" /><ac:structured-macro ac:name="gallery" />
<ac:image><ri:attachment ri:filename="trashed.txt"><ri:page ri:content-id="9002" /></ri:attachment></ac:image>
<a href="/wiki/download/attachments/9002/trashed.txt">three</a><a href="/attachments/8802/1/x">four</a>
<ac:link><ri:space ri:space-key="TEAM2" /></ac:link> <ac:link><ri:space ri:space-key="GONE" /></ac:link>`

function space(id: string, key: string, reader: string, rest: object): object {
  const read = { subject: reader, operation: 'read', target: 'space', native: 'VIEWSPACE' }
  return { id, key, name: `Space ${key}`, kind: 'global', 'space-permissions': [read], ...rest }
}

function page(id: string, title: string, restrictions: readonly object[] = [], rest: object = {}): object {
  const created = 'person:aiko 2026-01-01T10:00Z'
  return { id, kind: 'page', title, created, versions: [text('person:aiko', '<p>text</p>')], restrictions, ...rest }
}

function only(subject: string): object {
  return { operation: 'read', subject }
}

function text(author: string, body: string): object {
  return { author, at: '2026-01-01T10:00Z', body }
}

function file(id: string, name: string, status: string): object {
  const created = 'person:aiko 2026-01-01T10:00Z'
  const version = { author: 'person:aiko', at: '2026-01-01T10:00Z', message: 'as it was', blob: { text: name } }
  return { id, name, mediaType: 'text/plain', created, status, 'attachment-versions': [version] }
}

function comment(id: string, status: string, rest: object = {}): object {
  const versions = [text('person:aiko', '<p>said</p>'), text('person:aiko', '<p>said again</p>')]
  return { id, kind: 'footer', status, created: 'person:aiko 2026-01-01T10:00Z', 'comment-versions': versions, ...rest }
}

function many(count: number, one: (at: number) => object): object[] {
  return Array.from({ length: count }, (_, at) => one(at))
}

function pad(at: number): string {
  return String(at).padStart(3, '0')
}
