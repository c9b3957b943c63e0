import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

/** SHA-256 of a file, as `sha256sum` prints it. */
export async function digestFile(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
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
