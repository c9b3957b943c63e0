import type { Manifest } from '#records'
import { rm } from 'node:fs/promises'
import type { Sealed } from '../archive-writer.js'
import { openZipContainer } from '../container/zip-container.js'
import { sha256Hex } from '../digest.js'
import { sealOf } from '../read/volume-set.js'
import type { WorkIndex } from '../work/work-index.js'
import { publish } from './publish.js'

/** What is kept of a sealed archive until the work folder is gone. */
export interface SealedMemory {
  readonly target: string
  readonly manifest: Manifest
  readonly volumes: readonly SealedVolume[]
}

interface SealedVolume {
  readonly path: string
  readonly partial: string
  readonly bytes: number
  readonly sealDigest: string
}

/** Notes which partial files are ours, so that a later run may remove them. */
export function rememberPartials(index: WorkIndex, partials: readonly string[]): void {
  index.setMeta('partials', JSON.stringify(partials))
}

/** Partial files that an earlier run of this work folder may have left. */
export function ownPartials(index: WorkIndex): string[] {
  const partials: unknown = JSON.parse(index.meta('partials') ?? '[]')
  return Array.isArray(partials) ? partials.filter((partial) => typeof partial === 'string') : []
}

/** Notes that the archive is whole and verified: from here on only names are missing. */
export function rememberSealed(index: WorkIndex, memory: SealedMemory): void {
  index.setMeta('sealed', JSON.stringify(memory))
}

/**
 * The archive that an earlier run of this work folder sealed at this path, if that is what happened: names that are
 * still missing are given now. Anything else at the path is none of it.
 */
export async function finishEarlier(index: WorkIndex, target: string): Promise<Sealed | undefined> {
  const text = index.meta('sealed')
  if (text === undefined) return undefined
  const memory = JSON.parse(text) as SealedMemory
  if (memory.target !== target) return undefined
  const unnamed: SealedVolume[] = []
  for (const volume of memory.volumes) {
    if (await hasSeal(volume.path, volume.sealDigest)) {
      // Between the two names of one file the process may have ended.
      if (await hasSeal(volume.partial, volume.sealDigest)) await rm(volume.partial, { force: true })
    } else if (await hasSeal(volume.partial, volume.sealDigest)) unnamed.push(volume)
    else return undefined
  }
  await publish(unnamed)
  return sealedOf(memory)
}

/** True if the archive that was sealed last is whole under its names. */
export async function isPublished(index: WorkIndex): Promise<boolean> {
  const text = index.meta('sealed')
  if (text === undefined) return false
  for (const { path, sealDigest } of (JSON.parse(text) as SealedMemory).volumes)
    if (!(await hasSeal(path, sealDigest))) return false
  return true
}

/** The result of sealing as the caller gets it. */
export function sealedOf({ manifest, volumes }: SealedMemory): Sealed {
  return {
    manifest,
    volumes: volumes.map(({ path, bytes }) => ({ path, bytes })),
    seal: sealOf(volumes.map(({ sealDigest }) => sealDigest)),
  }
}

async function hasSeal(path: string, digest: string): Promise<boolean> {
  try {
    await using container = await openZipContainer(path)
    return sha256Hex(await container.load('seal.json')) === digest
  } catch {
    return false
  }
}
