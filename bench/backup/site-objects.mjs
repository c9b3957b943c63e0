import { choice, link, object, plain, text } from '../../fixtures/backup-xml.mjs'
import { userKey } from './body.mjs'

const when = `${plain('creationDate', '2019-01-01 08:00:00.000')}${plain('lastModificationDate', '2019-01-01 08:00:00.000')}`

/** Spaces with their permissions, users and labels: what a backup has few of. */
export function* siteObjects(layout, dialect) {
  const { id } = layout
  for (let space = 0; space < layout.spaces; space++) {
    yield object(
      'Space',
      id.space(space),
      text('name', `Space ${space}`),
      text('key', `S${space}`),
      text('lowerKey', `s${space}`),
      link('description', 'SpaceDescription', id.description(space)),
      link('homePage', 'Page', id.page(layout.homeOf(space))),
      link('creator', 'ConfluenceUserImpl', userKey(0, dialect)),
      when,
      plain('spaceType', 'global'),
      choice('spaceStatus', 'SpaceStatus', 'com.atlassian.confluence.spaces', 'CURRENT'),
    )
    yield object(
      'SpaceDescription',
      id.description(space),
      plain('version', 1),
      when,
      text('contentStatus', 'current'),
      link('space', 'Space', id.space(space)),
    )
    yield object(
      'BodyContent',
      id.description(space) + 1,
      text('body', `Everything of space ${space}.`),
      link('content', 'SpaceDescription', id.description(space)),
      plain('bodyType', 0),
    )
    for (const [index, type] of ['VIEWSPACE', 'EDITSPACE', 'COMMENT', 'CREATEATTACHMENT'].entries()) {
      yield object(
        'SpacePermission',
        id.permission(space * 10 + index),
        link('space', 'Space', id.space(space)),
        text('type', type),
        text('group', `group-${space % 20}`),
        text('allUsersSubject'),
        when,
      )
    }
  }
  for (let user = 0; user < layout.users; user++) {
    const name = `user.${user}`
    yield object(
      'ConfluenceUserImpl',
      userKey(user, dialect),
      text('name', name),
      text('lowerName', name),
      text('email', `${name}@backup.example`),
      dialect === 'C' ? text('atlassianAccountId', userKey(user, dialect)) : '',
    )
  }
  for (let label = 0; label < 100; label++) {
    yield object('Label', id.label(label), text('name', `topic-${label}`), text('namespace', 'global'), when)
  }
}

/** The descriptor of the backup. Only Cloud says which zone its times are in. */
export function descriptor(dialect) {
  const lines = [
    '#Tue Jan 01 08:00:00 UTC 2030',
    'exportType=all',
    'buildNumber=6169',
    `createdByBuildNumber=${dialect === 'C' ? 8703 : 8100}`,
    `source=${dialect === 'C' ? 'cloud' : 'server'}`,
    ...(dialect === 'C' ? ['timezoneId=UTC'] : []),
    'backupAttachments=true',
    'defaultUsersGroup=confluence-users',
    'ao.data.list=',
  ]
  return `${lines.join('\n')}\n`
}
