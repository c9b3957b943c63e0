import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { kiln, temporaryFolder } from './testing/places.js'
import { root, run } from './testing/run-command.js'

describe('the demo backup', () => {
  const place = temporaryFolder()

  it('is what its script writes', async () => {
    const made = await run(process.execPath, [path.join(root, 'fixtures/make-kiln.mjs'), place.at('kiln')])
    expect(made.code).toBe(0)
    expect(filesOf(place.at('kiln'))).toEqual(filesOf(kiln))
  })

  function filesOf(dir: string): Record<string, string> {
    const names = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const files = names.map((entry) => path.join(entry.parentPath, entry.name))
    return Object.fromEntries(files.map((file) => [path.relative(dir, file), readFileSync(file, 'base64')]))
  }
})
