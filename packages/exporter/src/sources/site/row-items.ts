import { type Body, loadBody, type StreamName, streamRules } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import { type Selection, takes } from '../../selection.js'
import type { FileItem, Origin, RecordItem, SourceItem } from '../../source.js'
import type { Row } from './row-fate.js'
import { lostBytes, openSiteBlob } from './site-blobs.js'

/** What making items needs. */
export interface RowReading {
  readonly store: SiteStore
  readonly selection: Selection
  /** True for a record that a run that broke off took already. */
  readonly done: (id: string) => boolean
}

/**
 * A row as an item: its texts inside whatever their size, since who stores it decides anew what is a blob; its file, of which a
 * record has at most one, opened when it is asked for.
 */
export async function* itemsOf(
  reading: RowReading,
  stream: StreamName,
  row: Row,
  origin: Origin,
): AsyncGenerator<SourceItem> {
  const { store, selection, done } = reading
  const whole: Record<string, unknown> = { ...row }
  if (stream === 'people' && !takes(selection, 'people-details')) {
    for (const field of ['email', 'profile', 'avatar']) delete whole[field]
  }
  let file: string | undefined
  for (const field of streamRules[stream].blobs) {
    const value = whole[field]
    if (typeof value === 'string') file = field
    else if (isBlobBody(value) || (Array.isArray(value) && value.some(isBlobBody))) {
      try {
        whole[field] = Array.isArray(value) ? await loadEach(store, value as Body[]) : await load(store, value as Body)
      } catch (error) {
        const missing = lostBytes(error, { stream, id: row.id, what: `The text of ${row.id}` })
        if (missing === undefined) throw error
        delete whole[field]
        yield { type: 'omission', omission: missing.omission }
      }
    }
  }
  if (file === undefined) yield { type: 'record', stream, record: whole, origin } as unknown as RecordItem
  else if (!done(row.id)) yield fileItem(store, stream, whole, file, origin)
}

function fileItem(
  store: SiteStore,
  stream: StreamName,
  row: Readonly<Record<string, unknown>>,
  field: string,
  origin: Origin,
): FileItem {
  const { [field]: digest, ...bare } = row
  const id = String(row['id'])
  return {
    type: 'file',
    id,
    open: (options) => openSiteBlob(store, { stream, id, digest: String(digest) }, options),
    complete: (blob) =>
      ({
        type: 'record',
        stream,
        record: blob ? { ...row, [field]: blob.digest } : bare,
        origin,
      }) as unknown as RecordItem,
  }
}

async function loadEach(store: SiteStore, bodies: readonly Body[]): Promise<Body[]> {
  const texts: Body[] = []
  for (const body of bodies) texts.push(await load(store, body))
  return texts
}

async function load(store: SiteStore, body: Body): Promise<Body> {
  return { format: body.format, value: await loadBody(store, body) }
}

function isBlobBody(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'blob' in value && 'format' in value
}
