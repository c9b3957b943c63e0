import { textBytes, textOfBytes } from '@spacecrate/disk'
import type { Body, BodyFormat } from '#records'
import type { ArchiveWriter } from './archive-writer.js'
import type { Archive } from './archive.js'
import { maxInlineBodyBytes } from './limits.js'

/**
 * A body for a record: inside the record, or as a blob of the writer if its JSON form is longer than a body inside a
 * record may be. The same text gives the same body in every export.
 */
export async function bodyFor(
  writer: Pick<ArchiveWriter, 'store'>,
  format: BodyFormat,
  text: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Body> {
  if (fitsRecord(text)) return { format, value: text }
  const { digest, bytes } = await writer.store([textBytes(text)], options)
  return { format, blob: digest, bytes }
}

/** True for a text that a body inside a record may have; a longer one is a blob. */
export function fitsRecord(text: string): boolean {
  // An escape of JSON has at most six bytes for one UTF-16 code unit, so most texts need no look.
  return text.length * 6 <= maxInlineBodyBytes || Buffer.byteLength(JSON.stringify(text)) - 2 <= maxInlineBodyBytes
}

/** The text of a body, loaded from its blob where it is one. Throws what `openBlob` throws. */
export async function loadBody(
  archive: Pick<Archive, 'openBlob'>,
  body: Body,
  options: { readonly signal?: AbortSignal } = {},
): Promise<string> {
  if ('value' in body) return body.value
  const chunks: Uint8Array[] = []
  for await (const chunk of archive.openBlob(body.blob, options)) chunks.push(chunk)
  return textOfBytes(Buffer.concat(chunks))
}
