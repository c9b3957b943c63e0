import type { Body, Space } from '@spacecrate/format'
import { takes } from '../../../selection.js'
import type { SourceItem } from '../../../source.js'
import { createdOf, modifiedOf } from '../acts.js'
import { carriedClass, type ViewOf } from '../backup-class.js'
import { descriptionFormats, textsOf } from '../bodies.js'
import { versionedFields } from '../joined-fields.js'
import { linkTo } from '../link-to.js'
import { type ClassFamily, isTaken, itemsOfEach, viewAt } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { acts, joinedVersions, kept, locks, unknownMeaning, unsigned } from '../shared-fields.js'
import { kindOfSpace, statusOfSpace } from '../space-words.js'
import { decodeCell, encodeCell } from '../index/cell.js'
import { omit, present, recorded } from '../items.js'
import { firstTextOf, referenceOf, textOf, verbatimOf } from '../view.js'
import { attachment } from './attachments.js'
import { labelAt } from './labels.js'

const space = carriedClass({
  name: 'Space',
  records: [{ prefix: 'space:' }],
  rows: 'S1 S2 S3 S5 S6 S20',
  fields: {
    carried: `${acts} name key spaceType spaceStatus homePage description permissions pageTemplates`,
    derived: 'lowerKey',
    verbatim: 'position text',
  },
  holds: ['description'],
  lookUp(object) {
    const key = textOf(object, 'key')
    if (key === undefined) return undefined
    return {
      as: 'space',
      key,
      name: textOf(object, 'name'),
      kind: textOf(object, 'spaceType'),
      status: textOf(object, 'spaceStatus'),
      home: referenceOf(object, 'homePage')?.id,
      created: textOf(object, 'creationDate'),
      modified: textOf(object, 'lastModificationDate'),
      creator: referenceOf(object, 'creator')?.id ?? textOf(object, 'creatorName'),
    }
  },
})

const description = carriedClass({
  name: 'SpaceDescription',
  isContent: true,
  listedAs: ['owner'],
  rows: 'S4 S7 S8 S22',
  fields: {
    carried: `${joinedVersions} ${kept} space customContent`,
    derived: 'title lowerTitle',
    excluded: `${unsigned} ${locks}`,
    verbatim: unknownMeaning,
  },
  join: (object) => {
    const owner = referenceOf(object, 'space')
    return { ...versionedFields(object), space: owner?.id, owner }
  },
})

interface SpaceRow extends PlacedRow {
  readonly record: string
  readonly key: string
  readonly home: string | null
}

const rows = `SELECT o.n, o.at, o.size, o.record, s.key, s.home FROM object o JOIN space s ON s.n = o.n
  WHERE o.n > ? ORDER BY o.n`

/** Spaces that are taken, with description, categories and logo in one record. */
export const spaces: ClassFamily = {
  classes: [space, description],
  readings: [itemsOfEach({ of: space, rows, isWanted: isTaken, items: spaceOf })],
}

function* spaceOf(context: ReadContext, row: SpaceRow, object: ViewOf<typeof space>): Generator<SourceItem> {
  const key = decodeCell(row.key)
  const descriptions = yield* currentDescription(context, row)
  const texts = descriptions ? yield* textsOf(context, descriptions.n, descriptionFormats) : {}
  const type = textOf(object, 'spaceType')?.toLowerCase()
  const kind = kindOfSpace(type, key)
  yield recorded(
    context,
    row,
    space.name,
    'spaces',
    present<Space>({
      id: row.record,
      key,
      name: textOf(object, 'name'),
      kind,
      nativeKind: kind === 'other' ? type : undefined,
      status: statusOfSpace(textOf(object, 'spaceStatus')),
      owner: kind === 'personal' ? ownerOf(context, key) : undefined,
      description: isEmpty(texts.body) ? undefined : texts.body,
      categories: descriptions ? categoriesOf(context, descriptions.n) : undefined,
      home: yield* homeOf(context, row),
      logo: descriptions ? logoOf(context, descriptions.n, key) : undefined,
      created: createdOf(context, object),
      modified: modifiedOf(context, object),
      extra: withDescription(
        verbatimOf(object, space),
        descriptions && verbatimOf(viewAt(context, descriptions, description), description),
      ),
    }),
  )
}

