import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { descriptorName, entitiesName } from './backup-files.js'
import { coreTables, csvTableName } from './csv/csv-tables.js'
import { isBackupError } from './error.js'
import { openBackup } from './open-backup.js'

/** What lies at a path. */
export interface FoundBackups {
  readonly backups: readonly string[]
  /** What else lies in a folder of exports: no native backups, so that nothing of them is read. */
  readonly others: readonly string[]
}

/**
 * The backups at a path: the one that it is, or the exports that lie in that folder, zipped or not, in the order of their
 * names. Where nothing is found it is the path itself: opening it says what is wrong.
 *
 * Other things in the folder are named, since an export may be among them that nobody can read, such as pages as HTML.
 * A download that didn't finish ends the search, whatever the browser calls it until then. Hidden files are passed over: a Mac writes `._docs.zip` beside `docs.zip`.
 *
 * @throws BackupError of a zip in the folder that is damaged
 */
export async function findBackups(path: string): Promise<FoundBackups> {
  const itself = { backups: [path], others: [] }
  const found = await stat(path).catch(() => undefined)
  if (found?.isDirectory() !== true) return itself
  const entries = (await readdir(path, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))
  if (entries.some((entry) => entry.isFile() && isOfBackup(entry.name))) return itself
  const backups: string[] = []
  const others: string[] = []
  let mayBeItself = true
  for (const entry of entries) {
    if (entry.name.startsWith('.') || ofNobody.has(entry.name)) continue
    const at = join(path, entry.name)
    const depth = entry.isDirectory() ? await depthOfBackup(at) : undefined
    const isExport = entry.isDirectory() ? depth !== undefined : await isZipOfBackup(at)
    if (isExport) backups.push(at)
    else others.push(at)
    if (isExport && depth !== 0) mayBeItself = false
  }
  // Whoever unpacks a zip into a folder of its name often has one folder in another: that is one backup.
  return backups.length > 1 || !mayBeItself ? { backups, others } : itself
}

/** What a Mac packs beside the files of a zip, and where our own work lies. */
const ofNobody: ReadonlySet<string> = new Set(['__MACOSX', 'spacecrate-work'])

function isOfBackup(name: string): boolean {
  return name === entitiesName || name === descriptorName || coreTables.includes(csvTableName(name) ?? '')
}

/** How many folders deep a backup lies in a folder: 0 or 1, as far as `openBackup` looks; `undefined` where none does. */
async function depthOfBackup(folder: string): Promise<0 | 1 | undefined> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  if (entries.some(({ name }) => isOfBackup(name))) return 0
  for (const entry of entries) {
    if (!entry.isDirectory() || ofNobody.has(entry.name)) continue
    const names = await readdir(join(folder, entry.name)).catch(() => [])
    if (names.some(isOfBackup)) return 1
  }
  return undefined
}

/** As browsers and tools name a download until it is complete. */
const download = /\.(?:crdownload|part|partial|download|filepart|aria2|tmp)$/i

/** False for a file that is no zip, and for a zip of something else. */
async function isZipOfBackup(path: string): Promise<boolean> {
  if (!/\.zip$/i.test(path) && !(download.test(path) && (await beginsAsZip(path)))) return false
  try {
    await using files = await openBackup(path)
    return files.path === path
  } catch (error) {
    if (isBackupError(error, 'NO_ENTITIES')) return false
    throw error
  }
}

async function beginsAsZip(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined)
  if (file === undefined) return false
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.toString('latin1', 0, bytesRead) === 'PK\x03\x04'
  } finally {
    await file.close()
  }
}
