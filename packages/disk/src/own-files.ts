import { randomUUID } from 'node:crypto'
import { lstatSync } from 'node:fs'
import {
  type FileHandle,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  unlink,
} from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { DiskError } from './disk-error.js'
import { isDiskFull } from './disk-full.js'

/*
 * How files are made, in one place: nothing of others is written to, replaced or removed. What somebody names is made new or
 * not at all; what we write again lies in a folder of our own, is written beside its name and takes that name as a whole. No
 * link is ever followed: neither that of a name, nor that of a file half written.
 */

/** Writes a file that is not there yet: whole, or not at all. Throws `TARGET_EXISTS`. */
export async function writeNewFile(path: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  await assertFree(path)
  await removeParts(path)
  const temporary = `${path}.${randomUUID()}.part`
  const file = await open(temporary, 'wx')
  try {
    await writePieces(file, pieces)
    await file.close()
    await moveWithoutReplacing(temporary, path)
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(temporary, { force: true })
    throw error
  }
}

/** Writes a file into a folder of our own, in the place of an earlier one: it has its name when all of it is there. */
export async function writeOwnFile(path: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const file = await openPart(path)
  try {
    await writePieces(file, pieces)
    await file.close()
    await namePart(path)
  } catch (error) {
    await file.close().catch(() => undefined)
    await dropPart(path)
    throw error
  }
}

/** What a run that was killed left of the same file. */
async function removeParts(path: string): Promise<void> {
  const names = await readdir(dirname(path))
  const parts = names.filter((name) => isPart(name, basename(path)))
  for (const name of parts) await rm(join(dirname(path), name), { force: true })
}

/** True for the name of what `writeNewFile` had begun when its process was killed. */
function isPart(name: string, file: string): boolean {
  const start = `${file}.`
  return name.startsWith(start) && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part$/.test(name.slice(start.length))
}

async function writePieces(file: FileHandle, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  let pending = ''
  for await (const piece of pieces) {
    pending += piece
    if (pending.length < 1 << 16) continue
    await file.writeFile(pending)
    pending = ''
  }
  await file.writeFile(pending)
  await file.sync()
}

/** Begins a file of a folder of our own beside its name. What a run that broke off left there goes; of a link the link. */
export async function openPart(path: string): Promise<FileHandle> {
  await dropPart(path)
  return await open(`${path}.part`, 'wx')
}

/** Gives a file that was begun with `openPart` its name. */
export async function namePart(path: string): Promise<void> {
  await rename(`${path}.part`, path)
}

/** Takes away what was begun with `openPart`. */
export async function dropPart(path: string): Promise<void> {
  await rm(`${path}.part`, { force: true })
}

/** Throws `TARGET_EXISTS` if anything has that name. */
export async function assertFree(path: string): Promise<void> {
  if (await isTaken(path)) throw targetExists(path)
}

/** True if anything has that name, a link that leads nowhere as well. */
export async function isTaken(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined
}

/**
 * Gives a file another name that nothing has. A rename would replace what is there; a second name for the same file can't.
 * Carriers without such names get a look first. Throws `TARGET_EXISTS`.
 */
export async function moveWithoutReplacing(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
    await unlink(from)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EEXIST') throw targetExists(to)
    if (isDiskFull(error)) throw error
    await assertFree(to)
    await rename(from, to)
  }
}

/** Throws `WORK_FOLDER_FOREIGN` for a link: a database would be opened behind it, and written to. */
export function assertNoLink(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    const facts = lstatSync(`${path}${suffix}`, { throwIfNoEntry: false })
    if (facts === undefined || facts.isFile()) continue
    throw foreign(dirname(path), `${path}${suffix} is no file of its own`)
  }
}

/** Makes a folder within one of our own. Throws `WORK_FOLDER_FOREIGN` for a link or a file of that name. */
export async function makeOwnFolder(path: string): Promise<void> {
  await mkdir(path).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error
  })
  if (!(await lstat(path)).isDirectory()) throw foreign(path, 'it is no folder of its own')
}

/**
 * Looks whether a folder can be at a path: it is one, or nothing is there and nothing but folders are above it. Throws
 * `WORK_FOLDER_FOREIGN` otherwise, before anything is written.
 */
export async function assertFolder(path: string): Promise<void> {
  for (let above = resolve(path); ; above = dirname(above)) {
    const facts = await stat(above).catch(() => undefined)
    if (facts?.isDirectory() === true || above === dirname(above)) return
    if (facts !== undefined) throw foreign(path, above === resolve(path) ? 'it is no folder' : `${above} is no folder`)
  }
}

/** What makes a folder one of ours. */
export interface FolderKind {
  /** Name and text of a file that says whose the folder is. */
  readonly marker: string
  readonly text: string
  /** True for a folder without a marker that is ours all the same. */
  readonly isOurs: (names: readonly string[]) => boolean | Promise<boolean>
}

/**
 * Takes a folder that is not there, empty, or one of ours, and marks it. Throws `WORK_FOLDER_FOREIGN` for any other: then
 * nothing was written.
 */
export async function takeFolder(path: string, { marker, text, isOurs }: FolderKind): Promise<void> {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST' && codeOf(error) !== 'ENOTDIR') throw error
  })
  const facts = await stat(path).catch(() => undefined)
  if (facts?.isDirectory() !== true) throw foreign(path, 'it is no folder')
  // Of a run that was killed while it marked an empty folder, only the half written marker is there.
  const names = (await readdir(path)).filter((name) => !isPart(name, marker))
  if (names.includes(marker)) {
    const said = await readFile(join(path, marker), 'utf8').catch(() => '')
    if (said === text) return
    throw foreign(path, `its ${marker} is of something else`)
  }
  if (names.length > 0 && !(await isOurs(names))) throw foreign(path, `it holds something else (${names[0] ?? ''})`)
  await writeNewFile(join(path, marker), [text])
}

function foreign(path: string, problem: string): DiskError<'WORK_FOLDER_FOREIGN'> {
  const message = `The folder ${path} can't be used: ${problem}`
  return new DiskError('WORK_FOLDER_FOREIGN', message, { path, problem })
}

function targetExists(path: string): DiskError<'TARGET_EXISTS'> {
  return new DiskError('TARGET_EXISTS', `There is already something at ${path}`, { path })
}

function codeOf(error: unknown): unknown {
  return error instanceof Error ? Reflect.get(error, 'code') : undefined
}
