import { descriptorName } from '@spacecrate/confluence'
import type { SiteRecord } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import { carriedClass } from '../backup-class.js'
import { descriptionFormats, textsOf } from '../bodies.js'
import { descriptorFate } from '../descriptor-lines.js'
import { item, omit, present } from '../items.js'
import { versionedFields } from '../joined-fields.js'
import type { ClassFamily } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { joinedVersions, kept, locks, unsigned } from '../shared-fields.js'

const description = carriedClass({
  name: 'GlobalDescription',
  isContent: true,
  rows: 'G1 G12',
  fields: { carried: `${joinedVersions} ${kept}`, derived: 'title lowerTitle', excluded: `${unsigned} ${locks}` },
  join: versionedFields,
  leftover: { ofSite: 'always' },
})

/** What the source says of itself: one record. The description of the site goes with it. */
export const site: ClassFamily = { classes: [description], readings: [readSite] }

function* readSite(context: ReadContext): Generator<SourceItem> {
  const { identity, descriptor } = context
  const extra: [string, string][] = []
  for (const [name, value] of descriptor?.properties ?? []) {
    const fate = descriptorFate(name, value)
    if (fate === 'extra') extra.push([name, value])
    else if (fate === undefined) yield unknownLine(name)
  }
  yield item(
    'site',
    present<SiteRecord>({
      id: 'site:source',
      name: identity.name,
      product: identity.product,
      version: identity.version,
      build: identity.build,
      description: context.wholeSite ? yield* descriptionOf(context) : undefined,
      baseUrls: identity.baseUrls.length > 0 ? identity.baseUrls : undefined,
      timeZone: identity.timeZone?.name,
      extra: extra.length > 0 ? Object.fromEntries(extra) : undefined,
    }),
  )
}

function unknownLine(name: string): SourceItem {
  const what = `Line ${JSON.stringify(name.slice(0, 100))} of ${descriptorName}`
  return omit('FIELD_UNKNOWN', { kind: 'descriptor', what, file: descriptorName })
}

function* descriptionOf(context: ReadContext): Generator<SourceItem, SiteRecord['description']> {
  const row = context
    .query("SELECT n, at, size FROM object WHERE class = 'GlobalDescription' AND +root_n = n ORDER BY n DESC LIMIT 1")
    .get() as PlacedRow | undefined
  if (!row) return undefined
  context.ledger.set(row.n, 'merged')
  const { body } = yield* textsOf(context, row.n, descriptionFormats)
  return body && 'value' in body && body.value === '' ? undefined : body
}
