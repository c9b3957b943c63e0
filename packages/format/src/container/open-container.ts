import { stat } from 'node:fs/promises'
import type { Container } from './container.js'
import { openFolderContainer } from './folder-container.js'
import { openZipContainer } from './zip-container.js'

/** Opens one volume, whichever way it lies there. Throws what `openZipContainer` and `openFolderContainer` throw. */
export async function openContainer(path: string): Promise<Container> {
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() === true ? openFolderContainer(path) : openZipContainer(path)
}
