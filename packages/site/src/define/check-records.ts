import { referencesOf, siteId, type StreamName, type StreamRule, streamRules } from '@spacecrate/format'
import { SiteError } from '../error.js'
import { quote } from '../store/row-check.js'
import { shown, wrong } from './definition-place.js'
import type { DefinedRecord } from './expand-records.js'

/** Records that every site begins with, by their ids. */
const firstRows: ReadonlyMap<string, StreamName> = new Map([
  [siteId, 'site'],
  ['person:site-administrator', 'people'],
  ['group:site-administrators', 'groups'],
  ['membership:group:site-administrators/person:site-administrator', 'memberships'],
])

/**
 * Looks whether records fit together: each id once, every structural reference to something that is defined, owners of the
 * right kind, parents of the same owner. Throws `DEFINITION_DUPLICATE`, `DEFINITION_DANGLING`, `DEFINITION_INVALID`.
 * Gives the records by id.
 */
export function checkRecords(records: readonly DefinedRecord[]): ReadonlyMap<string, DefinedRecord> {
  const byId = new Map<string, DefinedRecord>()
  for (const one of records) {
    const { id } = one.record
    const first = byId.get(id)
    if (first !== undefined) throw duplicate(one, `is defined in ${shown(first.place)} too`)
    if (firstRows.has(id) && id !== siteId) throw duplicate(one, 'is one that every site begins with')
    byId.set(id, one)
  }
  for (const one of records) checkReferences(one, byId)
  return byId
}

function checkReferences(one: DefinedRecord, byId: ReadonlyMap<string, DefinedRecord>): void {
  const { stream, record, place } = one
  const rule: StreamRule<StreamName> = streamRules[stream] as never
  for (const id of referencesOf(stream, record as never)) {
    if (byId.has(id) || firstRows.has(id) || isApp(record, id)) continue
    const message = `${shown(place)}: it points to ${quote(id)}, which is defined nowhere; define it`
    throw new SiteError('DEFINITION_DANGLING', message, { file: place.file, pointer: place.pointer, id })
  }
  const owner = rule.owner(record)
  if (owner !== undefined) {
    const ownerStream = byId.get(owner)?.stream ?? firstRows.get(owner)
    if (ownerStream === undefined || !rule.owners.includes(ownerStream)) {
      throw wrong(place, `${quote(owner)} is none of ${rule.owners.join(', ')}, on which records of ${stream} hang`)
    }
  }
  const parent = rule.parent?.(record)
  const above = parent === undefined ? undefined : byId.get(parent)
  if (above === undefined) return
  if (above.stream !== stream || rule.owner(above.record) !== owner) {
    throw wrong(place, `its parent ${quote(parent ?? '')} does not belong to ${quote(owner ?? '')}`)
  }
}

/** No stream holds apps: a subject that is one is named and no more. */
function isApp(record: DefinedRecord['record'], id: string): boolean {
  return (
    'subject' in record && typeof record.subject === 'object' && record.subject.type === 'app' && id.startsWith('app:')
  )
}

function duplicate({ record, place }: DefinedRecord, why: string): SiteError<'DEFINITION_DUPLICATE'> {
  const { id } = record
  const { file, pointer } = place
  const message = `${shown(place)}: the id ${quote(id)} ${why}; an id is given once`
  return new SiteError('DEFINITION_DUPLICATE', message, { file, pointer, id })
}
