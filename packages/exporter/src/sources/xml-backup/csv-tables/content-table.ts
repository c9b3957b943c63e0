import { columns, type CsvTable, type RowKind } from './csv-table.js'

const acts = 'creator@creator creationdate=creationDate lastmodifier@lastModifier lastmoddate=lastModificationDate'

/**
 * What all content has. Every row says `current` but those of drafts, the trash and the archive: a row is an earlier version
 * where `prevver` names the current one. Drafts name what they are drafts of there as well.
 */
const shared = `hibernateversion=hibernateVersion title=title lowertitle=lowerTitle version=version ${acts}
  versioncomment=versionComment content_status=contentStatus navigationtype=navigationType entitysubtype=entitySubType`

const inSpace = 'spaceid>space:Space'
const believedOfPages = 'editorversion=editorVersion ownerid@owner'

function kind(className: string, text: string, constants?: RowKind['constants']): RowKind {
  return {
    class: className,
    columns: columns(`${shared} prevver>originalVersion:${className} ${text}`),
    ...(constants && { constants }),
  }
}

const page = `${inSpace} parentid>parent:Page child_position=position ${believedOfPages}`

/** The table that holds all content: every version of every page, post, comment, file, description and content of an app. */
export const contentTable: CsvTable = {
  name: 'content',
  id: 'contentid',
  kindColumn: 'contenttype',
  kinds: new Map([
    ['PAGE', kind('Page', `${page} isfolder?isFolder`)],
    ['FOLDER', kind('Page', page, { isFolder: 'true' })],
    ['BLOGPOST', kind('BlogPost', `${inSpace} ${believedOfPages}`)],
    ['COMMENT', kind('Comment', `${inSpace} pageid>containerContent parentcommentid>parent:Comment`)],
    ['ATTACHMENT', kind('Attachment', `${inSpace} pageid>containerContent`)],
    ['SPACEDESCRIPTION', kind('SpaceDescription', inSpace)],
    ['GLOBALDESCRIPTION', kind('GlobalDescription', '')],
    ['USERINFO', kind('PersonalInformation', 'username@user')],
    [
      'CUSTOM',
      kind(
        'CustomContentEntityObject',
        `${inSpace} pageid>containerContent parentccid>parent:CustomContentEntityObject
          pluginkey=pluginModuleKey pluginver=pluginVersion`,
      ),
    ],
    [
      'DRAFT',
      kind('Draft', 'draftpageid=pageId draftspacekey=draftSpaceKey drafttype=draftType draftpageversion=pageVersion'),
    ],
  ]),
  believed:
    'Rows of posts, files, folders and profiles, and the columns entitysubtype, editorversion, ownerid and isfolder, were never seen',
}

export { acts as actColumns }