/** The key of a personal space holds the name of its person, on Cloud the account id without punctuation. */
function ownerOf(context: ReadContext, key: string): string | undefined {
  const name = key.replace(/^~/, '').toLowerCase()
  const row = context
    .query('SELECT key FROM account WHERE lower = ? OR bare = ? ORDER BY n LIMIT 1')
    .get(encodeCell(name), encodeCell(name)) as { readonly key: string } | undefined
  if (row) return context.people.byKey(decodeCell(row.key))
  const known = context.query('SELECT 1 FROM directory_user WHERE lower = ?').get(encodeCell(name))
  return known === undefined ? undefined : context.people.byName(name)
}

function* currentDescription(context: ReadContext, row: SpaceRow): Generator<SourceItem, PlacedRow | undefined> {
  const found = context
    .query(
      `SELECT n, at, size, root_n FROM object INDEXED BY object_owner
         WHERE owner_n = ? AND class = 'SpaceDescription' ORDER BY n`,
    )
    .all(row.n) as DescriptionRow[]
  const current = found.find((one) => one.root_n === one.n)
  const versions = current ? (context.query(descriptionVersions).all(current.n) as DescriptionRow[]) : []
  const earlier = new Set([...found, ...versions].map(({ n }) => n).filter((n) => n !== current?.n))
  const kept = takes(context.selection, 'history')
  if (current) context.ledger.set(current.n, 'merged')
  for (const n of earlier) context.ledger.set(n, kept ? 'omitted' : 'unselected')
  if (kept && earlier.size > 0) {
    const what = `${earlier.size} earlier descriptions of ${row.record}`
    yield omit('SPACE_DESCRIPTION_HISTORY', { kind: 'SpaceDescription', what, count: earlier.size })
  }
  return current
}

interface DescriptionRow extends PlacedRow {
  readonly root_n: number | null
}

const descriptionVersions = 'SELECT n, at, size, root_n FROM object INDEXED BY object_root WHERE root_n = ?'

/** A space without description has one all the same, and it is empty. */
function isEmpty(body: Body | undefined): boolean {
  return body !== undefined && 'value' in body && body.value === ''
}

/** Team labels on the description are the categories of the space. */
function categoriesOf(context: ReadContext, description: number): string[] | undefined {
  if (!takes(context.selection, 'labels')) return undefined
  const names = new Set<string>()
  const rows = context
    .query(
      "SELECT n, at, size FROM object INDEXED BY object_owner WHERE owner_n = ? AND class = 'Labelling' ORDER BY n",
    )
    .all(description) as PlacedRow[]
  for (const row of rows) {
    const label = labelAt(context, row)
    if (label?.prefix !== 'team') continue
    names.add(label.name)
    context.ledger.set(row.n, 'merged')
    context.ledger.settle(label.n, 'merged')
  }
  return names.size === 0 ? undefined : [...names].sort()
}

/** The logo is the file on the description that is named as the space's key. */
function logoOf(context: ReadContext, description: number, key: string): string | undefined {
  const rows = context
    .query(
      `SELECT n, at, size, record FROM object INDEXED BY object_owner WHERE owner_n = ? AND class = 'Attachment' AND +root_n = n AND status = 0 ORDER BY n`,
    )
    .all(description) as (PlacedRow & { readonly record: string })[]
  for (const row of rows) {
    if (context.ledger.fate(row.n) !== 'taken') continue
    const object = viewAt(context, row, attachment)
    if (firstTextOf(object, 'title', 'fileName') === key) return row.record
  }
  return undefined
}

function* homeOf(context: ReadContext, row: SpaceRow): Generator<SourceItem, string | undefined> {
  if (row.home === null) return undefined
  const page = context
    .query("SELECT n FROM object WHERE id = ? AND class IN ('Page', 'BlogPost') ORDER BY class DESC LIMIT 1")
    .get(row.home) as { readonly n: number } | undefined
  const target = page && (yield* linkTo(context, page.n))
  if (target && target.space_n !== row.n) {
    yield omit('HOME_ELSEWHERE', { kind: 'Space', what: `The home page ${target.record} of ${row.record}` })
  }
  if (target) return target.record
  yield omit('HOME_MISSING', { kind: 'Space', what: `The home page ${decodeCell(row.home)} of ${row.record}` })
  return undefined
}

function withDescription(
  space: Record<string, string> | undefined,
  description: Record<string, string> | undefined,
): Record<string, string> | undefined {
  if (!description) return space
  const fields = Object.entries(description).map(([name, value]) => [`SpaceDescription ${name}`, value] as const)
  return Object.fromEntries([...Object.entries(space ?? {}), ...fields])
}
