import type { Manifest, PackedEntry, Packing, Seal } from '#records'
import type { Container } from '../container/container.js'
import { maxEntryBytes } from '../container/entry-names.js'
import { sha256Hex } from '../digest.js'
import { encodeLaidOut, encodeValue } from '../encode-record.js'
import { ArchiveError } from '../error.js'
import { archiveMimeType, formatVersion, relateVersion, type VersionRelation } from '../format-version.js'
import { maxValues } from '../limits.js'
import { shorten, validateValue } from '../validate.js'
import { type JsonBounds, parseBounded } from './bounded-json.js'

/** One volume whose seal was checked: manifest and packing are those that were sealed, and the entries those packed. */
export interface SealedVolume {
  readonly container: Container
  readonly manifest: Manifest
  readonly manifestDigest: string
  /** Digest of `seal.json`. */
  readonly sealDigest: string
  /** How the version of the archive relates to ours. */
  readonly relation: VersionRelation
  readonly packing: Packing
  readonly packed: ReadonlyMap<string, PackedEntry>
}

/**
 * Checks seal → packing and manifest → names and sizes of all entries. Throws `ARCHIVE_UNSEALED`, `SEAL_MISMATCH`,
 * `MANIFEST_INVALID`, `FORMAT_TOO_NEW`, `CONTAINER_INVALID`, `NOT_AN_ARCHIVE`.
 */
export async function checkSeal(container: Container): Promise<SealedVolume> {
  const { path } = container
  const names = [...container.entries.keys()]
  for (const { name, bytes } of container.entries.values())
    if (bytes > maxEntryBytes(name))
      throw invalidContainer(path, name, `it has ${bytes} bytes, and at most ${maxEntryBytes(name)} are allowed`)
  for (const name of ['seal.json', 'packing.json', 'manifest.json', 'mimetype'])
    if (!container.entries.has(name))
      throw new ArchiveError(
        'ARCHIVE_UNSEALED',
        `The archive ${path} is not complete: it has no ${name}. Copy it again, or run the export again`,
        { path, problem: `no ${name}` },
      )
  if (container.ordered && (names.at(-1) !== 'seal.json' || names.at(-2) !== 'packing.json'))
    throw invalidContainer(path, 'seal.json', 'packing.json and seal.json are not the last entries')
  const type = await container.load('mimetype')
  if (type.toString('latin1') !== archiveMimeType)
    throw new ArchiveError('NOT_AN_ARCHIVE', `The file mimetype of ${path} does not say that this is an archive`, {
      path,
      looksLike: 'something of another type',
    })
  const manifestBytes = await container.load('manifest.json')
  const packingBytes = await container.load('packing.json')
  const manifestDigest = sha256Hex(manifestBytes)
  const sealBytes = await container.load('seal.json')
  const seal = parseFile(path, 'seal.json', sealBytes, { values: 16, depth: 1 })
  const manifest = parseFile(path, 'manifest.json', manifestBytes, { values: maxValues, depth: 8 })
  const relation = checkVersion(path, manifest)
  const tolerant = relation === 'newer-minor'
  assertValid<Seal>(path, 'seal', seal, tolerant)
  matchSeal(path, 'manifest.json', seal.manifest, manifestDigest)
  matchSeal(path, 'packing.json', seal.packing, sha256Hex(packingBytes))
  const packing = parseFile(path, 'packing.json', packingBytes, {
    // Those that a newer minor version may add are counted as well.
    values: 16 + container.entries.size * (tolerant ? 32 : 7),
    depth: tolerant ? 8 : 3,
  })
  assertValid<Manifest>(path, 'manifest', manifest, tolerant)
  assertValid<Packing>(path, 'packing', packing, tolerant)
  if (manifest.requires.length > 0) throw tooNew(path, manifest.version, manifest.requires)
  if (packing.archive !== manifest.archive.id || packing.volume > packing.volumes)
    throw invalidContainer(path, 'packing.json', 'it belongs to another archive')
  const sealDigest = sha256Hex(sealBytes)
  return {
    container,
    manifest,
    manifestDigest,
    sealDigest,
    relation,
    packing,
    packed: matchEntries(container, packing),
  }
}

