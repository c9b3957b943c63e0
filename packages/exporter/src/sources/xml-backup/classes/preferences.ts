import { type BackupClass, carriedClass, type Words } from '../backup-class.js'
import { viewAt } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { decodeCell, encodeCell } from '../index/cell.js'
import { textOf, type View } from '../view.js'

const values = 'booleanVal doubleVal stringVal textVal longVal intVal dateVal'

/** A preference: an entry in the set of properties of a person. */
export const preference: BackupClass<Words<typeof values> | 'entityName' | 'key' | 'type'> = carriedClass({
  name: 'BucketPropertySetItem',
  rows: 'U1 U4',
  why: 'Of preferences only those on a list are carried; any other may hold the state of an app, and a secret',
  kind: 'people-details',
  fields: { carried: `entityName key type ${values}`, excluded: 'entityId' },
  join: (object) => ({ mark: ownerOf(object) }),
  leftover: {
    ofSite: 'always',
    alone: 'SETTING',
    isDerived: (_, row) => taskCounter.test(decodeCell(row.id ?? '')),
  },
})

/** Counts the tasks of a text, which a site does anew when it stores the text. */
const taskCounter = /^confluence_ContentEntityObject\/\d+\/confluence\.inline\.tasks\.sequence\.last$/

/** Whose preference it is: the sets of a person are named after the user key, or after the user name. */
function ownerOf(object: View<never>): string | undefined {
  const set = object.compositeId?.get('entityName') ?? ''
  const match = /^(?:(USERPROPS-)|CWD_|LOC_)(.+)$/s.exec(set)
  return match?.[2] === undefined
    ? undefined
    : match[1] === undefined
      ? `name ${match[2].toLowerCase()}`
      : `key ${match[2]}`
}

/** What the sets of preferences of a person say of them, by key; each is counted as merged when it is taken. */
export interface Preferences {
  readonly timeZone?: string
  readonly locale?: string
  /** Name of the file that is the picture. */
  readonly picture?: string
  /** What the person wrote into the profile, and how Confluence behaves for them; as the source keeps it. */
  readonly others: readonly { readonly row: PlacedRow; readonly key: string; readonly value: string }[]
}

const timeZone = /^(?:confluence\.)?(?:user\.|prefs\.)?time\.?zone$/i
const locale = /^(?:confluence\.)?(?:user\.|prefs\.)?locale$/i
const picture = /^(?:confluence\.)?(?:user\.)?profile\.picture$/i
const profile = /^(?:confluence\.user\.profile\.)?(?:phone|im|website|position|department|location)$/i
/** Switches of Confluence itself, by name: the keys of apps begin otherwise, and tokens are none of these. */
const switches =
  /^confluence\.prefs\.(?:email\.[a-z.]{1,40}|notify\.[a-z.]{1,40}|daily\.summary[a-z.]{0,40}|site\.homepage|watch\.my\.own\.content|keyboard\.shortcuts\.disabled)$/i

/** Reads the preferences of the person with this user key or user name. What no list names stays open. */
export function preferencesOf(context: ReadContext, key: string | undefined, lower: string | undefined): Preferences {
  const found: { timeZone?: string; locale?: string; picture?: string } = {}
  const others: { row: PlacedRow; key: string; value: string }[] = []
  const marks = [...(key === undefined ? [] : [`key ${key}`]), ...(lower === undefined ? [] : [`name ${lower}`])]
  for (const mark of marks) {
    for (const row of context.query(preferences).all(encodeCell(mark)) as PlacedRow[]) {
      if (!context.ledger.isOpen(row.n)) continue
      const object = viewAt(context, row, preference)
      const name = object.compositeId?.get('key') ?? ''
      const value = textOf(object, columnOf(textOf(object, 'type')))
      if (value === undefined || value.length > valueLimit) continue
      if (timeZone.test(name)) found.timeZone ??= value
      else if (locale.test(name)) found.locale ??= value
      else if (picture.test(name)) found.picture ??= value
      else if (profile.test(name) || switches.test(name)) {
        others.push({ row, key: name, value })
        continue
      } else continue
      context.ledger.set(row.n, 'merged')
    }
  }
  return { ...found, others }
}

const preferences =
  "SELECT n, at, size FROM object WHERE class = 'BucketPropertySetItem' AND mark = ? ORDER BY n LIMIT 1000"
const valueLimit = 10_000

/** The column in which a value of this type stands: 1 boolean, 2 int, 3 long, 4 double, 5 string, 6 text, 7 date. */
function columnOf(type: string | undefined): Words<typeof values> {
  const columns: Readonly<Record<string, Words<typeof values>>> = {
    1: 'booleanVal',
    2: 'intVal',
    3: 'longVal',
    4: 'doubleVal',
    6: 'textVal',
    7: 'dateVal',
  }
  return columns[type ?? ''] ?? 'stringVal'
}
