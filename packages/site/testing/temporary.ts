import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const made: string[] = []

afterAll(async () => {
  for (const dir of made.splice(0)) await rm(dir, { recursive: true, force: true })
})

/** A path in a new folder, that is removed after the tests of the file. Nothing is at the path yet. */
export async function temporaryPath(name = 'site'): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'spacecrate-site-'))
  made.push(dir)
  return join(dir, name)
}
