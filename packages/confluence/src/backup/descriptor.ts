import { type BackupFiles, descriptorName } from './backup-files.js'
import { BackupError } from './error.js'
import { parseJavaProperties } from './java-properties.js'
import { shown } from './shown.js'

/**
 * What exportDescriptor.properties says. Every field may be absent: old exports have few, and trimmed ones no
 * descriptor at all.
 */
export interface Descriptor {
  /** `page`, `space` or `all`; `all` is a site export. */
  readonly exportType: string | undefined
  /** The oldest build that is said to read the file; in exports before 5.2 the real build of the writer. */
  readonly buildNumber: string | undefined
  /** The real build of the writer. */
  readonly createdByBuildNumber: string | undefined
  /** Version of the writer; `1000.0.0-…` on Cloud. */
  readonly version: string | undefined
  /** `cloud` or `server`; absent before about 2017. */
  readonly source: string | undefined
  /** `spaceKey` and `spaceKeys`, each key once, in their order. Empty for a site export. */
  readonly spaceKeys: readonly string[]
  /** Zone of the timestamps; only Cloud writes it. */
  readonly timezoneId: string | undefined
  /** Short name of the zone of the server (`CEST`), in the comment of the first line, where Java says when it was written. */
  readonly zoneOfComment: string | undefined
  /** The comment of the first line, where Java says when it was written: `Thu Jun 20 10:00:00 UTC 2024`. */
  readonly written: string | undefined
  readonly backupAttachments: boolean | undefined
  /** `csv` for Cloud's exports as tables. Absent for XML. */
  readonly exportFormat: string | undefined
  /** How many objects the writer says it wrote. */
  readonly objectsCount: number | undefined
  /** Everything, verbatim. */
  readonly properties: ReadonlyMap<string, string>
}

/** Real ones have some five hundred bytes, and a few dozen for each app. */
const sizeLimit = 4 * 1024 * 1024

/**
 * Reads the descriptor; `undefined` where there is none.
 *
 * @throws BackupError DESCRIPTOR_MALFORMED, ENTRY_CORRUPT, ENTRY_UNREADABLE
 */
export async function readDescriptor(files: BackupFiles): Promise<Descriptor | undefined> {
  if (files.size(descriptorName) === undefined) return undefined
  return parseDescriptor(await readText(files.open(descriptorName), files.path))
}

/** Parses the text of a descriptor, its bytes read as ISO-8859-1. */
export function parseDescriptor(text: string): Descriptor {
  const properties = parseJavaProperties(text)
  const get = (key: string): string | undefined => properties.get(key)?.trim() || undefined
  const keys = [get('spaceKey'), ...(get('spaceKeys')?.split(',') ?? [])]
  const attachments = get('backupAttachments')?.toLowerCase()
  const count = get('objectsCount')
  return {
    exportType: get('exportType'),
    buildNumber: get('buildNumber'),
    createdByBuildNumber: get('createdByBuildNumber'),
    version: get('createdByVersionNumber') ?? get('versionNumber'),
    source: get('source'),
    spaceKeys: [...new Set(keys.map((key) => key?.trim() ?? '').filter((key) => key !== ''))],
    timezoneId: get('timezoneId'),
    zoneOfComment: /^#\w{3} \w{3} \d\d \d\d:\d\d:\d\d ([\w:+-]{1,10}) \d{4}\s*$/m.exec(text.slice(0, 100))?.[1],
    written: /^#(\w{3} \w{3} \d\d \d\d:\d\d:\d\d [\w:+-]{1,10} \d{4})\s*$/m.exec(text.slice(0, 100))?.[1],
    backupAttachments: attachments === undefined ? undefined : attachments === 'true',
    exportFormat: get('exportFormat'),
    objectsCount: count !== undefined && /^\d{1,15}$/.test(count) ? Number(count) : undefined,
    properties,
  }
}

/** True for the bytes of a descriptor of an export as CSV tables. */
export async function isCsvExport(bytes: AsyncIterable<Uint8Array>, path: string): Promise<boolean> {
  return parseDescriptor(await readText(bytes, path)).exportFormat?.toLowerCase() === 'csv'
}

async function readText(bytes: AsyncIterable<Uint8Array>, path: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > sizeLimit) {
      const problem = `more than ${sizeLimit} bytes`
      throw new BackupError(
        'DESCRIPTOR_MALFORMED',
        `The file ${descriptorName} in ${shown(path)} is malformed (${problem})`,
        {
          path,
          problem,
        },
      )
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('latin1')
}
