import type { StreamRecords } from '@spacecrate/format'
import type { SiteStore } from '../src/store/site.js'
import { fillLevels, fillSettings } from './sample-settings.js'

/** Ids of the things that a sample site is asked for. */
export interface Sample {
  readonly space: string
  readonly home: string
  readonly page: string
  readonly secret: string
  readonly below: string
  readonly draft: string
  readonly trashed: string
  readonly archived: string
  readonly post: string
  readonly picture: string
  readonly drawing: string
  readonly template: string
  readonly comment: string
}

const at = (text: string): { readonly at: string } => ({ at: `${text}:00.000Z` })

/** A one-pixel picture. */
export const pixel: Buffer = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const body = `<p>The kiln is loaded on <strong>Thursdays</strong>. Ask <ac:link><ri:user ri:account-id="ada" /></ac:link> before you
change the shelves, and read <ac:link><ri:page ri:content-title="Glazes" /></ac:link> first.</p>
<ac:structured-macro ac:name="info"><ac:rich-text-body><p>The controller keeps the last ten curves.</p></ac:rich-text-body></ac:structured-macro>
<h2>Curve for stoneware</h2>
<table><tbody><tr><th>Step</th><th>Ramp</th><th>Hold</th></tr><tr><td>1</td><td>100 °C/h to 600 °C</td><td>–</td></tr>
<tr><td>2</td><td>150 °C/h to 1,240 °C</td><td>15 min</td></tr></tbody></table>
<ul><li>Cones: one on each shelf</li><li>Vents: closed <em>above</em> 900 °C</li></ul>
<ac:structured-macro ac:name="code"><ac:parameter ac:name="language">bash</ac:parameter><ac:plain-text-body><![CDATA[kilnctl load stoneware
kilnctl start --delay 6h]]></ac:plain-text-body></ac:structured-macro>
<p><ac:image><ri:attachment ri:filename="shelf plan.png" /></ac:image></p>
<p>Fired <ac:emoticon ac:emoji-id="kiln-1" ac:emoji-shortname=":kiln:" /> as <ac:link><ri:shortcut ri:key="bugs" ri:parameter="4 2" /></ac:link>
and not as <ac:link><ri:shortcut ri:key="evil" ri:parameter="1" /></ac:link></p>
<ac:structured-macro ac:name="glaze"><ac:parameter ac:name="colour">ash</ac:parameter></ac:structured-macro>`

