import type { UrlStyle } from '@spacecrate/confluence'
import type { Naming } from '../../destination.js'
import type { BodyPlace, ResolvedTarget, Resolver } from '../../references/resolver.js'
import { fold } from '../../fold.js'

interface Thing {
  readonly id: string
  /** Absent: in the archive, and not at the destination. */
  readonly target?: string
  /** Names at the destination, where they are others. */
  readonly named?: Naming
}

interface World {
  readonly spaces: readonly (Thing & { readonly key: string; readonly alias?: string })[]
  readonly contents: readonly (Thing & { readonly space: string; readonly title: string; readonly day?: string })[]
  readonly people: readonly (Thing & Pick<Naming, 'accountId' | 'userKey' | 'userName'>)[]
  readonly groups: readonly (Thing & { readonly name: string })[]
  readonly files: readonly (Thing & { readonly container: string; readonly name: string; readonly fileId: string })[]
  readonly comments: readonly (Thing & { readonly content: string })[]
  readonly templates: readonly Thing[]
  readonly shortcuts: readonly (Thing & { readonly key: string })[]
  /** Emoji, links to applications and calendars: named by what stands behind the kind in their ids. */
  readonly others: readonly Thing[]
  readonly baseUrls: readonly string[]
  readonly hosts: Readonly<Record<string, string>>
}

export const ann = '557058:01234567-89ab-cdef-0123-456789abcdef'
export const newAnn = '712020:aaaaaaaa-89ab-cdef-0123-456789abcdef'
export const oldFile = '01234567-89ab-cdef-0123-456789abcdef'
export const newFile = 'aaaaaaaa-89ab-cdef-0123-456789abcdef'

export const emoji = '55555555-89ab-cdef-0123-456789abcdef'
export const newEmoji = '66666666-89ab-cdef-0123-456789abcdef'
export const jira = '77777777-89ab-cdef-0123-456789abcdef'
export const newJira = '88888888-89ab-cdef-0123-456789abcdef'
export const keptEmoji = '99999999-89ab-cdef-0123-456789abcdef'
export const lostEmoji = 'bbbbbbbb-89ab-cdef-0123-456789abcdef'
export const lostJira = 'cccccccc-89ab-cdef-0123-456789abcdef'

/** A source and what an import made of it: a renamed space, a renamed page, other ids, other accounts. */
export const world: World = {
  spaces: [
    { id: 'space:1', key: 'DOC', alias: 'docs', target: 'space:901', named: { key: 'DOC2' } },
    { id: 'space:2', key: 'OPS', target: 'space:902', named: { key: 'OPS' } },
    { id: 'space:3', key: 'SKIP', named: { key: 'SKIP' } },
    { id: 'space:4', key: '~ann', target: 'space:904', named: { key: '~annie' } },
  ],
  contents: [
    { id: 'page:10', space: 'space:1', title: 'Home', target: 'page:910' },
    { id: 'page:11', space: 'space:1', title: 'Plans', target: 'page:911' },
    {
      id: 'page:65542',
      space: 'space:1',
      title: 'Old title',
      target: 'page:99942',
      named: { title: 'New title', formerTitle: 'Old title' },
    },
    { id: 'page:20', space: 'space:2', title: 'Runbook', target: 'page:920' },
    { id: 'page:30', space: 'space:3', title: 'Lost' },
    { id: 'post:31', space: 'space:1', title: 'News', day: '2030/05/06', target: 'post:931' },
    { id: 'page:589828', space: 'space:1', title: 'Tiny', target: 'page:201819180' },
    { id: 'whiteboard:77', space: 'space:1', title: 'Board', target: 'whiteboard:977' },
  ],
  people: [
    {
      id: 'person:k-ann',
      accountId: ann,
      userKey: 'ff8080817a1b2c3d017a1b2c3d4e0001',
      userName: 'ann',
      target: 'person:p1',
      named: { accountId: newAnn, userName: 'annie', displayName: 'Annie' },
    },
    { id: 'person:k-bob', accountId: '557058:bob', userKey: 'k-bob', userName: 'bob', named: { plain: 'Bob <B>' } },
    { id: 'person:k-eve', userName: 'eve' },
  ],
  groups: [{ id: 'group:writers', name: 'writers', target: 'group:authors', named: { groupName: 'authors' } }],
  files: [
    {
      id: 'attachment:8',
      container: 'page:10',
      name: 'plan.png',
      fileId: oldFile,
      target: 'attachment:908',
      named: { fileId: newFile },
    },
    {
      id: 'attachment:9',
      container: 'page:65542',
      name: 'a b.png',
      fileId: '11111111-89ab-cdef-0123-456789abcdef',
      target: 'attachment:909',
    },
  ],
  comments: [{ id: 'comment:7', content: 'page:65542', target: 'comment:907' }],
  templates: [{ id: 'template:12', target: 'template:912' }],
  shortcuts: [
    { id: 'shortcut-link:bugs', key: 'bugs', target: 'shortcut-link:bugs' },
    { id: 'shortcut-link:lost', key: 'lost' },
  ],
  others: [
    { id: `emoji:${emoji}`, target: `emoji:${newEmoji}` },
    { id: `emoji:${keptEmoji}`, target: `emoji:${keptEmoji}` },
    { id: `emoji:${lostEmoji}` },
    { id: `application-link:${jira}`, target: `application-link:${newJira}` },
    { id: `application-link:${lostJira}` },
    { id: 'calendar:summer', target: 'calendar:905' },
    { id: 'calendar:winter' },
  ],
  baseUrls: ['https://wiki.example.org/confluence', 'https://acme.atlassian.net/wiki'],
  hosts: { 'alias.example.org': '', 'jira.example.org': 'jira.new.example' },
}

