import { actColumns as acts, contentTable } from './content-table.js'
import { columns, type CountedTable, type CsvTable, tableOf } from './csv-table.js'

const ofModel = 'Columns named as in the public data model of Confluence; no real table was at hand'

/** The tables whose rows are read, in the order in which they enter the index. */
export const csvTables: readonly CsvTable[] = [
  tableOf(
    'spaces',
    'Space',
    'spaceid',
    `spacename=name spacekey=key lowerspacekey=lowerKey spacedescid>description:SpaceDescription homepage>homePage:Page
      spacetype=spaceType spacestatus=spaceStatus ${acts}`,
  ),
  contentTable,
  tableOf('bodycontent', 'BodyContent', 'bodycontentid', 'body=body contentid>content bodytypeid=bodyType'),
  tableOf(
    'user_mapping',
    'ConfluenceUserImpl',
    'user_key',
    'username=name lower_username=lowerName aaid=atlassianAccountId email=email',
  ),
  tableOf(
    'contentproperties',
    'ContentProperty',
    'propertyid',
    'propertyname=name stringval=stringValue longval=longValue dateval=dateValue contentid>content',
  ),
  tableOf(
    'label',
    'Label',
    'labelid',
    'name=name namespace=namespace owner@owningUser creationdate=creationDate lastmoddate=lastModificationDate',
  ),
  tableOf(
    'content_label',
    'Labelling',
    'id',
    `labelid>label:Label contentid>content pagetemplateid>pageTemplate:PageTemplate owner@owningUser
      labelableid=labelableId labelabletype=labelableType creationdate=creationDate lastmoddate=lastModificationDate`,
  ),
  tableOf('content_perm_set', 'ContentPermissionSet', 'id', `cont_perm_type=type content_id>owningContent ${acts}`),
  tableOf(
    'content_perm',
    'ContentPermission',
    'id',
    `cp_type=type username@userSubject groupname=groupName cps_id>owningSet:ContentPermissionSet ${acts}`,
  ),
  tableOf(
    'likes',
    'LikeEntity',
    'id',
    'contentid>content username@user creationdate=creationDate sequencenumber=sequenceNumber liked?liked',
  ),
  tableOf(
    'notifications',
    'Notification',
    'notificationid',
    `contentid>content spaceid>space:Space username@receiver contenttype=type digest?digest network?network
      includechildren?includeChildren ${acts}`,
    { believed: ofModel },
  ),
  tableOf(
    'spacepermissions',
    'SpacePermission',
    'permid',
    `spaceid>space:Space permtype=type permgroupname=group permusername@userSubject permalluserssubject=allUsersSubject
      active?active ${acts}`,
    { believed: ofModel },
  ),
  tableOf(
    'pagetemplates',
    'PageTemplate',
    'templateid',
    `hibernateversion=hibernateVersion templatename=name templatedesc=description content=content bodytypeid=bodyType
      spaceid>space:Space version=version pluginkey=pluginKey modulekey=moduleKey refpluginkey=referencingPluginKey
      refmodulekey=referencingModuleKey prevver>originalVersion:PageTemplate ${acts}`,
    { believed: `${ofModel}; a row that names another in prevver is taken for an earlier version of it` },
  ),
  tableOf(
    'bandana',
    'ConfluenceBandanaRecord',
    'bandanaid',
    'bandanacontext=context bandanakey=key bandanavalue=value',
    {
      believed: ofModel,
    },
  ),
  {
    name: 'os_propertyentry',
    kinds: new Map([
      [
        '',
        {
          class: 'BucketPropertySetItem',
          columns: columns(
            `entity_name#entityName entity_id#entityId entity_key#key key_type=type boolean_val=booleanVal
              double_val=doubleVal string_val=stringVal text_val=textVal long_val=longVal int_val=intVal date_val=dateVal`,
          ),
        },
      ],
    ]),
    believed: ofModel,
  },
  tableOf(
    'usercontent_relation',
    'User2ContentRelationEntity',
    'relationid',
    `targetcontentid>targetContent sourceuser@sourceContent targettype=targetType relationname=relationName ${acts}`,
    { believed: ofModel },
  ),
  tableOf(
    'content_relation',
    'Content2ContentRelationEntity',
    'relationid',
    `targetcontentid>targetContent sourcecontentid>sourceContent targettype=targetType sourcetype=sourceType
      relationname=relationName ${acts}`,
    { believed: ofModel },
  ),
]

/** The tables whose rows are counted and not read. Any other one is an omission with its name. */
export const countedTables: readonly CountedTable[] = [
  { name: 'links', fate: 'derived', class: 'OutgoingLink', why: 'Made from the links in bodies' },
  { name: 'extrnlnks', fate: 'derived', class: 'ReferralLink', why: 'Counts visits from other sites' },
  { name: 'trackbacklinks', fate: 'derived', class: 'TrackbackLink', why: 'Counts links of other sites' },
  { name: 'imagedetails', fate: 'derived', class: 'ImageDetailsDto', why: 'Width and height, which are in the file' },
  { name: 'confancestors', fate: 'derived', why: 'Says again what the parents of pages say' },
]

const read: ReadonlyMap<string, CsvTable> = new Map(csvTables.map((table) => [table.name, table]))
const counted: ReadonlyMap<string, CountedTable> = new Map(countedTables.map((table) => [table.name, table]))

export function csvTable(name: string): CsvTable | undefined {
  return read.get(name)
}

/** What becomes of the rows of a table that is not read. */
export function countedTable(name: string): CountedTable {
  return counted.get(name) ?? { name, fate: 'omitted' }
}
