import { basename } from 'node:path'
import type { Database } from '@spacecrate/disk'
import { type Descriptor, parseTimestamp } from '@spacecrate/confluence'
import type { Instant } from '@spacecrate/format'
import type { Assessment } from '../../source.js'
import type { KnownSite, Traits } from './identity.js'
import { formOf, type Part } from './parts/part.js'
import type { SelectedSpaces } from './select-spaces.js'
import { decodeCell } from './index/cell.js'
import { untypedWords } from './untyped-bodies.js'
import type { Zone } from './zone.js'

interface Facts {
  readonly db: Database
  readonly parts: readonly Part[]
  /** What lies beside the exports in a folder and is none. */
  readonly others: readonly string[]
  readonly descriptor: Descriptor | undefined
  readonly traits: Traits
  readonly zone: Zone
  /** What is doubtful about it. */
  readonly note: string | undefined
  readonly site: KnownSite
  /** Objects and rows of tables. */
  readonly count: number
  /** Objects of entities.xml alone. */
  readonly objects: number
  readonly selected: SelectedSpaces
  /** When the backup was made, as its root says. */
  readonly datetime: string | undefined
  readonly fingerprint: string
}

/** What a look at a backup found: its spaces, how much there is to read, and what it can't show. */
export function assessmentOf(facts: Facts): Assessment {
  const contents = facts.db.prepare(
    `SELECT count(*) AS count FROM object WHERE space_n = ? AND +root_n = n AND class IN ('Page', 'BlogPost', 'Draft')`,
  )
  return {
    spaces: facts.selected.choices.map(({ n, key, name, kind, status }) => ({
      key,
      name,
      kind,
      status,
      contents: (contents.get(n) as { readonly count: number }).count,
    })),
    ...exportsOf(facts),
    expectedItems: facts.count,
    ...(facts.descriptor?.objectsCount !== undefined && { declaredItems: facts.descriptor.objectsCount }),
    ...bytesOf(facts.parts),
    limits: limitsOf(facts),
    consistency: { kind: 'snapshot', ...madeAt(facts.datetime) },
    fingerprint: facts.fingerprint,
  }
}

/** The exports of a set, each as it describes itself; a space export without a descriptor is told by the spaces it holds. */
function exportsOf({ db, parts }: Facts): Pick<Assessment, 'exports'> | undefined {
  if (parts.length < 2) return undefined
  const bases = db.prepare('SELECT base FROM part ORDER BY base').pluck().all() as number[]
  const keys = db.prepare(
    'SELECT s.key FROM space s JOIN object o ON o.n = s.n WHERE o.at >= ? AND o.at < ? ORDER BY s.key LIMIT 1000',
  )
  const exports = parts.map(({ files, descriptor }, index) => {
    const end = bases[index + 1] ?? Number.MAX_SAFE_INTEGER
    const found = (keys.pluck().all(bases[index] ?? 0, end) as string[]).map(decodeCell)
    return {
      path: files.path,
      form: files.form,
      ...(descriptor?.source !== undefined && { product: descriptor.source }),
      ...(descriptor?.version !== undefined && { version: descriptor.version }),
      spaces: descriptor !== undefined && descriptor.spaceKeys.length > 0 ? descriptor.spaceKeys : found,
      ...(descriptor?.written !== undefined && { written: descriptor.written }),
    }
  })
  return { exports }
}

/** The time of the root is in UTC, other than those of the objects. */
function madeAt(datetime: string | undefined): { readonly from?: Instant } {
  const at = datetime === undefined ? undefined : parseTimestamp(datetime, 'UTC')
  return datetime === undefined || at === undefined ? {} : { from: { at, raw: datetime, zone: 'assumed(UTC)' } }
}

function bytesOf(parts: readonly Part[]): Required<Pick<Assessment, 'expectedBytes' | 'sourceBytes'>> {
  let [expectedBytes, sourceBytes] = [0, 0]
  for (const { files } of parts) {
    for (const name of files.names()) {
      const size = files.size(name) ?? 0
      sourceBytes += size
      if (name.startsWith('attachments/')) expectedBytes += size
    }
  }
  return { expectedBytes, sourceBytes }
}

function limitsOf({ parts, others, descriptor, traits, zone, note, site, objects }: Facts): string[] {
  const limits: string[] = []
  if (!descriptor) limits.push('There is no export descriptor: product and version are told by the look of the file')
  else if (descriptor.exportType === 'space') {
    limits.push('A space export holds only people whom its content names, and of groups only their names')
  }
  if (formOf(parts) === 'csv')
    limits.push('The tables of a CSV export name no people: they are known by their account ids')
  if (descriptor?.backupAttachments === false) limits.push('The backup was made without attachments')
  const isXml = formOf(parts) === 'xml'
  if (isXml && descriptor?.objectsCount !== undefined && descriptor.objectsCount !== objects) {
    limits.push(`The descriptor says ${descriptor.objectsCount} objects, and the file has ${objects}`)
  }
  if (note !== undefined) limits.push(note)
  else if (zone.from === 'inferred')
    limits.push(`Its times name no zone; ${zone.name} follows from the first line of its descriptor`)
  const ofTexts = untypedWords(descriptor, traits)
  if (ofTexts !== undefined) limits.push(ofTexts)
  if (typeof site.by === 'number') limits.push(siteWords(site.by))
  const outside = parts.reduce((sum, { files }) => sum + files.outside, 0)
  if (others.length > 0) limits.push(othersWords(others))
  if (outside > 0) limits.push(`${outside} files lie outside the folder of the backup and are no part of it`)
  limits.push('Reactions, page statuses, public links and analytics are in no native backup')
  return limits
}

const mostNames = 10

function othersWords(others: readonly string[]): string {
  const names = others.slice(0, mostNames).map((path) => basename(path))
  const more = others.length > mostNames ? ` and ${others.length - mostNames} more` : ''
  return `Beside the exports lies what is no native backup and was not read: ${names.join(', ')}${more}`
}

function siteWords(spaces: number): string {
  const others = 'counts as another site, unless both are exported with --source-url'
  if (spaces === 0) return `It does not say which site it is of: any other backup of the same site ${others}`
  const oldest = spaces === 1 ? 'its oldest space tells' : `its ${spaces} oldest spaces tell`
  return `It does not say which site it is of, so ${oldest}: a backup of the same site that begins with others ${others}`
}
