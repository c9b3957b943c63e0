import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** SHA-256 of a file, as `sha256sum` prints it. */
export async function digestFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

/** Writes a file as a whole: it appears under its name when all of it is there. */
export async function writeWhole(path: string, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  await removeParts(path)
  const temporary = `${path}.${randomUUID()}.part`
  const file = await open(temporary, 'wx')
  try {
    let pending = ''
    for await (const piece of pieces) {
      pending += piece
      if (pending.length < 1 << 16) continue
      await file.write(pending)
      pending = ''
    }
    await file.write(pending)
    await file.sync()
    await file.close()
    await rename(temporary, path)
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(temporary, { force: true })
    throw error
  }
}

/** What a run that was killed left of the same file. */
async function removeParts(path: string): Promise<void> {
  const isPart = (name: string): boolean =>
    name.startsWith(`${basename(path)}.`) && /^[0-9a-f-]{36}\.part$/.test(name.slice(basename(path).length + 1))
  const names = await readdir(dirname(path))
  for (const name of names.filter(isPart)) await rm(join(dirname(path), name), { force: true })
}

/** The lines of a file; none where there is no such file. Any other reason not to read it is an error. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (file === undefined) return
  try {
    yield* file.readLines()
  } finally {
    await file.close()
  }
}