/** Fills a site with one of everything that a page shows. */
export async function fillSample(store: SiteStore): Promise<Sample> {
  const blob = await store.storeBlob([pixel])
  const text = await store.storeBlob([
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  ])
  const by = 'person:ada'
  const created = { by, at: at('2019-03-12T09:30') }
  const made = {
    space: store.reserve('space'),
    home: store.reserve('page'),
    page: store.reserve('page'),
    secret: store.reserve('page'),
    below: store.reserve('page'),
    draft: store.reserve('page'),
    trashed: store.reserve('page'),
    archived: store.reserve('page'),
    post: store.reserve('post'),
    picture: store.reserve('attachment'),
    drawing: store.reserve('attachment'),
    template: store.reserve('template'),
    comment: store.reserve('comment'),
  }
  const { space, page } = made
  const person = (id: string, displayName: string, rest: Partial<StreamRecords['people']> = {}): string =>
    store.insert('people', { id, displayName, accountId: id.slice(7), kind: 'person', state: 'active', ...rest })
  const content = (id: string, title: string, rest: Partial<StreamRecords['content']> = {}): string =>
    store.insert('content', { id, kind: 'page', space, title, status: 'current', version: 1, created, ...rest })
  const version = (of: string, number: number, value: string, rest: Partial<StreamRecords['versions']> = {}): string =>
    store.insert('versions', {
      id: `version:${of}/${number}`,
      of,
      number,
      order: number,
      author: by,
      at: at(`2020-0${number}-02T14:05`),
      body: { format: 'storage', value },
      ...rest,
    })
  const comment = (id: string, value: string, rest: Partial<StreamRecords['comments']> = {}): void => {
    const record = { id, content: page, kind: 'footer', status: 'current', version: 1, created, ...rest } as const
    store.insert('comments', record)
    for (let number = 1; number <= record.version; number++) {
      const author = record.created.by
      const text = number === record.version ? value : `<p>Version ${number} of it</p>`
      store.insert('comment-versions', {
        id: `version:${id}/${number}`,
        of: id,
        number,
        order: number,
        ...(author === undefined ? {} : { author }),
        at: at('2020-04-01T08:00'),
        body: { format: 'storage', value: text },
      })
    }
  }
  const file = (id: string, name: string, mediaType: string, digests: readonly string[]): void => {
    store.insert('attachments', {
      id,
      container: page,
      name,
      mediaType,
      ...(id === made.picture ? { fileId: 'media-1' } : {}),
      status: 'current',
      version: digests.length,
      created,
    })
    digests.forEach((digest, index) =>
      store.insert('attachment-versions', {
        id: `version:${id}/${index + 1}`,
        of: id,
        number: index + 1,
        order: index + 1,
        author: by,
        at: at('2020-02-01T10:00'),
        blob: digest,
        bytes: digest === blob.digest ? blob.bytes : text.bytes,
        ...(index === 0 ? {} : { message: 'Corners straightened' }),
      }),
    )
  }

  store.transaction(() => {
    person('person:ada', 'Ada Kilnwright', { email: 'ada@example.org', timeZone: 'Europe/Berlin' })
    person('person:ben', 'Ben Ohm', { avatar: blob.digest })
    person('person:cleo', 'Cleo <script>alert(1)</script>', {
      kind: 'deleted',
      state: 'deleted',
      avatar: text.digest,
    })
    store.insert('groups', { id: 'group:potters', name: 'potters', description: 'Everybody with a key' })
    store.insert('groups', { id: 'group:all', name: 'all' })
    store.insert('memberships', {
      id: 'membership:group:potters/person:ben',
      group: 'group:potters',
      member: 'person:ben',
    })
    store.insert('memberships', {
      id: 'membership:group:all/group:potters',
      group: 'group:all',
      member: 'group:potters',
    })
    store.insert('spaces', {
      id: space,
      key: 'KILN',
      name: 'Kiln room',
      kind: 'global',
      status: 'current',
      description: {
        format: 'plain',
        value: 'Everything about firing: curves, glazes, accidents & how to avoid them.',
      },
      categories: ['pottery', 'workshop'],
      owner: by,
      home: made.home,
      logo: made.picture,
      created,
    })
    store.insert('spaces', {
      id: 'space:2',
      key: '~ada',
      name: 'Ada Kilnwright',
      kind: 'personal',
      status: 'current',
      owner: by,
    })
    store.insert('spaces', {
      id: 'space:3',
      key: '<b>"&',
      name: '<img src=x onerror=alert(1)>',
      kind: 'global',
      status: 'archived',
    })
    for (const [subject, operation] of [
      [{ type: 'group', id: 'group:potters' }, 'read'],
      [{ type: 'user', id: 'person:ada' }, 'read'],
      [{ type: 'user', id: 'person:ada' }, 'administer'],
    ] as const) {
      store.insert('space-permissions', {
        id: `permission:${space}/${subject.id}/${operation} space`,
        space,
        subject,
        operation,
        target: 'space',
      })
    }
    fillLevels(store)
    content(made.home, 'Kiln room', { position: 1 })
    content(page, 'How we fire', {
      position: 2,
      version: 3,
      parent: made.home,
      owner: by,
      classification: 'classification-level:1',
    })
    content(made.secret, 'Glazes', { position: 3, parent: made.home })
    content(made.below, 'Cones & <shelves>', { parent: page })
    content(made.draft, 'How we fire (draft)', { status: 'draft', draftOf: page, parent: made.home })
    content(made.trashed, 'Old rota', { status: 'trashed' })
    content(made.archived, 'Rota of 2018', { status: 'archived' })
    content(made.post, 'The new kiln is here', { kind: 'blogpost', postingDay: '2019-03-12' })
    content('folder:9', 'Papers', { kind: 'folder', position: 9 })
    content('whiteboard:9', 'Plan of the room', { kind: 'whiteboard', position: 10 })
    content('database:9', 'Glaze tests', { kind: 'database', position: 11 })
    content('embed:9', 'Video of a firing', { kind: 'embed', position: 12, url: 'https://video.example.org/watch?v=1' })
    content('custom:9', 'A glaze recipe', { kind: 'custom', position: 13, customType: 'com.example.glazes:recipe' })
    content('page:live-9', 'Rota of today', { position: 14, subtype: 'live' })
    version('page:live-9', 1, '<p>Ada.</p>')
    version(made.home, 1, '<p>Welcome. The rota hangs on the door; everything else is here.</p>')
    version(page, 1, '<p>First words</p>', { title: 'Firing', message: 'a start' })
    version(page, 2, '<p>More words</p>', { minor: true, message: 'typo' })
    version(page, 3, body, { author: 'person:ben', message: 'Curve for stoneware added' })
    version(made.secret, 1, '<p>Cobalt, iron, ash. And a word that nobody else may read: celadon.</p>')
    version(made.below, 1, '<p>Three cones.</p>')
    version(made.draft, 1, '<p>Not yet.</p><p><ac:image><ri:attachment ri:filename="shelf plan.png" /></ac:image></p>')
    version(made.trashed, 1, '<p>Gone.</p>')
    version(made.archived, 1, '<p>Kept.</p>')
    version(made.post, 1, '<p>It stands, it is level, it is hot.</p>')
    store.insert('restrictions', {
      id: `restriction:${made.secret}/read/person:ada`,
      content: made.secret,
      operation: 'read',
      subject: 'person:ada',
    })
    store.insert('restrictions', {
      id: `restriction:${made.secret}/update/group:potters`,
      content: made.secret,
      operation: 'update',
      subject: 'group:potters',
    })
    file(made.picture, 'shelf plan.png', 'image/png', [blob.digest, blob.digest])
    file(made.drawing, 'drawing.svg', 'image/svg+xml', [text.digest])
    comment(made.comment, '<p>Is the hold long enough for the big plates?</p>', { version: 2 })
    comment('comment:2', '<p>We had two cracks at ten minutes and none since.</p>', {
      parent: made.comment,
      created: { by: 'person:ben', at: at('2020-04-02T09:10') },
    })
    comment('comment:3', '<p>Is that still true? <em>I thought Wednesdays.</em></p>', {
      kind: 'inline',
      anchor: { ref: 'm1', selection: 'Thursdays' },
      resolution: { state: 'resolved', by: 'person:ben', at: at('2020-04-03T09:10') },
      created: { by: 'person:cleo', at: at('2020-04-03T07:00') },
    })
    comment('comment:4', '<p>Thursdays it is.</p>', { kind: 'inline', parent: 'comment:3' })
    comment('comment:5', '<p>Somewhere here.</p>', { kind: 'inline' })
    for (const name of ['firing', 'stoneware']) {
      store.insert('labels', { id: `label:${page}/global/${name}`, on: page, prefix: 'global', name })
    }
    store.insert('likes', { id: `like:${page}/person:ben`, on: page, by: 'person:ben' })
    store.insert('likes', { id: `like:${made.comment}/person:ben`, on: made.comment, by: 'person:ben' })
    store.insert('watches', { id: `watch:${page}/${by}/watch`, on: page, by, kind: 'watch' })
    store.insert('properties', {
      id: `property:${page}/content-appearance`,
      owner: page,
      key: 'content-appearance',
      value: '"full-width"',
      json: true,
    })
    store.insert('templates', { id: made.template, space, name: 'Firing log', version: 1, created })
    store.insert('template-versions', {
      id: `version:${made.template}/1`,
      of: made.template,
      number: 1,
      order: 1,
      author: by,
      body: { format: 'storage', value: '<h2>Load</h2><p>What went in.</p>' },
    })
    fillSettings(store, made, { picture: blob, drawing: text })
  })
  return made
}