/** The page that bodies stand on. */
export const place: BodyPlace = { holder: 'page:10', content: 'page:10', space: 'space:1' }

/** The same seen from the destination: everything is called there what it is called, and nothing else is there. */
export function settled(urls: UrlStyle): { readonly world: World; readonly place: BodyPlace } {
  const at = <Kind extends Thing>(things: readonly Kind[], names: (thing: Kind) => Partial<Kind>): Kind[] =>
    things.flatMap((thing) => {
      const { target, named } = thing
      return target === undefined
        ? []
        : [{ ...thing, id: target, ...names(thing), ...(named === undefined ? {} : { named }) }]
    })
  const idOf = (id: string): string =>
    [...world.spaces, ...world.contents].find((thing) => thing.id === id)?.target ?? `${id}-gone`
  return {
    world: {
      spaces: at(world.spaces, ({ key, named }) => ({ key: named?.key ?? key })),
      contents: at(world.contents, ({ space, title, named }) => ({
        space: idOf(space),
        title: named?.title ?? title,
        named: { title: named?.title ?? title },
      })),
      people: at(world.people, ({ named }) => ({ accountId: named?.accountId ?? '', userName: named?.userName ?? '' })),
      groups: at(world.groups, ({ name, named }) => ({ name: named?.groupName ?? name })),
      files: at(world.files, ({ container, fileId, named }) => ({
        container: idOf(container),
        fileId: named?.fileId ?? fileId,
      })),
      comments: at(world.comments, ({ content }) => ({ content: idOf(content) })),
      templates: at(world.templates, () => ({})),
      shortcuts: at(world.shortcuts, () => ({})),
      others: at(world.others, () => ({})),
      baseUrls: urls.baseUrl === undefined ? [] : [urls.baseUrl],
      hosts: {},
    },
    place: { holder: idOf('page:10'), content: idOf('page:10'), space: idOf('space:1') },
  }
}

/** A resolver over a world. */
export function worldResolver(of: World, urls: UrlStyle): Resolver {
  const { spaces, contents, people, groups, files, comments, templates, shortcuts, others, baseUrls, hosts } = of
  const owners: Readonly<Record<string, string>> = Object.fromEntries([
    ...contents.map(({ id, space }) => [id, space]),
    ...files.map(({ id, container }) => [id, container]),
    ...comments.map(({ id, content }) => [id, content]),
  ])
  const all = new Map<string, Thing>(
    [...spaces, ...contents, ...people, ...groups, ...files, ...comments, ...templates, ...shortcuts, ...others].map(
      (thing) => [thing.id, thing],
    ),
  )
  const found = (thing: Thing | undefined): ResolvedTarget | undefined =>
    thing && {
      id: thing.id,
      ...(thing.target === undefined ? {} : { target: thing.target }),
      ...(thing.named === undefined ? {} : { named: thing.named }),
    }
  const record = (id: string): ResolvedTarget | undefined => found(all.get(id))
  const bases = baseUrls.map((url) => new URL(url))
  const known = new Set([...bases.map(({ host }) => host), ...Object.keys(hosts).filter((host) => hosts[host] === '')])
  const names = { 'account-id': 'accountId', userkey: 'userKey', username: 'userName' } as const
  return {
    space: (key) =>
      found(
        spaces.find((space) => [space.key, space.alias].some((name) => name !== undefined && fold(name) === fold(key))),
      ),
    page: (space, title) =>
      found(contents.find((one) => one.day === undefined && one.space === space && fold(one.title) === fold(title))),
    post: (space, title, day) =>
      found(contents.find((one) => one.day === day && one.space === space && fold(one.title) === fold(title))),
    content: (digits) =>
      ['page', 'post', 'attachment', 'comment', 'whiteboard'].map((kind) => record(`${kind}:${digits}`)).find(Boolean),
    record,
    ownerOf: (id) => record(owners[id] ?? ''),
    person: (kind, value) => found(people.find((person) => person[names[kind]] === value)),
    group: (name) => found(groups.find((group) => fold(group.name) === fold(name))),
    file: (container, name) => found(files.find((file) => file.container === container && file.name === name)),
    shortcut: (key) => found(shortcuts.find((one) => fold(one.key) === fold(key))),
    media: (fileId) => found(files.find((file) => file.fileId === fileId)),
    isSourceHost: (host) => (known.size === 0 ? undefined : known.has(host)),
    contextPaths: (host) => bases.flatMap((base) => (base.host === host ? [base.pathname.replace(/\/$/, '')] : [])),
    hostFor: (host) => hosts[host] || undefined,
    urls,
  }
}

/** One construct of a section, what stands in a body, and what must come out. */
export interface ReferenceCase {
  /** Name of the row in the table of constructs. */
  readonly row: string
  readonly before: string
  /** Absent: byte for byte as before. */
  readonly after?: string
  /** What became of each reference, in any order: `rewritten`, `unchanged`, or the reason why it leads nowhere. */
  readonly outcome: readonly string[]
}

/** A row of a table of cases: name, before, outcomes with blanks between, and after where it is other. */
export function cases(
  ...rows: readonly (readonly [row: string, before: string, outcome: string, after?: string])[]
): readonly ReferenceCase[] {
  return rows.map(([row, before, outcome, after]) => ({
    row,
    before,
    ...(after === undefined ? {} : { after }),
    outcome: outcome.split(' ').filter((one) => one !== ''),
  }))
}
