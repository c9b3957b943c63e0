import { link, many, object, plain, text } from '../../fixtures/backup-xml.mjs'
import { userKey } from './body.mjs'

// What hardly any site has, and what a reader must bear all the same. All of it hangs on pages of the first space, with ids far
// above all others.

const firstId = { history: 5_000_000_000_000, body: 6_000_000_000_000, likes: 7_000_000_000_000 }
/** Twenty digits: more than a number of JavaScript or a long of Java holds. */
const longId = '98765432109876543210'
const line = '<p>Another line of a body that nobody reads to its end, and that somebody pasted from a log.</p>'

/**
 * The rare objects of a backup: a page with `history` versions, `likes` likes on ordinary pages, a page with an id of 20
 * digits (`longId`), a page whose body has `largeBody` megabytes.
 */
export function* rareObjects(layout, { history, likes, longId: hasLongId, largeBody, dialect }) {
  if (history > 0) yield* pageWithHistory(layout, history, dialect)
  if (hasLongId) yield* page(layout, longId, '98765432109876543211', 'A page with a long id', '<p>Short.</p>', dialect)
  if (largeBody > 0) {
    const body = line.repeat(Math.ceil((largeBody * 1e6) / line.length))
    yield* page(layout, firstId.body, firstId.body + 1, 'A page with a large body', body, dialect)
  }
  yield* manyLikes(layout, likes, dialect)
}

function* pageWithHistory(layout, versions, dialect) {
  const id = (version) => firstId.history + 2 * version
  const current = id(versions)
  const earlier = Array.from({ length: versions - 1 }, (_, index) => id(index + 1))
  for (let version = 1; version <= versions; version++) {
    const isCurrent = version === versions
    yield object(
      'Page',
      id(version),
      many('bodyContents', 'BodyContent', [id(version) + 1], dialect),
      common('A page with a long history', version, dialect),
      isCurrent ? many('historicalVersions', 'Page', earlier, dialect) : link('originalVersion', 'Page', current),
      isCurrent || dialect !== 'C' ? '' : plain('originalVersionId', current),
      isCurrent ? place(layout) : '',
    )
    yield body(id(version) + 1, id(version), `<p>As of version ${version}.</p>`)
  }
}

function* page(layout, id, bodyId, title, value, dialect) {
  const bodies = many('bodyContents', 'BodyContent', [bodyId], dialect)
  yield object('Page', id, bodies, common(title, 1, dialect), place(layout))
  yield body(bodyId, id, value)
}

/** Likes of each user in turn on page after page: no user likes a page twice. */
function* manyLikes(layout, likes, dialect) {
  if (likes > layout.pages * layout.users)
    throw new RangeError(`A page has at most one like of each user: ask for more pages or users than ${likes} likes`)
  for (let like = 0; like < likes; like++) {
    yield object(
      'LikeEntity',
      firstId.likes + like,
      link('content', 'Page', layout.id.page(Math.floor(like / layout.users))),
      link('user', 'ConfluenceUserImpl', userKey(like % layout.users, dialect)),
      plain('creationDate', '2020-02-02 02:02:02.000'),
    )
  }
}

function common(title, version, dialect) {
  const user = userKey(0, dialect)
  return [
    text('title', title),
    text('lowerTitle', title.toLowerCase()),
    plain('version', version),
    link('creator', 'ConfluenceUserImpl', user),
    plain('creationDate', '2020-02-02 02:02:02.000'),
    link('lastModifier', 'ConfluenceUserImpl', user),
    plain(
      'lastModificationDate',
      new Date(Date.UTC(2020, 1, 2) + version * 60_000).toISOString().replace('T', ' ').replace('Z', ''),
    ),
    text('versionComment', ''),
    text('contentStatus', 'current'),
  ].join('')
}

function place(layout) {
  return link('space', 'Space', layout.id.space(0)) + link('parent', 'Page', layout.id.page(layout.homeOf(0)))
}

function body(id, owner, value) {
  return object('BodyContent', id, text('body', value), link('content', 'Page', owner), plain('bodyType', 2))
}