/** An archive of a newer major version, or that needs a feature we don't know, is refused before anything else is read. */
function checkVersion(path: string, manifest: unknown): VersionRelation {
  const fields = typeof manifest === 'object' && manifest !== null ? new Map(Object.entries(manifest)) : new Map()
  const version: unknown = fields.get('version')
  if (fields.get('format') !== 'spacecrate' || typeof version !== 'string')
    throw new ArchiveError('MANIFEST_INVALID', `The manifest of ${path} is not that of an archive`, {
      path,
      entry: 'manifest.json',
      problems: ['/format must be spacecrate, and /version a version'],
    })
  const relation = relateVersion(version)
  if (relation === 'newer-major') throw tooNew(path, version, [])
  return relation
}

function tooNew(path: string, version: string, requires: readonly string[]): ArchiveError<'FORMAT_TOO_NEW'> {
  const needs = requires.length === 0 ? `is of version ${version}` : `needs ${requires.join(', ')}`
  return new ArchiveError(
    'FORMAT_TOO_NEW',
    `The archive ${path} ${needs}, and this tool reads up to version ${formatVersion}. Use a newer version of the tool`,
    { path, version, supported: formatVersion, requires },
  )
}

function matchSeal(path: string, entry: string, expected: string, actual: string): void {
  if (expected === actual) return
  throw new ArchiveError(
    'SEAL_MISMATCH',
    `The archive ${path} was changed after it was sealed: ${entry} has the SHA-256 ${actual}, and ${expected} was sealed`,
    { path, entry, expected, actual },
  )
}

/** The packing must name the entries that are there, in their order and with their sizes, but for itself and the seal. */
function matchEntries(container: Container, packing: Packing): Map<string, PackedEntry> {
  const { path } = container
  const packed = new Map(packing.entries.map((entry) => [entry.name, entry]))
  if (packed.size !== packing.entries.length) throw invalidContainer(path, 'packing.json', 'it names an entry twice')
  const present = [...container.entries.values()].filter(({ name }) => name !== 'packing.json' && name !== 'seal.json')
  const named = container.ordered ? packing.entries : packing.entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  for (const [i, entry] of named.entries()) {
    const actual = present[i]
    if (actual?.name !== entry.name)
      throw invalidContainer(path, entry.name, `the packing names it, and ${actual?.name ?? 'nothing'} is in its place`)
    if (actual.bytes !== entry.bytes)
      throw invalidContainer(path, entry.name, `it has ${actual.bytes} bytes, and ${entry.bytes} were packed`)
  }
  const extra = present[named.length]
  if (extra !== undefined) throw invalidContainer(path, extra.name, 'the packing does not name it')
  return packed
}

/** An error for a broken rule of the format. */
export function invalidContainer(path: string, entry: string, problem: string): ArchiveError<'CONTAINER_INVALID'> {
  return new ArchiveError(
    'CONTAINER_INVALID',
    `The archive ${path}, entry ${entry}, breaks a rule of the format: ${problem}. Get it again from where it was written`,
    { path, entry, problem },
  )
}

/** Reads one of the files that say what is in a volume: bounded, and in the one form that it has. */
function parseFile(path: string, entry: string, bytes: Buffer, bounds: JsonBounds): unknown {
  const invalid = (problem: string, cause?: unknown): ArchiveError<'MANIFEST_INVALID'> =>
    new ArchiveError(
      'MANIFEST_INVALID',
      `The file ${entry} of ${path} is not valid: ${problem}. The archive is damaged or was written by something else`,
      { path, entry, problems: [problem] },
      cause === undefined ? {} : { cause },
    )
  let value: unknown
  try {
    value = parseBounded(bytes, bounds)
  } catch (error) {
    throw invalid(shorten(error instanceof Error ? error.message : String(error)), error)
  }
  const form = entry === 'manifest.json' ? encodeLaidOut(value) : encodeValue(value)
  if (bytes.toString('utf8') !== `${form}\n`) throw invalid('it is not in the one form that it has')
  return value
}

function assertValid<T>(path: string, schema: string, value: unknown, tolerant: boolean): asserts value is T {
  const { problems } = validateValue(schema, value, { tolerant })
  if (problems.length > 0)
    throw new ArchiveError(
      'MANIFEST_INVALID',
      `The file ${schema}.json of ${path} is not valid: ${problems.join('; ')}`,
      { path, entry: `${schema}.json`, problems },
    )
}
