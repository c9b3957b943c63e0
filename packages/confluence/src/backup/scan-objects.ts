import { ObjectScan } from './object-scan.js'
import type { ScannedObject, ScanOptions } from './scanned-object.js'

/**
 * Cuts entities.xml into its objects, in flat memory: at most one object and one chunk. An object that is broken inside
 * is cut out all the same, for `parseObject` to refuse.
 *
 * @example
 * for await (const { bytes, offset } of scanObjects(files.open('entities.xml'))) console.log(parseObject(bytes, offset))
 *
 * @throws BackupError XML_EMPTY, XML_ENCODING, XML_NOT_WELL_FORMED, XML_FORBIDDEN, XML_TRUNCATED, WRONG_ROOT. The
 *   objects before the broken place have been yielded by then.
 */
export async function* scanObjects(
  chunks: AsyncIterable<Uint8Array>,
  options: ScanOptions = {},
): AsyncGenerator<ScannedObject, void, undefined> {
  const { signal } = options
  const scan = new ObjectScan(options)
  for await (const chunk of chunks) {
    signal?.throwIfAborted()
    scan.push(chunk)
    for (let found = scan.next(); found; found = scan.next()) {
      yield found
      signal?.throwIfAborted()
    }
  }
  const last = scan.finish()
  if (last) yield last
}
