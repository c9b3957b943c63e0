import { openArchive, type StreamName, streamNames, type StreamRecords } from '@spacecrate/format'

/** A record with the stream that it is of. */
export type Found = {
  readonly [Name in StreamName]: { readonly stream: Name; readonly record: StreamRecords[Name] }
}[StreamName]

/** Every record of an archive, by its id. */
export async function foundIn(archive: string): Promise<ReadonlyMap<string, Found>> {
  await using opened = await openArchive(archive)
  const found = new Map<string, Found>()
  for (const stream of streamNames) {
    for await (const { record } of opened.records(stream)) found.set(record.id, { stream, record } as Found)
  }
  return found
}
