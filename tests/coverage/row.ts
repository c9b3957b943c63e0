import { isStreamName, type StreamName, type StreamRecords } from '@spacecrate/format'

/** What reads or writes one product: the columns of the table. */
export const adapters = [
  'read-site',
  'write-site',
  'read-xml',
  'read-csv',
  'read-cloud',
  'read-dc',
  'write-cloud',
  'write-dc',
  'write-xml',
] as const

/** One of `adapters`. */
export type Adapter = (typeof adapters)[number]

/** What a cell must come to, in the words of the carry list. */
export type Aim = 'F' | 'P' | 'U' | 'O' | 'M' | 'X' | 'E' | '–' | 'never'

/** What a cell must come to, and how. */
export interface Goal {
  readonly aim: Aim
  readonly how?: string
}

/** Which records of an archive show a row: of each stream that it lies in, those for which the answer is yes. */
export type Shows = { readonly [Name in StreamName]?: (record: StreamRecords[Name]) => boolean }

/** A line of the carry list. */
export interface Row {
  /** As in the carry list: `U1` … `A2`. */
  readonly id: string
  readonly title: string
  /** Empty for what never travels. */
  readonly shows: Shows
  readonly goals: Readonly<Record<Adapter, Goal>>
}

/** Rows that belong together. */
export interface RowGroup {
  readonly title: string
  readonly rows: readonly Row[]
}

/** True for every record of a stream. */
export const all = (): boolean => true

/**
 * Goals in the order of the carry list: read XML, read Cloud, read DC, write Cloud, write DC, write XML. Each is its letter,
 * and then how. The embedded site holds every row whole, and a CSV
 * export what an XML backup does, but for what `table-goals.ts` says.
 */
export function goals(...of: readonly [string, string, string, string, string, string]): Row['goals'] {
  const [readXml, readCloud, readDc, writeCloud, writeDc, writeXml] = of.map(goalOf)
  const never = of.every((text) => text === 'never')
  const site: Goal = { aim: never ? 'never' : 'F' }
  return {
    'read-site': site,
    'write-site': site,
    'read-xml': readXml ?? site,
    'read-csv': readXml ?? site,
    'read-cloud': readCloud ?? site,
    'read-dc': readDc ?? site,
    'write-cloud': writeCloud ?? site,
    'write-dc': writeDc ?? site,
    'write-xml': writeXml ?? site,
  }
}

function goalOf(text: string): Goal {
  const [aim = '', ...how] = text.split(' ')
  if (!isAim(aim)) throw new Error(`No goal begins with ${aim}`)
  return how.length === 0 ? { aim } : { aim, how: how.join(' ') }
}

function isAim(word: string): word is Aim {
  return ['F', 'P', 'U', 'O', 'M', 'X', 'E', '–', 'never'].includes(word)
}

/** The streams that a row lies in. */
export function streamsOf(row: Row): StreamName[] {
  return Object.keys(row.shows).filter(isStreamName)
}

/** True if a record shows a row. */
export function isOf<Name extends StreamName>(row: Row, stream: Name, record: StreamRecords[Name]): boolean {
  return row.shows[stream]?.(record) ?? false
}
