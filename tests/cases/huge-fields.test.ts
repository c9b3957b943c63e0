import {
  fieldsOf,
  openArchive,
  openWorkFolder,
  type RecordField,
  type SourceAccount,
  type StreamName,
  streamNames,
  verifyArchive,
} from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import { exportTo } from '../../packages/exporter/src/export-to.js'
import type { Source, SourceItem } from '../../packages/exporter/src/source.js'
import { fullSite } from '../testing/fixture-sites.js'
import { createInProcess, exportInProcess } from '../testing/in-process.js'
import { temporaryFolder } from '../testing/places.js'
import { readArchive } from '../testing/round-trip.js'

/** More than a line of a stream may have. */
const huge = 'Ton '.repeat(300_000)

describe('a text of 1.2 MB', () => {
  const place = temporaryFolder()

  it('in any field of any stream is an omission or a blob, and the archive is good', async () => {
    await createInProcess(place.at('site'), fullSite)
    await exportInProcess(place.at('whole.crate.zip'), place.at('site'), ['--with-app-data'])
    await using whole = await openArchive(place.at('whole.crate.zip'))
    const records = await readArchive(whole)
    const variants = streamNames.flatMap((stream) =>
      pathsOf(fieldsOf(stream)).map((path, index) => ({ stream, path, base: records[stream][0], index })),
    )
    expect(variants.length).toBeGreaterThan(300)
    expect(variants.filter(({ base }) => base === undefined)).toEqual([])
    const sums = new Map(streamNames.map((stream) => [stream, { met: 0, recorded: 0, omitted: 0 }]))

    async function* items(): AsyncGenerator<SourceItem> {
      for await (const omission of whole.omissions()) yield { type: 'omission', omission }
      for (const stream of streamNames) for (const record of records[stream]) yield itemOf(stream, record)
      for (const { stream, path, base, index } of variants)
        if (stream !== 'site') yield itemOf(stream, variant(stream, { ...base, id: `${base?.id}~${index + 90}` }, path))
    }
    function itemOf(stream: StreamName, record: unknown): SourceItem {
      const sum = sums.get(stream) ?? { met: 0, recorded: 0, omitted: 0 }
      sum.met++
      sum.recorded++
      const refuse = (): void => {
        sum.recorded--
        sum.omitted++
      }
      return { type: 'record', stream, record, origin: { kind: stream, refuse } } as unknown as SourceItem
    }
    const source: Pick<Source, 'read' | 'accounts'> = {
      read: () => items(),
      accounts: () =>
        [...sums].map(([stream, sum]): SourceAccount => ({
          kind: stream,
          stream,
          counted: sum.met,
          merged: 0,
          derived: 0,
          unselected: 0,
          ...sum,
        })),
    }
    const work = await openWorkFolder(place.at('work'), { key: 'huge' })
    for (const stream of streamNames) for await (const { record } of whole.records(stream)) await keepBlobs(record)
    async function keepBlobs(value: unknown): Promise<void> {
      if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) await work.store(whole.openBlob(value))
      else if (typeof value === 'object' && value !== null)
        for (const inner of Object.values(value)) await keepBlobs(inner)
    }
    const summary = await exportTo(work, source as Source, {})
    expect(summary.complete).toBe(true)
    const { manifest } = whole
    await work.seal(place.at('huge.crate.zip'), { ...manifest, accounts: summary.accounts })

    expect(await verifyArchive(place.at('huge.crate.zip'))).toMatchObject({ valid: true, partial: false, problems: [] })
    await using archive = await openArchive(place.at('huge.crate.zip'))
    const omitted = new Map<string | undefined, string>()
    for await (const { id, code, kind } of archive.omissions()) omitted.set(id, `${code} ${kind}`)
    const taken: string[] = []
    for (const { stream, path, base, index } of variants) {
      const id = `${base?.id}~${index + 90}`
      if (stream === 'site' || path === 'id') continue
      const omission = omitted.get(id)
      if (omission === undefined) taken.push(`${stream} ${path}`)
      else expect(omission).toMatch(new RegExp(`^(?:RECORD_TOO_LARGE|ROW_UNUSABLE|OWNER_OMITTED) ${stream}$`))
      expect((await archive.find(stream, id)) !== undefined).toBe(omission === undefined)
    }
    // What may be of any length is the text of a body, which is a blob then.
    expect(taken.toSorted()).toEqual(bodies.toSorted())
  }, 300_000)
})

const bodies = streamNames
  .filter((stream) => stream !== 'site')
  .flatMap((stream) =>
    [...fieldsOf(stream)].flatMap(([name, { form }]) => (form === 'body' ? [`${stream} ${name}`] : [])),
  )

/** The paths of all fields, down to those of objects and entries of lists. */
function pathsOf(fields: ReadonlyMap<string, RecordField>, before = ''): string[] {
  return [...fields].flatMap(([name, field]) => {
    const inner = field.form === 'list' ? field.item?.fields : field.fields
    return [`${before}${name}`, ...pathsOf(inner ?? new Map(), `${before}${name}.`)]
  })
}

/** The record with the text in the field of that path. */
function variant(stream: StreamName, record: object, path: string): object {
  const isBody = fieldsOf(stream).get(path)?.form === 'body'
  return isBody ? { ...record, [path]: { format: 'plain', value: huge } } : withText(record, path)
}

/** What leads to the field is made where it is not. */
function withText(record: object, path: string): object {
  const [first = '', ...rest] = path.split('.')
  const before: unknown = Reflect.get(record, first)
  if (rest.length > 0) {
    const inner: unknown = Array.isArray(before) ? before[0] : before
    const made = withText(inner ?? {}, rest.join('.'))
    return { ...record, [first]: Array.isArray(before) ? [made, ...before.slice(1)] : made }
  }
  return { ...record, [first]: Array.isArray(before) ? [huge, ...before.slice(1)] : huge }
}
