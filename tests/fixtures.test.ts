import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { foundry, kiln, kilnCsv, temporaryFolder } from './testing/places.js'
import { root, run } from './testing/run-command.js'

describe('the backups among the fixtures', () => {
  const place = temporaryFolder()

  it.each([
    ['kiln', kiln],
    ['kiln-csv', kilnCsv],
    ['foundry', foundry],
  ])('%s is what its script writes', async (name, committed) => {
    const made = await run(process.execPath, [path.join(root, `fixtures/make-${name}.mjs`), place.at(name)])
    expect(made.code).toBe(0)
    expect(filesOf(place.at(name))).toEqual(filesOf(committed))
  })

  function filesOf(dir: string): Record<string, string> {
    const names = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const files = names.map((entry) => path.join(entry.parentPath, entry.name))
    return Object.fromEntries(files.map((file) => [path.relative(dir, file), readFileSync(file, 'base64')]))
  }
})
