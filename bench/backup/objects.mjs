import { choice, link, many, object, plain, text } from '../../fixtures/backup-xml.mjs'
import { fileName, userKey, uuid } from './body.mjs'

// The objects of one page, class by class, each from the number of the page alone.

const mediaTypes = {
  png: 'image/png',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** Writers of objects for one layout and dialect. Pages have no likes if they get theirs elsewhere. */
export function createObjects(layout, bodies, dialect, likesElsewhere) {
  const { id } = layout
  const cloud = dialect === 'C'
  const user = (name, number) => link(name, 'ConfluenceUserImpl', userKey(number % layout.users, dialect))
  const references = (name, className, ids) => many(name, className, ids, dialect)
  const markersOf = (page) =>
    Array.from({ length: layout.commentsOf(page) }, (_, at) => at)
      .filter((at) => at % 8 === 3)
      .map((at) => uuid(page, at))

  function common(page, { title, number, message, author = page + number }) {
    return [
      text('title', title),
      text('lowerTitle', title?.toLowerCase()),
      plain('version', number),
      user('creator', page),
      plain('creationDate', stamp(page, 1)),
      user('lastModifier', author),
      plain('lastModificationDate', stamp(page, number)),
      text('versionComment', message ?? ''),
      text('contentStatus', 'current'),
    ].join('')
  }

  return {
    /** The current page and its earlier versions. */
    *page(page) {
      const versions = layout.versionsOf(page)
      const title = layout.titleOf(page)
      const history = Array.from({ length: versions - 1 }, (_, index) => id.version(page, index + 1))
      for (const [index, historic] of history.entries()) {
        yield object(
          'Page',
          historic,
          references('bodyContents', 'BodyContent', [id.body(page, index + 1)]),
          common(page, { title, number: index + 1, message: index % 3 === 0 ? 'Corrected after review' : '' }),
          link('originalVersion', 'Page', id.page(page)),
          cloud ? plain('originalVersionId', id.page(page)) : '',
        )
      }
      const parent = layout.parentOf(page)
      const [from, to] = layout.filesOf(page)
      const files = Array.from({ length: to - from }, (_, slot) => fileId(page, from, slot))
      const comments = Array.from({ length: layout.commentsOf(page) }, (_, comment) => id.comment(page, comment))
      yield object(
        'Page',
        id.page(page),
        plain('hibernateVersion', versions + 2),
        references('bodyContents', 'BodyContent', [id.body(page, versions)]),
        common(page, { title, number: versions }),
        references('historicalVersions', 'Page', history),
        references('attachments', 'Attachment', files),
        references('comments', 'Comment', comments),
        link('space', 'Space', id.space(layout.spaceOf(page))),
        plain('position', page % 3 === 0 ? undefined : (page % 8) * 1000 + 17),
        link('parent', 'Page', parent === undefined ? undefined : id.page(parent)),
        references(cloud ? 'childrens' : 'children', 'Page', layout.childrenOf(page).map(id.page)),
      )
    },

    /** The bodies of all versions. */
    *bodies(page) {
      const versions = layout.versionsOf(page)
      for (let version = 1; version <= versions; version++) {
        const owner = version === versions ? id.page(page) : id.version(page, version)
        yield object(
          'BodyContent',
          id.body(page, version),
          text('body', bodies.ofPage(page, version, version === versions ? markersOf(page) : [])),
          link('content', 'Page', owner),
          plain('bodyType', 2),
        )
      }
    },

    /** Comments: every third one answers the one before, every eighth is inline. */
    *comments(page) {
      for (let comment = 0; comment < layout.commentsOf(page); comment++) {
        const own = id.comment(page, comment)
        const inline = comment % 8 === 3
        const properties = inline
          ? [
              ['inline-comment', 'true'],
              ['inline-marker-ref', uuid(page, comment)],
              ['status', 'open'],
            ]
          : []
        for (const [index, [name, value]] of properties.entries()) {
          yield object(
            'ContentProperty',
            own + 2 + index,
            text('name', name),
            text('stringValue', value),
            plain('longValue'),
            plain('dateValue'),
          )
        }
        yield object(
          'Comment',
          own,
          references('bodyContents', 'BodyContent', [own + 1]),
          references(
            'contentProperties',
            'ContentProperty',
            properties.map((_, index) => own + 2 + index),
          ),
          common(page, { number: 1, author: page + comment }),
          link('containerContent', 'Page', id.page(page)),
          link('parent', 'Comment', comment % 3 === 2 && !inline ? id.comment(page, comment - 1) : undefined),
        )
        yield object(
          'BodyContent',
          own + 1,
          text('body', bodies.ofComment(page, comment)),
          link('content', 'Comment', own),
          plain('bodyType', 2),
        )
      }
    },

    /** Files with their versions and properties; where their bytes belong. */
    *files(page) {
      const [from, to] = layout.filesOf(page)
      for (let slot = 0; slot < to - from; slot++) {
        const file = from + slot
        const sizes = layout.fileVersions(file)
        const current = fileId(page, from, slot)
        for (const [index, size] of sizes.entries()) {
          const own = id.file(page, slot, index)
          const last = own === current
          const type = mediaTypes[fileName(file).split('.').at(-1)]
          yield {
            path: `attachments/${id.page(page)}/${current}/${index + 1}`,
            size,
            file: file * 4 + index,
            xml: [
              object(
                'ContentProperty',
                own + 1,
                text('name', 'MEDIA_TYPE'),
                text('stringValue', type),
                plain('longValue'),
                plain('dateValue'),
              ),
              object(
                'ContentProperty',
                own + 2,
                text('name', 'FILESIZE'),
                text('stringValue'),
                plain('longValue', size),
                plain('dateValue'),
              ),
              object(
                'Attachment',
                own,
                references('contentProperties', 'ContentProperty', [own + 1, own + 2]),
                common(page, {
                  title: fileName(file),
                  number: index + 1,
                  message: index === 0 ? 'First cut' : 'With corrections',
                }),
                last ? '' : link('originalVersion', 'Attachment', current),
                link('containerContent', 'Page', id.page(page)),
                link('space', 'Space', id.space(layout.spaceOf(page))),
              ),
            ],
          }
        }
      }
    },

    /** Labels, likes, watches, restrictions: some pages have them. */
    *others(page) {
      const own = (slot) => id.other(page, slot)
      const when = [plain('creationDate', stamp(page, 1)), plain('lastModificationDate', stamp(page, 1))].join('')
      const target = link('content', 'Page', id.page(page))
      if (page % 2 === 0) {
        yield object(
          'Labelling',
          own(0),
          link('label', 'Label', id.label(page % 100)),
          target,
          user('owningUser', page),
          plain('labelableId', id.page(page)),
          text('labelableType', 'CONTENT'),
          when,
        )
      }
      if (page % 7 === 0 && !likesElsewhere)
        yield object('LikeEntity', own(1), target, user('user', page + 3), plain('creationDate', stamp(page, 1)))
      if (page % 11 === 0) {
        yield object(
          'Notification',
          own(2),
          target,
          user('receiver', page + 1),
          user('creator', page + 1),
          when,
          plain('digest', false),
          plain('network', false),
          choice('type', 'ContentTypeEnum', 'com.atlassian.confluence.search.service', 'page'),
        )
      }
      if (page % 50 === 9) {
        yield object(
          'ContentPermission',
          own(3),
          text('type', 'View'),
          text('groupName', `group-${page % 20}`),
          link('owningSet', 'ContentPermissionSet', own(4)),
          user('creator', page),
          when,
        )
        yield object(
          'ContentPermissionSet',
          own(4),
          text('type', 'View'),
          references('contentPermissions', 'ContentPermission', [own(3)]),
          link('owningContent', 'Page', id.page(page)),
          when,
        )
      }
    },
  }

  function fileId(page, from, slot) {
    return id.file(page, slot, layout.fileVersions(from + slot).length - 1)
  }
}

/** A time that grows with the version, in the form of a backup. */
function stamp(page, version) {
  const at = new Date(Date.UTC(2019, 0, 1) + page * 3_600_000 + version * 86_400_000 + page * 37)
  return at.toISOString().replace('T', ' ').replace('Z', '')
}
