import { open, type FileHandle } from 'node:fs/promises'

/** Writes all of the bytes at a position: a single write may take only a part of them. */
export async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}

/** Makes names in a folder durable. Systems that can't open a folder keep names durable by themselves. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  if (folder === undefined) return
  try {
    await folder.sync()
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    if (code !== 'EINVAL' && code !== 'EPERM' && code !== 'ENOTSUP') throw error
  } finally {
    await folder.close()
  }
}
